//! The words of a document that records last approved, looked for in the history of the repository.

use std::collections::{BTreeMap, BTreeSet};

use super::changes;
use crate::compare::Changes;
use crate::error::Error;
use crate::link::NormalForms;
use crate::model::{Digest, Document, Handbook, Meaning, Target};
use crate::session::{Project, Seen};
use crate::source::Repository;
use crate::text::{Date, FileId};

/// Commits that are looked at for one document, the newest ones.
const MOST_COMMITS: usize = 200;

/// Where the data of registers lies.
const REGISTERS: [&str; 2] = ["registers", "controls"];

/// What says whose signatures count.
const KEYS: [&str; 2] = ["approvals/allowed_signers", "approvals/compromised_keys"];

/// What lies between the words that were last approved and those of now, for the documents with these ids (all that were
/// ever approved, where none is named), and why some could not be compared.
///
/// # Errors
/// When there is no such document, or git cannot tell.
pub(super) fn since(now: Seen<'_>, ids: &[String], today: Date) -> Result<(Changes, Vec<String>), Error> {
    let project = now.project;
    let handbook = &project.linked.handbook;
    for id in ids {
        if !handbook.documents.iter().any(|it| it.id().is_some_and(|own| own.as_str() == id)) {
            return Err(Error::usage(format!("no document has the id `{id}`")));
        }
    }
    let is_named =
        |it: &&Document| ids.is_empty() || it.id().is_some_and(|own| ids.iter().any(|id| own.as_str() == id));
    let forms = NormalForms::new(handbook, &project.sources, &project.config);
    let mut search = Search { project, repository: None, tried: BTreeMap::new() };
    let mut found: BTreeMap<String, Vec<Found<'_>>> = BTreeMap::new();
    let mut notes = Vec::new();
    for (document, standing) in handbook.documents.iter().zip(&now.judged.standings).filter(|(it, _)| is_named(it)) {
        let name = document.name();
        let Some(digest) = approved_digest(project, document, standing.approved_version.as_deref()) else {
            if !ids.is_empty() {
                notes.push(format!("`{name}`: no record approves any version of it"));
            }
            continue;
        };
        if standing.digest.unwrap_or_else(|| forms.digest(document)) == digest {
            if !ids.is_empty() {
                notes.push(format!("`{name}`: these are the words that were approved"));
            }
            continue;
        }
        match search.commit(document, digest)? {
            Some((commit, files)) => found.entry(commit).or_default().push(Found { document, files }),
            None => notes.push(format!("`{name}`: {}", search.in_vain())),
        }
    }
    let mut changes = Changes::default();
    for (commit, found) in found {
        let before = search.held(&commit, &found)?;
        let judged = before.judged(today);
        let names = found.iter().map(|it| it.document.name().to_owned()).collect();
        changes.join(changes::between_documents(Seen { project: &before, judged: &judged }, now, &names));
    }
    Ok((changes, notes))
}

/// The digest of the newest version that records approve.
fn approved_digest(project: &Project, document: &Document, version: Option<&str>) -> Option<Digest> {
    let ledger = project.linked.handbook.ledger.as_ref()?;
    let records = ledger.of(document.id()?).iter().filter(|it| it.place.meaning == Meaning::Approve);
    let newest = records.filter(|it| Some(it.place.version.as_str()) == version);
    newest.max_by_key(|it| it.approval.time.value).map(|it| it.approval.digest.value)
}

/// A document whose approved words a commit has, under one of these names of files.
struct Found<'p> {
    document: &'p Document,
    files: BTreeSet<String>,
}

/// The documents that supersede one of these, by their own word or by its.
fn successors<'p>(handbook: &'p Handbook, found: &[Found<'p>]) -> Vec<&'p Document> {
    let document = |target: Target| {
        let Target::Document(index) = target else { return None };
        Some(handbook.document(index))
    };
    let files: BTreeSet<FileId> = found.iter().map(|it| it.document.file).collect();
    let supersedes = |it: &&Document| {
        let mut targets = it.front.supersedes.iter().filter_map(|it| document(it.target?));
        targets.any(|it| files.contains(&it.file))
    };
    let by_its_word = found.iter().filter_map(|it| document(it.document.front.superseded_by.as_ref()?.target?));
    handbook.documents.iter().filter(supersedes).chain(by_its_word).collect()
}

struct Search<'p> {
    project: &'p Project,
    repository: Option<Repository>,
    /// For each document, by its id, the digests of what commits held of it, by the objects that they held. Most commits
    /// hold what the one before held.
    tried: BTreeMap<(String, Vec<String>), Option<Digest>>,
}

