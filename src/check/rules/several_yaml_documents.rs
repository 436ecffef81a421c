//! D021: more than one YAML document in a file.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D021",
        name: "several-yaml-documents",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "A register file holds more than one YAML document.",
        why: "Everything after a second `---` is left out by most readers, so entries would vanish without a word.",
        cure: "Join the parts, or split them into files; any number of files may add to a register.",
    },
    scope: Scope::Reading,
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
---
risks:
  - id: RISK-002
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
  - id: RISK-002
"],
};
