//! A project's site as bytes, for whoever takes them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::error::Error;
use crate::render::{self, Listed, MANIFEST, Renderer};
use crate::session::Project;
use crate::source::{self, Repository};

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

/// Gives every file of the site to `take`, on many threads and in any order, the manifest last.
///
/// # Errors
/// When a page cannot be rendered, an attachment cannot be read, or `take` fails.
pub(super) fn files(
    project: &Project,
    renderer: &Renderer<'_>,
    take: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
) -> Result<(), Error> {
    let plan = renderer.plan();
    let listed = Mutex::new(Vec::new());
    let put = |name: &str, bytes: &[u8]| -> Result<(), Error> {
        take(name, bytes)?;
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
    match &project.commit {
        None => {
            for attachment in &plan.attachments {
                put(&attachment.path, &source::read_attachment(&project.root, &attachment.name)?)?;
            }
        }
        Some(commit) => {
            let names: Vec<&str> = plan.attachments.iter().map(|it| it.name.as_str()).collect();
            let contents = source::attachments_at(&Repository::around(&project.root)?, commit, &names)?;
            for (attachment, bytes) in plan.attachments.iter().zip(contents) {
                put(&attachment.path, &bytes)?;
            }
        }
    }
    let listed = listed.into_inner().unwrap_or_else(PoisonError::into_inner);
    take(MANIFEST, &renderer.manifest(listed))
}

/// The digest of every file of the site by its name.
///
/// # Errors
/// As [`files`].
pub(super) fn digests(project: &Project, renderer: &Renderer<'_>) -> Result<BTreeMap<String, String>, Error> {
    let made = Mutex::new(BTreeMap::new());
    files(project, renderer, &|name, bytes| {
        let listed = Listed::of(name, bytes);
        made.lock().unwrap_or_else(PoisonError::into_inner).insert(listed.path, listed.sha256);
        Ok(())
    })?;
    Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner))
}
