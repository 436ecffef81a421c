//! What records of confirmations come to, as text, JSON, or an entry for a register. Counts only: no person is named.

use std::fmt::Write as _;

use serde::Serialize;

use super::counted;
use super::json::printed;
use crate::model::Handbook;
use crate::survey::{Acknowledged, Confirmed};
use crate::text::Date;

/// What is told.
#[derive(Debug, Clone, Copy)]
pub struct Told<'t> {
    pub handbook: &'t Handbook,
    pub acknowledged: &'t Acknowledged,
    pub today: Date,
    /// Lines of the files that could not be read.
    pub unread: usize,
}

impl Told<'_> {
    /// How many of those who are asked have confirmed, over all documents for which that is known.
    pub fn share(&self) -> Option<usize> {
        let known = self.acknowledged.documents.iter().filter_map(|it| Some((it.present, it.people?)));
        let (present, people) = known.fold((0, 0), |sum, it| (sum.0 + it.0.min(it.1), sum.1 + it.1));
        (present * 100).checked_div(people)
    }

    fn version(&self, it: &Confirmed) -> &str {
        self.handbook.document(it.document).front.version.as_ref().map_or("", |it| it.value.as_str())
    }
}

/// The share of one document in percent, rounded down: 100 means everybody.
fn share(it: &Confirmed) -> Option<usize> {
    (it.present.min(it.people?) * 100).checked_div(it.people?)
}

pub fn text(told: &Told<'_>) -> String {
    let mut out = String::new();
    // Writing into a text cannot fail, here and below.
    let _ = writeln!(out, "Acknowledgements on {}", told.today);
    if told.acknowledged.documents.is_empty() {
        out.push_str("  no document in force asks for an acknowledgement\n");
    }
    for it in &told.acknowledged.documents {
        let document = told.handbook.document(it.document);
        let _ = write!(out, "  {} {}, version {}: ", document.name(), document.title(), told.version(it));
        let _ = match (it.people, share(it)) {
            (Some(people), Some(share)) => write!(out, "{} of {people} ({share} %)", it.present),
            _ => write!(out, "{}", it.present),
        };
        let more = [
            (it.by_version, "of them by the version alone"),
            (it.lapsed, "to be renewed"),
            (it.other_words, "for other words of this version"),
            (it.other_version, "for another version only"),
        ];
        for (number, words) in more.into_iter().filter(|(number, _)| *number > 0) {
            let _ = write!(out, ", {number} {words}");
        }
        out.push('\n');
    }
    if let Some(share) = told.share() {
        let _ = writeln!(out, "acknowledgements at {share} %");
    }
    for (number, words) in [
        (told.acknowledged.stray, "for no document in force that asks for one"),
        (told.unread, "without a person or a document, or not to be read"),
    ] {
        if number > 0 {
            let _ = writeln!(out, "{} {words}", counted(number, "record"));
        }
    }
    out
}

#[derive(Serialize)]
struct Wire<'t> {
    version: u32,
    today: String,
    share: Option<usize>,
    documents: Vec<WireDocument<'t>>,
    stray: usize,
    unread: usize,
}

#[derive(Serialize)]
struct WireDocument<'t> {
    id: &'t str,
    title: &'t str,
    version: &'t str,
    people: Option<usize>,
    acknowledged: usize,
    share: Option<usize>,
    by_version: usize,
    lapsed: usize,
    other_words: usize,
    other_version: usize,
}

pub fn json(told: &Told<'_>) -> String {
    let documents = told.acknowledged.documents.iter().map(|it| {
        let document = told.handbook.document(it.document);
        WireDocument {
            id: document.name(),
            title: document.title(),
            version: told.version(it),
            people: it.people,
            acknowledged: it.present,
            share: share(it),
            by_version: it.by_version,
            lapsed: it.lapsed,
            other_words: it.other_words,
            other_version: it.other_version,
        }
    });
    let wire = Wire {
        version: 1,
        today: told.today.to_string(),
        share: told.share(),
        documents: documents.collect(),
        stray: told.acknowledged.stray,
        unread: told.unread,
    };
    printed(&wire)
}

/// The counts as they are entered in a register, where the rules on overdue acknowledgements read them.
pub fn register(told: &Told<'_>) -> String {
    let mut out = String::from("acknowledgements:\n");
    for it in &told.acknowledged.documents {
        let Some(people) = it.people else { continue };
        let name = serde_json::Value::from(told.handbook.document(it.document).name());
        let version = serde_json::Value::from(told.version(it));
        let _ = writeln!(
            out,
            "  - {{document: {name}, version: {version}, counted_on: {}, people: {people}, acknowledged: {}}}",
            told.today,
            it.present.min(people)
        );
    }
    out
}
