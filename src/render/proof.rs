//! Who approved what, and how that is proved, in words and badges.

use std::collections::BTreeMap;

use crate::approval::{Accepted, Assurance, Given, Standing};
use crate::model::{Handbook, Record, RegisterKind, Target, bare_name};
use crate::text::counted;

use super::Renderer;
use super::pieces::{capital, shortened};
use super::view::Piece;

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
    /// What the proof is, as one line for readers.
    fn meaning(self) -> &'static str {
        match self {
            Assurance::None => "Nothing proves an approval",
            Assurance::Declared => "The document's own head says so",
            Assurance::Bound => "Records name exactly these words",
            Assurance::Signed => "Records name exactly these words and are signed",
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
pub(super) fn proof(assurance: Assurance) -> Piece {
    Piece::badge(assurance.tone(), capital(assurance.name()))
}

/// The badge, and what it means.
pub(super) fn explained(assurance: Assurance) -> Vec<Piece> {
    vec![proof(assurance), Piece::note(assurance.meaning())]
}

/// The same for the acceptance of a risk.
pub(super) fn acceptance(accepted: &Accepted) -> Vec<Piece> {
    let words = match (accepted.is_changed, accepted.assurance) {
        (true, _) => "The risk is not as it was when it was accepted",
        (false, Assurance::None) => "Nothing proves it",
        (false, Assurance::Declared) => "The register says so",
        (false, Assurance::Bound) => "A record names exactly this risk",
        (false, Assurance::Signed) => "A signed record names exactly this risk",
    };
    let tone = if accepted.is_changed { "overdue" } else { accepted.assurance.tone() };
    vec![Piece::badge(tone, capital(accepted.assurance.name())), Piece::note(words)]
}

/// What readers must know about the words before them; none where they are what was approved.
pub(super) fn notice(standing: &Standing) -> Option<String> {
    if standing.flags.is_changed {
        let version = standing.approved_version.as_deref().map(|it| format!(" as version {it}")).unwrap_or_default();
        return Some(format!("These words are not those that were approved{version}."));
    }
    if standing.flags.is_incomplete {
        let approvals = counted(standing.missing as usize, "approval");
        let verb = if standing.missing == 1 { "is" } else { "are" };
        return Some(format!("Not all have approved these words: {approvals} {verb} missing."));
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
            Some(person) => vec![person, Piece::note("as"), role],
            None => vec![role],
        }
    }
}
