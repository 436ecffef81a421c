//! A published folder as it lies on the disk: which files it holds, and the digest of each. Links are not followed.
#![expect(clippy::disallowed_types, reason = "a published folder is read here and nowhere else")]

use std::fs::File;
use std::io;
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
