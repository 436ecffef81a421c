//! `verify`: hold a published folder against the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::editions::{self, Shelf};
use super::exit::{Outcome, Printer};
use super::{Common, project, site, today, words};
use crate::approval::{Judged, Standing, State};
use crate::error::Error;
use crate::render::{self, Listed, MANIFEST, Past, Publication, Published, TOOL};
use crate::report::verify::{self, Fault, Verified};
use crate::session::Project;
use crate::source::{self, PublishedFile};
use crate::text::Date;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The published folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// Take this day as today (YYYY-MM-DD): documents must be in force on it
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let files = source::published(&arguments.folder)?;
    let unread = |reason: &str| Error::usage(format!("`{}`: {reason}", arguments.folder.join(MANIFEST).display()));
    let published = read(&arguments.folder)?;
    let published = published.ok_or_else(|| unread("there is no manifest, so this is no site that `build` made"))?;
    let day = Date::parse(&published.today).ok_or_else(|| unread("the day of the build is no day"))?;
    let project = project::read(common)?;
    let shelf = Shelf::read(&arguments.folder)?;
    let then = project.judged(day);
    let named = project.site(published.site.as_deref())?;
    let excused = project.excused(&project.check_for_publication(&project.context(day, named, None), &then));
    let cx = render::Context {
        excused: &excused,
        site: named,
        publication: if published.is_draft { Publication::Draft } else { Publication::Final },
        revision: published.commit.clone(),
        past: Past { editions: shelf.editions.clone(), words: words::gather(&project).words, ..Past::default() },
        ..project.pages(&then, day)
    };
    let (mut faults, mut notes) = (Vec::new(), Vec::new());
    let (of_editions, own): (Vec<PublishedFile>, Vec<PublishedFile>) =
        files.into_iter().partition(|it| shelf.editions.iter().any(|edition| it.name.starts_with(&edition.address())));
    let expected = site::digests(&project, &site::renderer(&project, cx.clone())?)?;
    faults.extend(of_files(&own, &published.files, &expected));
    for edition in &shelf.editions {
        let Some(head) = read(&arguments.folder.join(edition.address()))? else { continue };
        let below = edition.address();
        let its: Vec<PublishedFile> = of_editions.iter().filter_map(|it| it.below(&below)).collect();
        let sources = editions::expected(&project, &cx, edition)?;
        if sources.is_none() {
            let words = "its commit is not in this clone, so it was held against its own manifest only";
            notes.push(format!("edition `{}`: {words}", edition.name));
        }
        let listed = || head.files.iter().map(|it| (it.path.clone(), it.sha256.clone())).collect();
        let found = of_files(&its, &head.files, &sources.unwrap_or_else(listed));
        faults.extend(found.into_iter().map(|it| it.below(&below)));
    }
    faults.extend(shelf.moved_tags(&project).into_iter().map(|edition| Fault::TagMoved { edition }));
    let now = if today == day { None } else { Some(project.judged(today)) };
    faults.extend(of_documents(&project, now.as_ref().unwrap_or(&then), &published));
    faults.sort();
    let verified = Verified {
        files: published.files.len(),
        documents: published.documents.len(),
        editions: shelf.editions.len(),
        notes,
        today,
        built: (&published.today, published.commit.as_deref()),
        commit: project.revision(),
        other_tool: Some(published.tool.as_str()).filter(|it| *it != TOOL),
        faults,
    };
    printer.result(&match arguments.format {
        Form::Text => verify::text(&verified),
        Form::Json => verify::json(&verified),
    })?;
    Ok(if verified.faults.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

/// The manifest of a published folder; none where there is none.
fn read(folder: &Path) -> Result<Option<Published>, Error> {
    let manifest = folder.join(MANIFEST);
    let Some(text) = source::head(folder, MANIFEST)? else { return Ok(None) };
    let failed = |reason: String| Error::usage(format!("`{}`: cannot be read: {reason}", manifest.display()));
    Published::read(&text).map(Some).map_err(failed)
}

fn of_files(files: &[PublishedFile], listed: &[Listed], expected: &BTreeMap<String, String>) -> Vec<Fault> {
    let listed: BTreeMap<&str, &str> = listed.iter().map(|it| (it.path.as_str(), it.sha256.as_str())).collect();
    let there: BTreeMap<&str, &str> = files.iter().map(|it| (it.name.as_str(), it.sha256.as_str())).collect();
    // A server's own files, and the mark that `build` leaves, begin with a point.
    let is_asked = |name: &&str| *name != MANIFEST && !name.starts_with('.');
    let names: BTreeSet<&str> = listed.keys().chain(there.keys()).copied().filter(is_asked).collect();
    let wanted = expected.keys().map(String::as_str).filter(is_asked);
    let all: BTreeSet<&str> = names.iter().copied().chain(wanted).collect();
    let fault = |name: &str| {
        let path = name.to_owned();
        match (there.get(name), listed.get(name), expected.get(name).map(String::as_str)) {
            (None, _, Some(_)) | (None, Some(_), None) => Some(Fault::Missing { path }),
            (Some(_), None, None) => Some(Fault::Foreign { path }),
            (Some(own), listed, _) if listed.is_some_and(|it| it != own) => Some(Fault::Changed { path }),
            (Some(own), _, Some(wanted)) if *own != wanted => Some(Fault::Other { path }),
            (Some(_), Some(_), None) => Some(Fault::Other { path }),
            _ => None,
        }
    };
    all.into_iter().filter_map(fault).collect()
}

/// Documents that are shown as in force and are not, by the sources and on the day, or not in these words.
fn of_documents(project: &Project, judged: &Judged, published: &Published) -> Vec<Fault> {
    let documents = project.linked.handbook.documents.iter().zip(&judged.standings);
    let standings: BTreeMap<&str, &Standing> =
        documents.filter_map(|(document, standing)| Some((document.id()?.as_str(), standing))).collect();
    let shown = published.documents.iter().filter(|it| it.state == State::InForce.name());
    let fault = |document: &render::PublishedDocument| {
        let id = document.id.as_deref()?;
        let standing = standings.get(id);
        let is_in_other_words = || {
            let approved = standing.filter(|it| it.missing == 0 && !it.approvals.is_empty())?.digest?;
            Some(*document.digest.as_ref()? != approved.to_string())
        };
        let name = || format!("{id} {}", document.version.as_deref().unwrap_or("without a version"));
        match standing.map(|it| it.state) {
            Some(State::InForce) => {
                (is_in_other_words() == Some(true)).then(|| Fault::PublishedDiffersFromApproved { document: name() })
            }
            state => Some(Fault::NotInForce { document: name(), state: state.map(State::words) }),
        }
    };
    shown.filter_map(fault).collect()
}
