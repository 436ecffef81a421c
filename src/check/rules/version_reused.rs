//! A130: one version with two approved texts.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A130",
        name: "version-reused",
        level: Severity::Error,
        clause: "7.5.2 a, 7.5.3 e",
        since: "0.1",
        summary: "Two records approve one version of a document with different words.",
        why: "A version is the name of a text. If two texts share it, nobody can say which one a person \
              followed, or which of them an approval means.",
        cure: "Give the newer words a version of their own and have it approved.",
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
//- approvals/POL-007/1.0/coo.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: POL-007
version: \"1.0\"
digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
previous: null
meaning: approve
person: person:jonas
role: role:coo
time: 2026-02-17T09:30:00Z
review_by: null
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
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
