//! Looking back from what is checked out: the commits that brought approval records in, and the texts that commits hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::git::{Blob, Repository};
use super::{Layout, Part, limits, part_of};
use crate::error::Error;
use crate::text::Date;

/// A commit that added or changed approval records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub commit: String,
    /// In UTC.
    pub day: Date,
    /// The second of the commit, after 1970.
    pub second: i64,
    /// Names of the records' files below the project's root.
    pub names: Vec<String>,
}

/// A file of a commit, known by the object that holds its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Below the project's root.
    pub name: String,
    pub object: String,
}

/// The newest commits behind what is checked out that added or changed approval records, the oldest first.
///
/// # Errors
/// When git fails, or nothing was ever committed.
pub fn recorded(repository: &Repository, most: usize) -> Result<Vec<Recorded>, Error> {
    let mut found = Vec::new();
    for (commit, second, names) in repository.touching(super::APPROVALS, most)? {
        let Some(day) = Date::of_second(second) else { continue };
        found.push(Recorded { commit, day, second, names });
    }
    found.reverse();
    Ok(found)
}

/// The settings and all Markdown that a commit holds.
///
/// # Errors
/// When git fails.
pub fn held(repository: &Repository, commit: &str) -> Result<Vec<Held>, Error> {
    let is_wanted = |it: &Blob| !it.is_link && it.size <= limits::LARGEST_TEXT && !limits::is_odd_name(&it.name);
    let is_ours = |name: &str| name == "book.toml" || part_of(name, "") == Some(Part::Document);
    let files = repository.files(commit)?.into_iter().filter(|it| is_wanted(it) && is_ours(&it.name));
    Ok(files.map(|it| Held { name: it.name, object: it.object }).collect())
}

impl Held {
    /// Whether the file is a document of a project that is laid out so.
    pub fn is_document(&self, layout: &Layout) -> bool {
        layout.covers(&self.name) && part_of(&self.name, &layout.documents_prefix()) == Some(Part::Document)
    }
}

/// The texts of these objects, each read once. What is no text is left out.
///
/// # Errors
/// When git fails.
pub fn held_texts(repository: &Repository, objects: &BTreeSet<String>) -> Result<BTreeMap<String, Arc<str>>, Error> {
    let names: Vec<&str> = objects.iter().map(String::as_str).collect();
    let contents = repository.contents(&names)?;
    let pair = |(object, bytes): (&String, Vec<u8>)| Some((object.clone(), Arc::from(String::from_utf8(bytes).ok()?)));
    Ok(objects.iter().zip(contents).filter_map(pair).collect())
}
