//! What git knows of a change: who committed which texts, and what lay where it began. Knows names and texts of files,
//! not what is in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::git::{Blob, LogEntry, Repository};
use super::{APPROVALS, Layout, Part, is_under, limits, part_of};
use crate::error::Error;
use crate::text::Date;

/// The commits of a change, and the files of records where it began.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub commits: Vec<Commit>,
    /// Names of all files among the approval records at the last commit that change and base share.
    pub records: BTreeSet<String>,
}

/// One commit, with the documents and registers that it changed, and the settings.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Name and address of the author and of each co-author, as they wrote them.
    pub authors: Vec<(String, String)>,
    /// In UTC, as the author's clock said.
    pub day: Date,
    pub changes: Vec<Change>,
}

/// A text that a commit changed.
#[derive(Debug, Clone)]
pub struct Change {
    pub part: Part,
    /// At each parent; none where it was not there, or is no text.
    pub before: Vec<Option<Arc<str>>>,
    pub after: Option<Arc<str>>,
}

/// What git knows of the commits that are checked out and that this base does not hold.
///
/// # Errors
/// When git fails, nothing is committed, or the two share no commit that is here: then nobody can tell who wrote what.
pub fn history(repository: &Repository, base: (&str, &str), layout: &Layout) -> Result<Told, Error> {
    let (revision, base) = base;
    let Some(head) = repository.head() else {
        return Err(Error::git(format!(
            "nothing is committed on this branch, so nobody can tell what it changes against `{revision}`; commit first"
        )));
    };
    let Some(fork) = repository.merge_base(base, &head)? else {
        let why = if repository.is_shallow() {
            "this clone is shallow; fetch the whole history (`git fetch --unshallow`)"
        } else {
            "name a revision that this branch began from"
        };
        return Err(Error::git(format!("`{revision}` and what is checked out share no commit here: {why}")));
    };
    let records = repository.files(&fork)?.into_iter().map(|it: Blob| it.name).filter(|it| is_under(it, APPROVALS));
    let records = records.collect();
    let entries = repository.log(base, &head)?;
    let folder = layout.documents_prefix();
    let part = |name: &str| {
        if name == "book.toml" {
            return Some(Part::Settings);
        }
        let part = if layout.covers(name) { part_of(name, &folder) } else { None };
        part.filter(|it| matches!(it, Part::Document | Part::Register))
    };
    let texts = texts(repository, &entries, &part)?;
    let text = |object: &String| texts.get(object).cloned();
    let commit = |entry: LogEntry| {
        let changes = entry.changes.iter().filter_map(|it| {
            let part = part(&it.name)?;
            Some(Change { part, before: it.before.iter().map(text).collect(), after: text(&it.after) })
        });
        Some(Commit { day: Date::parse(&entry.day)?, changes: changes.collect(), authors: entry.authors })
    };
    Ok(Told { commits: entries.into_iter().filter_map(commit).collect(), records })
}

/// The texts of all objects that a log names, each once; those beyond the size limit are left out.
fn texts(
    repository: &Repository,
    entries: &[LogEntry],
    part: &impl Fn(&str) -> Option<Part>,
) -> Result<BTreeMap<String, Arc<str>>, Error> {
    let changes = entries.iter().flat_map(|it| &it.changes).filter(|it| part(&it.name).is_some());
    let objects: BTreeSet<&str> = changes
        .flat_map(|it| it.before.iter().chain([&it.after]))
        .map(String::as_str)
        .filter(|it| is_there(it))
        .collect();
    let objects: Vec<&str> = objects.into_iter().collect();
    let sizes = repository.sizes(&objects)?;
    let objects: Vec<&str> =
        objects.into_iter().zip(sizes).filter(|(_, size)| *size <= limits::LARGEST_TEXT).map(|(it, _)| it).collect();
    let contents = repository.contents(&objects)?;
    let pair = |(object, bytes): (&str, Vec<u8>)| Some((object.to_owned(), Arc::from(String::from_utf8(bytes).ok()?)));
    Ok(objects.into_iter().zip(contents).filter_map(pair).collect())
}

/// Git writes zeros for an object that is not there.
fn is_there(object: &str) -> bool {
    object.bytes().any(|it| it != b'0')
}
