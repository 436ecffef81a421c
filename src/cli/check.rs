//! `check`: find what is wrong.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Outcome, Printer};
use super::fix::{self, Outlet};
use super::output::{self, Findings, Output};
use super::progress::Progress;
use super::{Common, Threshold, project, theme, today};
use crate::approval::Judged;
use crate::author::Wish;
use crate::check::{self, BASELINE_FILE, Baseline, Context, Silenced};
use crate::diag::{Diagnostic, Severity};
use crate::error::Error;
use crate::report::Tally;
use crate::session::{Earlier, Project, Seen};
use crate::text::{Date, counted};
use crate::write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Report only findings in these files and folders; the whole handbook is read all the same
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the report, and the file that takes it; may be given several times
    #[arg(long = "format", value_name = "FORMAT[=FILE]", default_value = "text", long_help = output::HELP)]
    formats: Vec<Output>,
    /// Lowest level that makes the command fail [default: `[lint] fail-on`, else error]
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<Threshold>,
    /// End with 0 whatever is found, for runs that only report
    #[arg(long)]
    exit_zero: bool,
    /// Report only what changed against this git revision causes, also in files it did not touch
    #[arg(long, value_name = "REVISION")]
    base: Option<String>,
    /// Show also what is silenced at its place, in the settings or by the baseline
    #[arg(long)]
    no_ignores: bool,
    /// Mend what can be mended without changing a meaning or an approved document
    #[arg(long)]
    fix: bool,
    /// Mend also what wants a person's look afterwards
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what `--fix` or `--unsafe-fixes` would change, as a unified diff, and write nothing
    #[arg(long)]
    diff: bool,
    /// Record the findings of today in `ismsbook-baseline.yaml`, or prune it: it can only shrink
    #[arg(long, conflicts_with_all = ["base", "paths", "no_ignores"])]
    write_baseline: bool,
    /// Check for this build of `[[site]]`
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let is_mending = arguments.fix || arguments.unsafe_fixes || arguments.diff;
    // What mending has to say would run into the line.
    let progress = (!is_mending).then(|| Progress::start(common, "reading"));
    let mut project = project::read(common)?;
    if common.verbose {
        printer.note(&project.read_words());
    }
    if is_mending {
        let wish = if arguments.unsafe_fixes { Wish::Unsafe } else { Wish::Safe };
        let outlet = if arguments.diff { Outlet::Show } else { Outlet::Write };
        project = mend(project, (wish, outlet), arguments, today, printer)?;
        if arguments.diff {
            return Ok(Outcome::Fine);
        }
    }
    let base = arguments.base.as_deref().map(|revision| project.at(revision)).transpose()?;
    if let Some(progress) = &progress {
        progress.now("checking");
    }
    let judged = project.judge(&project.context(today, None, base.as_ref()));
    theme::look(&mut project, &judged, today)?;
    output::refuse_clashes(&arguments.formats, &project)?;
    let site = project.site(arguments.site.as_deref())?;
    let names = names(&project, &arguments.paths)?;
    let cx = project.context(today, site, base.as_ref());
    let Found { mut diagnostics, mut silenced } = found(&project, (&cx, &judged), arguments);
    if arguments.write_baseline {
        drop(progress);
        return write_baseline(&project, &cx, &diagnostics, printer);
    }
    let mut notes = Vec::new();
    if !arguments.no_ignores {
        diagnostics = hold(&project, &cx, diagnostics, &mut notes)?;
    }
    if let Some(base) = &base {
        diagnostics = since(base, arguments, (&cx, diagnostics), &mut notes);
    }
    drop(progress);
    let is_whole = names.iter().all(String::is_empty);
    let is_covered = |name: &str| is_whole || is_under(name, &names);
    diagnostics.retain(|it| is_covered(project.sources.texts.name(it.file())));
    silenced.retain(|it| is_covered(project.sources.texts.name(it.diagnostic.file())));
    let fail_on = arguments.fail_on.map_or(project.config.lint.fail_on, Severity::from);
    let findings = Findings {
        diagnostics: &diagnostics,
        silenced: &silenced,
        today,
        fail_on,
        is_whole,
        has_base: base.is_some(),
        is_quiet: common.quiet,
        is_covered: &is_covered,
    };
    output::write(&arguments.formats, &project, &findings, printer)?;
    if !common.quiet {
        for note in &notes {
            printer.note(&format!("{note}\n"));
        }
    }
    let is_failure = !arguments.exit_zero && Tally::of(&diagnostics).reaches(fail_on);
    project.leave();
    Ok(if is_failure { Outcome::Findings } else { Outcome::Fine })
}

