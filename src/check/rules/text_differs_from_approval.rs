//! A128: words that are not those that were approved.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A128",
        name: "text-differs-from-approval",
        level: Severity::Error,
        clause: "7.5.2 c, 7.5.3 e",
        since: "0.1",
        summary: "The words of a document are not those that its records approve under this version.",
        why: "An approval is about exact words: the text, the fields that control it, the variables and the \
              register that it shows. If they could change underneath it, it would prove nothing.",
        cure: "Raise the version and have it approved, or go back to the approved words. Line ends, comments in \
              front matter and the status may change.",
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
digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
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
    good: &[
        "\
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
",
        "\
//- policies/access.md
---
id: POL-007
version: \"1.0\"
status: approved # since spring
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
",
    ],
};
