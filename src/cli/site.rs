//! A project's site as bytes, for whoever takes them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::error::Error;
use crate::render::{self, Attachment, Listed, MANIFEST, Renderer, Sum};
use crate::session::Project;
use crate::source::{self, Repository};
use crate::write::Staging;

/// Makes ready what all pages share.
///
/// # Errors
/// When a file of the theme cannot be read.
pub(super) fn renderer<'p>(project: &Project, cx: render::Context<'p>) -> Result<Renderer<'p>, Error> {
    Renderer::new(cx, &theme(project)?)
}

/// The same in the built-in theme, with the styles and scripts that the settings add.
///
/// # Errors
/// When a file of the theme cannot be read.
pub(super) fn plain_renderer<'p>(project: &Project, cx: render::Context<'p>) -> Result<Renderer<'p>, Error> {
    let html = &project.config.html;
    let mut files = theme(project)?;
    files.retain(|name, _| html.additional_css.iter().chain(&html.additional_js).any(|it| it == name));
    Renderer::new(cx, &files)
}

/// The theme's files as texts, and those that the settings add.
fn theme(project: &Project) -> Result<BTreeMap<String, String>, Error> {
    let html = &project.config.html;
    let single: Vec<String> = html.additional_css.iter().chain(&html.additional_js).cloned().collect();
    match &project.commit {
        None => source::read_theme(&project.root, &html.theme, &single),
        Some(commit) => source::theme_at(&Repository::around(&project.root)?, commit, &html.theme, &single),
    }
}

/// The folders in which the files of a site lie.
pub(super) fn folders(renderer: &Renderer<'_>) -> BTreeSet<String> {
    let plan = renderer.plan();
    let assets = renderer.assets();
    let names = plan.pages.iter().map(|it| it.path.as_str());
    let names = names.chain(assets.iter().map(|(name, _)| name.as_str()));
    let names = names.chain(plan.attachments.iter().map(|it| it.path.as_str()));
    let names = names.chain(plan.files.iter().map(|it| it.path.as_str()));
    let folders = names.filter_map(|name| name.rsplit_once('/').map(|(folder, _)| folder));
    folders.chain([render::SEARCH]).map(str::to_owned).collect()
}

/// What comes of a file of the site at a time. All but attachments come whole.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'p> {
    First(&'p [u8]),
    Next(&'p [u8]),
}

/// Gives every file of the site to `take`, on many threads and in any order, the manifest last. An attachment, which may be
/// larger than the memory, comes in pieces.
///
/// Returns all but the manifest.
///
/// # Errors
/// When a page cannot be rendered, an attachment cannot be read, or `take` fails.
pub(super) fn files(
    project: &Project,
    renderer: &Renderer<'_>,
    take: &(impl Fn(&str, Piece<'_>) -> Result<(), Error> + Sync),
) -> Result<Vec<Listed>, Error> {
    let plan = renderer.plan();
    let listed = Mutex::new(Vec::new());
    let put = |name: &str, bytes: &[u8]| -> Result<(), Error> {
        take(name, Piece::First(bytes))?;
        let entry = Listed::of(name, bytes);
        listed.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        Ok(())
    };
    // Parts of the search come one after the other; the files fill the threads that wait for them.
    let files = || plan.files.par_iter().with_max_len(1).try_for_each(|file| put(&file.path, &renderer.file(file)));
    let (pages, files) = rayon::join(|| renderer.write_pages(&plan.pages, &put), files);
    pages.and(files)?;
    for (name, bytes) in &renderer.assets() {
        put(name, bytes)?;
    }
    let mut listed = listed.into_inner().unwrap_or_else(PoisonError::into_inner);
    listed.extend(attachments(project, &plan.attachments, take)?);
    take(MANIFEST, Piece::First(&renderer.manifest(&mut listed)))?;
    Ok(listed)
}

fn attachments(
    project: &Project,
    attachments: &[Attachment],
    take: &impl Fn(&str, Piece<'_>) -> Result<(), Error>,
) -> Result<Vec<Listed>, Error> {
    let mut sums: Vec<Option<Sum>> = vec![None; attachments.len()];
    let mut add = |index: usize, bytes: &[u8]| {
        let piece = if sums[index].is_none() { Piece::First(bytes) } else { Piece::Next(bytes) };
        take(&attachments[index].path, piece)?;
        sums[index].get_or_insert_default().add(bytes);
        Ok(())
    };
    match &project.commit {
        None => {
            for (index, attachment) in attachments.iter().enumerate() {
                let opened = source::Attachment::open(&project.root, &attachment.name)?;
                opened.pieces(&mut |bytes| add(index, bytes))?;
            }
        }
        Some(commit) => {
            let names: Vec<&str> = attachments.iter().map(|it| it.name.as_str()).collect();
            source::attachments_at(&Repository::around(&project.root)?, commit, &names, &mut add)?;
        }
    }
    let listed = sums.into_iter().zip(attachments).filter_map(|(sum, it)| Some(sum?.listed(&it.path)));
    Ok(listed.collect())
}

/// The digest of every file of the site by its name.
///
/// # Errors
/// As [`files`].
pub(super) fn digests(project: &Project, renderer: &Renderer<'_>) -> Result<BTreeMap<String, String>, Error> {
    let manifest = Mutex::new(None);
    let listed = files(project, renderer, &|name, piece| {
        if let (MANIFEST, Piece::First(bytes)) = (name, piece) {
            *manifest.lock().unwrap_or_else(PoisonError::into_inner) = Some(Listed::of(name, bytes));
        }
        Ok(())
    })?;
    let manifest = manifest.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(listed.into_iter().chain(manifest).map(|it| (it.path, it.sha256)).collect())
}

/// Puts what comes of a file into a site that is being written.
///
/// # Errors
/// When it cannot be written.
pub(super) fn put(staging: &Staging, name: &str, piece: Piece<'_>) -> Result<(), Error> {
    match piece {
        Piece::First(bytes) => staging.put(name, bytes),
        Piece::Next(bytes) => staging.append(name, bytes),
    }
}
