//! `approve`: record an approval, or take one back.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Outcome, Printer};
use super::{Common, consent, now, project, reviewed, sign, today};
use crate::author::{self, Ground, NewRecord, Request, Review};
use crate::error::Error;
use crate::link::NormalForms;
use crate::model::{Document, Meaning, bare_name};
use crate::session::{Project, Seen};
use crate::source::Part;
use crate::text::{Date, Moment};
use crate::write::{self, NewFile};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Ids of the documents, or of risks whose acceptance is recorded
    #[arg(value_name = "ID", required = true)]
    documents: Vec<String>,
    /// Role in which is approved, such as `role:ceo`
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// Person who approves, such as `person:mira` [default: the one who holds the role]
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Sign the record with this key (or the `.pub` of one in the agent), by `ssh-keygen -Y sign`
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
    /// Take the newest approval back
    #[arg(long)]
    withdraw: bool,
    /// Enter a review that changes nothing (version, day and a line of the history, with this summary), then approve that
    #[arg(
        long,
        value_name = "SUMMARY",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "Reviewed without a change.",
        conflicts_with = "withdraw"
    )]
    reviewed: Option<String>,
    /// Ask nothing, also on a terminal
    #[arg(long)]
    yes: bool,
    /// Record the first second of this day (YYYY-MM-DD) instead of now
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let time = arguments.today.map_or_else(now, |day| Ok(Moment::start_of(day)))?;
    let day = today(arguments.today)?;
    let project = project::read(common)?;
    let judged = project.judged(day);
    let now = Seen { project: &project, judged: &judged };
    let entered = arguments.reviewed.as_deref().map(|summary| {
        let role = format!("role:{}", bare_name(&arguments.role));
        reviewed::entered(now, &arguments.documents, &Review { day, role: &role, summary })
    });
    let entered = entered.transpose()?;
    let records = match &entered {
        Some(entered) => {
            let judged = entered.judged(day);
            records(Seen { project: entered, judged: &judged }, arguments, time)?
        }
        None => records(now, arguments, time)?,
    };
    if !arguments.withdraw && !common.quiet {
        let is_risk =
            |id: &&String| project.linked.handbook.registers.risks.iter().any(|it| it.record.name() == id.as_str());
        let documents: Vec<String> = arguments.documents.iter().filter(|id| !is_risk(id)).cloned().collect();
        if !documents.is_empty() {
            consent::show(now, &documents, day, printer);
        }
    }
    if !arguments.yes && !consent::is_given(printer)? {
        return Err(Error::usage("nothing was recorded"));
    }
    let mut files: Vec<NewFile> = Vec::new();
    for record in &records {
        let mut beside = Vec::new();
        if let Some(key) = &arguments.sign {
            beside.push((format!("{}.sig", record.name), sign::sign(record.text.as_bytes(), key)?));
        }
        files.push(NewFile { name: record.name.clone(), text: record.text.clone(), beside });
    }
    project::refuse_changed(&project, decided_on(&project, &arguments.documents))?;
    let record = || write::new_groups(&project.root, &files);
    match &entered {
        Some(entered) => reviewed::write(&project, entered, record)?,
        None => record()?,
    }
    let after = project::read(common)?;
    let judged = after.judged(day);
    for record in &records {
        let verb = match (arguments.withdraw, &entered) {
            (true, _) => "withdrawn",
            (false, Some(_)) => "reviewed and approved",
            (false, None) => "approved",
        };
        let place = &record.place;
        let line = format!("{verb} `{}` {} as `{}`", place.document, place.version, record.name);
        let standing = after.linked.handbook.documents.iter().zip(&judged.standings);
        let standing = standing.into_iter().find(|(document, _)| document.id() == Some(&place.document));
        let now = standing.map(|(_, standing)| {
            let missing = match standing.missing {
                0 => String::new(),
                missing => format!("; {} to go", crate::text::counted(missing as usize, "approval")),
            };
            format!(": {} ({}){missing}", standing.state.words(), standing.assurance.name())
        });
        printer.note(&format!("{line}{}\n", now.unwrap_or_default()));
    }
    Ok(Outcome::Fine)
}

/// The files that hold what is decided on: the documents with these ids, the settings with their variables, and registers.
fn decided_on<'p>(project: &'p Project, ids: &[String]) -> Vec<&'p str> {
    let sources = &project.sources;
    let is_named = |it: &&Document| it.id().is_some_and(|own| ids.iter().any(|id| own.as_str() == id));
    let documents = project.linked.handbook.documents.iter().filter(is_named).map(|it| it.file);
    let others = sources.of(Part::Settings).chain(sources.of(Part::Register));
    documents.chain(others).map(|file| sources.texts.name(file)).collect()
}

/// All records, or none.
fn records(now: Seen<'_>, arguments: &Arguments, time: Moment) -> Result<Vec<NewRecord>, Error> {
    let Seen { project, judged } = now;
    let handbook = &project.linked.handbook;
    let forms = NormalForms::new(handbook, &project.sources, &project.config);
    let ground = Ground { handbook, config: &project.config, forms: &forms, judged };
    let meaning = if arguments.withdraw { Meaning::Withdraw } else { Meaning::Approve };
    let mut ids: Vec<&str> = arguments.documents.iter().map(String::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    let make = |document| {
        let request = Request { document, role: &arguments.role, person: arguments.by.as_deref(), meaning, time };
        author::approve(&ground, &request).map_err(Error::usage)
    };
    ids.into_iter().map(make).collect()
}
