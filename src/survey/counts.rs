//! How many documents are in which state.

use super::Scope;
use crate::approval::{Review, State};

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
        for (index, _) in scope.documents() {
            let standing = scope.standing(index);
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
