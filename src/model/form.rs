//! Which fields front matter and the entries of registers have, and what each takes: for schemas and documentation. A test
//! of the room that reads them holds both equal.

use super::front::{ChangeKind, DocumentType, Field, Status};
use super::record::RegisterKind;
use super::risk::Treatment;
use super::statement::{Implementation, ReasonKind};

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    /// A list of texts; one alone needs no list.
    Texts,
    /// `2026-03-01`.
    Date,
    /// `12 months` or `P12M`.
    Interval,
    /// A whole number from 0.
    Number,
    YesOrNo,
    OneOf(fn() -> Vec<&'static str>),
    /// One of these, or another word that is understood to mean one of them, in whatever letters.
    Suggested(fn() -> Vec<&'static str>, &'static [(&'static str, &'static str)]),
    SomeOf(fn() -> Vec<&'static str>),
    Map(&'static [Form]),
    /// A list of maps; one alone needs no list.
    Maps(&'static [Form]),
    /// Either `yes` or `no`, or a map.
    YesOrMap(&'static [Form]),
    /// Either a text or a map.
    TextOrMap(&'static [Form]),
    /// Kinds of reasons, or maps from a kind to what it rests on.
    Reasons,
    /// Texts under names that the user chooses, or out of a list.
    TextMap(fn() -> Vec<&'static str>),
    /// Rows of whole numbers.
    Grid,
}

/// One field.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub key: &'static str,
    pub shape: Shape,
}

const fn form(key: &'static str, shape: Shape) -> Form {
    Form { key, shape }
}

/// What a field of front matter takes.
pub fn of_field(field: Field) -> Shape {
    match field {
        Field::Id
        | Field::Title
        | Field::Version
        | Field::Language
        | Field::Summary
        | Field::Owner
        | Field::Contact
        | Field::Approver
        | Field::ApprovedBy
        | Field::ApprovalRef
        | Field::Classification
        | Field::Scope
        | Field::Parent
        | Field::SupersededBy
        | Field::TranslationOf
        | Field::Retention => Shape::Text,
        Field::Authors
        | Field::Reviewers
        | Field::Audience
        | Field::Related
        | Field::Clauses
        | Field::Controls
        | Field::Risks
        | Field::Obligations
        | Field::Exceptions
        | Field::Roles
        | Field::Supersedes => Shape::Texts,
        Field::ApprovedOn | Field::EffectiveFrom | Field::EffectiveUntil | Field::LastReviewed | Field::NextReview => {
            Shape::Date
        }
        Field::ReviewInterval => Shape::Interval,
        Field::Type => Shape::OneOf(types),
        Field::Status => Shape::OneOf(|| Status::ALL.map(Status::name).to_vec()),
        Field::Register => Shape::OneOf(|| RegisterKind::ALL.map(RegisterKind::name).to_vec()),
        Field::Acknowledgement => Shape::YesOrMap(ACKNOWLEDGEMENT),
        Field::ExternalSource => Shape::TextOrMap(EXTERNAL_SOURCE),
        Field::History => Shape::Maps(HISTORY),
    }
}

const ACKNOWLEDGEMENT: &[Form] = &[
    form("required", Shape::YesOrNo),
    form("interval", Shape::Interval),
    form("due_days", Shape::Number),
    form("audience", Shape::Texts),
];

const EXTERNAL_SOURCE: &[Form] = &[
    form("title", Shape::Text),
    form("publisher", Shape::Text),
    form("edition", Shape::Text),
    form("date", Shape::Text),
    form("licence", Shape::Text),
];

const HISTORY: &[Form] = &[
    form("version", Shape::Text),
    form("date", Shape::Date),
    form("author", Shape::Text),
    form("kind", Shape::OneOf(|| ChangeKind::ALL.map(ChangeKind::name).to_vec())),
    form("summary", Shape::Text),
];

pub fn types() -> Vec<&'static str> {
    DocumentType::ALL.map(DocumentType::name).to_vec()
}

/// The keys of a register file, each with the fields of its entries.
pub const REGISTERS: [(&str, &[Form]); 15] = [
    (
        "applicability",
        &[
            form("control", Shape::Text),
            form("applicable", Shape::YesOrNo),
            form("reasons", Shape::Reasons),
            form("justification", Shape::Text),
            form("status", Shape::OneOf(|| Implementation::ALL.map(Implementation::name).to_vec())),
            form("how", Shape::Text),
            form("owner", Shape::Text),
            form("evidence", Shape::Texts),
            form("due", Shape::Date),
            form("checked_on", Shape::Date),
        ],
    ),
    ("risks", RISK),
    (
        "assets",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("kind", Shape::OneOf(|| vec!["service", "information", "software", "hardware", "facility", "people"])),
            form("description", Shape::Text),
            form("owner", Shape::Text),
            form("classification", Shape::Text),
            form("location", Shape::Text),
            form("supplier", Shape::Text),
        ],
    ),
    (
        "roles",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("description", Shape::Text),
            form("held_by", Shape::Texts),
            form("held_by_group", Shape::Text),
            form("deputy", Shape::Text),
            form("unit", Shape::Text),
            form("approves", Shape::SomeOf(types)),
        ],
    ),
    (
        "people",
        &[
            form("id", Shape::Text),
            form("name", Shape::Text),
            form("title", Shape::Text),
            form("email", Shape::Text),
            form("unit", Shape::Text),
        ],
    ),
    (
        "objectives",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("owner", Shape::Text),
            form("due", Shape::Date),
            form("status", Shape::OneOf(|| vec!["on-track", "at-risk", "achieved", "missed"])),
            form("documents", Shape::Texts),
            form(
                "measures",
                Shape::Maps(&[
                    form("name", Shape::Text),
                    form("target", Shape::Text),
                    form("current", Shape::Text),
                    form("measured_on", Shape::Date),
                ]),
            ),
        ],
    ),
    (
        "obligations",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("kind", Shape::OneOf(|| vec!["law", "regulation", "contract", "standard"])),
            form("source", Shape::Text),
            form("summary", Shape::Text),
            form("owner", Shape::Text),
            form("documents", Shape::Texts),
            form("controls", Shape::Texts),
            form("reviewed_on", Shape::Date),
        ],
    ),
    (
        "suppliers",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("service", Shape::Text),
            form("tier", Shape::OneOf(|| vec!["critical", "important", "standard"])),
            form("owner", Shape::Text),
            form("data", Shape::Text),
            form("location", Shape::Text),
            form("contract", Shape::Text),
            form("assessed_on", Shape::Date),
            form("next_review", Shape::Date),
            form("controls", Shape::Texts),
        ],
    ),
    (
        "exceptions",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("document", Shape::Text),
            form("reason", Shape::Text),
            form("owner", Shape::Text),
            form("approver", Shape::Text),
            form("granted_on", Shape::Date),
            form("expires", Shape::Date),
            form("compensating", Shape::Text),
            form("risks", Shape::Texts),
        ],
    ),
    (
        "audits",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("kind", Shape::OneOf(|| vec!["internal", "external"])),
            form("date", Shape::Date),
            form("auditor", Shape::Text),
            form("scope", Shape::Text),
            form("result", Shape::Text),
        ],
    ),
    (
        "findings",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("audit", Shape::Text),
            form("kind", Shape::OneOf(|| vec!["major", "minor", "observation"])),
            form("clause", Shape::Text),
            form("control", Shape::Text),
            form("owner", Shape::Text),
            form("raised_on", Shape::Date),
            form("due", Shape::Date),
            form("closed_on", Shape::Date),
            form("status", Shape::OneOf(|| vec!["open", "closed"])),
            form("cause", Shape::Text),
            form("action", Shape::Text),
            form("document", Shape::Text),
        ],
    ),
    (
        "evidence",
        &[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("link", Shape::Text),
            form("sha256", Shape::Text),
            form("controls", Shape::Texts),
            form("collected_on", Shape::Date),
            form("owner", Shape::Text),
        ],
    ),
    (
        "terms",
        &[
            form("term", Shape::Text),
            form("definition", Shape::Text),
            form("abbreviation", Shape::Text),
            form("aliases", Shape::Texts),
            form("see", Shape::Texts),
            form("link", Shape::YesOrNo),
        ],
    ),
    (
        "acknowledgements",
        &[
            form("document", Shape::Text),
            form("version", Shape::Text),
            form("counted_on", Shape::Date),
            form("people", Shape::Number),
            form("acknowledged", Shape::Number),
        ],
    ),
    ("links", &[form("url", Shape::Text), form("checked_on", Shape::Date), form("answers", Shape::YesOrNo)]),
];

