//! D041: a permission without use.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D041",
        name: "silence-idle",
        level: Severity::Warning,
        clause: "7.5.3 e, A.5.36",
        since: "0.1",
        summary: "A permission to break a rule covers nothing.",
        why: "A permission that outlived its fault hides the next one of the same kind, and the list of exceptions says more than is true.",
        cure: "Take the permission out.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
# ismsbook: allow(missing-owner, until=2027-01-31, by=role:ciso, reason=\"Being decided.\")
id: POL-007
owner: role:ciso
title: Access control policy
type: policy
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Security lead
"],
    good: &["\
//- policies/access.md
---
# ismsbook: allow(missing-owner, until=2027-01-31, by=role:ciso, reason=\"Being decided.\")
id: POL-007
title: Access control policy
type: policy
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Security lead
"],
};
