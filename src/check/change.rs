//! Documents before and after a change, found by their id: a file that was renamed is the same document.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::{Base, Context};
use crate::model::{Document, HistoryEntry, natural_order};

/// One document before and after a change.
#[derive(Clone, Copy)]
pub struct Changed<'h> {
    pub before: &'h Document,
    pub after: &'h Document,
}

/// The documents that are there before and after, in the order of now.
pub fn documents<'h>(cx: &Context<'h>, base: &Base<'h>) -> Vec<Changed<'h>> {
    let mut earlier: BTreeMap<&str, &Document> = BTreeMap::new();
    for document in &base.handbook.documents {
        if let Some(id) = document.id() {
            earlier.entry(id.as_str()).or_insert(document);
        }
    }
    let now = &cx.handbook.documents;
    let pair = |after: &'h Document| {
        let before = earlier.get(after.id()?.as_str()).copied()?;
        Some(Changed { before, after })
    };
    now.iter().filter_map(pair).collect()
}

/// The approved documents with records that the change began with, and of whose id none is there now.
pub fn gone<'h>(cx: &Context<'h>, base: &Base<'h>) -> Vec<&'h Document> {
    let now: BTreeSet<&str> = cx.handbook.documents.iter().filter_map(|it| Some(it.id()?.as_str())).collect();
    let is_gone = |it: &&Document| {
        let Some(id) = it.id().filter(|id| !now.contains(id.as_str())) else { return false };
        it.is_approved() && base.handbook.has_records(it) && base.history.is_none_or(|history| history.began_with(id))
    };
    base.handbook.documents.iter().filter(is_gone).collect()
}

impl<'h> Changed<'h> {
    /// Whether the text says something else than before.
    pub fn says_something_else(self) -> bool {
        !super::wording::says_the_same(self.before, self.after)
    }

    /// The versions before and after, where both are given.
    pub fn versions(self) -> Option<(&'h str, &'h str)> {
        let version = |it: &'h Document| it.front.version.as_ref().map(|it| it.value.as_str());
        Some((version(self.before)?, version(self.after)?))
    }

    /// Whether the version is still the one from before; one that is missing is no version.
    pub fn keeps_version(self) -> bool {
        self.versions().is_some_and(|(before, after)| compare_versions(before, after).is_eq())
    }

    /// Entries of the history that the change added, or wrote in other words.
    pub fn new_entries(self) -> impl Iterator<Item = &'h HistoryEntry> {
        let known = &self.before.front.history;
        self.after.front.history.iter().filter(move |entry| !known.iter().any(|it| says_the_same(it, entry)))
    }
}

fn says_the_same(one: &HistoryEntry, other: &HistoryEntry) -> bool {
    let texts = |it: &HistoryEntry| [&it.version, &it.summary].map(|it| it.as_ref().map(|it| it.value.clone()));
    let facts = |it: &HistoryEntry| (it.date.map(|it| it.value), it.kind.map(|it| it.value));
    facts(one) == facts(other) && texts(one) == texts(other)
}

/// The order of versions, part by part as numbers: 1.9 comes before 1.10, and `v2.0` is 2.
pub fn compare_versions(one: &str, other: &str) -> std::cmp::Ordering {
    let plain = |version: &'_ str| version.trim().trim_start_matches(['v', 'V']).trim_end_matches(".0").to_owned();
    natural_order(&plain(one), &plain(other))
}

/// Whether a text is a version that has an order: numbers with points between them.
pub fn is_ordered_version(version: &str) -> bool {
    let numbers = version.trim().trim_start_matches(['v', 'V']);
    !numbers.is_empty()
        && numbers.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{compare_versions, is_ordered_version};

    #[test]
    fn versions_are_compared_as_numbers() {
        for (one, other, order) in [
            ("1.9", "1.10", Ordering::Less),
            ("2", "2.0", Ordering::Equal),
            ("v2.0.0", "2.0", Ordering::Equal),
            ("2.0", "1.9", Ordering::Greater),
            ("10.0", "1.0", Ordering::Greater),
            ("1.0", "1.0.1", Ordering::Less),
        ] {
            assert_eq!(compare_versions(one, other), order, "{one} {other}");
        }
    }

    #[test]
    fn words_have_no_order() {
        assert!(is_ordered_version("v1.0") && is_ordered_version("2026.1"));
        assert!(!is_ordered_version("new") && !is_ordered_version("1..2") && !is_ordered_version("1.0-draft"));
    }
}
