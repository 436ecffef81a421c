//! The statement of applicability (clause 6.1.3 d), line by line.

use super::target::Reference;
use crate::text::{Date, Place, Span, Spanned};

/// Why a control is included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
    Risk,
    Legal,
    Contract,
    Business,
}

impl ReasonKind {
    /// Other words for them, and what they mean here; letters and digits only.
    pub const SYNONYMS: &[(&str, &str)] = &[
        ("risks", "risk"),
        ("riskassessment", "risk"),
        ("law", "legal"),
        ("regulation", "legal"),
        ("regulatory", "legal"),
        ("statutory", "legal"),
        ("contractual", "contract"),
        ("contracts", "contract"),
        ("businessrequirement", "business"),
        ("bestpractice", "business"),
    ];

    pub const ALL: [ReasonKind; 4] = [ReasonKind::Risk, ReasonKind::Legal, ReasonKind::Contract, ReasonKind::Business];

    pub fn name(self) -> &'static str {
        match self {
            ReasonKind::Risk => "risk",
            ReasonKind::Legal => "legal",
            ReasonKind::Contract => "contract",
            ReasonKind::Business => "business",
        }
    }
}

/// One reason with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub kind: ReasonKind,
    /// Risks or obligations.
    pub references: Vec<Reference>,
    pub words: Option<Spanned<String>>,
    pub span: Span,
}

/// How far the implementation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Implementation {
    NotStarted,
    Planned,
    InProgress,
    Partial,
    Implemented,
}

impl Implementation {
    pub const ALL: [Implementation; 5] = [
        Implementation::NotStarted,
        Implementation::Planned,
        Implementation::InProgress,
        Implementation::Partial,
        Implementation::Implemented,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Implementation::NotStarted => "not-started",
            Implementation::Planned => "planned",
            Implementation::InProgress => "in-progress",
            Implementation::Partial => "partial",
            Implementation::Implemented => "implemented",
        }
    }
}

/// What the statement says about one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// The whole line, for findings about what it lacks.
    pub place: Place,
    pub control: Reference,
    pub applicable: Option<Spanned<bool>>,
    pub reasons: Vec<Reason>,
    /// Where the key `reasons` stands.
    pub reasons_span: Option<Span>,
    pub justification: Option<Spanned<String>>,
    pub status: Option<Spanned<Implementation>>,
    pub how: Option<Spanned<String>>,
    pub owner: Option<Reference>,
    pub evidence: Vec<Reference>,
    pub due: Option<Spanned<Date>>,
    pub checked_on: Option<Spanned<Date>>,
}

impl StatementLine {
    /// Whether the control is said to apply; a line that does not say counts as applying.
    pub fn is_applicable(&self) -> bool {
        self.applicable.as_ref().is_none_or(|it| it.value)
    }

    pub fn is_excluded(&self) -> bool {
        !self.is_applicable()
    }

    /// The words of the line, the smallest place that names its control.
    pub fn control_place(&self) -> Place {
        self.control.raw.span.in_file(self.place.file)
    }
}
