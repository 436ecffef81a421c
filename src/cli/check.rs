//! `check`: find what is wrong.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Outcome, Printer};
use super::project::Project;
use super::{Common, Threshold, today};
use crate::diag::{Diagnostic, Severity};
use crate::error::Error;
use crate::report::{self, Format, Report, Tally};
use crate::text::Date;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Report only findings in these files and folders; the whole handbook is read all the same
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: FormatName,
    /// Lowest level that makes the command fail [default: `[lint] fail-on`, else error]
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<Threshold>,
    /// Check for this build of `[[site]]`
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum FormatName {
    Text,
    Concise,
    Json,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Format::Text,
            FormatName::Concise => Format::Concise,
            FormatName::Json => Format::Json,
        }
    }
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let project = Project::read(common)?;
    let site = project.site(arguments.site.as_deref())?;
    let cx = project.context(today, site, None);
    let mut diagnostics = project.check(&cx).diagnostics;
    if !arguments.paths.is_empty() {
        let names = names(&project, &arguments.paths)?;
        diagnostics.retain(|it| is_under(project.sources.texts.name(it.file()), &names));
    }
    let report =
        Report { diagnostics: &diagnostics, texts: &project.sources.texts, today, looked_at: project.looked_at() };
    let is_silent = common.quiet && diagnostics.is_empty() && arguments.format == FormatName::Text;
    if !is_silent {
        printer.result(&report::write(&report, arguments.format.into()))?;
    }
    let threshold = arguments.fail_on.map_or(project.config.lint.fail_on, Severity::from);
    Ok(outcome(&diagnostics, threshold))
}

fn outcome(diagnostics: &[Diagnostic], threshold: Severity) -> Outcome {
    if Tally::of(diagnostics).reaches(threshold) { Outcome::Findings } else { Outcome::Fine }
}

/// The paths of the command line as names below the root.
fn names(project: &Project, paths: &[PathBuf]) -> Result<Vec<String>, Error> {
    let root = absolute(&project.root)?;
    let mut names = Vec::new();
    for path in paths {
        let full = absolute(path)?;
        let Ok(below) = full.strip_prefix(&root) else {
            return Err(Error::usage(format!("`{}` lies outside the handbook", path.display())));
        };
        let parts: Vec<_> = below.components().map(|it| it.as_os_str().to_string_lossy().into_owned()).collect();
        let name = parts.join("/");
        let is_known = project.sources.texts.iter().any(|(_, text)| is_under(&text.name, std::slice::from_ref(&name)));
        if !is_known {
            return Err(Error::usage(format!("`{}` holds no file of the handbook", path.display())));
        }
        names.push(name);
    }
    Ok(names)
}

/// The path from the root of the file system, with `..` resolved by the disk where the path exists.
fn absolute(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|error| Error::read(path, error))
}

fn is_under(name: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| {
        folder.is_empty()
            || name.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
