//! A114: a document in force before it was approved.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A114",
        name: "effective-before-approval",
        level: Severity::Error,
        clause: "7.5.2 c, 7.5.3 a",
        since: "0.1",
        summary: "A document takes effect on a day before its approval.",
        why: "Until the approval there was nothing to follow. A date of effect before it claims that people were \
              bound by words that nobody had decided on.",
        cure: "Correct the date that is wrong. A document takes effect on the day of its approval or later. Where \
               records tell the approval, it is the one that completes what the document needs; a version whose \
               history calls it `review` or `editorial` keeps the day of the version before it.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
approved_on: 2026-02-14
effective_from: 2026-01-01
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
approved_on: 2026-02-14
effective_from: 2026-02-14
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    // Where there are records, the room that judges them looks.
    if cx.handbook.has_records(document) {
        return;
    }
    let front = &document.front;
    let (Some(effective), Some(approved)) = (&front.effective_from, &front.approved_on) else { return };
    if effective.value >= approved.value {
        return;
    }
    let message =
        format!("`{}` takes effect on {}, before its approval on {}", document.name(), effective.value, approved.value);
    findings.push(
        Finding::new(RULE.info.name, document.place(effective.span), message)
            .hint("let it take effect on the day of the approval or later")
            .related(document.place(approved.span), "approved on this day"),
    );
}
