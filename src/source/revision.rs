//! The texts of a project as they stood at a git revision. Same result as the disk would give with that revision
//! checked out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::batch::TakePiece;
use super::git::{Blob, Repository};
use super::limits::{self, Fault};
use super::{APPROVALS, Layout, Part, Sources, is_under, part_of};
use crate::error::Error;

/// Reads `book.toml` of a commit; none where there is none.
///
/// # Errors
/// When git fails, or the file is there and cannot be read as text.
pub fn settings_at(repository: &Repository, commit: &str) -> Result<Option<Arc<str>>, Error> {
    let files = repository.files_of(commit, &["book.toml"])?;
    let Some(blob) = files.iter().find(|it| !it.is_link) else { return Ok(None) };
    match texts(repository, &[blob])?.pop() {
        Some(Ok(text)) => Ok(Some(text.into())),
        _ => Err(Error::git(format!("`book.toml` of {commit} is no text"))),
    }
}

/// Reads all texts of a commit, or where files or folders are named those of them. `settings` is what [`settings_at`] gave
/// and becomes the first file.
///
/// # Errors
/// When git fails.
pub fn read_at(
    repository: &Repository,
    (commit, only): (&str, Option<&[&str]>),
    layout: &Layout,
    settings: Option<Arc<str>>,
) -> Result<Sources, Error> {
    let mut sources = Sources { documents_folder: layout.documents_prefix(), ..Sources::default() };
    if let Some(text) = settings {
        let file = sources.texts.push("book.toml", text);
        sources.parts.push((file, Part::Settings));
    }
    let files = match only {
        Some(names) => repository.files_of(commit, names)?,
        None => repository.files(commit)?,
    };
    let is_wanted = |blob: &&Blob| layout.covers(&blob.name) && !limits::is_odd_name(&blob.name);
    let (wanted, others): (Vec<&Blob>, Vec<&Blob>) =
        files.iter().filter(is_wanted).partition(|it| part_of(&it.name, &sources.documents_folder).is_some());
    sources.attachments =
        others.iter().filter(|it| !it.is_link && !is_under(&it.name, APPROVALS)).map(|it| it.name.clone()).collect();
    let readable: Vec<&Blob> = wanted.into_iter().filter(|it| !it.is_link).collect();
    for (blob, text) in readable.iter().zip(texts(repository, &readable)?) {
        let part = part_of(&blob.name, &sources.documents_folder).unwrap_or(Part::Document);
        limits::take_in(&mut sources, blob.name.clone(), part, text);
    }
    Ok(sources)
}

/// Reads the files of a commit's own theme, as [`super::read_theme`] does on disk.
///
/// # Errors
/// When git fails, or a file is no text.
pub fn theme_at(
    repository: &Repository,
    commit: &str,
    folder: &str,
    single: &[String],
) -> Result<BTreeMap<String, String>, Error> {
    let files = repository.files(commit)?;
    let below = |name: &str| -> Option<String> {
        let name = name.strip_prefix(folder)?.strip_prefix('/')?;
        let is_hidden = name.rsplit('/').next().is_some_and(|it| it.starts_with('.'));
        if folder.is_empty() || is_hidden { None } else { Some(name.to_owned()) }
    };
    let named = |blob: &Blob| below(&blob.name).into_iter().chain(single.iter().find(|it| **it == blob.name).cloned());
    let wanted: Vec<(&Blob, String)> =
        files.iter().filter(|it| !it.is_link).flat_map(|it| named(it).map(move |name| (it, name))).collect();
    let blobs: Vec<&Blob> = wanted.iter().map(|(blob, _)| *blob).collect();
    let texts = texts(repository, &blobs)?;
    let read = |((blob, name), text): ((&Blob, String), Result<String, Fault>)| {
        let text = text.map_err(|_| Error::git(format!("`{}` of {commit} is no text", blob.name)))?;
        Ok((name, text))
    };
    wanted.into_iter().zip(texts).map(read).collect()
}

/// Hands over the bytes of files of a commit that are published as they are, one file after the other, piece by piece,
/// each with the place of its file among the names. An empty file is one empty piece.
///
/// # Errors
/// When git fails, a file is not there, or the first error of `take`.
pub fn attachments_at(
    repository: &Repository,
    commit: &str,
    names: &[&str],
    take: &mut TakePiece<'_>,
) -> Result<(), Error> {
    let files = repository.files(commit)?;
    let objects: BTreeMap<&str, &str> = files.iter().map(|it| (it.name.as_str(), it.object.as_str())).collect();
    let object =
        |name: &&str| objects.get(*name).copied().ok_or_else(|| Error::git(format!("`{name}` is not in {commit}")));
    repository.each_content(&names.iter().map(object).collect::<Result<Vec<_>, Error>>()?, take)
}

/// The texts of blobs, in their order; those beyond the size limit are not asked for.
fn texts(repository: &Repository, blobs: &[&Blob]) -> Result<Vec<Result<String, Fault>>, Error> {
    let asked: Vec<&str> =
        blobs.iter().filter(|it| it.size <= limits::LARGEST_TEXT).map(|it| it.object.as_str()).collect();
    let mut contents = repository.contents(&asked)?.into_iter();
    let text = |blob: &&Blob| {
        if blob.size > limits::LARGEST_TEXT {
            return Err(Fault::TooLarge(blob.size));
        }
        limits::text(contents.next().unwrap_or_default())
    };
    Ok(blobs.iter().map(text).collect())
}
