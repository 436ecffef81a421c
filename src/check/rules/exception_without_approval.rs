//! P505: an exception that nobody granted.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P505",
        name: "exception-without-approval",
        level: Severity::Error,
        clause: "5.3, A.5.1, A.5.36",
        since: "0.1",
        summary: "An exception names nobody who approved it.",
        why: "Whoever may set a rule may also suspend it, and nobody else. An exception without an approver is a rule \
              broken by habit.",
        cure: "Have the exception approved and name the role in `approver`, or end it.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- registers/exceptions.yaml
exceptions:
  - id: EXC-2026-001
    title: USB storage for sales
    document: POL-004
"],
    good: &["\
//- registers/exceptions.yaml
exceptions:
  - id: EXC-2026-001
    title: USB storage for sales
    document: POL-004
    approver: role:ciso
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for exception in cx.handbook.registers.exceptions.iter().filter(|it| it.approver.is_none()) {
        let record = &exception.record;
        let message = format!("exception `{}` has no approver", record.name());
        findings.push(
            Finding::new(RULE.info.name, record.name_place(), message)
                .hint("have it approved and name the role in `approver`, or end it"),
        );
    }
}
