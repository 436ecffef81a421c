//! Who approved what, and how that is proved, in words and badges.

use std::collections::BTreeMap;

use crate::approval::{Accepted, Assurance, Given, Standing};
use crate::model::{Handbook, Record, RegisterKind, Target, bare_name};

use super::Renderer;
use super::pieces::shortened;
use super::view::Piece;
use super::words::Words;

/// The entries of people and roles by the names that records use.
#[derive(Debug, Default)]
pub(super) struct Names {
    people: BTreeMap<String, u32>,
    roles: BTreeMap<String, u32>,
}

impl Names {
    pub(super) fn of(handbook: &Handbook) -> Self {
        let registers = &handbook.registers;
        Names {
            people: by_name(registers.people.iter().map(|it| &it.record)),
            roles: by_name(registers.roles.iter().map(|it| &it.record)),
        }
    }

    /// The entry of a role, by its name without `role:`.
    pub(super) fn role(&self, name: &str) -> Option<u32> {
        self.roles.get(name).copied()
    }
}

fn by_name<'r>(records: impl Iterator<Item = &'r Record>) -> BTreeMap<String, u32> {
    let mut names = BTreeMap::new();
    for (index, record) in (0..).zip(records) {
        names.entry(bare_name(record.name()).to_owned()).or_insert(index);
    }
    names
}

impl Assurance {
    /// What the proof is, as one line for readers: its key in the catalogue.
    fn meaning(self) -> &'static str {
        match self {
            Assurance::None => "proof.none",
            Assurance::Declared => "proof.declared",
            Assurance::Bound => "proof.bound",
            Assurance::Signed => "proof.signed",
        }
    }

    fn tone(self) -> &'static str {
        match self {
            Assurance::None => "draft",
            Assurance::Declared => "approved",
            Assurance::Bound | Assurance::Signed => "in-force",
        }
    }
}

/// The badge of a proof.
pub(super) fn proof(words: &Words, assurance: Assurance) -> Piece {
    Piece::badge(assurance.tone(), words.value(assurance.name()))
}

/// The badge, and what it means.
pub(super) fn explained(words: &Words, assurance: Assurance) -> Vec<Piece> {
    vec![proof(words, assurance), Piece::note(words.get(assurance.meaning()))]
}

/// The same for the acceptance of a risk.
pub(super) fn acceptance(words: &Words, accepted: &Accepted) -> Vec<Piece> {
    let meaning = match (accepted.is_changed, accepted.assurance) {
        (true, _) => "acceptance.changed",
        (false, Assurance::None) => "acceptance.none",
        (false, Assurance::Declared) => "acceptance.declared",
        (false, Assurance::Bound) => "acceptance.bound",
        (false, Assurance::Signed) => "acceptance.signed",
    };
    let tone = if accepted.is_changed { "overdue" } else { accepted.assurance.tone() };
    vec![Piece::badge(tone, words.value(accepted.assurance.name())), Piece::note(words.get(meaning))]
}

/// What readers must know about the words before them; none where they are what was approved.
pub(super) fn notice(words: &Words, standing: &Standing) -> Option<String> {
    if standing.flags.is_changed {
        return Some(match &standing.approved_version {
            Some(version) => words.with("approval.other_than_version", &[("version", version)]),
            None => words.get("approval.other").to_owned(),
        });
    }
    if standing.flags.is_incomplete {
        return Some(words.count(standing.missing as usize, "approval.missing"));
    }
    None
}

impl Renderer<'_> {
    /// `Mira Solberg as Chief executive`: the person only where the site shows people.
    pub(super) fn approver(&self, given: &Given) -> Vec<Piece> {
        let entry = |kind: RegisterKind, names: &BTreeMap<String, u32>, name: &str| {
            names.get(name).and_then(|it| self.piece(Target::Entry(kind, *it)))
        };
        let person = entry(RegisterKind::People, &self.names.people, &given.person);
        let role = entry(RegisterKind::Roles, &self.names.roles, &given.role);
        let role = role.map_or_else(|| Piece::text(&given.role), shortened);
        match person {
            Some(person) => vec![person, Piece::note(self.words.get("approval.as")), role],
            None => vec![role],
        }
    }
}
