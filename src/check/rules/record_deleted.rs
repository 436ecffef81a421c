//! A119: an approval record, or its signature, that was there before a change.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A119",
        name: "record-deleted",
        level: Severity::Error,
        clause: "7.5.3 b, 7.5.3 f",
        since: "0.1",
        summary: "A change deletes or alters an approval record or its signature.",
        why: "Records are kept as evidence. An approval that no longer holds is withdrawn by a record of its \
              own, so that everybody can see who took it back and when.",
        cure: "Restore the record. Use `ismsbook approve --withdraw` to take an approval back. The rule needs \
              `--base`.",
    },
    scope: Scope::Reading,
    bad: &[],
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
