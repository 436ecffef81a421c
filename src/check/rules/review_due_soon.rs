//! A109: a review that is near.

use crate::check::review;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;
use crate::text::counted;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A109",
        name: "review-due-soon",
        level: Severity::Info,
        clause: "7.5.2 c, A.5.1",
        since: "0.1",
        summary: "The review of a document in use is due within 30 days.",
        why: "A review takes readers, an author and an approver. Who starts on the last day is late.",
        cure: "Start the review now. `ismsbook status` lists all that is due.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
next_review: 2026-12-10
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
next_review: 2027-02-10
---
"],
};

/// How many days before its day a review is told.
const DAYS_BEFORE: i32 = 30;

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(due) = review::due(document) else { return };
    let days = due.days_since(cx.today);
    if !(0..=DAYS_BEFORE).contains(&days) {
        return;
    }
    let when = match days {
        0 => "today".to_owned(),
        days => format!("in {}", counted(usize::try_from(days).unwrap_or(0), "day")),
    };
    let message = format!("review of `{}` is due on {due}, {when}", document.name());
    findings.push(Finding::new(RULE.info.name, review::due_place(document), message).hint("start the review now"));
}
