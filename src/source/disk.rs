//! The only file that walks and reads the project on disk. Never follows a link, never leaves the root, reads no file
//! beyond a fixed size.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this file is the project's one reader")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::limits::{
    self, Fault, LARGEST_TEXT, LINK_NOT_FOLLOWED, MOST_FOLDERS, ODD_FILE_NAME, UNREADABLE_FILE, describe,
};
use super::{APPROVALS, Layout, Part, Sources, is_passed_over, is_under, part_of};
use crate::diag::Finding;
use crate::error::Error;
use crate::text::Span;

/// Reads `book.toml`; none where there is none.
///
/// # Errors
/// When the root is not a folder, or the file is there and cannot be read as text.
pub fn read_settings(root: &Path) -> Result<Option<Arc<str>>, Error> {
    if !root.is_dir() {
        return Err(Error::NotAFolder { path: root.to_owned() });
    }
    match fs::symlink_metadata(root.join("book.toml")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        _ => own_text(root, "book.toml").map(|text| Some(text.into())),
    }
}

/// How many folders deep a handbook is looked for.
const SEARCH_DEPTH: usize = 3;

/// The handbook that a folder belongs to: the nearest one upward with a `book.toml`, else the first one below, by name,
/// that is not far down.
pub fn find_root(folder: &Path) -> Option<PathBuf> {
    let above = folder.ancestors().find(|it| it.join("book.toml").is_file());
    let is_looked_into = |it: &DirEntry| it.depth() == 0 || !it.file_name().to_str().is_none_or(is_passed_over);
    let below = || {
        let folders = WalkDir::new(folder).max_depth(SEARCH_DEPTH).follow_links(false).sort_by_file_name().into_iter();
        let folders = folders.filter_entry(is_looked_into).filter_map(Result::ok).filter(|it| it.file_type().is_dir());
        folders.map(DirEntry::into_path).find(|it| it.join("book.toml").is_file())
    };
    above.map(Path::to_owned).or_else(below)
}

/// Reads one file by its name below the root; none where there is none.
///
/// # Errors
/// When the file is there and cannot be read as text.
pub fn read_named(root: &Path, name: &str) -> Result<Option<Arc<str>>, Error> {
    let path = root.join(name);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::read(path, error)),
        Ok(_) => whole_text(&path).map(|text| Some(text.into())),
    }
}

/// What lies at a name below the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum There {
    Nothing,
    File,
    /// A folder, a link, or what else there may be.
    Other,
}

/// Looks what lies at a name below the root, following no link at its end.
pub fn look(root: &Path, name: &str) -> There {
    match fs::symlink_metadata(root.join(name)) {
        Err(_) => There::Nothing,
        Ok(it) if it.is_file() => There::File,
        Ok(_) => There::Other,
    }
}

/// Reads one text again that was read before; none where it is no plain file of fit text any more, so that all must be
/// looked at.
pub fn reread(root: &Path, name: &str) -> Option<Arc<str>> {
    if look(root, name) != There::File {
        return None;
    }
    read_text(&root.join(name)).ok().map(Into::into)
}

/// Reads the bytes of a file beside the texts, such as a picture, by its name below the root.
///
/// # Errors
/// When it cannot be read, or is larger than a text may be.
pub fn read_bytes(root: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let path = root.join(name);
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(Error::read(path, error)),
        Ok(length) if length as u64 > LARGEST_TEXT => {
            Err(Error::read(path, io::Error::from(io::ErrorKind::FileTooLarge)))
        }
        Ok(_) => Ok(bytes),
    }
}

/// Whether a file beside the texts is larger than [`read_bytes`] reads.
pub fn is_large(root: &Path, name: &str) -> bool {
    fs::symlink_metadata(root.join(name)).is_ok_and(|it| it.len() > LARGEST_TEXT)
}

/// How much of a file that is published as it is is held at a time, in bytes.
const PIECE: usize = 256 * 1024;

/// A file that is published as it is, opened. It may be larger than the memory.
#[derive(Debug)]
pub struct Attachment {
    path: PathBuf,
    file: File,
    length: u64,
}

impl Attachment {
    /// Opens it by its name below the root.
    ///
    /// # Errors
    /// When it is not there any more, or cannot be read.
    pub fn open(root: &Path, name: &str) -> Result<Self, Error> {
        let path = root.join(name);
        let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
        match opened {
            Ok((length, file)) => Ok(Attachment { path, file, length }),
            Err(error) => Err(Error::read(path, error)),
        }
    }

    /// In bytes, as it was when the file was opened.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Hands over what it holds, piece by piece; an empty one is one empty piece.
    ///
    /// # Errors
    /// When it cannot be read on, or the first error of `take`.
    pub fn pieces(mut self, take: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
        let mut piece = Vec::with_capacity(PIECE);
        for number in 0_u64.. {
            piece.clear();
            let read = (&mut self.file).take(PIECE as u64).read_to_end(&mut piece);
            read.map_err(|error| Error::read(&self.path, error))?;
            if piece.is_empty() && number > 0 {
                break;
            }
            take(&piece)?;
        }
        Ok(())
    }
}

