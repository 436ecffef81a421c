//! D039: a permission that lacks what makes it one.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D039",
        name: "silence-malformed",
        level: Severity::Error,
        clause: "7.5.3 e, A.5.36",
        since: "0.1",
        summary: "A permission to break a rule lacks a reason, an owner or an end.",
        why: "A silenced finding is an exception of the ISMS. Without somebody who answers for it, a reason and a day on which it ends, it is a waiver that nobody granted and nobody will take back.",
        cure: "Write the rule, the last day, the role that answers for it and the reason: `ismsbook: allow(rule, until=2027-01-31, by=role:ciso, reason=\"…\")`. Until then the permission does not count.",
    },
    scope: Scope::Reading,
    bad: &[
        "\
//- policies/access.md
---
# ismsbook: allow(missing-owner, until=2027-01-31, by=role:ciso)
id: POL-007
title: Access control policy
type: policy
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Security lead
",
        "\
//- policies/access.md
---
# ismsbook: allow(missing-owner, by=role:ciso, reason=\"Being decided.\")
id: POL-007
title: Access control policy
type: policy
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Security lead
",
        "\
//- policies/access.md
---
# ismsbook: allow(missing-owner, until=2027-01-31, by=role:cfo, reason=\"Being decided.\")
id: POL-007
title: Access control policy
type: policy
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Security lead
",
    ],
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
