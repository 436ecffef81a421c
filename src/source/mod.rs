//! The texts of one project at one moment, wherever they come from. Knows names of files, not what is in them.

mod batch;
mod disk;
mod fixture;
mod git;
mod history;
mod limits;
mod published;
mod records;
mod revision;
mod tags;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Finding;
use crate::text::{FileId, Text, Texts};

pub use disk::{
    Attachment, There, find_root, folders, is_large, look, read, read_again, read_bytes, read_named, read_settings,
    read_theme, reread,
};
pub use fixture::{fixture, fixture_base, fixture_settings};
pub use git::Repository;
pub use history::{Change, Commit, Told, history};
pub use published::{Placed, PublishedFile, head, placed, published};
pub use records::{Held, Recorded, held, held_texts, recorded};
pub use revision::{attachments_at, read_at, settings_at, theme_at};
pub use tags::{Tag, tags, tags_behind};

/// What part a file plays, as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Settings,
    /// Markdown under the documents' folder.
    Document,
    /// `README.md` of a folder of documents.
    Introduction,
    /// YAML under `controls/` or `registers/`.
    Register,
    /// An approval record, or what stands where records stand.
    Approval,
    /// The detached signature of a record.
    Signature,
    /// Who may sign approvals, with which keys.
    Signers,
    /// Keys that no longer prove anything.
    Compromised,
}

/// The folder of approval records.
const APPROVALS: &str = "approvals";

/// Which folders of the root hold what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The documents' folder, relative to the root; empty for the root itself.
    pub documents: String,
    /// The folder that a build writes, which is never read.
    pub build_dir: String,
}

impl Layout {
    /// What the names of all documents begin with.
    fn documents_prefix(&self) -> String {
        if self.documents.is_empty() { String::new() } else { format!("{}/", self.documents) }
    }

    /// Whether a change of the file or folder with this name may change what is read; the root itself has no name.
    pub fn concerns(&self, name: &str) -> bool {
        let is_above_documents = || self.documents.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
        let is_folder = || self.covers(&format!("{name}/any"));
        name.is_empty() || name == "book.toml" || self.covers(name) || is_folder() || is_above_documents()
    }

    /// Whether a file lies in a folder that is read.
    fn covers(&self, name: &str) -> bool {
        let is_built = name.strip_prefix(self.build_dir.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let prefix = self.documents_prefix();
        let is_near = |below: &str| below.matches('/').count() <= limits::MOST_FOLDERS;
        let is_ours = ["controls/", "registers/", "approvals/", &prefix]
            .iter()
            .any(|folder| name.strip_prefix(folder).is_some_and(is_near));
        is_ours && !is_built && !name.split('/').any(is_passed_over)
    }
}

/// Files and folders that are never part of a handbook: hidden ones, and what tools install or build.
fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules" || name == "target"
}

/// All texts of a project with their parts, and what was wrong with the files themselves.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    pub texts: Texts,
    /// In the order of names.
    pub parts: Vec<(FileId, Part)>,
    /// The folder of the documents with a final slash; empty where it is the root.
    pub documents_folder: String,
    /// Other files under the documents' folder, relative to the root, sorted.
    pub attachments: Vec<String>,
    pub findings: Vec<Finding>,
}

impl Sources {
    /// Those of a project of which there are settings only, if anything.
    pub fn begun(layout: &Layout, settings: Option<Arc<str>>) -> Self {
        let mut sources = Sources { documents_folder: layout.documents_prefix(), ..Sources::default() };
        if let Some(text) = settings {
            let file = sources.texts.push("book.toml", text);
            sources.parts.push((file, Part::Settings));
        }
        sources
    }

    /// The files that play a part, in the order of their names.
    pub fn of(&self, part: Part) -> impl Iterator<Item = FileId> {
        self.parts.iter().filter(move |(_, it)| *it == part).map(|(file, _)| *file)
    }

    /// The same project with other texts for some of its files.
    #[must_use]
    pub fn with_texts(&self, changed: BTreeMap<FileId, String>) -> Self {
        let mut sources = self.clone();
        for (file, text) in changed {
            sources.texts.replace(file, text);
        }
        sources
    }

