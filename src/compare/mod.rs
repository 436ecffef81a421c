//! Two handbooks, before and after, to what changed: documents and their words, duties, registers, what points at which
//! control, approvals and coverage. Plain data; how it is shown is for others.

mod align;
mod blocks;
mod documents;
mod duties;
mod entries;
mod fields;
mod links;
mod wording;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::approval::{Judged, Standing};
use crate::config::Config;
use crate::model::{Document, Handbook, Id, RegisterKind};
use crate::source::{Part, Sources};

pub use blocks::{Block, Kind, blocks};
pub use documents::{DocumentChange, Edition};
pub use duties::{Duty, DutyChange};
pub use entries::EntryChange;
pub use fields::{FieldChange, Values};
pub use links::{Linked, Touched};
pub use wording::{Fate, Line, Redline, Run, redline, words};

/// One of the two handbooks, with what is known about it.
#[derive(Clone, Copy)]
pub struct Side<'h> {
    pub handbook: &'h Handbook,
    pub config: &'h Config,
    pub sources: &'h Sources,
    pub judged: &'h Judged,
    /// The sentences of a document that oblige somebody. Asked only of documents that changed.
    pub duties: &'h dyn Fn(&Document) -> Vec<Duty>,
    pub coverage: &'h Coverage,
    /// The ids, else the files' names, of the documents that are looked at; all where none are given.
    pub only: Option<&'h BTreeSet<String>>,
}

impl<'h> Side<'h> {
    /// Every document that is looked at, with where it stands.
    fn documents(&self) -> impl Iterator<Item = (&'h Document, &'h Standing)> + use<'h> {
        let only = self.only;
        let all = self.handbook.documents.iter().zip(&self.judged.standings);
        all.filter(move |(document, _)| only.is_none_or(|it| it.contains(document.name())))
    }
}

/// How far the controls are covered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    pub applicable: usize,
    /// Applicable controls that a document carries.
    pub covered: usize,
    pub implemented: usize,
    /// Applicable controls that no document carries, in natural order.
    pub gaps: BTreeSet<Id>,
}

/// What decides whose approvals count, where the change touches it. It takes effect after the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trusted {
    ApprovalRules,
    Roles,
    People,
    Signers,
    CompromisedKeys,
}

/// Everything that lies between two handbooks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// In the order of their names.
    pub documents: Vec<DocumentChange>,
    /// In the order of documents, then of sentences.
    pub duties: Vec<DutyChange>,
    /// In the order of registers, then of names; lines of the statement of applicability among them.
    pub entries: Vec<EntryChange>,
    /// Variables of the settings.
    pub variables: Vec<FieldChange>,
    /// Controls, clauses and risks whose documents changed.
    pub touched: Vec<Touched>,
    pub coverage_before: Coverage,
    pub coverage_after: Coverage,
    pub trusted: Vec<Trusted>,
    /// Register files of either side that cannot be read in full, so that their entries were not compared.
    pub unread: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.entries.is_empty() && self.variables.is_empty() && self.trusted.is_empty()
    }

    /// Takes in what became of other documents since another moment.
    pub fn join(&mut self, other: Changes) {
        self.documents.extend(other.documents);
        self.documents.sort_by_cached_key(|it| it.latest().map(|it| Id::new(it.name.as_str())));
        self.duties.extend(other.duties);
        self.duties.sort_by_cached_key(|it| Id::new(it.document.as_str()));
        self.entries.extend(other.entries);
        for touched in other.touched {
            match self.touched.iter_mut().find(|it| it.kind == touched.kind && it.id == touched.id) {
                Some(same) => same.join(touched),
                None => self.touched.push(touched),
            }
        }
        self.touched.sort_by_cached_key(|it| (it.kind, Id::new(it.id.as_str())));
        self.unread.extend(other.unread);
        self.unread.sort();
        self.unread.dedup();
    }
}

/// What changed from one handbook to another.
pub fn compare(before: &Side<'_>, after: &Side<'_>) -> Changes {
    let documents = documents::changes(before, after);
    let (entries, unread) = entries::changes(before, after);
    Changes {
        duties: duties::changes(before, after, &documents),
        touched: links::touched(before, after, &documents),
        variables: variables(before.handbook, after.handbook),
        coverage_before: before.coverage.clone(),
        coverage_after: after.coverage.clone(),
        trusted: trusted(before, after, &entries),
        documents,
        entries,
        unread,
    }
}

/// What became of the documents that both sides look at: their words, duties and links, and the entries of registers that
/// they show. Whatever else lies between the two handbooks is left out, and so the handbook before need hold no more than
/// these documents and what is registered.
pub fn compare_documents(before: &Side<'_>, after: &Side<'_>) -> Changes {
    let documents = documents::changes(before, after);
    let shown: BTreeSet<RegisterKind> = [before, after]
        .into_iter()
        .flat_map(Side::documents)
        .filter_map(|(document, _)| Some(document.front.register?.value))
        .collect();
    let (mut entries, unread) =
        if shown.is_empty() { (Vec::new(), Vec::new()) } else { entries::changes(before, after) };
    entries.retain(|it| shown.contains(&it.kind));
    Changes {
        duties: duties::changes(before, after, &documents),
        touched: links::touched(before, after, &documents),
        documents,
        entries,
        unread,
        ..Changes::default()
    }
}

fn variables(before: &Handbook, after: &Handbook) -> Vec<FieldChange> {
    let read = |handbook: &Handbook| {
        let pairs = handbook.variables.iter().map(|(name, it)| (name.clone(), it.value.clone().into()));
        pairs.collect()
    };
    fields::differences(&read(before), &read(after))
}

fn trusted(before: &Side<'_>, after: &Side<'_>, entries: &[EntryChange]) -> Vec<Trusted> {
    use crate::model::RegisterKind::{People, Roles};

    let text = |side: &Side<'_>, part| -> Vec<String> {
        side.sources.of(part).map(|file| side.sources.texts.of(file).content.to_string()).collect()
    };
    let differs = |part| text(before, part) != text(after, part);
    let has = |kind| entries.iter().any(|it| it.kind == kind);
    [
        (Trusted::ApprovalRules, before.config.approvals != after.config.approvals),
        (Trusted::Roles, has(Roles)),
        (Trusted::People, has(People)),
        (Trusted::Signers, differs(Part::Signers)),
        (Trusted::CompromisedKeys, differs(Part::Compromised)),
    ]
    .into_iter()
    .filter_map(|(it, is_touched)| is_touched.then_some(it))
    .collect()
}
