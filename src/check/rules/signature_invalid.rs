//! A122: a signature that does not hold.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A122",
        name: "signature-invalid",
        level: Severity::Error,
        clause: "7.5.3 b, A.8.24",
        since: "0.1",
        summary: "The signature beside an approval record does not belong to its bytes, or is of a kind that does \
              not count.",
        why: "A signature binds a person to exact bytes. One that does not hold is either damaged or forged, and \
              the record beside it proves nothing until that is cleared up.",
        cure: "Restore record and signature as they were committed, or approve again with `--sign`. Keys are \
              ed25519 or ECDSA on P-256, in software or hardware.",
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
  - {id: ceo, title: Chief executive, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
//- approvals/POL-007/1.0/ceo.yaml.sig
signed, Mira
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
//- approvals/POL-007/1.0/ceo.yaml.sig
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgtQx7l+ke54nU5Sqi/LiKs0Ty+o
jijMlr/xlhj8G2+R0AAAARYXBwcm92YWxAaXNtc2Jvb2sAAAAAAAAABnNoYTUxMgAAAFMA
AAALc3NoLWVkMjU1MTkAAABA82UUuuS8VBKMAD4tBlWVYizKsNLBPtMZkPYwskBI0HBdu/
TWe9IjsoLreohBZJs8W7AJPisTMMjKc5DcS8o5DA==
-----END SSH SIGNATURE-----
//- approvals/allowed_signers
person:mira namespaces=\"approval@ismsbook\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILUMe5fpHueJ1OUqovy4irNE8vqI4ozJa/8ZYY/Btvkd
"],
};
