//! `status`: who must still approve what, and what is due.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Args, ValueEnum};

use super::exit::{Outcome, Printer};
use super::{Common, project, pull, today};
use crate::approval::{Accepted, Assurance, Judged};
use crate::check;
use crate::error::Error;
use crate::model::{Document, Id};
use crate::report::status::{self, Decision, Line, Open, RiskLine, Status};
use crate::session::{Earlier, Project, Seen};
use crate::survey;
use crate::text::{Date, FileId, LineIndex, Place, counted};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Form of the answer; `markdown` with `--base` is the whole report on a change, for its pull request
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// Trust the roles, people and keys of this git revision, and show which approvals the change voids
    #[arg(long, value_name = "REVISION")]
    base: Option<String>,
    /// Show reviews that are due within so many days
    #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = days)]
    due: u32,
    /// End with 1 where approvals are missing, words changed since, reviews are overdue, or approvals are unsigned
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    fail_on: Vec<Fault>,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Fault {
    Missing,
    Stale,
    Overdue,
    Unsigned,
}

fn days(typed: &str) -> Result<u32, String> {
    let number = typed.trim_end_matches('d').parse().ok().filter(|it| *it <= 36_600);
    number.ok_or_else(|| format!("`{typed}` is not a number of days such as `30d`"))
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let project = project::read(common)?;
    let base = arguments.base.as_deref().map(|revision| project.at(revision)).transpose()?;
    let cx = project.context(today, None, base.as_ref());
    let (judged, pending) = (project.judge(&cx), project.pending(&cx));
    let before = base.as_ref().map(|it| (it, it.judged(today)));
    let approved = before.as_ref().map(|(base, judged)| approved(base, judged)).unwrap_or_default();
    let gone = before.as_ref().map(|(base, judged)| gone(base, judged, &project));
    let gone = gone.unwrap_or_default();
    let change = before.as_ref().filter(|_| arguments.format == Form::Markdown);
    let now = Seen { project: &project, judged: &judged };
    let change = change.map(|(base, judged)| pull::report(now, (base, judged), today)).transpose()?;
    let base = base.as_ref().map(|it| it.revision.as_str());
    let lines = lines(now, &approved);
    let status = Status {
        lines,
        gone,
        risks: risks(&project, &judged),
        today,
        due: arguments.due,
        base,
        pending,
        decisions: decisions(&project, &cx),
    };
    printer.result(&match arguments.format {
        Form::Text => status::text(&status),
        Form::Json => status::json(&status),
        Form::Markdown => change.unwrap_or_else(|| status::markdown(&status)),
    })?;
    let is_faulty = |fault: &Fault| match fault {
        Fault::Missing => status.missing().next().is_some(),
        Fault::Stale => status.stale().next().is_some() || status.stale_risks().next().is_some(),
        Fault::Overdue => status.overdue().next().is_some(),
        Fault::Unsigned => status.unsigned().next().is_some(),
    };
    let outcome = if arguments.fail_on.iter().any(is_faulty) { Outcome::Findings } else { Outcome::Fine };
    project.leave();
    Ok(outcome)
}

/// The documents that records approved at the base.
fn approved(base: &Earlier, judged: &Judged) -> BTreeSet<Id> {
    let documents = base.project.linked.handbook.documents.iter().zip(&judged.standings);
    documents.filter(|(_, it)| it.assurance >= Assurance::Bound).filter_map(|(it, _)| it.id().cloned()).collect()
}

/// What is to be decided first; after who answers comes what an import left undecided.
fn decisions<'p>(project: &'p Project, cx: &check::Context<'p>) -> Vec<Decision<'p>> {
    let texts = &project.sources.texts;
    let mut lines: BTreeMap<FileId, LineIndex<'p>> = BTreeMap::new();
    let mut open = |name: &'p str, title: String, place: Place| {
        let lines = lines.entry(place.file).or_insert_with(|| LineIndex::new(&texts.of(place.file).content));
        Open { name, title, file: texts.name(place.file), line: lines.line(place.span.start as usize) + 1 }
    };
    let all = survey::decisions(&project.linked.handbook).into_iter().map(|it| Decision {
        words: it.words,
        open: it.open.into_iter().map(|it| open(it.name, it.title.to_owned(), it.place)).collect(),
    });
    let mut all: Vec<Decision<'p>> = all.collect();
    let undecided = check::undecided(cx);
    if !undecided.is_empty() {
        let words = format!("{} left undecided", counted(undecided.len(), "value"));
        let left = undecided.into_iter().map(|it| {
            let field = it.field.map(|field| format!("`{field}`: ")).unwrap_or_default();
            open(it.document.name(), format!("{field}{}", it.words), it.place)
        });
        let at = all.len().min(1);
        all.insert(at, Decision { words, open: left.collect() });
    }
    all
}

fn risks<'p>(project: &'p Project, judged: &'p Judged) -> Vec<RiskLine<'p>> {
    let risks = project.linked.handbook.registers.risks.iter().zip(&judged.accepted);
    let line = |(risk, accepted): (&'p crate::model::Risk, &'p Option<Accepted>)| {
        Some(RiskLine { name: risk.record.name(), title: risk.record.title(), accepted: accepted.as_ref()? })
    };
    risks.filter_map(line).collect()
}

/// The documents that records approved where the change began and that are not there any more.
fn gone<'p>(base: &'p Earlier, judged: &'p Judged, project: &Project) -> Vec<Line<'p>> {
    let now: BTreeSet<&Id> = project.linked.handbook.documents.iter().filter_map(Document::id).collect();
    let mut gone = approved(base, judged);
    gone.retain(|id| !now.contains(id) && base.history.as_ref().is_none_or(|it| it.began_with(id)));
    let names: BTreeSet<&str> = gone.iter().map(Id::as_str).collect();
    let mut lines = lines(Seen { project: &base.project, judged }, &BTreeSet::new());
    lines.retain(|it| names.contains(it.name));
    lines
}

fn lines<'p>(Seen { project, judged }: Seen<'p>, approved: &BTreeSet<Id>) -> Vec<Line<'p>> {
    let documents = project.linked.handbook.documents.iter().zip(&judged.standings);
    let line = |(document, standing): (&'p Document, &'p crate::approval::Standing)| Line {
        name: document.name(),
        title: document.title(),
        file: project.sources.texts.name(document.file),
        version: document.front.version.as_ref().map(|it| it.value.as_str()),
        standing,
        is_voided: standing.assurance < Assurance::Bound && document.id().is_some_and(|id| approved.contains(id)),
    };
    let mut lines: Vec<Line<'p>> = documents.map(line).collect();
    lines.sort_by(|left, right| {
        crate::model::natural_order(left.name, right.name).then_with(|| left.file.cmp(right.file))
    });
    lines
}
