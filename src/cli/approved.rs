//! The words of a document that records last approved, looked for in the history of the repository.

use std::collections::BTreeMap;

use super::changes;
use crate::compare::{Changes, DocumentChange};
use crate::error::Error;
use crate::link::NormalForms;
use crate::model::{Digest, Document, Meaning};
use crate::session::Project;
use crate::source::Repository;
use crate::text::Date;

/// Commits that are looked at for one document, the newest ones.
const MOST_COMMITS: usize = 200;

/// What lies between the words that were last approved and those of now, for the documents with these ids (all that were
/// ever approved, where none is named), and why some could not be compared.
///
/// # Errors
/// When there is no such document, or git cannot tell.
pub(super) fn since(project: &Project, ids: &[String], today: Date) -> Result<(Changes, Vec<String>), Error> {
    let handbook = &project.linked.handbook;
    for id in ids {
        if !handbook.documents.iter().any(|it| it.id().is_some_and(|own| own.as_str() == id)) {
            return Err(Error::usage(format!("no document has the id `{id}`")));
        }
    }
    let is_named =
        |it: &&Document| ids.is_empty() || it.id().is_some_and(|own| ids.iter().any(|id| own.as_str() == id));
    let judged = project.judge(&project.context(today, None, None));
    let forms = NormalForms::new(handbook, &project.sources, &project.config);
    let mut search = Search { project, repository: None, seen: BTreeMap::new() };
    let (mut changes, mut notes) = (Changes::default(), Vec::new());
    for (document, standing) in handbook.documents.iter().zip(&judged.standings).filter(|(it, _)| is_named(it)) {
        let name = document.name();
        let Some(digest) = approved_digest(project, document, standing.approved_version.as_deref()) else {
            if !ids.is_empty() {
                notes.push(format!("`{name}`: no record approves any version of it"));
            }
            continue;
        };
        if forms.digest(document) == digest {
            if !ids.is_empty() {
                notes.push(format!("`{name}`: these are the words that were approved"));
            }
            continue;
        }
        match search.commit(document, digest)? {
            Some(commit) => {
                let earlier = search.at(&commit)?;
                add(&mut changes, changes::between(earlier, project, today, None), document);
            }
            None => notes.push(format!("`{name}`: {}", search.in_vain())),
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
fn add(all: &mut Changes, found: Changes, document: &Document) {
    let name = document.name();
    let is_own = |it: &DocumentChange| it.after.as_ref().is_some_and(|it| it.name == name);
    let shows = document.front.register.map(|it| it.value);
    all.documents.extend(found.documents.into_iter().filter(is_own));
    all.duties.extend(found.duties.into_iter().filter(|it| it.document == name));
    all.entries.extend(found.entries.into_iter().filter(|it| Some(it.kind) == shows));
    let own = |it: &crate::compare::Touched| {
        [&it.gained, &it.lost, &it.changed].into_iter().any(|list| list.iter().any(|it| it == name))
    };
    all.touched.extend(found.touched.into_iter().filter(own).map(|mut it| {
        for list in [&mut it.gained, &mut it.lost, &mut it.changed] {
            list.retain(|it| it == name);
        }
        it
    }));
}

struct Search<'p> {
    project: &'p Project,
    repository: Option<Repository>,
    /// The project at commits that were looked at, each with whether it could be read.
    seen: BTreeMap<String, Project>,
}

impl Search<'_> {
    fn repository(&mut self) -> Result<Repository, Error> {
        if self.repository.is_none() {
            self.repository = Some(Repository::around(&self.project.root)?);
        }
        self.repository.clone().ok_or_else(|| Error::git("there is no repository"))
    }

    /// The newest commit at which the document has these words. Looked at are those that changed its records or its file,
    /// and for what a document takes from elsewhere, the settings and registers.
    fn commit(&mut self, document: &Document, digest: Digest) -> Result<Option<String>, Error> {
        let repository = self.repository()?;
        let records = format!("approvals/{}", document.name());
        let file = self.project.sources.texts.name(document.file).to_owned();
        let mut commits = repository.commits(&[&records], MOST_COMMITS)?;
        commits.extend(repository.commits(&[&file, "book.toml", "registers", "controls"], MOST_COMMITS)?);
        for commit in commits {
            let earlier = self.at(&commit)?;
            let handbook = &earlier.linked.handbook;
            let Some(own) = handbook.documents.iter().find(|it| it.id() == document.id()) else { continue };
            if NormalForms::new(handbook, &earlier.sources, &earlier.config).digest(own) == digest {
                return Ok(Some(commit));
            }
        }
        Ok(None)
    }

    fn at(&mut self, commit: &str) -> Result<&Project, Error> {
        if !self.seen.contains_key(commit) {
            let earlier = self.project.at(commit)?.project;
            self.seen.insert(commit.to_owned(), earlier);
        }
        self.seen.get(commit).ok_or_else(|| Error::git(format!("no revision `{commit}`")))
    }

    fn in_vain(&self) -> String {
        if self.repository.as_ref().is_some_and(Repository::is_shallow) {
            "the words that were approved are not in this clone, which is shallow; fetch the whole history (`git fetch --unshallow`)".to_owned()
        } else {
            format!("no commit has the words that were approved, among the last {MOST_COMMITS} that could")
        }
    }
}
