//! A123: a signature by a key that is not the person's.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A123",
        name: "signer-unknown",
        level: Severity::Error,
        clause: "7.5.3 b, A.5.16",
        since: "0.1",
        summary: "The key of a signature is not granted to the person of the record at that time.",
        why: "Anybody can make a key. Only the signers file of the trusted base says whose it is and for how \
              long, so a key that it does not list proves nothing about a person.",
        cure: "Enter the public key in `approvals/allowed_signers` in a change of its own, then approve. Give a \
              key that is no longer used a `valid-before`, and keep its line.",
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
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgtQx7l+ke54nU5Sqi/LiKs0Ty+o
jijMlr/xlhj8G2+R0AAAARYXBwcm92YWxAaXNtc2Jvb2sAAAAAAAAABnNoYTUxMgAAAFMA
AAALc3NoLWVkMjU1MTkAAABA82UUuuS8VBKMAD4tBlWVYizKsNLBPtMZkPYwskBI0HBdu/
TWe9IjsoLreohBZJs8W7AJPisTMMjKc5DcS8o5DA==
-----END SSH SIGNATURE-----
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
