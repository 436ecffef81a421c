//! A110: an approved document that nobody planned to look at again.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::{insertion, wanted};
use crate::diag::{Finding, Fix, RuleInfo, Severity};
use crate::model::{Document, Field};
use crate::text::Interval;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A110",
        name: "review-interval-missing",
        level: Severity::Warning,
        clause: "7.5.2 c, A.5.1",
        since: "0.1",
        summary: "An approved document names no review interval.",
        why: "The standard asks for reviews at planned intervals. Without an interval no review is ever due, and the \
              first sign that a rule is out of date is an incident or an audit.",
        cure: "Write an interval in `review_interval`; `12 months` is usual for policies.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: approved
---
"],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: approved
review_interval: 12 months
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: draft
---
",
    ],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let kind = document.document_type();
    if !document.is_approved() || document.front.has(Field::ReviewInterval) || !wanted::is_reviewed(kind) {
        return;
    }
    let place = document.place(document.front.place_of(Field::ReviewInterval));
    let longest = kind.and_then(|it| cx.config.review.longest.get(&it)).copied();
    let usual = longest.unwrap_or(Interval::of_months(12));
    let line = longest.and_then(|it| insertion::field(cx, document, Field::ReviewInterval, &it.to_string()));
    let fix = line.map(|line| Fix::wants_a_look("add the longest interval that the settings allow", vec![line]));
    findings.push(
        Finding::new(RULE.info.name, place, format!("`{}` is approved and has no review interval", document.name()))
            .hint(format!("say when it is looked at again, as in `review_interval: {usual}`"))
            .with(fix),
    );
}
