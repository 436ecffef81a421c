//! A131: a risk that is not the one which its records accept.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A131",
        name: "acceptance-not-borne-out",
        level: Severity::Error,
        clause: "6.1.3 f, 8.3",
        since: "0.1",
        summary: "A risk changed after its owner accepted it, or no record bears its acceptance out.",
        why: "An owner accepts a risk as it is assessed: its scenario, its ratings, its treatment. When the likelihood \
              goes from 2 to 4, the decision was about another risk. Actions and the day of the next review may move \
              on; everything else belongs to what was accepted.",
        cure: "Enter the new acceptance and have its owner record it with `ismsbook approve RISK-004 --role ROLE`, or \
               treat the risk until it needs none. Risks without any record keep what the register declares.",
    },
    scope: Scope::Reading,
    bad: &[
        "\
//- registers/risks.yaml
risks:
  - id: RISK-004
    title: Stolen laptop
    owner: role:cto
    residual: {likelihood: 4, impact: 3}
    acceptance: {by: role:cto, on: 2026-09-24, until: 2027-09-24}
//- approvals/RISK-004/2026-09-24/cto.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: RISK-004
version: \"2026-09-24\"
digest: sha256:2ec82c7bb650a33993a4a446ce7314e01e454f9cd3676c3fb538a25d92321fd0
previous: null
meaning: approve
person: person:mira
role: role:cto
time: 2026-09-24T09:30:00Z
review_by: 2027-09-24
//- registers/roles.yaml
roles:
  - {id: cto, title: Chief technology officer, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
",
        "\
//- registers/risks.yaml
risks:
  - id: RISK-004
    title: Stolen laptop
    owner: role:cto
    residual: {likelihood: 2, impact: 3}
    acceptance: {by: role:cto, on: 2026-10-01, until: 2027-09-24}
//- approvals/RISK-004/2026-09-24/cto.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: RISK-004
version: \"2026-09-24\"
digest: sha256:2ec82c7bb650a33993a4a446ce7314e01e454f9cd3676c3fb538a25d92321fd0
previous: null
meaning: approve
person: person:mira
role: role:cto
time: 2026-09-24T09:30:00Z
review_by: 2027-09-24
//- registers/roles.yaml
roles:
  - {id: cto, title: Chief technology officer, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
",
    ],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-004
    title: Stolen laptop
    owner: role:cto
    residual: {likelihood: 2, impact: 3}
    acceptance: {by: role:cto, on: 2026-09-24, until: 2027-09-24}
    next_review: 2027-09-24
//- approvals/RISK-004/2026-09-24/cto.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: RISK-004
version: \"2026-09-24\"
digest: sha256:2ec82c7bb650a33993a4a446ce7314e01e454f9cd3676c3fb538a25d92321fd0
previous: null
meaning: approve
person: person:mira
role: role:cto
time: 2026-09-24T09:30:00Z
review_by: 2027-09-24
//- registers/roles.yaml
roles:
  - {id: cto, title: Chief technology officer, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
"],
};
