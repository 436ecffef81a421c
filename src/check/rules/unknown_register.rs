//! D028: a register of no known kind.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D028",
        name: "unknown-register",
        level: Severity::Error,
        clause: "7.5.1",
        since: "0.1",
        summary: "A register file or a document names a kind of register that does not exist.",
        why: "The top-level key of a register file says what its entries are. Entries under an unknown key are read \
              by nobody, appear on no page and are checked by no rule.",
        cure: "Use the name of a known register, such as `risks`, `assets`, `roles` or `obligations`.",
    },
    scope: Scope::Reading,
    bad: &["\
//- registers/risks.yaml
risk:
  - id: RISK-001
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
"],
};
