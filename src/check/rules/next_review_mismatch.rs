//! A112: a date of review that does not follow from the last one.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A112",
        name: "next-review-mismatch",
        level: Severity::Error,
        clause: "7.5.2 c, A.5.1",
        since: "0.1",
        summary: "The date of the next review lies later than the last review and the interval allow, or not after \
                  the last review.",
        why: "A document that says \"every 12 months\" and names a day 18 months ahead has two answers to the \
              question when it is due. The calendar and the auditor will pick different ones.",
        cure: "Correct the date, or leave `next_review` out: it is computed. An earlier date is fine.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
review_interval: 12 months
last_reviewed: 2026-02-10
next_review: 2027-08-10
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
last_reviewed: 2026-02-10
next_review: 2026-02-10
---
",
    ],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
review_interval: 12 months
last_reviewed: 2026-02-10
next_review: 2027-02-10
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
review_interval: 12 months
last_reviewed: 2026-02-10
next_review: 2026-09-01
---
",
    ],
};

fn check(_: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let front = &document.front;
    let Some(next) = &front.next_review else { return };
    let place = document.place(next.span);
    if let Some(last) = front.last_reviewed.as_ref().filter(|it| it.value >= next.value) {
        let message = format!("next review {} does not come after the last one on {}", next.value, last.value);
        findings.push(
            Finding::new(RULE.info.name, place, message)
                .hint("set the day of the review to come")
                .related(document.place(last.span), "the last review"),
        );
        return;
    }
    let Some(latest) = front.computed_review().filter(|it| *it < next.value) else { return };
    let Some(interval) = &front.review_interval else { return };
    let message = format!("next review {} is later than {latest}, which follows from the interval", next.value);
    findings.push(
        Finding::new(RULE.info.name, place, message)
            .hint(format!("write {latest} or earlier, or leave the field out"))
            .related(document.place(interval.span), "the interval")
            .fix(format!("set to {latest}"), next.span, latest.to_string()),
    );
}
