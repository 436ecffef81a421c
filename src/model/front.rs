//! The front matter of a document, typed: what it is, who answers for it, how far it is.

use std::collections::BTreeMap;

use super::id::Id;
use super::record::RegisterKind;
use super::target::Reference;
use crate::text::{Date, Interval, Span, Spanned};

/// The canonical fields, in the order in which they are usually written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Id,
    Title,
    Type,
    Version,
    Status,
    Language,
    Summary,
    Owner,
    Authors,
    Reviewers,
    Contact,
    Approver,
    ApprovedBy,
    ApprovedOn,
    ApprovalRef,
    EffectiveFrom,
    EffectiveUntil,
    ReviewInterval,
    LastReviewed,
    NextReview,
    Classification,
    Audience,
    Scope,
    Acknowledgement,
    Parent,
    Related,
    Clauses,
    Controls,
    Risks,
    Obligations,
    Exceptions,
    Roles,
    Register,
    Supersedes,
    SupersededBy,
    TranslationOf,
    Retention,
    ExternalSource,
    History,
}

impl Field {
    pub const ALL: [Field; 39] = [
        Field::Id,
        Field::Title,
        Field::Type,
        Field::Version,
        Field::Status,
        Field::Language,
        Field::Summary,
        Field::Owner,
        Field::Authors,
        Field::Reviewers,
        Field::Contact,
        Field::Approver,
        Field::ApprovedBy,
        Field::ApprovedOn,
        Field::ApprovalRef,
        Field::EffectiveFrom,
        Field::EffectiveUntil,
        Field::ReviewInterval,
        Field::LastReviewed,
        Field::NextReview,
        Field::Classification,
        Field::Audience,
        Field::Scope,
        Field::Acknowledgement,
        Field::Parent,
        Field::Related,
        Field::Clauses,
        Field::Controls,
        Field::Risks,
        Field::Obligations,
        Field::Exceptions,
        Field::Roles,
        Field::Register,
        Field::Supersedes,
        Field::SupersededBy,
        Field::TranslationOf,
        Field::Retention,
        Field::ExternalSource,
        Field::History,
    ];

    /// The key as it is written in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Title => "title",
            Field::Type => "type",
            Field::Version => "version",
            Field::Status => "status",
            Field::Language => "language",
            Field::Summary => "summary",
            Field::Owner => "owner",
            Field::Authors => "authors",
            Field::Reviewers => "reviewers",
            Field::Contact => "contact",
            Field::Approver => "approver",
            Field::ApprovedBy => "approved_by",
            Field::ApprovedOn => "approved_on",
            Field::ApprovalRef => "approval_ref",
            Field::EffectiveFrom => "effective_from",
            Field::EffectiveUntil => "effective_until",
            Field::ReviewInterval => "review_interval",
            Field::LastReviewed => "last_reviewed",
            Field::NextReview => "next_review",
            Field::Classification => "classification",
            Field::Audience => "audience",
            Field::Scope => "scope",
            Field::Acknowledgement => "acknowledgement",
            Field::Parent => "parent",
            Field::Related => "related",
            Field::Clauses => "clauses",
            Field::Controls => "controls",
            Field::Risks => "risks",
            Field::Obligations => "obligations",
            Field::Exceptions => "exceptions",
            Field::Roles => "roles",
            Field::Register => "register",
            Field::Supersedes => "supersedes",
            Field::SupersededBy => "superseded_by",
            Field::TranslationOf => "translation_of",
            Field::Retention => "retention",
            Field::ExternalSource => "external_source",
            Field::History => "history",
        }
    }

    /// The field with this key.
    pub fn named(key: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == key)
    }
}

/// What kind of documented information a document is (clause 7.5.2 b).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentType {
    Policy,
    Standard,
    Procedure,
    Guideline,
    Plan,
    Manual,
    Register,
    Record,
    Template,
}

impl DocumentType {
    pub const ALL: [DocumentType; 9] = [
        DocumentType::Policy,
        DocumentType::Standard,
        DocumentType::Procedure,
        DocumentType::Guideline,
        DocumentType::Plan,
        DocumentType::Manual,
        DocumentType::Register,
        DocumentType::Record,
        DocumentType::Template,
    ];

    pub fn name(self) -> &'static str {
        match self {
            DocumentType::Policy => "policy",
            DocumentType::Standard => "standard",
            DocumentType::Procedure => "procedure",
            DocumentType::Guideline => "guideline",
            DocumentType::Plan => "plan",
            DocumentType::Manual => "manual",
            DocumentType::Register => "register",
            DocumentType::Record => "record",
            DocumentType::Template => "template",
        }
    }
}

/// What the author says about the state; what the state really is gets derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Draft,
    InReview,
    Approved,
    Retired,
}

