//! A106: an approval that has not happened yet.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A106",
        name: "approval-in-future",
        level: Severity::Error,
        clause: "7.5.2 c",
        since: "0.1",
        summary: "The day of an approval lies in the future.",
        why: "Nobody can have approved a document tomorrow. Either the date is mistyped, or an approval was written \
              down before it was given.",
        cure: "Correct the date, or wait for the approval. The day from which a document counts is `effective_from`.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
approved_on: 2027-02-14
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
approved_on: 2026-11-21
effective_from: 2027-02-14
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(approved) = document.front.approved_on.filter(|it| it.value > cx.today) else { return };
    let message = format!("the approval of `{}` on {} lies in the future", document.name(), approved.value);
    findings.push(
        Finding::new(RULE.info.name, document.place(approved.span), message)
            .hint("correct the date, or enter the approval when it is given"),
    );
}