    /// Takes a text in place of a file's, or as a file that is not there yet. What was wrong with the file on disk does
    /// not hold for it; a name that plays no part is left out.
    pub fn hold(&mut self, name: &str, text: &Arc<str>, layout: &Layout) {
        let part = part_of(name, &self.documents_folder).filter(|_| layout.covers(name));
        let file = match (self.texts.find(name), part) {
            (Some(file), _) => {
                self.texts.replace(file, Arc::clone(text));
                self.findings.retain(|finding| finding.place.file != file);
                file
            }
            (None, Some(_)) => self.texts.push(name, Arc::clone(text)),
            (None, None) => return,
        };
        // A file that could not be read plays no part.
        if let Some(part) = part.filter(|_| !self.parts.iter().any(|it| it.0 == file)) {
            self.parts.push((file, part));
            let texts = &self.texts;
            self.parts.sort_by(|left, right| texts.name(left.0).cmp(texts.name(right.0)));
        }
    }

    /// Those of these files that are kept, together with others; all sorted by name, and none of them unfit.
    fn joined(&self, others: &Self, is_kept: impl Fn(&str) -> bool) -> Self {
        let kept = self.parts.iter().map(|(file, part)| (self.texts.of(*file), *part));
        let kept = kept.filter(|(text, part)| *part == Part::Settings || is_kept(&text.name));
        let mut files: Vec<(&Text, Part)> = kept.collect();
        files.extend(others.parts.iter().map(|(file, part)| (others.texts.of(*file), *part)));
        files.sort_by(|(left, one), (right, other)| {
            (*one != Part::Settings, &left.name).cmp(&(*other != Part::Settings, &right.name))
        });
        let kept = self.attachments.iter().filter(|it| is_kept(it));
        let mut attachments: Vec<String> = kept.chain(&others.attachments).cloned().collect();
        attachments.sort();
        let mut joined = Sources { documents_folder: self.documents_folder.clone(), attachments, ..Sources::default() };
        for (text, part) in files {
            let file = joined.texts.push(Arc::clone(&text.name), Arc::clone(&text.content));
            joined.parts.push((file, part));
        }
        joined
    }

    /// The same with the very texts that were there before, where they say the same, so that none is held twice.
    pub fn share(&mut self, before: &Self) {
        let known: BTreeMap<&str, &Arc<str>> = before.texts.iter().map(|(_, it)| (&*it.name, &it.content)).collect();
        for file in 0..self.texts.len() {
            let file = FileId::new(file);
            let text = self.texts.of(file);
            if let Some(content) = known.get(&*text.name).filter(|it| ***it == text.content) {
                self.texts.replace(file, Arc::clone(content));
            }
        }
    }

    /// The name of a document's file below the documents' folder.
    pub fn name_in_documents(&self, file: FileId) -> &str {
        let name = self.texts.name(file);
        name.strip_prefix(self.documents_folder.as_str()).unwrap_or(name)
    }
}

/// The part that a file plays by its name (with forward slashes, below the root).
fn part_of(name: &str, documents_folder: &str) -> Option<Part> {
    if is_under(name, APPROVALS) {
        return approval_part(&name[APPROVALS.len() + 1..]);
    }
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    let is_yaml = ending == "yaml" || ending == "yml";
    if is_yaml && (name.starts_with("controls/") || name.starts_with("registers/")) {
        return Some(Part::Register);
    }
    let below = name.strip_prefix(documents_folder)?;
    if ending != "md" && ending != "markdown" {
        return None;
    }
    let file = below.rsplit('/').next().unwrap_or(below);
    if file.eq_ignore_ascii_case("readme.md") { Some(Part::Introduction) } else { Some(Part::Document) }
}

/// The part of a file below the folder of records. A README may explain the folder; anything else there is taken for a
/// record, so that what is none gets found.
fn approval_part(below: &str) -> Option<Part> {
    match below {
        "allowed_signers" => Some(Part::Signers),
        "compromised_keys" => Some(Part::Compromised),
        _ if below.eq_ignore_ascii_case("readme.md") => None,
        _ if below.strip_suffix(".sig").is_some() => Some(Part::Signature),
        _ => Some(Part::Approval),
    }
}

/// Whether a file lies in a folder of the root.
fn is_under(name: &str, folder: &str) -> bool {
    name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
