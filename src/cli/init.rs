//! `init`: write the starter.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::{Outcome, Printer};
use super::{Common, ask, today};
use crate::author::{self, Extent, Starter, VARIABLES};
use crate::diag::Severity;
use crate::error::Error;
use crate::schema::{self, Subject};
use crate::session::Project;
use crate::text::{Date, counted};
use crate::write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder of the handbook to be [default: the current one]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Name of the organisation
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// Value of a variable of the texts: product, `security_contact`, `incident_contact`, `privacy_contact`; may be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
    /// Write the smallest valid handbook instead of a complete one
    #[arg(long)]
    minimal: bool,
    /// Add jobs for CI; asked for on a terminal where the name is
    #[arg(long, value_name = "FORGE")]
    ci: Option<Ci>,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    Github,
    Gitlab,
    None,
}

impl From<Ci> for author::Ci {
    fn from(ci: Ci) -> Self {
        match ci {
            Ci::Github => author::Ci::GitHub,
            Ci::Gitlab => author::Ci::GitLab,
            Ci::None => author::Ci::None,
        }
    }
}

fn assignment(typed: &str) -> Result<(String, String), String> {
    let (name, value) = typed.split_once('=').ok_or("write it as `name=value`")?;
    let names = VARIABLES.map(|it| it.name);
    if !names.contains(&name) {
        return Err(format!("the starter has no variable `{name}`; it has {}", names.join(", ")));
    }
    if value.trim().is_empty() {
        return Err(format!("`{name}` needs a value"));
    }
    Ok((name.to_owned(), value.to_owned()))
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let here = super::working_folder()?;
    let folder = arguments.folder.as_ref().or(common.root.as_ref()).map_or_else(|| here.clone(), |it| here.join(it));
    let mut files = author::starter(&wish(arguments)?);
    files.extend(schemas());
    let kept = write::taken(&folder, files.iter().map(|(name, _)| name))?;
    let new: Vec<(String, String)> = files.into_iter().filter(|(name, _)| !kept.contains(name)).collect();
    write::new_files(&folder, &new)?;
    printer.note(&format!("{} written into `{}`\n", counted(new.len(), "file"), folder.display()));
    if !kept.is_empty() {
        printer.note(&format!("left alone, as they were there: {}\n", kept.join(", ")));
    }
    if !common.quiet {
        printer.note(&next(&folder, &here, today)?);
    }
    Ok(Outcome::Fine)
}

/// The schemas to which the settings of editors lead.
fn schemas() -> [(String, String); 3] {
    let all = [("front-matter", Subject::FrontMatter), ("registers", Subject::Registers), ("book", Subject::Book)];
    all.map(|(name, subject)| (format!(".vscode/{name}.schema.json"), schema::write(subject, &BTreeMap::new())))
}

/// What the organisation is called and which words go into the texts: as given, else as answered on a terminal.
fn wish(arguments: &Arguments) -> Result<Starter, Error> {
    let is_asking = ask::is_possible();
    let organization = match &arguments.organization {
        Some(name) => name.trim().to_owned(),
        None if is_asking => ask::line("Name of the organisation", "")?,
        None => String::new(),
    };
    if organization.is_empty() {
        return Err(Error::usage("the starter needs the name of the organisation; give it with `--organization`"));
    }
    let mut variables = arguments.set.clone();
    // Who gives the name on the command line has no more to be asked.
    if is_asking && arguments.organization.is_none() && !arguments.minimal {
        for variable in VARIABLES {
            if !variables.iter().any(|(name, _)| name == variable.name) {
                variables.push((variable.name.to_owned(), ask::line(variable.question, variable.neutral)?));
            }
        }
    }
    let extent = if arguments.minimal { Extent::Minimal } else { Extent::Whole };
    let ci = match arguments.ci {
        Some(ci) => ci,
        None if is_asking && arguments.organization.is_none() => asked_forge()?,
        None => Ci::None,
    };
    Ok(Starter { organization, variables, extent, ci: ci.into() })
}

/// Asks until the answer is a forge.
fn asked_forge() -> Result<Ci, Error> {
    loop {
        let answer = ask::line("Jobs for CI: github, gitlab or none", "none")?;
        if let Ok(forge) = Ci::from_str(&answer, true) {
            return Ok(forge);
        }
    }
}

/// How the new handbook stands, and what to do next.
fn next(folder: &Path, here: &Path, today: Date) -> Result<String, Error> {
    let project = Project::of(folder.to_owned())?;
    let diagnostics = project.check(&project.context(today, None, None)).diagnostics;
    let count = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
    let enter = if folder == here { String::new() } else { format!(" go into `{}`, then", folder.display()) };
    Ok(format!(
        "{} and {} to be looked at: `ismsbook check`\n\nnext:{enter}\n\
         \x20 ismsbook status          what is to be decided first\n\
         \x20 ismsbook build --draft   the handbook as a site, in `book/`\n",
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
    ))
}