/// Reads all texts of a project. `settings` is what [`read_settings`] gave and becomes the first file.
///
/// Files that cannot be read, are too large or not UTF-8 stay in the list with an empty text and a finding.
///
/// # Errors
/// When the documents' folder is named in the settings and is not there.
pub fn read(root: &Path, layout: &Layout, settings: Option<Arc<str>>) -> Result<Sources, Error> {
    let mut sources = Sources::begun(layout, settings);
    let documents = root.join(&layout.documents);
    if !documents.is_dir() {
        return Err(Error::NotAFolder { path: documents });
    }
    let mut found = Found::default();
    for folder in ["controls", "registers", APPROVALS] {
        let path = root.join(folder);
        let is_link = fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink());
        if is_link && folder == APPROVALS {
            // Where a link leads is not said by what was committed: the folder of records is none.
            let words = "is a symbolic link, which is not followed".to_owned();
            found.faults.push((folder.to_owned(), LINK_NOT_FOLLOWED, words));
        } else if !layout.documents.is_empty() && path.is_dir() {
            walk(root, &path, layout, &mut found);
        }
    }
    walk(root, &documents, layout, &mut found);
    found.files.sort_by(|left, right| left.name.cmp(&right.name));
    found.files.dedup_by(|left, right| left.name == right.name);
    take_in(found, &mut sources);
    Ok(sources)
}

/// The same texts, where everything with these names and all that lies below them is read again. `before` is what
/// [`read`] gave, perhaps with another text for the settings. None where all must be read: when the names reach beyond the
/// folders that are read, or something is no plain file of fit text.
pub fn read_again(root: &Path, layout: &Layout, before: &Sources, names: &[String]) -> Option<Sources> {
    let concerned = names.iter().map(String::as_str).filter(|it| *it != "book.toml" && layout.concerns(it));
    let names: BTreeSet<&str> = concerned.collect();
    let are_apart = names.iter().all(|it| layout.covers(it) || layout.covers(&format!("{it}/any")));
    let folders = [layout.documents.as_str(), "controls", "registers", APPROVALS];
    let are_below = !names.iter().any(|it| folders.contains(it) || it.is_empty());
    if !before.findings.is_empty() || !are_apart || !are_below || names.iter().any(|it| is_behind_link(root, it)) {
        return None;
    }
    let mut found = Found::default();
    for name in names.iter().filter(|it| look(root, it) != There::Nothing) {
        walk(root, &root.join(name), layout, &mut found);
    }
    found.files.sort_by(|left, right| left.name.cmp(&right.name));
    found.files.dedup_by(|left, right| left.name == right.name);
    let mut again = Sources { documents_folder: before.documents_folder.clone(), ..Sources::default() };
    let has_faults = !found.faults.is_empty();
    take_in(found, &mut again);
    let is_kept = |name: &str| !parents(name).any(|it| names.contains(it));
    (!has_faults && again.findings.is_empty()).then(|| before.joined(&again, is_kept))
}

/// Whether a name, or a folder in which it lies, is a link.
fn is_behind_link(root: &Path, name: &str) -> bool {
    parents(name).any(|it| fs::symlink_metadata(root.join(it)).is_ok_and(|it| it.is_symlink()))
}

/// A name and those of the folders in which it lies.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |it| it.rsplit_once('/').map(|(above, _)| above))
}

struct FoundFile {
    /// Relative to the root, with forward slashes, fit to be shown.
    name: String,
    path: PathBuf,
}

#[derive(Default)]
struct Found {
    files: Vec<FoundFile>,
    /// Name of what is wrong, and the finding's rule and words.
    faults: Vec<(String, &'static str, String)>,
}

fn walk(root: &Path, start: &Path, layout: &Layout, found: &mut Found) {
    let build_dir = root.join(&layout.build_dir);
    let is_wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || (!is_passed_over(&name) && entry.path() != build_dir)
    };
    let walked = WalkDir::new(start).follow_links(false).max_depth(MOST_FOLDERS + 1);
    for entry in walked.into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.depth() > MOST_FOLDERS && entry.file_type().is_dir() => {
                let words = format!("lies more than {MOST_FOLDERS} folders deep; what is in it is not read");
                found.faults.push((name_below(root, entry.path()), UNREADABLE_FILE, words));
            }
            Ok(entry) => take_entry(root, &entry, found),
            Err(error) => {
                let path = error.path().unwrap_or(start);
                let reason = error.io_error().map_or_else(|| error.to_string(), describe);
                found.faults.push((name_below(root, path), UNREADABLE_FILE, format!("cannot be read: {reason}")));
            }
        }
    }
}

