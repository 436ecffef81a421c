//! Things that can be pointed at, and the pointing.

use std::cmp::Ordering;

use super::record::RegisterKind;
use crate::text::{Place, Spanned};

/// Something in the handbook that has an address; the numbers are indexes into the lists of [`super::Handbook`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    Document(u32),
    /// A heading of a document: document, then heading.
    Heading(u32, u32),
    Section(u32),
    Control(u32),
    Clause(u32),
    Entry(RegisterKind, u32),
    /// A register as a whole.
    Register(RegisterKind),
    /// The statement of applicability as a whole.
    Statement,
    /// A file that is published as it is, by its place in [`super::Handbook::attachments`].
    Attachment(u32),
}

impl Target {
    /// The order of targets as numbers: hundreds of thousands of them are sorted whenever a handbook is linked.
    fn rank(self) -> (u64, u32) {
        let (kind, first, second) = match self {
            Target::Document(document) => (0, document, 0),
            Target::Heading(document, heading) => (1, document, heading),
            Target::Section(section) => (2, section, 0),
            Target::Control(control) => (3, control, 0),
            Target::Clause(clause) => (4, clause, 0),
            Target::Entry(kind, entry) => (5, kind as u32, entry),
            Target::Register(kind) => (6, kind as u32, 0),
            Target::Statement => (7, 0, 0),
            Target::Attachment(attachment) => (8, attachment, 0),
        };
        (kind << 32 | u64::from(first), second)
    }
}

impl Ord for Target {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Target {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A name written in front matter or a register, with what it names where that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub raw: Spanned<String>,
    pub target: Option<Target>,
}

impl Reference {
    pub fn unresolved(raw: Spanned<String>) -> Self {
        Reference { raw, target: None }
    }
}

/// How one thing points at another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// In running text.
    Mentions,
    Owns,
    Authors,
    Reviews,
    Approves,
    GivesDuties,
    Parent,
    Related,
    Implements,
    Serves,
    Treats,
    MeetsObligation,
    HasException,
    Supersedes,
    SupersededBy,
    TranslationOf,
    /// Any field of a register entry; the name of the field.
    Field(&'static str),
}

/// One thing pointing at another, with the place where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    pub from: Target,
    pub to: Target,
    pub relation: Relation,
    pub place: Place,
}
