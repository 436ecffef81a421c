//! Figures about a handbook: how far each document is, what covers which control, where the risks lie, which sentences
//! oblige whom. Plain answers; how they are shown is for others.

mod acknowledgements;
mod counts;
mod coverage;
mod decisions;
mod duty;
mod gaps;
mod heat;
mod when;

pub use acknowledgements::{Acknowledged, Confirmed, acknowledged};
pub use counts::StateCounts;
pub use coverage::{Coverage, Tally, ThemeFigures, themes};
pub use decisions::{Decision, Open, decisions};
pub use duty::{Duty, RoleNames, all_duties, duties};
pub use gaps::{Lack, documents_of, gaps};
pub use heat::{Heat, Moment, heat};
pub use when::When;

use crate::approval::Standing;
use crate::model::{Document, Handbook};

/// What a figure counts: a handbook whose documents were judged on one day, and of them only those that the reader may
/// know of.
#[derive(Debug, Clone)]
pub struct Scope<'h> {
    pub handbook: &'h Handbook,
    /// For each document, in the handbook's order.
    standings: &'h [Standing],
    /// For each document whether it counts.
    shown: Vec<bool>,
}

impl<'h> Scope<'h> {
    /// Everything that was judged counts.
    pub fn whole(handbook: &'h Handbook, standings: &'h [Standing]) -> Self {
        Scope::limited(handbook, standings, vec![true; standings.len()])
    }

    /// Only documents with `true` at their place count; places that are missing do not, nor documents that nobody judged.
    pub fn limited(handbook: &'h Handbook, standings: &'h [Standing], mut shown: Vec<bool>) -> Self {
        shown.truncate(standings.len());
        shown.resize(handbook.documents.len(), false);
        Scope { handbook, standings, shown }
    }

    pub fn shows(&self, document: u32) -> bool {
        self.shown.get(document as usize).copied().unwrap_or(false)
    }

    /// Where a document stands that counts.
    pub fn standing(&self, document: u32) -> &'h Standing {
        &self.standings[document as usize]
    }

    /// The documents that count, in the handbook's order.
    pub fn documents(&self) -> impl Iterator<Item = (u32, &'h Document)> + '_ {
        self.handbook.indexed_documents().filter(|(index, _)| self.shows(*index))
    }
}
