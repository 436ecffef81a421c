//! Names that other tools and older handbooks give to the fields of a document.

use crate::model::{DocumentType, Field};
use crate::text::slug;

/// By field: its other names, as anchors are made of them.
const ALIASES: &[(Field, &[&str])] = &[
    (
        Field::Id,
        &[
            "document-id",
            "doc-id",
            "policy-id",
            "document-number",
            "doc-no",
            "document-no",
            "reference",
            "ref",
            "ref-id",
            "document-reference",
            "code",
            "document-code",
            "acronym",
        ],
    ),
    (Field::Title, &["name", "document-title", "document-name", "policy-name", "subject"]),
    (Field::Type, &["document-type", "doc-type", "kind", "category"]),
    (
        Field::Version,
        &["revision", "rev", "document-version", "doc-version", "version-number", "current-version", "issue"],
    ),
    (Field::Status, &["state", "document-status", "approval-status"]),
    (Field::Language, &["lang", "locale"]),
    (Field::Summary, &["description", "abstract"]),
    (
        Field::Owner,
        &[
            "policy-owner",
            "document-owner",
            "owner-role",
            "owner-group",
            "owned-by",
            "responsible",
            "accountable",
            "process-owner",
        ],
    ),
    (Field::Authors, &["author", "written-by", "prepared-by", "created-by", "editor"]),
    (Field::Reviewers, &["reviewer", "reviewed-by"]),
    (Field::Approver, &["approval-authority", "approvers", "approving-authority"]),
    (Field::ApprovedBy, &["approval-by", "signed-off-by"]),
    (Field::ApprovedOn, &["approved-date", "approval-date", "date-approved", "date-of-approval"]),
    (Field::EffectiveFrom, &["effective-date", "effective", "valid-from", "in-force-since", "date-effective"]),
    (Field::EffectiveUntil, &["valid-until", "expiry-date", "expires"]),
    (Field::ReviewInterval, &["review-cycle", "review-frequency", "review-period", "review-in"]),
    (
        Field::LastReviewed,
        &["last-review", "last-reviewed-on", "last-reviewed-at", "last-review-date", "date-reviewed", "review-date"],
    ),
    (Field::NextReview, &["next-review-date", "review-due", "review-by", "next-review-due", "due-for-review"]),
    (
        Field::Classification,
        &[
            "information-classification",
            "confidentiality",
            "sensitivity",
            "document-classification",
            "security-classification",
        ],
    ),
    (Field::Audience, &["distribution", "issued-to", "target-audience"]),
    (Field::Controls, &["iso-controls", "annex-a-controls", "iso-27001-controls", "control"]),
    (Field::Clauses, &["iso-clauses", "clause"]),
    (Field::Supersedes, &["replaces"]),
    (Field::Retention, &["retention-period"]),
];

/// The field that a key stands for, by its own name or by another.
pub(super) fn field(key: &str) -> Option<Field> {
    let key = slug(key);
    let own = Field::ALL.into_iter().find(|it| slug(it.name()) == key);
    own.or_else(|| ALIASES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(field, _)| *field))
}

/// The type that a title, a file name or a value speaks of.
pub(super) fn document_type(words: &str) -> Option<DocumentType> {
    let words = format!("-{}-", slug(words));
    // The more telling words first: a "policy register" is a register.
    let table: &[(&str, DocumentType)] = &[
        ("template", DocumentType::Template),
        ("form", DocumentType::Template),
        ("register", DocumentType::Register),
        ("inventory", DocumentType::Register),
        ("record", DocumentType::Record),
        ("minutes", DocumentType::Record),
        ("report", DocumentType::Record),
        ("procedure", DocumentType::Procedure),
        ("process", DocumentType::Procedure),
        ("sop", DocumentType::Procedure),
        ("plan", DocumentType::Plan),
        ("standard", DocumentType::Standard),
        ("baseline", DocumentType::Standard),
        ("guideline", DocumentType::Guideline),
        ("guidelines", DocumentType::Guideline),
        ("guidance", DocumentType::Guideline),
        ("guide", DocumentType::Guideline),
        ("manual", DocumentType::Manual),
        ("handbook", DocumentType::Manual),
        ("policy", DocumentType::Policy),
        ("policies", DocumentType::Policy),
    ];
    table.iter().find(|(word, _)| words.contains(&format!("-{word}-"))).map(|(_, kind)| *kind)
}
