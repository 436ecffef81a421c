//! The words for where a document stands and how well that is proved.

use crate::text::Date;

/// Where a document stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Draft,
    InReview,
    /// Approved, but its first day has not come yet.
    Approved,
    InForce,
    Superseded,
    Retired,
}

impl State {
    pub const ALL: [State; 6] =
        [State::Draft, State::InReview, State::Approved, State::InForce, State::Superseded, State::Retired];

    /// The key by which reports know the state.
    pub fn name(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::InReview => "in-review",
            State::Approved => "approved",
            State::InForce => "in-force",
            State::Superseded => "superseded",
            State::Retired => "retired",
        }
    }

    /// The state in words.
    pub fn words(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::InReview => "in review",
            State::Approved => "approved, not yet in force",
            State::InForce => "in force",
            State::Superseded => "superseded",
            State::Retired => "retired",
        }
    }

    /// The state in words that stand by themselves.
    pub fn title(self) -> &'static str {
        match self {
            State::Draft => "Draft",
            State::InReview => "In review",
            State::Approved => "Approved, not yet in force",
            State::InForce => "In force",
            State::Superseded => "Superseded",
            State::Retired => "Retired",
        }
    }

    /// Whether the document still asks for reviews and approvals.
    pub fn is_alive(self) -> bool {
        match self {
            State::Draft | State::InReview | State::Approved | State::InForce => true,
            State::Superseded | State::Retired => false,
        }
    }
}

/// How an approval is proved, from nothing to a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    None,
    /// The front matter says so.
    Declared,
    /// Records name exactly these words.
    Bound,
    /// Records name exactly these words, signed by keys that the signers file grants to these people.
    Signed,
}

impl Assurance {
    pub const ALL: [Assurance; 4] = [Assurance::None, Assurance::Declared, Assurance::Bound, Assurance::Signed];

    pub fn name(self) -> &'static str {
        match self {
            Assurance::None => "none",
            Assurance::Declared => "declared",
            Assurance::Bound => "bound",
            Assurance::Signed => "signed",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Assurance::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// How the signature beside a record stands on the day, whatever has become of the words since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signature {
    #[default]
    None,
    /// It holds, and its key spoke for the person at that time.
    Holds,
    /// Its key is on the list of compromised keys.
    Compromised,
    /// It does not hold, or its key did not speak for the person at that time.
    Refused,
}

/// What a reader should know beside the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// Records approve this version with other words.
    pub is_changed: bool,
    /// Some have approved these words, and not yet enough.
    pub is_incomplete: bool,
    pub is_review_overdue: bool,
}

/// How the next review lies to the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// No day of review is known, or none is needed any more.
    None,
    /// Days until the review, from 0.
    In(i32),
    /// Days since the review should have been, from 1.
    Overdue(i32),
}

impl Review {
    pub(super) fn of(due: Option<Date>, today: Date) -> Self {
        due.map_or(Review::None, |due| match today.days_since(due) {
            late if late > 0 => Review::Overdue(late),
            early => Review::In(-early),
        })
    }

    /// Whether the review is due within this many days, overdue ones included.
    pub fn is_due_within(self, days: i32) -> bool {
        match self {
            Review::None => false,
            Review::In(left) => left <= days,
            Review::Overdue(_) => true,
        }
    }
}
