//! A111: reviews too far apart.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};
use crate::text::Interval;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A111",
        name: "review-interval-too-long",
        level: Severity::Warning,
        clause: "7.5.2 c, A.5.1",
        since: "0.1",
        summary: "The review interval of a document is longer than the limit for its type.",
        why: "In three years systems, suppliers and laws change more than a text that nobody opens can follow. \
              Auditors take a longer interval as no review.",
        cure: "Shorten the interval, or set another limit for the type under `[review.interval]` in `book.toml`.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
review_interval: 5 years
---
",
        "\
//- book.toml
[review.interval]
policy = \"12 months\"
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
review_interval: 18 months
---
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
review_interval: 36 months
---
"],
};

/// The limit where the settings name none for the type.
const LONGEST: i32 = 36;

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(interval) = &document.front.review_interval else { return };
    let kind = document.document_type();
    let own_limit = kind.and_then(|it| cx.config.review.longest.get(&it)).copied();
    let limit = own_limit.unwrap_or(Interval::of_months(LONGEST));
    // Months and days compare only from a given day on.
    if cx.today.plus(interval.value) <= cx.today.plus(limit) {
        return;
    }
    let what = kind.map_or("document", DocumentType::name);
    let message = format!("review interval `{}` is longer than `{limit}`, the limit for a {what}", interval.value);
    findings.push(
        Finding::new(RULE.info.name, document.place(interval.span), message)
            .hint(format!("review it at least every {limit}")),
    );
}
