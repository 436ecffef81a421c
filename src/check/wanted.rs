//! Which fields a type of document needs. Fields that have a rule of their own (id, title, owner, classification,
//! language, audience, review interval, approval, acknowledgement, retention) are left to it.

use crate::model::{DocumentType, Field};

/// Fields of which one must be there.
pub type OneOf = &'static [Field];

/// Everything that a type of document needs.
pub struct Needed {
    /// In every state, drafts included.
    pub always: Vec<OneOf>,
    pub from_approval: Vec<OneOf>,
}

/// The fields that a type of document needs, with those that have a rule of their own in every state.
pub fn needed(kind: DocumentType) -> Needed {
    let mut fields: Vec<OneOf> =
        vec![&[Field::Id], &[Field::Title], &[Field::Owner], &[Field::Classification], &[Field::Language]];
    fields.extend(always(Some(kind)));
    Needed { always: fields, from_approval: from_approval(Some(kind)).to_vec() }
}

const LINKS: OneOf = &[Field::Clauses, Field::Controls];

/// Fields that a document needs in every state, drafts included.
pub fn always(kind: Option<DocumentType>) -> Vec<OneOf> {
    let mut fields: Vec<OneOf> = vec![&[Field::Type], &[Field::Version], &[Field::Status]];
    let more: &[OneOf] = match kind {
        Some(DocumentType::Policy) => &[&[Field::Authors], &[Field::Scope], LINKS, &[Field::Roles]],
        Some(DocumentType::Standard) => &[&[Field::Authors], &[Field::Scope], &[Field::Parent], LINKS],
        Some(DocumentType::Procedure) => &[&[Field::Authors], &[Field::Parent], LINKS, &[Field::Roles]],
        Some(DocumentType::Guideline | DocumentType::Record) => &[&[Field::Authors]],
        Some(DocumentType::Plan) => &[&[Field::Authors], LINKS, &[Field::Roles]],
        Some(DocumentType::Manual) => &[&[Field::Authors], &[Field::Scope]],
        Some(DocumentType::Register) => &[LINKS],
        Some(DocumentType::Template) | None => &[],
    };
    fields.extend(more);
    fields
}

/// Fields that a document needs from its approval on.
pub fn from_approval(kind: Option<DocumentType>) -> &'static [OneOf] {
    match kind {
        Some(
            DocumentType::Policy
            | DocumentType::Standard
            | DocumentType::Procedure
            | DocumentType::Plan
            | DocumentType::Manual,
        ) => &[
            &[Field::Reviewers],
            &[Field::EffectiveFrom],
            &[Field::LastReviewed, Field::NextReview],
            &[Field::History],
        ],
        Some(DocumentType::Guideline) => &[&[Field::LastReviewed, Field::NextReview], &[Field::History]],
        Some(DocumentType::Register) => &[&[Field::LastReviewed, Field::NextReview]],
        Some(DocumentType::Record | DocumentType::Template) | None => &[],
    }
}

/// Whether documents of this type are reviewed at planned intervals.
pub fn is_reviewed(kind: Option<DocumentType>) -> bool {
    !matches!(kind, None | Some(DocumentType::Record | DocumentType::Template))
}
