//! Finding the project that the arguments mean.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Common;
use crate::error::Error;
use crate::session::{self, Project};
use crate::source;

/// Reads the project that the arguments mean.
///
/// # Errors
/// When there is no such folder, or it holds nothing to check.
pub(super) fn read(common: &Common) -> Result<Project, Error> {
    Project::of(root(common)?)
}

/// The keys of front matter that the settings declare for others, where there are settings.
///
/// # Errors
/// When the root is not a folder, or the settings cannot be read as text.
pub(super) fn aliases(common: &Common) -> Result<BTreeMap<String, String>, Error> {
    let settings = source::read_settings(&root(common)?)?;
    Ok(session::read_config(settings.as_deref()).0.fields)
}

/// Refuses to write where one of these files is on disk no longer what was read.
///
/// # Errors
/// When one changed, or cannot be read.
pub(super) fn refuse_changed<'n>(project: &Project, names: impl IntoIterator<Item = &'n str>) -> Result<(), Error> {
    for name in names {
        if !project.is_as_read(name)? {
            return Err(Error::usage(format!("`{name}` changed meanwhile; nothing was written")));
        }
    }
    Ok(())
}

/// The folder that was given, else the nearest one upward with a `book.toml`, else the current one.
pub(super) fn root(common: &Common) -> Result<PathBuf, Error> {
    if let Some(root) = &common.root {
        return Ok(root.clone());
    }
    let here = super::working_folder()?;
    let found = here.ancestors().find(|folder| folder.join("book.toml").is_file()).map(Path::to_owned);
    Ok(found.unwrap_or(here))
}
