//! What the commits of a change say about who wrote which words, and since when. Names and addresses in git are what people
//! typed, so this finds slips and habits, and never proves anything.

use std::collections::{BTreeMap, BTreeSet};

use super::{Inputs, Trust};
use crate::config::Config;
use crate::link::{OwnWords, own_words, uses_variable};
use crate::model::{Digest, Document, Id, RegisterKind, bare_name};
use crate::source::{self, Commit, Part};
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
    /// Names of variables that got another value; other settings are no words.
    variables: BTreeSet<String>,
    /// Whether it changed the method that gives risks their scores.
    has_method: bool,
}

impl History {
    /// Works out which documents, registers and variables each commit gave other words. Fields that no approval covers, such as the
    /// status, are no words.
    pub fn of(told: source::Told, config: &Config) -> Self {
        let commits = told.commits.into_iter().map(|it| written(it, config)).collect();
        History { commits, records: told.records }
    }

    /// Whether the change began with a record of this document. What the base got later the change never had.
    pub fn began_with(&self, document: &Id) -> bool {
        let folder = format!("approvals/{document}/");
        self.records.range(folder.clone()..).next().is_some_and(|it| it.starts_with(&folder))
    }

    /// The people of the trusted register who wrote words of a document, data that it shows, or values that it takes from
    /// the settings.
    pub(super) fn writers(&self, trust: &Trust<'_>, inputs: &Inputs<'_>, document: &Document) -> BTreeSet<String> {
        let authors = self.of_document(inputs, document).into_iter().flat_map(|it| &it.authors);
        authors.flat_map(|author| people(trust, author)).collect()
    }

    /// The day on which the first of the words that the change brings were committed.
    pub(super) fn first_day(&self, inputs: &Inputs<'_>, document: &Document) -> Option<Date> {
        self.of_document(inputs, document).into_iter().map(|it| it.day).min()
    }

    fn of_document(&self, inputs: &Inputs<'_>, document: &Document) -> Vec<&Written> {
        // The treatment plan is made of the risks.
        let shown = document.front.register.map(|it| match it.value {
            RegisterKind::Treatment => RegisterKind::Risks,
            other => other,
        });
        let changed: BTreeSet<&String> = self.commits.iter().flat_map(|it| &it.variables).collect();
        let used: BTreeSet<&String> = changed.into_iter().filter(|it| uses(inputs, document, it)).collect();
        let wrote = |it: &&Written| {
            document.id().is_some_and(|id| it.documents.contains(id))
                || shown.is_some_and(|kind| it.registers.contains(&kind))
                || (it.has_method && shown == Some(RegisterKind::Risks))
                || it.variables.iter().any(|name| used.contains(name))
        };
        self.commits.iter().filter(wrote).collect()
    }
}

/// Whether a document takes the value of a variable: in its text, in its front matter, or in a register that it shows.
fn uses(inputs: &Inputs<'_>, document: &Document, name: &str) -> bool {
    let body = &document.body;
    let front = body.source.get(..body.span.start as usize).unwrap_or_default();
    let in_registers = || {
        let mut files = inputs.sources.of(Part::Register);
        files.any(|file| uses_variable(&inputs.sources.texts.of(file).content, name))
    };
    body.variables.iter().any(|it| it.name == name)
        || uses_variable(front, name)
        || (document.front.register.is_some() && in_registers())
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
    variables: BTreeMap<String, String>,
    method: Option<String>,
}

impl Side {
    fn take_in(&mut self, words: OwnWords) {
        match words {
            OwnWords::Document(Some(id), digest) => drop(self.documents.insert(id, digest)),
            OwnWords::Document(None, _) => {}
            OwnWords::Settings(variables, method) => (self.variables, self.method) = (variables, Some(method)),
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
    let names: BTreeSet<&String> = before.iter().chain([&after]).flat_map(|it| it.variables.keys()).collect();
    let has_other_value =
        |name: &&&String| before.iter().all(|it| it.variables.get(**name) != after.variables.get(**name));
    let variables = names.iter().filter(has_other_value).map(|it| (**it).clone()).collect();
    let has_method = after.method.is_some() && before.iter().all(|it| it.method != after.method);
    Written {
        variables,
        has_method,
        documents: documents.map(|(id, _)| id.clone()).collect(),
        registers: kinds.into_iter().filter(is_other).collect(),
        authors: commit.authors,
        day: commit.day,
    }
}
