//! A101: a document that says it is approved, and not by whom or when.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A101",
        name: "published-without-approval",
        level: Severity::Error,
        clause: "5.2, 7.5.2 c, A.5.1",
        since: "0.1",
        summary: "A document says that it is approved, but not by whom or on which day.",
        why: "Rules bind people because somebody with the authority decided on them. \"Approved\" without a name and a \
              day is a claim that nobody stands behind, and the first thing that an auditor asks about.",
        cure: "Set the status back to `in-review`, or have the document approved and enter `approver`, `approved_on` and \
               `approval_ref`. Where approval records exist, they decide. Documents of type `record` are exempt: they prove what happened and are not approved.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
---
"],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
approver: role:ceo
approved_on: 2026-02-14
---
",
        "\
//- policies/access.md
---
id: POL-007
type: policy
status: draft
---
",
        "\
//- policies/minutes.md
---
id: REC-001
type: record
status: approved
---
",
        "\
//- policies/access.md
---
id: POL-007
type: policy
version: \"1.0\"
status: approved
---
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
",
    ],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(status) = document.front.status.filter(|_| document.is_approved()) else { return };
    if document.document_type() == Some(DocumentType::Record) || cx.handbook.has_records(document) {
        return;
    }
    let lacking = lacking(document);
    if lacking.is_empty() {
        return;
    }
    let names = words::listed(lacking.iter().map(|it| it.name()));
    findings.push(
        Finding::new(
            RULE.info.name,
            document.place(status.span),
            format!("`{}` is approved and lacks {names}", document.name()),
        )
        .hint("set the status back, or enter who approved it and on which day"),
    );
}

fn lacking(document: &Document) -> Vec<Field> {
    let has = |field| document.front.has(field);
    let mut lacking = Vec::new();
    if !has(Field::Approver) && !has(Field::ApprovedBy) {
        lacking.push(Field::Approver);
    }
    if !has(Field::ApprovedOn) {
        lacking.push(Field::ApprovedOn);
    }
    lacking
}
