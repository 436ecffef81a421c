//! D040: a permission that is over.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D040",
        name: "silence-expired",
        level: Severity::Warning,
        clause: "7.5.3 e, A.5.36",
        since: "0.1",
        summary: "A permission to break a rule is over.",
        why: "The day came on which somebody said the fault would be gone. The finding shows again; the permission should go, or be granted anew by who answers for it.",
        cure: "Mend what the permission allowed and take it out, or have a new end decided.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
# ismsbook: allow(missing-owner, until=2026-01-31, by=role:ciso, reason=\"Being decided.\")
id: POL-007
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
