//! From records, roles, people, signers and the day to the state of each document and how well it is proved. Nothing that
//! a document says about itself is believed where records say more.

mod accepted;
mod authority;
mod chain;
mod effect;
pub mod faults;
mod history;
mod pending;
mod record;
mod state;
mod verdict;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diag::Finding;
use crate::link::NormalForms;
use crate::model::{Digest, Document, Handbook, Target};
use crate::source::Sources;
use crate::text::{Date, FileId, Moment, Texts};

pub use accepted::{Accepted, may_accept};
pub use authority::{Requirement, requirement};
pub use effect::comes_late;
pub use history::History;
pub use pending::pending;
pub use state::{Assurance, Flags, Review, Signature, State};

/// What is judged, and what is trusted for it.
#[derive(Clone, Copy)]
pub struct Inputs<'h> {
    pub handbook: &'h Handbook,
    pub config: &'h Config,
    pub sources: &'h Sources,
    pub today: Date,
    /// The project before a change. With it, roles, people, signers and rules are its own, and only records that it
    /// holds are believed to be as old as they say.
    pub base: Option<Trust<'h>>,
}

/// Where the right to approve comes from.
#[derive(Clone, Copy)]
pub struct Trust<'h> {
    pub handbook: &'h Handbook,
    pub config: &'h Config,
    pub texts: &'h Texts,
    /// What git knows of the change; none where nobody asked it.
    pub history: Option<&'h History>,
}

/// Every document's standing and what is wrong with the records.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// In the order of [`Handbook::documents`].
    pub standings: Vec<Standing>,
    /// How the acceptance of each risk is proved, in the order of the register; none where it declares none.
    pub accepted: Vec<Option<Accepted>>,
    /// How the signature of each record stands, by the file of the record.
    pub signatures: BTreeMap<FileId, Signature>,
    /// In no particular order.
    pub findings: Vec<Finding>,
}

/// Where a document stands, and what bears it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// The day since which (or, when not yet in force, from which) the state holds, where one is known.
    pub since: Option<Date>,
    pub assurance: Assurance,
    pub flags: Flags,
    pub review_due: Option<Date>,
    pub review: Review,
    /// Of the words as they are now; none where no record asks for it.
    pub digest: Option<Digest>,
    /// Approvals of exactly these words that count, in the order of time.
    pub approvals: Vec<Given>,
    /// The newest version that records approve, whichever the text is at.
    pub approved_version: Option<String>,
    pub requirement: Requirement,
    /// How many more people must approve these words.
    pub missing: u32,
}

/// An approval that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Without `person:`.
    pub person: String,
    /// Without `role:`.
    pub role: String,
    pub time: Moment,
    pub is_signed: bool,
    /// Whether the record came with the change that is judged.
    pub is_new: bool,
}

/// Judges every document.
pub fn judge(inputs: &Inputs<'_>) -> Judged {
    let trust = inputs.base.unwrap_or(Trust {
        handbook: inputs.handbook,
        config: inputs.config,
        texts: &inputs.sources.texts,
        history: None,
    });
    let mut findings = Vec::new();
    let checked = record::check(inputs, &trust, &mut findings);
    // What is made of the registers serves documents and risks alike; without records nobody asks for it.
    let has_records = inputs.handbook.ledger.as_ref().is_some_and(|it| !it.records.is_empty());
    let forms = has_records.then(|| NormalForms::new(inputs.handbook, inputs.sources, inputs.config));
    let digests = digests(inputs.handbook, forms.as_ref());
    let before = inputs.base.iter().flat_map(|it| &it.handbook.documents);
    let earlier = before.filter_map(|it| Some((it.id()?, it))).collect();
    let cx = verdict::Context { inputs, trust: &trust, checked: &checked, earlier };
    let documents = inputs.handbook.documents.iter().zip(digests);
    let mut standings: Vec<Standing> =
        documents.map(|(document, digest)| verdict::standing(&cx, document, digest, &mut findings)).collect();
    supersede(inputs.handbook, &mut standings);
    let accepted = accepted::accepted(inputs, forms.as_ref(), &checked, &mut findings);
    record::find_deleted(inputs, &mut findings);
    let signatures = checked.iter().map(|it| (it.record.file, it.signature)).collect();
    Judged { standings, accepted, signatures, findings }
}

/// The digests of the documents that have records; of the others nobody asks.
fn digests(handbook: &Handbook, forms: Option<&NormalForms<'_>>) -> Vec<Option<Digest>> {
    let (Some(ledger), Some(forms)) = (&handbook.ledger, forms) else { return vec![None; handbook.documents.len()] };
    let with_records: BTreeSet<&str> = ledger.records.iter().map(|it| it.place.document.as_str()).collect();
    let has_records = |it: &&Document| it.id().is_some_and(|id| with_records.contains(id.as_str()));
    let documents: Vec<&Document> = handbook.documents.iter().filter(has_records).collect();
    let made = forms.digests(&documents);
    let by_file: BTreeMap<_, Digest> = documents.iter().map(|it| it.file).zip(made).collect();
    handbook.documents.iter().map(|it| by_file.get(&it.file).copied()).collect()
}

/// A document is superseded by one in force that says so. Of a document without records its own word counts too.
fn supersede(handbook: &Handbook, standings: &mut [Standing]) {
    let in_force: Vec<bool> = standings.iter().map(|it| it.state == State::InForce).collect();
    let is_in_force = |target: Option<Target>| match target {
        Some(Target::Document(index)) => in_force.get(index as usize) == Some(&true),
        _ => false,
    };
    let mut superseded = BTreeSet::new();
    for (index, document) in handbook.indexed_documents() {
        if in_force[index as usize] {
            superseded.extend(document.front.supersedes.iter().filter_map(|it| it.target));
        }
        let by_own_word = document.front.superseded_by.as_ref().is_some_and(|it| is_in_force(it.target));
        if by_own_word && standings[index as usize].assurance <= Assurance::Declared {
            superseded.insert(Target::Document(index));
        }
    }
    for (index, standing) in (0..).zip(standings) {
        if standing.state == State::InForce && superseded.contains(&Target::Document(index)) {
            standing.state = State::Superseded;
            standing.since = None;
            standing.review_due = None;
            standing.review = Review::None;
            standing.flags.is_review_overdue = false;
        }
    }
}
