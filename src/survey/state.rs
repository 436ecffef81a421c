//! How far a document is, derived from what its front matter declares and the day.

use crate::model::{Document, Status, Target};
use crate::text::Date;

use super::Scope;

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

    /// The key by which styles and filters know the state.
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
            State::Draft => "Draft",
            State::InReview => "In review",
            State::Approved => "Approved, not yet in force",
            State::InForce => "In force",
            State::Superseded => "Superseded",
            State::Retired => "Retired",
        }
    }

    /// Whether the document still asks for reviews.
    pub fn is_alive(self) -> bool {
        match self {
            State::Draft | State::InReview | State::Approved | State::InForce => true,
            State::Superseded | State::Retired => false,
        }
    }
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
    /// Whether the review is due within this many days, overdue ones included.
    pub fn is_due_within(self, days: i32) -> bool {
        match self {
            Review::None => false,
            Review::In(left) => left <= days,
            Review::Overdue(_) => true,
        }
    }
}

/// A document's state with the days that belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// The day since which (or, when not yet in force, from which) the state holds, where one is declared.
    pub since: Option<Date>,
    pub review_due: Option<Date>,
    pub review: Review,
}

/// Derives the standing of a document. A document that counts as approved but names a successor in force is superseded;
/// one whose last day is over is retired.
pub fn standing(scope: &Scope<'_>, document: &Document) -> Standing {
    let front = &document.front;
    let day = |field: &Option<crate::text::Spanned<Date>>| field.as_ref().map(|it| it.value);
    let (from, until) = (day(&front.effective_from), day(&front.effective_until));
    let approved_on = day(&front.approved_on);
    let (state, since) = match document.status() {
        None | Some(Status::Draft) => (State::Draft, None),
        Some(Status::InReview) => (State::InReview, None),
        Some(Status::Retired) => (State::Retired, until),
        Some(Status::Approved) if until.is_some_and(|last| last < scope.today) => (State::Retired, until),
        Some(Status::Approved) if from.is_some_and(|first| first > scope.today) => (State::Approved, from),
        Some(Status::Approved) if is_superseded(scope, document) => (State::Superseded, None),
        Some(Status::Approved) => (State::InForce, from.or(approved_on)),
    };
    let review_due = if state.is_alive() { front.review_due() } else { None };
    let review = review_due.map_or(Review::None, |due| match scope.today.days_since(due) {
        late if late > 0 => Review::Overdue(late),
        early => Review::In(-early),
    });
    Standing { state, since, review_due, review }
}

fn is_superseded(scope: &Scope<'_>, document: &Document) -> bool {
    let Some(Target::Document(successor)) = document.front.superseded_by.as_ref().and_then(|it| it.target) else {
        return false;
    };
    let successor = scope.handbook.document(successor);
    let first = successor.front.effective_from.as_ref().map(|it| it.value);
    successor.is_approved() && first.is_none_or(|first| first <= scope.today)
}

/// How many documents are in which state, and how many reviews press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StateCounts {
    pub total: usize,
    /// In the order of [`State::ALL`].
    pub by_state: [usize; 6],
    pub overdue: usize,
    /// Due within 60 days, overdue ones not counted.
    pub due: usize,
}

impl StateCounts {
    pub fn of(scope: &Scope<'_>) -> Self {
        let mut counts = StateCounts::default();
        for (_, document) in scope.documents() {
            let standing = standing(scope, document);
            counts.total += 1;
            counts.by_state[standing.state as usize] += 1;
            match standing.review {
                Review::Overdue(_) => counts.overdue += 1,
                Review::In(days) if days <= 60 => counts.due += 1,
                Review::In(_) | Review::None => {}
            }
        }
        counts
    }

    pub fn in_state(&self, state: State) -> usize {
        self.by_state[state as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Review, State, standing};
    use crate::model::{Body, Document, Front, Handbook, Status};
    use crate::survey::Scope;
    use crate::text::{Date, FileId, Interval, Span, Spanned};

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    fn document(front: Front) -> Document {
        Document { file: FileId::new(0), front, body: Body::default(), section: 0, stem: "a".to_owned() }
    }

    fn spanned<T>(value: T) -> Spanned<T> {
        Spanned::new(value, Span::default())
    }

    #[test]
    fn an_approved_document_waits_for_its_first_day() {
        let handbook = Handbook::default();
        let front = Front {
            status: Some(spanned(Status::Approved)),
            effective_from: Some(spanned(day("2026-03-01"))),
            ..Front::default()
        };
        let document = document(front);
        let before = standing(&Scope::whole(&handbook, day("2026-02-28")), &document);
        let after = standing(&Scope::whole(&handbook, day("2026-03-01")), &document);
        assert_eq!((before.state, after.state), (State::Approved, State::InForce));
    }

    #[test]
    fn a_review_is_overdue_from_the_day_after() {
        let handbook = Handbook::default();
        let front = Front {
            status: Some(spanned(Status::Approved)),
            last_reviewed: Some(spanned(day("2025-03-10"))),
            review_interval: Some(spanned(Interval::of_months(12))),
            ..Front::default()
        };
        let document = document(front);
        let on = |today| standing(&Scope::whole(&handbook, day(today)), &document).review;
        assert_eq!(on("2026-03-10"), Review::In(0));
        assert_eq!(on("2026-03-11"), Review::Overdue(1));
    }

    #[test]
    fn a_document_without_a_status_is_a_draft() {
        let handbook = Handbook::default();
        let made = standing(&Scope::whole(&handbook, day("2026-03-11")), &document(Front::default()));
        assert_eq!((made.state, made.review), (State::Draft, Review::None));
    }
}