/// Mends what is reported: nothing that is silenced, nothing outside the paths that were named.
fn mend(
    project: Project,
    how: (Wish, Outlet),
    arguments: &Arguments,
    today: Date,
    printer: &Printer,
) -> Result<Project, Error> {
    project.site(arguments.site.as_deref())?;
    let names = names(&project, &arguments.paths)?;
    let find = |project: &Project| {
        let site = project.site(arguments.site.as_deref()).unwrap_or_default();
        let mut diagnostics =
            found(project, (&project.context(today, site, None), &project.judged(today)), arguments).diagnostics;
        diagnostics.retain(|it| names.is_empty() || is_under(project.sources.texts.name(it.file()), &names));
        diagnostics
    };
    fix::fix(project, how, find, printer)
}

/// What is shown, and what somebody answers for.
struct Found {
    diagnostics: Vec<Diagnostic>,
    silenced: Vec<Silenced>,
}

fn found(project: &Project, (cx, judged): (&Context<'_>, &Judged), arguments: &Arguments) -> Found {
    let checked = project.check_judged(cx, judged);
    if arguments.no_ignores {
        return Found { diagnostics: checked.with_silenced(), silenced: Vec::new() };
    }
    Found { diagnostics: checked.diagnostics, silenced: checked.silenced }
}

/// What the files on disk cause that was not there at the base. What is silenced or known to the baseline is left out.
///
/// # Errors
/// When the baseline cannot be read.
pub(super) fn caused(now: Seen<'_>, before: (&Earlier, &Judged), today: Date) -> Result<Vec<Diagnostic>, Error> {
    let (project, base) = (now.project, before.0);
    let cx = project.context(today, None, Some(base));
    let found = hold(project, &cx, project.check_judged(&cx, now.judged).diagnostics, &mut Vec::new())?;
    let earlier = base.project.context(today, None, None);
    let known = base.project.check_judged(&earlier, before.1).diagnostics;
    Ok(check::news((&cx, found), (&earlier, &known)).new)
}

/// Leaves out what the baseline knows, if there is one.
///
/// # Errors
/// When the baseline cannot be read.
pub(super) fn hold(
    project: &Project,
    cx: &Context<'_>,
    diagnostics: Vec<Diagnostic>,
    notes: &mut Vec<String>,
) -> Result<Vec<Diagnostic>, Error> {
    Ok(hold_by(project.baseline()?.as_ref(), cx, diagnostics, notes))
}

/// The same with a baseline that is at hand.
pub(super) fn hold_by(
    baseline: Option<&Baseline>,
    cx: &Context<'_>,
    diagnostics: Vec<Diagnostic>,
    notes: &mut Vec<String>,
) -> Vec<Diagnostic> {
    let Some(baseline) = baseline else { return diagnostics };
    let held = baseline.hold(cx, diagnostics);
    if held.known > 0 {
        notes.push(format!("{} left out, as `{BASELINE_FILE}` knows them", counted(held.known, "finding")));
    }
    if held.mended > 0 {
        let mended = counted(held.mended, "finding");
        notes.push(format!("{mended} of `{BASELINE_FILE}` mended: prune it with `--write-baseline`"));
    }
    held.shown
}

fn write_baseline(
    project: &Project,
    cx: &Context<'_>,
    diagnostics: &[Diagnostic],
    printer: &Printer,
) -> Result<Outcome, Error> {
    let made = Baseline::of(cx, diagnostics, project.baseline()?.as_ref());
    let path = project.root.join(BASELINE_FILE);
    write::files(&[(&path, made.write().as_bytes())])?;
    printer.note(&format!("{} recorded in `{BASELINE_FILE}`\n", counted(made.total(), "finding")));
    Ok(Outcome::Fine)
}

/// Leaves only what was not there at the base.
fn since(
    base: &Earlier,
    arguments: &Arguments,
    now: (&Context<'_>, Vec<Diagnostic>),
    notes: &mut Vec<String>,
) -> Vec<Diagnostic> {
    let project = &base.project;
    // A site of the change may not have been declared before; then the earlier handbook is held against none.
    let site = project.site(arguments.site.as_deref()).unwrap_or_default();
    let cx = project.context(now.0.today, site, None);
    let earlier = found(project, (&cx, &project.judge(&cx)), arguments).diagnostics;
    let news = check::news(now, (&cx, &earlier));
    if news.older > 0 {
        notes.push(format!("{} of `{}` stay as they were", counted(news.older, "older finding"), base.revision));
    }
    news.new
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
