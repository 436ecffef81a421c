//! A127: a status that the records do not bear out.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A127",
        name: "status-not-borne-out",
        level: Severity::Error,
        clause: "7.5.2 c, 7.5.3 a",
        since: "0.1",
        summary: "The written status of a document says something else than its approval records.",
        why: "The status is a word that anybody can type. Where records say who approved which words, they \
              decide, and a word that disagrees misleads whoever reads the file.",
        cure: "Set the status to what is true, or have the document approved or its approval withdrawn with \
              `ismsbook approve`.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
version: \"2.0\"
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
