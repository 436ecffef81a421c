//! D019: a field that is written twice.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D019",
        name: "duplicate-key",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "A field is written twice in the same place.",
        why: "Of two values one is wrong, and readers of YAML disagree on which of them counts: what the reviewer \
              saw need not be what is published.",
        cure: "Keep one of the two lines.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
owner: role:ciso
owner: role:ceo
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
owner: role:ciso
---
"],
};