const RATING: &[Form] = &[form("likelihood", Shape::Text), form("impact", Shape::Text), form("score", Shape::Text)];

const RISK: &[Form] = &[
    form("id", Shape::Text),
    form("title", Shape::Text),
    form("scenario", Shape::Text),
    form("assets", Shape::Texts),
    form("threat", Shape::Text),
    form("vulnerability", Shape::Text),
    form(
        "properties",
        Shape::SomeOf(|| vec!["confidentiality", "integrity", "availability", "C", "I", "A", "c", "i", "a"]),
    ),
    form("owner", Shape::Text),
    form("inherent", Shape::Map(RATING)),
    form("residual", Shape::Map(RATING)),
    form("treatment", Shape::Suggested(|| Treatment::ALL.map(Treatment::name).to_vec(), Treatment::SYNONYMS)),
    form("controls", Shape::Texts),
    form(
        "actions",
        Shape::Maps(&[
            form("id", Shape::Text),
            form("title", Shape::Text),
            form("owner", Shape::Text),
            form("due", Shape::Date),
            form("status", Shape::OneOf(|| vec!["open", "done"])),
        ]),
    ),
    form(
        "acceptance",
        Shape::Map(&[
            form("by", Shape::Text),
            form("person", Shape::Text),
            form("on", Shape::Date),
            form("until", Shape::Date),
            form("score", Shape::Text),
        ]),
    ),
    form("identified_on", Shape::Date),
    form("assessed_on", Shape::Date),
    form("next_review", Shape::Date),
];

/// The kinds of reasons for a control.
pub fn reasons() -> Vec<&'static str> {
    ReasonKind::ALL.map(ReasonKind::name).to_vec()
}
