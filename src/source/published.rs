//! A published folder as it lies on the disk: which files it holds, and the digest of each. Links are not followed.
#![expect(clippy::disallowed_types, reason = "a published folder is read here and nowhere else")]

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;

use crate::error::Error;

/// A file of a published folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublishedFile {
    /// Below the folder, with forward slashes.
    pub name: String,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

impl PublishedFile {
    /// The same file as seen from a folder; none where it does not lie below.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<Self> {
        let name = self.name.strip_prefix(folder)?.to_owned();
        Some(PublishedFile { name, sha256: self.sha256.clone() })
    }
}

/// Largest file that is read as the head of a published folder, in bytes.
const LARGEST_HEAD: u64 = 256 * 1024 * 1024;

/// A folder below another with a file that describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Name of the folder.
    pub folder: String,
    /// Text of the file.
    pub text: String,
}

/// The folders directly below a folder that hold a text of this name, sorted by name. Links are not followed; where there
/// is no such folder, there are none.
///
/// # Errors
/// When something in it cannot be read.
pub fn placed(folder: &Path, name: &str) -> Result<Vec<Placed>, Error> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).follow_links(false).min_depth(1).max_depth(1).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        let Some(folder) = entry.file_name().to_str().filter(|_| entry.file_type().is_dir()) else { continue };
        if let Some(text) = head(entry.path(), name)? {
            found.push(Placed { folder: folder.to_owned(), text });
        }
    }
    Ok(found)
}

/// The text of the file that describes a published folder; none where there is no such file. It may be larger than a text
/// that people write.
///
/// # Errors
/// When it cannot be read.
pub fn head(folder: &Path, name: &str) -> Result<Option<String>, Error> {
    let path = folder.join(name);
    if !path.symlink_metadata().is_ok_and(|it| it.is_file()) {
        return Ok(None);
    }
    let mut text = String::new();
    let read = File::open(&path).and_then(|file| file.take(LARGEST_HEAD).read_to_string(&mut text));
    read.map_err(|error| Error::read(path, error))?;
    Ok(Some(text))
}

/// All files of a folder, sorted by name. A link is listed by its name with no digest.
///
/// # Errors
/// When there is no such folder, or something in it cannot be read.
pub fn published(folder: &Path) -> Result<Vec<PublishedFile>, Error> {
    if !folder.is_dir() {
        return Err(Error::NotAFolder { path: folder.to_owned() });
    }
    let mut entries = Vec::new();
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::read(path, error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links")))
        })?;
        if !entry.file_type().is_dir() {
            entries.push(entry);
        }
    }
    let mut files: Vec<PublishedFile> = entries
        .par_iter()
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<_> = below.components().map(|it| it.as_os_str().to_string_lossy()).collect();
            let sha256 = if entry.file_type().is_file() { digest(entry.path())? } else { String::new() };
            Ok(PublishedFile { name: parts.join("/"), sha256 })
        })
        .collect::<Result<_, Error>>()?;
    files.sort();
    Ok(files)
}

fn digest(path: &Path) -> Result<String, Error> {
    let mut sum = Sha256::new();
    File::open(path).and_then(|mut file| io::copy(&mut file, &mut sum)).map_err(|error| Error::read(path, error))?;
    Ok(format!("{:x}", sum.finalize()))
}
