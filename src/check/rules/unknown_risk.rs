//! R428: a risk that is not in the register.

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R428",
        name: "unknown-risk",
        level: Severity::Error,
        clause: "6.1.3, 8.3",
        since: "0.1",
        summary: "A risk is referred to that the register does not have.",
        why: "The trace from a risk over its controls to the documents is what shows that the ISMS answers to \
              something. A risk that nobody assessed breaks it.",
        cure: "Correct the id, or enter the risk in the register.",
    },
    scope: Scope::Names(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
//- policies/access.md
---
id: POL-007
risks: [RISK-099]
---
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
//- policies/access.md
---
id: POL-007
risks: [RISK-001]
---
"],
};

fn check(_: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    for naming in namings.iter().filter(|it| it.is_lost(Sought::Risk)) {
        let message = format!("`{}` refers to `{}`, which is not in the risk register", naming.holder, naming.text);
        findings.push(
            Finding::new(RULE.info.name, naming.place, message)
                .hint("correct the id, or enter the risk in the register"),
        );
    }
}
