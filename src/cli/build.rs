//! `build`: compile the handbook into a site.

use std::path::{Path, PathBuf};

use clap::Args;

use super::editions::{self, Shelf};
use super::exit::{Outcome, Printer};
use super::{Common, check, project, site, theme, today, words};
use crate::diag::{Diagnostic, Severity};
use crate::error::Error;
use crate::render::{self, EDITIONS, Past, Publication};
use crate::report::{self, Format, Report};
use crate::session::Project;
use crate::text::{Date, counted};
use crate::write::{Replaced, Staging};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder of the site [default: `[build] build-dir`, else `book`]
    #[arg(long, value_name = "DIR")]
    dest: Option<PathBuf>,
    /// Build this `[[site]]`: what is classified above its limit stays out
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// Build this edition besides: a tag, `all`, or `none` [default: `none`, which keeps those that are there]
    #[arg(long, value_name = "TAG")]
    edition: Vec<String>,
    /// Build although there are errors, with a banner on every page
    #[arg(long)]
    draft: bool,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let mut project = project::read(common)?;
    let judged = project.judged(today);
    theme::look(&mut project, &judged, today)?;
    if common.verbose {
        printer.note(&project.read_words());
    }
    let named = project.site(arguments.site.as_deref())?;
    let checked = project.context(today, named, None);
    // A baseline is held against everything, so that it can be told what of it was mended.
    let baseline = project.baseline()?;
    let found = match &baseline {
        Some(_) => project.check_judged(&checked, &judged),
        None => project.check_for_publication(&checked, &judged),
    };
    let excused = project.excused(&found);
    // What `check` takes as known does not keep the handbook from being published.
    let mut notes = Vec::new();
    let diagnostics = check::hold_by(baseline.as_ref(), &checked, found.diagnostics, &mut notes);
    let mut errors: Vec<Diagnostic> = diagnostics.into_iter().filter(|it| it.severity == Severity::Error).collect();
    // They stand in the room that all findings took.
    errors.shrink_to_fit();
    if !errors.is_empty() && !arguments.draft {
        let report = Report::new(&errors, &project.sources.texts, today, project.looked_at());
        printer.note(&report::write(&report, Format::Text));
        printer.note("not published: mend the errors above, or build a draft with `--draft`\n");
        return Ok(Outcome::Findings);
    }
    let publication = if arguments.draft { Publication::Draft } else { Publication::Final };
    let gathered = words::gather(&project);
    let cx = render::Context {
        excused: &excused,
        site: named,
        publication,
        revision: project.revision(),
        past: Past { words: gathered.words, ..Past::default() },
        ..project.pages(&judged, today)
    };
    let written = write_site(&project, arguments, cx, printer)?;
    if let Some(trouble) = gathered.trouble.filter(|_| written.without_words > 0) {
        let documents = counted(written.without_words, "document");
        let verb = "are not at hand, so the pages of their histories have no redline";
        printer.note(&format!("earlier words of {documents} {verb}: {trouble}\n"));
    }
    if !common.quiet {
        let kept = if errors.is_empty() {
            String::new()
        } else {
            format!(", a draft with {}", counted(errors.len(), "error"))
        };
        printer.note(&format!("built {} into {}{kept}\n", counted(written.pages, "page"), shown(&written.target)));
        for line in notes.iter().chain(&written.notes) {
            printer.note(&format!("{line}\n"));
        }
    }
    // Nobody has to wait for this to use the new site, and it is no failure of the build.
    if let Err(error) = written.replaced.remove() {
        printer.note(&format!("the old site is still there, and the next build removes it: {error}\n"));
    }
    project.leave();
    Ok(Outcome::Fine)
}

struct Written {
    pages: usize,
    target: PathBuf,
    /// Documents with an earlier version whose words were not found.
    without_words: usize,
    /// What became of the editions that were asked for.
    notes: Vec<String>,
    replaced: Replaced,
}

/// Renders all pages in parallel into a folder beside the target and moves it into place, with the editions that are asked
/// for. Those that the target has stay as they are.
fn write_site(
    project: &Project,
    arguments: &Arguments,
    mut cx: render::Context<'_>,
    printer: &Printer,
) -> Result<Written, Error> {
    let target = match &arguments.dest {
        Some(dest) => super::working_folder()?.join(dest),
        None => project.root.join(&project.config.build.build_dir),
    };
    if arguments.dest.is_none() {
        refuse_leaving(project, &target)?;
    }
    refuse_sources(project, &target)?;
    let wanted = editions::wanted(project, &arguments.edition)?;
    let staging = Staging::new(&target, EDITIONS)?;
    let mut shelf = Shelf::read(&target)?;
    shelf.refuse_other_sites(&cx)?;
    for warning in shelf.too_open(&cx) {
        printer.note(&format!("{warning}\n"));
    }
    for tag in &wanted {
        shelf.add(project, &cx, tag, &staging)?;
    }
    shelf.tell_missing_tags(project, &arguments.edition);
    cx.past.editions = shelf.editions;
    let renderer = site::renderer(project, cx)?;
    staging.make_folders(site::folders(&renderer).iter().map(String::as_str))?;
    site::files(project, &renderer, &|name, piece| site::put(&staging, name, piece))?;
    let replaced = staging.publish()?;
    let without_words = renderer.documents_without_earlier_words();
    Ok(Written { pages: renderer.plan().pages.len(), target, without_words, notes: shelf.notes, replaced })
}

/// The target as seen from here, where it lies below.
fn shown(target: &Path) -> String {
    let here = super::working_folder().ok();
    let below = here.as_deref().and_then(|here| target.strip_prefix(here).ok()).unwrap_or(target);
    below.display().to_string()
}

/// The settings alone never send a site out of the root by a link, which a change to the repository may have brought in.
fn refuse_leaving(project: &Project, target: &Path) -> Result<(), Error> {
    let Some(folder) = target.ancestors().find_map(|it| it.canonicalize().ok()) else { return Ok(()) };
    if project.root.canonicalize().is_ok_and(|root| folder.starts_with(root)) {
        return Ok(());
    }
    let words = "leads out of the handbook by a link; name the folder with `--dest` if it is meant";
    Err(Error::usage(format!("`{}` {words}", target.display())))
}

/// A site is never written among the texts it is made from, nor around them.
fn refuse_sources(project: &Project, target: &Path) -> Result<(), Error> {
    let full = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (target, root) = (full(target), full(&project.root));
    let documents = project.sources.documents_folder.trim_end_matches('/');
    let theme = project.config.html.theme.as_str();
    let is_taken = [documents, "controls", "registers", "approvals", theme].iter().any(|folder| {
        let folder_of_texts = root.join(folder);
        !folder.is_empty() && (target.starts_with(&folder_of_texts) || folder_of_texts.starts_with(&target))
    });
    if is_taken || root.starts_with(&target) {
        return Err(Error::usage(format!(
            "`{}` holds the texts of the handbook; choose another folder",
            target.display()
        )));
    }
    Ok(())
}
