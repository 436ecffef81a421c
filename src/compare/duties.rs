//! Duties that a change adds, takes away or puts into other words.

use std::collections::BTreeSet;

use super::documents::pairs;
use super::{DocumentChange, Side};
use crate::model::Document;

/// A sentence that obliges somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    pub sentence: String,
    /// Names of the roles that it obliges, where it names any.
    pub roles: Vec<String>,
}

/// What became of a duty; one that was only put into other words has both sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyChange {
    pub document: String,
    pub before: Option<Duty>,
    pub after: Option<Duty>,
}

/// From this share of common words on, in percent, two sentences are about one duty.
const SAME_DUTY: usize = 50;
/// Beyond so many pairs a text was rewritten, and pairing its sentences says little and takes long.
const MOST_PAIRS: usize = 250_000;

/// The duties of the documents whose words changed.
pub(super) fn changes(before: &Side<'_>, after: &Side<'_>, documents: &[DocumentChange]) -> Vec<DutyChange> {
    let other: BTreeSet<(&str, &str)> = documents
        .iter()
        .filter(|it| !it.redline.is_empty())
        .filter_map(DocumentChange::latest)
        .map(|it| (it.name.as_str(), it.file.as_str()))
        .collect();
    let mut changes = Vec::new();
    for (was, is) in pairs(before, after) {
        let side = if is.is_some() { after } else { before };
        let Some((document, _)) = is.or(was) else { continue };
        if !other.contains(&(document.name(), side.sources.texts.name(document.file))) {
            continue;
        }
        let read = |side: &Side<'_>, it: Option<(&Document, _)>| {
            it.map(|(it, _): (_, &crate::approval::Standing)| (side.duties)(it)).unwrap_or_default()
        };
        changes.extend(between(document.name(), read(before, was), read(after, is)));
    }
    changes
}

fn between(document: &str, before: Vec<Duty>, after: Vec<Duty>) -> Vec<DutyChange> {
    let sentences = |duties: &[Duty]| duties.iter().map(|it| it.sentence.clone()).collect::<BTreeSet<_>>();
    let (old, new) = (sentences(&before), sentences(&after));
    let mut gone: Vec<Option<Duty>> = before.into_iter().filter(|it| !new.contains(&it.sentence)).map(Some).collect();
    let come: Vec<Duty> = after.into_iter().filter(|it| !old.contains(&it.sentence)).collect();
    let is_pairable = gone.len().saturating_mul(come.len()) <= MOST_PAIRS;
    let words: Vec<BTreeSet<String>> = gone.iter().flatten().map(|it| words(&it.sentence)).collect();
    let change = |before, after| DutyChange { document: document.to_owned(), before, after };
    let mut changes = Vec::new();
    for duty in come {
        let own = self::words(&duty.sentence);
        let candidates = (0..gone.len()).filter(|index| is_pairable && gone[*index].is_some());
        let best = candidates
            .map(|index| (likeness(&own, &words[index]), index))
            .max_by_key(|(it, index)| (*it, usize::MAX - index));
        let partner = best.filter(|(likeness, _)| *likeness >= SAME_DUTY).and_then(|(_, index)| gone[index].take());
        changes.push(change(partner, Some(duty)));
    }
    changes.extend(gone.into_iter().flatten().map(|it| change(Some(it), None)));
    changes
}

fn words(sentence: &str) -> BTreeSet<String> {
    let words = sentence.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect()
}

fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let shared = one.intersection(other).count();
    (100 * shared).checked_div(one.len() + other.len() - shared).unwrap_or(0)
}
