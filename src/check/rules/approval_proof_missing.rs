//! A107: an approval that nobody can trace.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A107",
        name: "approval-proof-missing",
        level: Severity::Warning,
        clause: "7.5.2 c",
        since: "0.1",
        summary: "A document names who approved it, but no proof of that.",
        why: "A name and a date can be typed by anybody. Minutes, a pull request or a ticket show that the approver \
              really decided, and an auditor asks to see them.",
        cure: "Enter in `approval_ref` where the approval can be seen: the pull request, the minutes or the ticket.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
status: approved
approver: role:ceo
approved_on: 2026-02-14
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
status: approved
approver: role:ceo
approved_on: 2026-02-14
approval_ref: Pull request 12
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let front = &document.front;
    let names_approval = front.has(Field::ApprovedOn) && (front.has(Field::Approver) || front.has(Field::ApprovedBy));
    if !document.is_approved() || cx.handbook.has_records(document) || !names_approval || front.has(Field::ApprovalRef)
    {
        return;
    }
    let place = document.place(front.place_of(Field::ApprovedOn));
    let message = format!("`{}` names no proof of its approval", document.name());
    findings.push(
        Finding::new(RULE.info.name, place, message)
            .hint("enter in `approval_ref` the pull request, minutes or ticket that shows it"),
    );
}
