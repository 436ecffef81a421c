//! D025: a field without a value.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D025",
        name: "empty-value",
        level: Severity::Warning,
        clause: "7.5.2",
        since: "0.1",
        summary: "A field is written without a value.",
        why: "An empty field looks filled in when skimmed: the reviewer sees `owner:` and reads on.",
        cure: "Fill it in, or take the line out.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
owner:
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
