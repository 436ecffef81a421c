//! Documents before and after, found by their ids, else by their files: what came, what went, and what is not as it was.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::fields::{self, FieldChange, Fields, Values};
use super::wording::{Redline, redline};
use super::{Side, blocks};
use crate::approval::{Assurance, Standing};
use crate::link::filled;
use crate::model::{ChangeKind, Document};
use crate::parse::Plain;

/// A document as one of the two handbooks has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its id, else its file's name.
    pub name: String,
    pub title: String,
    /// Below the root.
    pub file: String,
    pub version: Option<String>,
    pub standing: Standing,
}

/// What became of a document. At least one of its editions is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChange {
    pub before: Option<Edition>,
    pub after: Option<Edition>,
    /// Of the front matter; empty for a document that came or went.
    pub fields: Vec<FieldChange>,
    pub redline: Redline,
    /// Whether its body is written otherwise, and reads the same.
    pub is_only_markup: bool,
    /// Whether people who confirmed the words before must confirm those after.
    pub voids_acknowledgements: bool,
}

impl DocumentChange {
    /// The edition that is there now, else the one that was.
    pub fn latest(&self) -> Option<&Edition> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Whether records approved the words before and none approve those after.
    pub fn voids_approval(&self) -> bool {
        let assurance = |it: &Option<Edition>| it.as_ref().map_or(Assurance::None, |it| it.standing.assurance);
        assurance(&self.before) >= Assurance::Bound && assurance(&self.after) < Assurance::Bound
    }

    pub fn is_renamed(&self) -> bool {
        matches!((&self.before, &self.after), (Some(before), Some(after)) if before.file != after.file)
    }

    /// Whether readers get other words, in the text or about it.
    pub fn changes_words(&self) -> bool {
        !self.redline.is_empty() || self.is_only_markup || !self.fields.is_empty()
    }
}

/// A document with where it stands.
pub(super) type Standed<'h> = (&'h Document, &'h Standing);

/// The documents that are there on both sides or on one, in the order of their names.
pub(super) fn pairs<'h>(before: &Side<'h>, after: &Side<'h>) -> Vec<(Option<Standed<'h>>, Option<Standed<'h>>)> {
    let old: Vec<Standed<'h>> = before.documents().collect();
    let mut by_id = BTreeMap::new();
    for (index, (document, _)) in old.iter().enumerate() {
        if let Some(id) = document.id() {
            by_id.entry(id).or_insert(index);
        }
    }
    let by_file: BTreeMap<&str, usize> =
        old.iter().enumerate().map(|(index, (it, _))| (before.sources.texts.name(it.file), index)).collect();
    let new: Vec<Standed<'h>> = after.documents().collect();
    let mut taken = BTreeSet::new();
    let mut partners: Vec<Option<usize>> = new
        .iter()
        .map(|(it, _)| it.id().and_then(|id| by_id.get(id)).copied().filter(|index| taken.insert(*index)))
        .collect();
    for ((document, _), partner) in new.iter().zip(&mut partners) {
        let same_file = || by_file.get(after.sources.texts.name(document.file)).copied();
        *partner = partner.or_else(|| same_file().filter(|index| taken.insert(*index)));
    }
    let mut pairs: Vec<_> = new.iter().zip(partners).map(|(it, index)| (index.map(|it| old[it]), Some(*it))).collect();
    pairs.extend(old.iter().enumerate().filter(|(index, _)| !taken.contains(index)).map(|(_, it)| (Some(*it), None)));
    let name = |pair: &(Option<Standed<'h>>, Option<Standed<'h>>)| {
        pair.1.or(pair.0).map(|(it, _)| (crate::model::Id::new(it.name()), it.file))
    };
    pairs.sort_by_key(name);
    pairs
}

/// The documents that are not as they were.
pub(super) fn changes(before: &Side<'_>, after: &Side<'_>) -> Vec<DocumentChange> {
    let shared = (before.handbook, before.config, before.sources, after.handbook, after.config, after.sources);
    pairs(before, after)
        .into_par_iter()
        .filter_map(|(was, is)| {
            let (old_book, old_config, old_sources, new_book, new_config, new_sources) = shared;
            let old = was.map(|it| Reading { of: it, handbook: old_book, config: old_config, sources: old_sources });
            let new = is.map(|it| Reading { of: it, handbook: new_book, config: new_config, sources: new_sources });
            change(old.as_ref(), new.as_ref())
        })
        .collect()
}

