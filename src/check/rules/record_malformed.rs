//! A116: an approval record that is not exactly of its form.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A116",
        name: "record-malformed",
        level: Severity::Error,
        clause: "7.5.2 c, 7.5.3 b",
        since: "0.1",
        summary: "A file under `approvals/` is not exactly an approval record.",
        why: "A record is proof. Where a field is missing, unknown, given twice or of another form, nobody can say what \
              it proves, so it proves nothing: it is refused as a whole.",
        cure: "Restore the record from git, or approve the document again with `ismsbook approve`. Records are never \
               written or mended by hand.",
    },
    scope: Scope::Reading,
    bad: &[
        "\
//- approvals/POL-007/1.0/ceo.yaml
schema: ismsbook-approval/1
document: POL-007
approved: yes
",
        "\
//- approvals/POL-007/ceo.yaml
schema: ismsbook-approval/1
",
    ],
    good: &["\
//- approvals/POL-007/1.0/ceo.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: POL-007
version: \"1.0\"
digest: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
previous: null
meaning: approve
person: person:mira
role: role:ceo
time: 2026-02-16T09:30:00Z
review_by: null
"],
};
