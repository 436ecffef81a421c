//! D023: a tab where YAML wants blanks.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D023",
        name: "tab-indentation",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "A line of YAML is indented by a tab.",
        why: "YAML forbids tabs as indentation: the line cannot be read, although it looks right in an editor.",
        cure: "Indent with two blanks. Most editors can be told to do so for `.yaml` and `.md` files.",
    },
    scope: Scope::Reading,
    bad: &["\
//- registers/risks.yaml
risks:
	- id: RISK-001
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
"],
};