/// A document with what it takes to read it.
struct Reading<'h> {
    of: Standed<'h>,
    handbook: &'h crate::model::Handbook,
    config: &'h crate::config::Config,
    sources: &'h crate::source::Sources,
}

impl Reading<'_> {
    fn edition(&self) -> Edition {
        let (document, standing) = self.of;
        Edition {
            name: document.name().to_owned(),
            title: document.title().to_owned(),
            file: self.sources.texts.name(document.file).to_owned(),
            version: document.front.version.as_ref().map(|it| it.value.clone()),
            standing: standing.clone(),
        }
    }

    fn body(&self) -> &str {
        let body = &self.of.0.body;
        body.source.get(body.span.range()).unwrap_or_default()
    }

    fn fields(&self) -> Fields {
        let fill = |text: &str| filled(self.handbook, text);
        let plain = Plain { aliases: &self.config.fields, left_out: &[], fill: &fill };
        let json = plain.front(&self.of.0.body.source, self.of.0.front.block);
        // What cannot be read without a finding is compared as it is written.
        fields::read(&json).unwrap_or_else(|| Fields::from([("front matter".to_owned(), json.into())]))
    }
}

fn change(before: Option<&Reading<'_>>, after: Option<&Reading<'_>>) -> Option<DocumentChange> {
    let made = DocumentChange {
        before: before.map(Reading::edition),
        after: after.map(Reading::edition),
        fields: Vec::new(),
        redline: Redline::default(),
        is_only_markup: false,
        voids_acknowledgements: false,
    };
    let text = |it: Option<&Reading<'_>>| it.map(|it| blocks(it.handbook, &it.of.0.body)).unwrap_or_default();
    let (Some(old), Some(new)) = (before, after) else {
        return Some(DocumentChange { redline: redline(&text(before), &text(after)), ..made });
    };
    let is_written_the_same = old.body() == new.body();
    let uses_variables = !new.of.0.body.variables.is_empty();
    let redline =
        if is_written_the_same && !uses_variables { Redline::default() } else { redline(&text(before), &text(after)) };
    let redline = if redline.is_empty() { Redline::default() } else { redline };
    let fields = fields::differences(&old.fields(), &new.fields());
    let is_only_markup = redline.is_empty() && !says_the_same_bytes(old.body(), new.body());
    let voids_acknowledgements = !redline.is_empty() && asks_anew(new.of.0, &fields);
    let is_same = redline.is_empty() && fields.is_empty() && !is_only_markup;
    let is_in_place = made.before.as_ref().map(|it| &it.file) == made.after.as_ref().map(|it| &it.file);
    if is_same && is_in_place && stands_the_same(old.of.1, new.of.1) {
        return None;
    }
    Some(DocumentChange { fields, redline, is_only_markup, voids_acknowledgements, ..made })
}

/// Whether a document stands as it stood; that a record is new says nothing by itself.
fn stands_the_same(one: &Standing, other: &Standing) -> bool {
    let given = |it: &Standing| -> Vec<(String, String, bool)> {
        it.approvals.iter().map(|it| (it.person.clone(), it.role.clone(), it.is_signed)).collect()
    };
    one.state == other.state
        && one.assurance == other.assurance
        && one.flags.is_changed == other.flags.is_changed
        && one.missing == other.missing
        && given(one) == given(other)
}

/// Line ends are no change of a text.
fn says_the_same_bytes(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").trim_end_matches('\n').to_owned();
    one == other || lines(one) == lines(other)
}

/// Whether the document is one that people confirm, and its newest change is not called editorial or a review.
fn asks_anew(document: &Document, fields: &[FieldChange]) -> bool {
    let is_confirmed = document.front.acknowledgement.as_ref().is_some_and(|it| it.is_required);
    let version = document.front.version.as_ref().map(|it| &it.value);
    let entry = document.front.history.iter().find(|it| it.version.as_ref().map(|it| &it.value) == version);
    let is_new = fields
        .iter()
        .any(|it| it.name == "history" && !matches!(&it.values, Values::Many { added, .. } if added.is_empty()));
    let kind = entry.and_then(|it| it.kind).map(|it| it.value).filter(|_| is_new);
    is_confirmed && !matches!(kind, Some(ChangeKind::Editorial | ChangeKind::Review))
}