impl Status {
    pub const ALL: [Status; 4] = [Status::Draft, Status::InReview, Status::Approved, Status::Retired];

    pub fn name(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::InReview => "in-review",
            Status::Approved => "approved",
            Status::Retired => "retired",
        }
    }
}

/// The weight of a change in the history of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    Major,
    Minor,
    Editorial,
    Review,
}

impl ChangeKind {
    pub const ALL: [ChangeKind; 4] = [ChangeKind::Major, ChangeKind::Minor, ChangeKind::Editorial, ChangeKind::Review];

    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Major => "major",
            ChangeKind::Minor => "minor",
            ChangeKind::Editorial => "editorial",
            ChangeKind::Review => "review",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    pub version: Option<Spanned<String>>,
    pub date: Option<Spanned<Date>>,
    pub author: Option<Reference>,
    pub kind: Option<Spanned<ChangeKind>>,
    pub summary: Option<Spanned<String>>,
    pub span: Span,
}

/// Whether people confirm that they have read the document, how often and within how many days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acknowledgement {
    pub is_required: bool,
    pub interval: Option<Spanned<Interval>>,
    pub due_days: Option<Spanned<u32>>,
    pub audience: Vec<Spanned<String>>,
}

/// Where a document of external origin comes from (clause 7.5.3).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExternalSource {
    pub title: Option<Spanned<String>>,
    pub publisher: Option<Spanned<String>>,
    pub edition: Option<Spanned<String>>,
    pub date: Option<Spanned<String>>,
    pub licence: Option<Spanned<String>>,
}

/// Front matter with the place of each value. A field that could not be read is absent here and a finding elsewhere;
/// [`Front::keys`] still knows that it was written.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// The lines between the fences; none where the file has no front matter.
    pub block: Option<Span>,
    /// Where each field's key stands, also of fields whose value could not be read.
    pub keys: BTreeMap<Field, Span>,
    pub id: Option<Spanned<Id>>,
    pub title: Option<Spanned<String>>,
    pub document_type: Option<Spanned<DocumentType>>,
    pub version: Option<Spanned<String>>,
    pub status: Option<Spanned<Status>>,
    pub language: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub owner: Option<Reference>,
    pub authors: Vec<Reference>,
    pub reviewers: Vec<Reference>,
    pub contact: Option<Spanned<String>>,
    pub approver: Option<Reference>,
    pub approved_by: Option<Reference>,
    pub approved_on: Option<Spanned<Date>>,
    pub approval_ref: Option<Spanned<String>>,
    pub effective_from: Option<Spanned<Date>>,
    pub effective_until: Option<Spanned<Date>>,
    pub review_interval: Option<Spanned<Interval>>,
    pub last_reviewed: Option<Spanned<Date>>,
    pub next_review: Option<Spanned<Date>>,
    pub classification: Option<Spanned<String>>,
    pub audience: Vec<Spanned<String>>,
    pub scope: Option<Spanned<String>>,
    pub acknowledgement: Option<Acknowledgement>,
    pub parent: Option<Reference>,
    pub related: Vec<Reference>,
    pub clauses: Vec<Reference>,
    pub controls: Vec<Reference>,
    pub risks: Vec<Reference>,
    pub obligations: Vec<Reference>,
    pub exceptions: Vec<Reference>,
    pub roles: Vec<Reference>,
    pub register: Option<Spanned<RegisterKind>>,
    pub supersedes: Vec<Reference>,
    pub superseded_by: Option<Reference>,
    pub translation_of: Option<Reference>,
    pub retention: Option<Spanned<String>>,
    pub external_source: Option<ExternalSource>,
    pub history: Vec<HistoryEntry>,
}

impl Front {
    pub fn has(&self, field: Field) -> bool {
        self.keys.contains_key(&field)
    }

    /// The smallest place for a finding about a field: its key, or the head of the block where it is missing, or the
    /// head of the file where there is no block.
    pub fn place_of(&self, field: Field) -> Span {
        let missing = || self.block.map(|block| Span::new(block.start as usize, block.start as usize));
        self.keys.get(&field).copied().or_else(missing).unwrap_or_default()
    }

    /// The day of the next review: as written, or computed from the last review (or else the approval) and the interval.
    pub fn review_due(&self) -> Option<Date> {
        let written = self.next_review.as_ref().map(|it| it.value);
        written.or_else(|| self.computed_review())
    }

    /// The day that follows from the last review (or else the approval) and the interval.
    pub fn computed_review(&self) -> Option<Date> {
        let last = self.last_reviewed.as_ref().or(self.approved_on.as_ref())?;
        last.value.plus(self.review_interval.as_ref()?.value)
    }
}
