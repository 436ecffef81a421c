//! The words of a document that records last approved, looked for in the history of the repository.

use std::collections::{BTreeMap, BTreeSet};

use super::changes;
use crate::compare::{Changes, DocumentChange};
use crate::error::Error;
use crate::link::NormalForms;
use crate::model::{Digest, Document, Meaning};
use crate::session::{Project, Seen};
use crate::source::Repository;
use crate::text::Date;

/// Commits that are looked at for one document, the newest ones.
const MOST_COMMITS: usize = 200;

/// Where the data of registers lies.
const REGISTERS: [&str; 2] = ["registers", "controls"];

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
    let (mut found, mut notes) = (Vec::new(), Vec::new());
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
            Some(commit) => found.push((document, commit)),
            None => notes.push(format!("`{name}`: {}", search.in_vain())),
        }
    }
    let folder = project.sources.documents_folder.trim_end_matches('/');
    let mut parts = [folder, "approvals/allowed_signers", "approvals/compromised_keys"].map(str::to_owned).to_vec();
    parts.extend(REGISTERS.map(str::to_owned));
    parts.extend(found.iter().map(|(document, _)| format!("approvals/{}", document.name())));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    // Where documents lie in the root itself, everything does.
    let parts = Some(parts.as_slice()).filter(|_| !folder.is_empty());
    let mut by_commit: BTreeMap<&str, Changes> = BTreeMap::new();
    let mut changes = Changes::default();
    for (document, commit) in &found {
        if !by_commit.contains_key(commit.as_str()) {
            let mut before = project.at_commit(&search.repository()?, commit, parts)?;
            if before.sources.documents_folder != project.sources.documents_folder {
                before = project.at_commit(&search.repository()?, commit, None)?;
            }
            let judged = before.judged(today);
            by_commit.insert(commit, changes::between(Seen { project: &before, judged: &judged }, now));
        }
        if let Some(all) = by_commit.get(commit.as_str()) {
            add(&mut changes, all, document);
        }
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

/// Takes of the changes what is about one document.
fn add(all: &mut Changes, found: &Changes, document: &Document) {
    let name = document.name();
    let is_own = |it: &&DocumentChange| it.after.as_ref().is_some_and(|it| it.name == name);
    let shows = document.front.register.map(|it| it.value);
    all.documents.extend(found.documents.iter().filter(is_own).cloned());
    all.duties.extend(found.duties.iter().filter(|it| it.document == name).cloned());
    all.entries.extend(found.entries.iter().filter(|it| Some(it.kind) == shows).cloned());
    let own = |it: &&crate::compare::Touched| {
        [&it.gained, &it.lost, &it.changed].into_iter().any(|list| list.iter().any(|it| it == name))
    };
    all.touched.extend(found.touched.iter().filter(own).cloned().map(|mut it| {
        for list in [&mut it.gained, &mut it.lost, &mut it.changed] {
            list.retain(|it| it == name);
        }
        it
    }));
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
    /// names, the settings, and where it shows a register the registers. Of each no other text is read.
    fn commit(&mut self, document: &Document, digest: Digest) -> Result<Option<String>, Error> {
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
                return Ok(Some(commit));
            }
        }
        Ok(None)
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
