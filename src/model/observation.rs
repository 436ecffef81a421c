//! What others counted or tried, entered as it was told: how many have acknowledged a document, and which addresses
//! answered. This program asks nobody itself.

use super::target::Reference;
use crate::text::{Date, Place, Spanned};

/// How many of the people that a version of a document is for had confirmed it on a day. Names are kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgements {
    pub document: Option<Reference>,
    pub version: Option<Spanned<String>>,
    pub counted_on: Option<Spanned<Date>>,
    pub people: Option<Spanned<u32>>,
    pub acknowledged: Option<Spanned<u32>>,
    pub place: Place,
}

/// A person who confirmed having read a document, as another system recorded it. Never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    pub person: String,
    pub document: String,
    pub version: String,
    /// Of the words that were confirmed; empty where the system keeps none.
    pub digest: String,
    pub day: Option<Date>,
}

/// Whether an address outside answered on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkCheck {
    pub url: Option<Spanned<String>>,
    pub checked_on: Option<Spanned<Date>>,
    pub answers: Option<Spanned<bool>>,
    pub place: Place,
}

/// All of them, in the order of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observations {
    pub acknowledgements: Vec<Acknowledgements>,
    pub links: Vec<LinkCheck>,
}
