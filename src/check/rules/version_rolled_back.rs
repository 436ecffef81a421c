//! A129: a text that is back at an older approved version.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A129",
        name: "version-rolled-back",
        level: Severity::Error,
        clause: "7.5.3 e",
        since: "0.1",
        summary: "A document is back at a version after which a newer one was approved.",
        why: "The old text has an approval that once was valid, so going back looks like a document in force. \
              The newest decision counts until somebody withdraws it.",
        cure: "Withdraw the newer version with `ismsbook approve --withdraw`, or give the old words a new version \
              and have it approved.",
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
//- approvals/POL-007/2.0/ceo.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: POL-007
version: \"2.0\"
digest: sha256:ff3190242a88b7a8b29b7134b5ca7836dfb24556e6ca38799fcb42c4fbad235d
previous: sha256:f36794473bfcd34760bca9cadab26eb574b07142f16283582a83c01c7ce98d6a
meaning: approve
person: person:mira
role: role:ceo
time: 2026-06-01T09:00:00Z
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
//- approvals/POL-007/2.0/ceo.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: POL-007
version: \"2.0\"
digest: sha256:ff3190242a88b7a8b29b7134b5ca7836dfb24556e6ca38799fcb42c4fbad235d
previous: sha256:f36794473bfcd34760bca9cadab26eb574b07142f16283582a83c01c7ce98d6a
meaning: approve
person: person:mira
role: role:ceo
time: 2026-06-01T09:00:00Z
review_by: null
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
"],
};