fn take_entry(root: &Path, entry: &DirEntry, found: &mut Found) {
    let name = name_below(root, entry.path());
    if entry.path_is_symlink() {
        found.faults.push((name, LINK_NOT_FOLLOWED, "is a symbolic link, which is not followed".to_owned()));
        return;
    }
    if !entry.file_type().is_file() {
        return;
    }
    let raw = entry.file_name().to_string_lossy();
    if limits::is_odd_name(&raw) {
        found.faults.push((
            name,
            ODD_FILE_NAME,
            "has a name with a line end, a control character or bytes that are not UTF-8".to_owned(),
        ));
        return;
    }
    found.files.push(FoundFile { name, path: entry.path().to_owned() });
}

/// The name of a path below the root, with forward slashes; control characters are written out.
fn name_below(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let name = parts.join("/");
    if name.chars().any(char::is_control) { name.escape_debug().to_string() } else { name }
}

/// Reads one file whole, holding to the size limit even when it grows meanwhile.
fn read_text(path: &Path) -> Result<String, Fault> {
    let file = File::open(path).map_err(Fault::Io)?;
    let length = file.metadata().map_err(Fault::Io)?.len();
    if length > LARGEST_TEXT {
        return Err(Fault::TooLarge(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).map_err(Fault::Io)?;
    limits::text(bytes)
}

fn take_in(found: Found, sources: &mut Sources) {
    let folder = sources.documents_folder.clone();
    let (texts, others): (Vec<_>, Vec<_>) =
        found.files.into_iter().partition(|file| part_of(&file.name, &folder).is_some());
    let is_published = |name: &String| !is_under(name, APPROVALS);
    sources.attachments = others.into_iter().map(|file| file.name).filter(is_published).collect();
    let contents: Vec<Result<String, Fault>> = texts.par_iter().map(|file| read_text(&file.path)).collect();
    for (file, content) in texts.into_iter().zip(contents) {
        let part = part_of(&file.name, &folder).unwrap_or(Part::Document);
        limits::take_in(sources, file.name, part, content);
    }
    for (name, rule, words) in found.faults {
        let id = sources.texts.push(name.clone(), "");
        sources.findings.push(Finding::new(rule, Span::default().in_file(id), format!("`{name}` {words}")));
    }
}

/// Every folder below the root in which a change may concern the project, the root first; `more` names folders beside
/// those of the texts, such as the theme's. Folders that cannot be walked are left out.
pub fn folders(root: &Path, layout: &Layout, more: &[&str]) -> Vec<PathBuf> {
    let build_dir = root.join(&layout.build_dir);
    let is_wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.file_type().is_dir() && (entry.depth() == 0 || !is_passed_over(&name)) && entry.path() != build_dir
    };
    let mut found = vec![root.to_owned()];
    for folder in [layout.documents.as_str(), "controls", "registers", APPROVALS].iter().chain(more) {
        let walk = WalkDir::new(root.join(folder)).follow_links(false).max_depth(64).into_iter();
        found.extend(walk.filter_entry(is_wanted).filter_map(Result::ok).map(DirEntry::into_path));
    }
    found.sort();
    found.dedup();
    found
}

/// Reads the files of a project's own theme as texts, by their names below the theme's folder, and more single files by
/// their names below the root. A folder that is not there is an empty theme.
///
/// # Errors
/// When a file cannot be read, or is no text.
pub fn read_theme(root: &Path, folder: &str, single: &[String]) -> Result<BTreeMap<String, String>, Error> {
    let mut files = BTreeMap::new();
    let start = root.join(folder);
    for entry in WalkDir::new(&start).follow_links(false).max_depth(8) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => break,
            Err(error) => return Err(Error::read(start, error.into())),
        };
        if entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
            files.insert(name_below(&start, entry.path()), whole_text(entry.path())?);
        }
    }
    for name in single {
        if name.starts_with('/') || name.split('/').any(|part| part == "..") {
            return Err(Error::usage(format!("`{name}` in `book.toml` lies outside the project")));
        }
        files.insert(name.clone(), own_text(root, name)?);
    }
    Ok(files)
}

/// The text of a file that the project names itself. No pipe is waited for, and a link leads nowhere out of the root.
fn own_text(root: &Path, name: &str) -> Result<String, Error> {
    let path = root.join(name);
    let look = || Ok((fs::metadata(&path)?.is_file(), path.canonicalize()?.starts_with(root.canonicalize()?)));
    match look() {
        Err(error) => Err(Error::read(path, error)),
        Ok((false, _)) => Err(Error::read(path, io::Error::other("it is no file"))),
        Ok((_, false)) => Err(Error::read(path, io::Error::other("it is a link that leads out of the handbook"))),
        Ok((true, true)) => whole_text(&path),
    }
}

fn whole_text(path: &Path) -> Result<String, Error> {
    read_text(path).map_err(|fault| Error::read(path, fault.into_io()))
}
