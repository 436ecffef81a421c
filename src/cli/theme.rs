//! `theme`: the built-in files, and how those of the project stand to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::{Args, Subcommand};

use super::exit::{Outcome, Printer};
use super::{Common, project};
use crate::approval::Judged;
use crate::author::difference;
use crate::diag::Finding;
use crate::error::Error;
use crate::render::{self, Renderer, ThemeFault, ThemePart, built_in, nearest_built_in, theme_files};
use crate::session::Project;
use crate::source;
use crate::text::{Date, FileId, Span};

/// Names of the rules under which faults of a theme are told.
const BROKEN: &str = "broken-theme";
const UNUSED: &str = "unused-theme-file";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    wish: Wish,
}

#[derive(Debug, Subcommand)]
enum Wish {
    /// List the built-in files, and which of them the project extends or replaces
    List,
    /// Print a built-in file
    Show {
        /// Its path, such as `templates/document.html`
        #[arg(value_name = "FILE")]
        path: String,
    },
    /// Show how files of the project differ from the built-in ones
    Diff {
        /// One file; without it all that take the place of a built-in one
        #[arg(value_name = "FILE")]
        path: Option<String>,
    },
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    match &arguments.wish {
        Wish::List => printer.result(&list(&files(common)?))?,
        Wish::Show { path } => printer.result(&known(path)?.1)?,
        Wish::Diff { path } => printer.result(&differences(path.as_deref(), &files(common)?)?)?,
    }
    Ok(Outcome::Fine)
}

/// The files of the project's theme by their paths below its folder.
fn files(common: &Common) -> Result<BTreeMap<String, String>, Error> {
    let project = project::read(common)?;
    source::read_theme(&project.root, &project.config.html.theme, &[])
}

fn list(files: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    for (path, part) in theme_files(files) {
        // Writing into a text cannot fail.
        let _ = writeln!(out, "{:<9} {path}", part.name());
    }
    out
}

/// A built-in file by its path, with or without the theme folder in front.
fn known(path: &str) -> Result<(&str, String), Error> {
    let inside = path.trim_start_matches("./");
    let inside = inside.strip_prefix("theme/").unwrap_or(inside);
    match built_in(inside) {
        Some(text) => Ok((inside, text.into_owned())),
        None => {
            let hint = nearest_built_in(inside).map(|it| format!("; is it `{it}`?")).unwrap_or_default();
            Err(Error::usage(format!("the built-in theme has no file `{inside}`{hint}")))
        }
    }
}

fn differences(path: Option<&str>, files: &BTreeMap<String, String>) -> Result<String, Error> {
    let own = |path: &str| files.get(path).cloned();
    if let Some(path) = path {
        let (path, text) = known(path)?;
        return match own(path) {
            Some(own) => Ok(difference(path, &text, &own)),
            None => Err(Error::usage(format!("the theme of the project has no file `{path}`"))),
        };
    }
    let changed =
        theme_files(files).into_iter().filter(|(_, part)| matches!(part, ThemePart::Extended | ThemePart::Replaced));
    let texts = changed.filter_map(|(path, _)| Some(difference(&path, &built_in(&path)?, &own(&path)?)));
    Ok(texts.collect())
}

/// Looks for faults of the project's theme and tells them as findings of the project. `judged` is where its documents stand.
///
/// # Errors
/// When something else than the theme stops the making of a page.
pub(super) fn look(project: &mut Project, judged: &Judged, today: Date) -> Result<(), Error> {
    let folder = project.config.html.theme.clone();
    // A file that is no text stops the build, which says so; what else is wrong is told all the same.
    let Ok(files) = source::read_theme(&project.root, &folder, &[]) else { return Ok(()) };
    let parts = theme_files(&files);
    let mut findings: Vec<(String, Finding)> = Vec::new();
    for path in parts.iter().filter(|(_, part)| **part == ThemePart::Unused).map(|(path, _)| path) {
        let finding = Finding::new(
            UNUSED,
            Span::new(0, 0).in_file(FileId::new(0)),
            format!("nothing uses `{path}` of the theme"),
        );
        let hint = nearest_built_in(path).map(|it| format!("did you mean `{it}`?"));
        findings.push((path.clone(), hint.into_iter().fold(finding, Finding::hint)));
    }
    if parts.values().any(|it| !matches!(it, ThemePart::BuiltIn | ThemePart::Unused)) {
        for fault in faults(project.pages(judged, today), &files)? {
            let path = fault.path.unwrap_or_default();
            let finding = Finding::new(BROKEN, fault.span.in_file(FileId::new(0)), fault.message);
            findings.push((
                path,
                finding.hint("`ismsbook theme show` prints the built-in file, `theme/README.md` what it may name"),
            ));
        }
    }
    for (path, finding) in findings {
        let (name, text) = (format!("{folder}/{path}"), files.get(&path).map_or("", String::as_str));
        project.tell((&name, text), finding);
    }
    Ok(())
}

fn faults(cx: render::Context<'_>, files: &BTreeMap<String, String>) -> Result<Vec<ThemeFault>, Error> {
    match Renderer::new(cx, files) {
        Ok(renderer) => renderer.theme_faults(),
        Err(error) => ThemeFault::of(error).map(|fault| vec![fault]),
    }
}
