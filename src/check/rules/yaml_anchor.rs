//! D020: YAML that points at itself.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D020",
        name: "yaml-anchor",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "An anchor, alias or tag of YAML is used.",
        why: "Anchors make a value depend on another place in the file, and nested ones can grow a few lines to \
              gigabytes. A reviewer should see each value where it stands.",
        cure: "Write the value out.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
owner: &lead role:ciso
approver: *lead
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
owner: role:ciso
approver: role:ciso
---
"],
};
