//! Figures about a handbook: how far each document is, what covers which control, where the risks lie, which sentences
//! oblige whom. Plain answers; how they are shown is for others.

mod coverage;
mod duty;
mod heat;
mod state;

pub use coverage::{Coverage, Tally, ThemeFigures, themes};
pub use duty::{Duty, RoleNames, duties};
pub use heat::{Heat, Moment, heat};
pub use state::{Review, Standing, State, StateCounts, standing};

use crate::model::{Document, Handbook};
use crate::text::Date;

/// What a figure counts: a handbook on one day, and of its documents only those that the reader may know of.
#[derive(Debug, Clone)]
pub struct Scope<'h> {
    pub handbook: &'h Handbook,
    pub today: Date,
    /// For each document whether it counts.
    shown: Vec<bool>,
}

impl<'h> Scope<'h> {
    /// Everything counts.
    pub fn whole(handbook: &'h Handbook, today: Date) -> Self {
        Scope { handbook, today, shown: vec![true; handbook.documents.len()] }
    }

    /// Only documents with `true` at their place count; places that are missing do not.
    pub fn limited(handbook: &'h Handbook, today: Date, mut shown: Vec<bool>) -> Self {
        shown.resize(handbook.documents.len(), false);
        Scope { handbook, today, shown }
    }

    pub fn shows(&self, document: u32) -> bool {
        self.shown.get(document as usize).copied().unwrap_or(false)
    }

    /// The documents that count, in the handbook's order.
    pub fn documents(&self) -> impl Iterator<Item = (u32, &'h Document)> + '_ {
        self.handbook.indexed_documents().filter(|(index, _)| self.shows(*index))
    }
}
