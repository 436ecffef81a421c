//! How many have confirmed the words that hold, counted from records. Persons are told apart and never told.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::approval::State;
use crate::model::{Confirmation, Target};
use crate::text::Date;

/// The counts of one document in force that asks to be confirmed. Each person counts once, with the best record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    pub document: u32,
    /// Confirmed exactly the words that hold, and not too long ago.
    pub present: usize,
    /// Those of them whose record tells the version alone, although the words have a digest that it could tell.
    pub by_version: usize,
    /// Confirmed them, but longer ago than the document's interval.
    pub lapsed: usize,
    /// Confirmed this version with other words: the digest differs.
    pub other_words: usize,
    /// Confirmed only another version.
    pub other_version: usize,
    /// How many are asked, where the last count in a register or the caller says so.
    pub people: Option<usize>,
}

/// What records come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acknowledged {
    /// In the handbook's order, with documents that nobody has confirmed.
    pub documents: Vec<Confirmed>,
    /// Records that name no document in force that asks for it.
    pub stray: usize,
}

/// How good a record is; the order is from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Present,
    ByVersion,
    Lapsed,
    OtherWords,
    OtherVersion,
}

/// Counts records on a day. `people` is how many are asked where it is the same for all.
pub fn acknowledged(scope: &Scope<'_>, records: &[Confirmation], people: Option<usize>, today: Date) -> Acknowledged {
    let asking: BTreeMap<&str, u32> = scope
        .documents()
        .filter(|(index, document)| {
            let is_required = document.front.acknowledgement.as_ref().is_some_and(|it| it.is_required);
            is_required && scope.standing(*index).state == State::InForce
        })
        .map(|(index, document)| (document.name(), index))
        .collect();
    let mut stray = 0;
    let mut best: BTreeMap<(u32, &str), Worth> = BTreeMap::new();
    for record in records {
        let Some(document) = asking.get(record.document.as_str()) else {
            stray += 1;
            continue;
        };
        let worth = worth(scope, *document, record, today);
        best.entry((*document, record.person.as_str())).and_modify(|it| *it = worth.min(*it)).or_insert(worth);
    }
    let documents: BTreeSet<u32> = asking.into_values().collect();
    let count = |document: u32, wanted: Worth| {
        best.range((document, "")..)
            .take_while(|((own, _), _)| *own == document)
            .filter(|(_, it)| **it == wanted)
            .count()
    };
    let one = |document: u32| Confirmed {
        document,
        present: count(document, Worth::Present) + count(document, Worth::ByVersion),
        by_version: count(document, Worth::ByVersion),
        lapsed: count(document, Worth::Lapsed),
        other_words: count(document, Worth::OtherWords),
        other_version: count(document, Worth::OtherVersion),
        people: people.or_else(|| asked(scope, document)),
    };
    Acknowledged { documents: documents.into_iter().map(one).collect(), stray }
}

fn worth(scope: &Scope<'_>, index: u32, record: &Confirmation, today: Date) -> Worth {
    let front = &scope.handbook.document(index).front;
    if front.version.as_ref().is_none_or(|it| it.value != record.version.trim_start_matches(['v', 'V'])) {
        return Worth::OtherVersion;
    }
    let digest = scope.standing(index).digest.map(|it| it.to_string());
    let present = match digest {
        Some(_) if record.digest.is_empty() => Worth::ByVersion,
        Some(digest) if digest != record.digest => return Worth::OtherWords,
        _ => Worth::Present,
    };
    let interval = front.acknowledgement.as_ref().and_then(|it| it.interval.as_ref()).map(|it| it.value);
    let holds_until = record.day.zip(interval).and_then(|(day, interval)| day.plus(interval));
    if holds_until.is_some_and(|it| it < today) { Worth::Lapsed } else { present }
}

/// How many people the last count in a register says that a document is for.
fn asked(scope: &Scope<'_>, document: u32) -> Option<usize> {
    let counts = &scope.handbook.registers.observations.acknowledgements;
    let of_document =
        counts.iter().filter(|it| it.document.as_ref().and_then(|it| it.target) == Some(Target::Document(document)));
    let last =
        of_document.filter(|it| it.people.is_some()).max_by_key(|it| it.counted_on.as_ref().map(|it| it.value))?;
    last.people.as_ref().map(|it| it.value as usize)
}
