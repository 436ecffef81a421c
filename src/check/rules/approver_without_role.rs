//! A121: an approval by somebody who may not give it.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A121",
        name: "approver-without-role",
        level: Severity::Error,
        clause: "5.2, 5.3, 7.5.2 c",
        since: "0.1",
        summary: "Somebody approved in a role that they do not hold, or that may not approve the document.",
        why: "Authority comes from the role. With `--base` the register and the settings before the change \
              decide, so that no change can grant itself the right to approve. Without it the register of today \
              gives only a hint, as roles pass on.",
        cure: "Have the document approved by somebody who holds one of the roles that `[[approval]]` names. Enter \
              a new holder of a role in a change of its own first.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
version: \"1.0\"
status: approved
---
Access ends on the last day of work.
//- approvals/POL-007/1.0/ceo.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: POL-007
version: \"1.0\"
digest: sha256:a83da9623d0382b1de3bcc91d103aa92d9a4c8b6144acfdd78f1dc850d1f50fa
previous: null
meaning: approve
person: person:mira
role: role:ceo
time: 2026-02-16T09:30:00Z
review_by: null
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive, held_by: [person:jonas]}
"],
    good: &["\
//- policies/access.md
---
id: POL-007
version: \"1.0\"
status: approved
---
Access ends on the last day of work.
//- approvals/POL-007/1.0/ceo.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: POL-007
version: \"1.0\"
digest: sha256:a83da9623d0382b1de3bcc91d103aa92d9a4c8b6144acfdd78f1dc850d1f50fa
previous: null
meaning: approve
person: person:mira
role: role:ceo
time: 2026-02-16T09:30:00Z
review_by: null
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
"],
};
