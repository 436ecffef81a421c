//! Controls, clauses and risks that the change reaches through the documents that point at them.

use std::collections::{BTreeMap, BTreeSet};

use super::{DocumentChange, Side};
use crate::model::{Handbook, Id, RegisterKind, Target};

/// What kind of thing a document points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Linked {
    Control,
    Clause,
    Risk,
}

impl Linked {
    pub const ALL: [Linked; 3] = [Linked::Control, Linked::Clause, Linked::Risk];

    pub fn name(self) -> &'static str {
        match self {
            Linked::Control => "control",
            Linked::Clause => "clause",
            Linked::Risk => "risk",
        }
    }
}

/// A control, clause or risk with the documents by which it is touched, each list in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub kind: Linked,
    pub id: String,
    pub title: String,
    /// Documents that point at it now and did not before.
    pub gained: Vec<String>,
    pub lost: Vec<String>,
    /// Documents that pointed at it all along, and say something else now.
    pub changed: Vec<String>,
}

impl Touched {
    /// Takes in the documents by which it is touched otherwise.
    pub(super) fn join(&mut self, other: Touched) {
        let lists =
            [(&mut self.gained, other.gained), (&mut self.lost, other.lost), (&mut self.changed, other.changed)];
        for (own, more) in lists {
            own.extend(more);
            own.sort_by_cached_key(|it| Id::new(it.as_str()));
        }
    }
}

type Links = BTreeMap<(Linked, Id), BTreeSet<Id>>;

pub(super) fn touched(before: &Side<'_>, after: &Side<'_>, documents: &[DocumentChange]) -> Vec<Touched> {
    let (old, new) = (links(before), links(after));
    let other: BTreeSet<Id> = documents
        .iter()
        .filter(|it| !it.redline.is_empty())
        .filter_map(|it| it.after.as_ref())
        .map(|it| Id::new(it.name.as_str()))
        .collect();
    let mut keys: Vec<&(Linked, Id)> = old.keys().chain(new.keys()).collect();
    keys.sort();
    keys.dedup();
    let nobody = BTreeSet::new();
    let names = |ids: BTreeSet<&Id>| ids.into_iter().map(Id::to_string).collect::<Vec<_>>();
    let touch = |key: &(Linked, Id)| {
        let (was, is) = (old.get(key).unwrap_or(&nobody), new.get(key).unwrap_or(&nobody));
        let stayed: BTreeSet<Id> = was.intersection(is).cloned().collect();
        let touched = Touched {
            kind: key.0,
            id: key.1.to_string(),
            title: title(after.handbook, key).or_else(|| title(before.handbook, key)).unwrap_or_default(),
            gained: names(is.difference(was).collect()),
            lost: names(was.difference(is).collect()),
            changed: names(stayed.intersection(&other).collect()),
        };
        let is_touched = !(touched.gained.is_empty() && touched.lost.is_empty() && touched.changed.is_empty());
        is_touched.then_some(touched)
    };
    keys.into_iter().filter_map(touch).collect()
}

fn links(side: &Side<'_>) -> Links {
    let handbook = side.handbook;
    let mut links = Links::new();
    for citation in &handbook.citations {
        let Target::Document(from) = citation.from else { continue };
        let from = handbook.document(from).name();
        if side.only.is_some_and(|it| !it.contains(from)) {
            continue;
        }
        let kind = match citation.to {
            Target::Control(_) => Linked::Control,
            Target::Clause(_) => Linked::Clause,
            Target::Entry(RegisterKind::Risks, _) => Linked::Risk,
            _ => continue,
        };
        let (id, _) = handbook.name_and_title(citation.to);
        links.entry((kind, Id::new(id))).or_default().insert(Id::new(from));
    }
    links
}

fn title(handbook: &Handbook, (kind, id): &(Linked, Id)) -> Option<String> {
    let title = match kind {
        Linked::Control => &handbook.catalogue.controls.iter().find(|it| it.id == *id)?.title,
        Linked::Clause => &handbook.catalogue.clauses.iter().find(|it| it.id == *id)?.title,
        Linked::Risk => {
            handbook.registers.risks.iter().find(|it| it.record.name() == id.as_str()).map(|it| it.record.title())?
        }
    };
    Some(title.to_owned())
}
