//! D026: a field that still waits for its value.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D026",
        name: "placeholder-value",
        level: Severity::Warning,
        clause: "7.5.2",
        since: "0.1",
        summary: "A field still holds a placeholder such as TBD.",
        why: "A placeholder passes for a value wherever values are only counted. In an approved document it means \
              that somebody approved a gap.",
        cure: "Write the value, or take the line out until it is known.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
title: TBD
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
"],
};
