//! P507: duties that nobody has to confirm.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P507",
        name: "acknowledgement-not-set",
        level: Severity::Warning,
        clause: "7.3, A.5.1, A.6.3",
        since: "0.1",
        summary: "An approved policy does not say whether its readers acknowledge it.",
        why: "People keep rules that they know. Without an acknowledgement nobody can show that they were told, neither \
              to an auditor nor after an incident.",
        cure: "Write `acknowledgement` with `required`, `interval` and `due_days`. A policy that needs none says \
               `acknowledgement: no`.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
audience: [all-staff]
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
audience: [all-staff]
acknowledgement: {required: true, interval: 12 months, due_days: 14}
---
"],
};

fn check(_: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let is_policy = document.document_type() == Some(DocumentType::Policy);
    if !is_policy || !document.is_approved() || document.front.has(Field::Acknowledgement) {
        return;
    }
    let groups = words::listed(document.front.audience.iter().map(|it| it.value.as_str()));
    let message = match groups.as_str() {
        "" => format!("`{}` asks nobody for an acknowledgement", document.name()),
        groups => format!("`{}` binds {groups}, but asks for no acknowledgement", document.name()),
    };
    let place = document.place(document.front.place_of(Field::Audience));
    findings.push(
        Finding::new(RULE.info.name, place, message)
            .hint("write `acknowledgement: {required: true, interval: 12 months, due_days: 14}`, or `no`"),
    );
}
