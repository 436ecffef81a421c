//! What the commits of a change say about who wrote which words, and since when. Names and addresses in git are what people
//! typed, so this finds slips and habits, and never proves anything.

use std::collections::{BTreeMap, BTreeSet};

use super::Trust;
use crate::config::Config;
use crate::link::{OwnWords, own_words};
use crate::model::{Digest, Document, Id, RegisterKind, bare_name};
use crate::source::{self, Commit};
use crate::text::Date;

/// The commits of a change, and the files of records where it began.
#[derive(Debug, Clone, Default)]
pub struct History {
    commits: Vec<Written>,
    /// Names of all files among the records at the last commit that change and base share.
    pub(super) records: BTreeSet<String>,
}

/// What one commit wrote.
#[derive(Debug, Clone)]
struct Written {
    /// Names and addresses.
    authors: Vec<(String, String)>,
    day: Date,
    documents: BTreeSet<Id>,
    registers: BTreeSet<RegisterKind>,
}

impl History {
    /// Works out which documents and registers each commit gave other words. Fields that no approval covers, such as the
    /// status, are no words.
    pub fn of(told: source::Told, config: &Config) -> Self {
        let commits = told.commits.into_iter().map(|it| written(it, config)).collect();
        History { commits, records: told.records }
    }

    /// The people of the trusted register who wrote words of a document, or data that it shows.
    pub(super) fn writers(&self, trust: &Trust<'_>, document: &Document) -> BTreeSet<String> {
        let authors = self.of_document(document).flat_map(|it| &it.authors);
        authors.flat_map(|author| people(trust, author)).collect()
    }

    /// The day on which the first of the words that the change brings were committed.
    pub(super) fn first_day(&self, document: &Document) -> Option<Date> {
        self.of_document(document).map(|it| it.day).min()
    }

    fn of_document<'s>(&'s self, document: &'s Document) -> impl Iterator<Item = &'s Written> {
        // The treatment plan is made of the risks.
        let shown = document.front.register.map(|it| match it.value {
            RegisterKind::Treatment => RegisterKind::Risks,
            other => other,
        });
        self.commits.iter().filter(move |it| {
            document.id().is_some_and(|id| it.documents.contains(id))
                || shown.is_some_and(|kind| it.registers.contains(&kind))
        })
    }
}

/// Everybody who has this address, and the one person of this name.
fn people(trust: &Trust<'_>, (name, address): &(String, String)) -> Vec<String> {
    let people = &trust.handbook.registers.people;
    let by_address =
        people.iter().filter(|it| it.email.as_ref().is_some_and(|own| own.value.trim().eq_ignore_ascii_case(address)));
    let named: Vec<_> = people.iter().filter(|it| it.record.title().trim().eq_ignore_ascii_case(name)).collect();
    let by_name = if named.len() == 1 { named } else { Vec::new() };
    by_address.chain(by_name).map(|it| bare_name(it.record.name()).to_owned()).collect()
}

/// All words on one side of a commit.
#[derive(Default)]
struct Side {
    documents: BTreeMap<Id, Digest>,
    registers: BTreeMap<RegisterKind, Vec<String>>,
}

impl Side {
    fn take_in(&mut self, words: OwnWords) {
        match words {
            OwnWords::Document(Some(id), digest) => drop(self.documents.insert(id, digest)),
            OwnWords::Document(None, _) => {}
            OwnWords::Entries(entries) => {
                for (kind, entry) in entries {
                    self.registers.entry(kind).or_default().push(entry);
                }
            }
        }
    }

    /// In an order that does not depend on which file holds an entry.
    fn sorted(mut self) -> Self {
        self.registers.values_mut().for_each(|entries| entries.sort_unstable());
        self
    }
}

fn written(commit: Commit, config: &Config) -> Written {
    let parents = commit.changes.iter().map(|it| it.before.len()).max().unwrap_or(0);
    let side = |text: &dyn Fn(&source::Change) -> Option<std::sync::Arc<str>>| {
        let mut side = Side::default();
        for change in &commit.changes {
            if let Some(text) = text(change) {
                side.take_in(own_words(change.part, &text, config));
            }
        }
        side.sorted()
    };
    let after = side(&|it| it.after.clone());
    let before: Vec<Side> = (0..parents).map(|at| side(&|it| it.before.get(at).cloned().flatten())).collect();
    // What one parent had already was written there.
    let documents =
        after.documents.iter().filter(|(id, own)| before.iter().all(|it| it.documents.get(id) != Some(own)));
    let kinds: BTreeSet<RegisterKind> =
        before.iter().chain([&after]).flat_map(|it| it.registers.keys().copied()).collect();
    let is_other = |kind: &RegisterKind| before.iter().all(|it| it.registers.get(kind) != after.registers.get(kind));
    Written {
        documents: documents.map(|(id, _)| id.clone()).collect(),
        registers: kinds.into_iter().filter(is_other).collect(),
        authors: commit.authors,
        day: commit.day,
    }
}
