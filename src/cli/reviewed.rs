//! `approve --reviewed`: a review that left the words as they are, entered into the documents before it is recorded.

use std::collections::BTreeMap;

use super::{fix, project};
use crate::approval::Assurance;
use crate::author::{self, Review};
use crate::error::Error;
use crate::model::Document;
use crate::session::{Project, Seen};
use crate::text::FileId;
use crate::write;

/// The project with the review entered into these documents, on no disk yet.
///
/// # Errors
/// When one of them is not approved as it stands, or its front matter cannot take the marks.
pub(super) fn entered(now: Seen<'_>, ids: &[String], review: &Review<'_>) -> Result<Project, Error> {
    let Seen { project, judged } = now;
    let documents = &project.linked.handbook.documents;
    let mut texts: BTreeMap<FileId, String> = BTreeMap::new();
    for id in ids {
        let is_named = |it: &&(&Document, _)| it.0.id().is_some_and(|own| own.as_str() == id);
        let pairs: Vec<_> = documents.iter().zip(&judged.standings).collect();
        let Some((document, standing)) = pairs.iter().find(is_named) else {
            return Err(Error::usage(format!(
                "no document has the id `{id}`; only documents are reviewed by this command"
            )));
        };
        if standing.assurance < Assurance::Bound {
            return Err(Error::usage(format!(
                "no records approve `{id}` as it stands, so its review is its approval: leave `--reviewed` out"
            )));
        }
        let source = &project.sources.texts.of(document.file).content;
        texts.insert(document.file, author::review(source, document, review).map_err(Error::usage)?);
    }
    Ok(project.with_texts(texts))
}

/// Writes what differs, then does the rest; where that fails, what was written is taken back.
///
/// # Errors
/// When a document changed on disk since it was read, or anything cannot be written.
pub(super) fn write(before: &Project, after: &Project, rest: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    let changed = fix::changed(before, after);
    project::refuse_changed(before, changed.iter().map(|(name, ..)| *name))?;
    let paths: Vec<_> = changed.iter().map(|(name, ..)| before.root.join(name)).collect();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (path, (_, before, after)) in paths.iter().zip(&changed) {
        old.push((path.as_path(), before.as_bytes()));
        new.push((path.as_path(), after.as_bytes()));
    }
    write::files(&new)?;
    rest().map_err(|error| match write::files(&old) {
        Ok(()) => error,
        Err(_) => Error::usage(format!("{error}; the documents keep the marks of the review: take them back by git")),
    })
}