impl Search<'_> {
    fn repository(&mut self) -> Result<Repository, Error> {
        if self.repository.is_none() {
            self.repository = Some(Repository::around(&self.project.root)?);
        }
        self.repository.clone().ok_or_else(|| Error::git("there is no repository"))
    }

    /// The newest commit at which the document has these words. Looked at are those that changed its records, most often
    /// the very commit that was approved, then those that changed what its words are made of: its file under any of its
    /// names, the settings, and where it shows a register the registers. Of each no other text is read. The names that the
    /// file had come with it.
    fn commit(&mut self, document: &Document, digest: Digest) -> Result<Option<(String, BTreeSet<String>)>, Error> {
        let repository = self.repository()?;
        let own = self.name_in_git(&repository, document)?;
        let mut names: BTreeSet<String> = repository.names(&own, MOST_COMMITS)?;
        names.insert(own);
        let mut parts: Vec<&str> = names.iter().map(String::as_str).collect();
        if document.front.register.is_some() {
            parts.extend(REGISTERS);
        }
        let changing: Vec<&str> = parts.iter().copied().chain(["book.toml"]).collect();
        let records = format!("approvals/{}", document.name());
        let mut commits = repository.commits(&[&records], MOST_COMMITS)?;
        commits.extend(repository.commits(&changing, MOST_COMMITS)?);
        for commit in commits {
            let key = (document.name().to_owned(), repository.objects(&commit, &changing)?);
            let held = match self.tried.get(&key) {
                Some(held) => *held,
                None => self.digest_at(&repository, &commit, (document, &parts))?,
            };
            self.tried.insert(key, held);
            if held == Some(digest) {
                return Ok(Some((commit, names.clone())));
            }
        }
        Ok(None)
    }

    /// The project at a commit with these documents, those that supersede them, and what is registered. No other document
    /// has a part in how these read and where they stand, and there may be thousands.
    fn held(&mut self, commit: &str, found: &[Found<'_>]) -> Result<Project, Error> {
        let project = self.project;
        let successors = successors(&project.linked.handbook, found);
        let records = |it: &Document| format!("approvals/{}", it.name());
        let mut parts: BTreeSet<String> = found.iter().flat_map(|it| it.files.iter().cloned()).collect();
        parts.extend(found.iter().map(|it| it.document).chain(successors.iter().copied()).map(records));
        parts.extend(successors.iter().map(|it| project.sources.texts.name(it.file).to_owned()));
        let parts: Vec<&str> = parts.iter().map(String::as_str).chain(REGISTERS).chain(KEYS).collect();
        project.at_commit(&self.repository()?, commit, Some(&parts))
    }

    /// The digest of a document at a commit of which only these files and folders are read.
    fn digest_at(
        &self,
        repository: &Repository,
        commit: &str,
        (document, parts): (&Document, &[&str]),
    ) -> Result<Option<Digest>, Error> {
        let earlier = self.project.at_commit(repository, commit, Some(parts))?;
        let handbook = &earlier.linked.handbook;
        let own = handbook.documents.iter().find(|it| it.id() == document.id());
        let lacks_registers = own.is_some_and(|it| it.front.register.is_some()) && !parts.contains(&REGISTERS[0]);
        if lacks_registers {
            return self.digest_at(repository, commit, (document, &[parts, REGISTERS.as_slice()].concat()));
        }
        Ok(own.map(|own| NormalForms::new(handbook, &earlier.sources, &earlier.config).digest(own)))
    }

    /// The name of a document's file in the commit that is checked out: its own, else the one under which a file with its
    /// id lies there, as it may have been moved since.
    fn name_in_git(&self, repository: &Repository, document: &Document) -> Result<String, Error> {
        let name = self.project.sources.texts.name(document.file);
        let Some(head) = repository.head() else { return Ok(name.to_owned()) };
        if !repository.objects(&head, &[name])?.is_empty() {
            return Ok(name.to_owned());
        }
        let committed = self.project.at_commit(repository, &head, None)?;
        let same = committed.linked.handbook.documents.iter().find(|it| it.id() == document.id());
        Ok(same.map_or(name, |it| committed.sources.texts.name(it.file)).to_owned())
    }

    fn in_vain(&self) -> String {
        if self.repository.as_ref().is_some_and(Repository::is_shallow) {
            "the words that were approved are not in this clone, which is shallow; fetch the whole history (`git fetch --unshallow`)".to_owned()
        } else {
            format!("no commit has the words that were approved, among the last {MOST_COMMITS} that could")
        }
    }
}
