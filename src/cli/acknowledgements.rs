//! `acknowledgements`: how many have confirmed the words that hold, counted from records of another system.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::{Outcome, Printer};
use super::{Common, project, today};
use crate::error::Error;
use crate::report::acknowledgements::{self, Told};
use crate::survey::{Scope, acknowledged};
use crate::text::Date;
use crate::{parse, source};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Records with person, document, version, digest and time: CSV with a head, or one JSON object a line
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many people are asked, where it is the same for every document
    #[arg(long, value_name = "NUMBER")]
    people: Option<usize>,
    /// Form of the answer; `register` is an entry for a file of registers
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// End with 1 where fewer have confirmed over all documents, in percent
    #[arg(long, value_name = "PERCENT")]
    at_least: Option<usize>,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
    Register,
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let project = project::read(common)?;
    let (mut records, mut unread) = (Vec::new(), 0);
    for file in &arguments.files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let found = source::read_named(file.parent().unwrap_or(Path::new("")), &name)?;
        let text = found.ok_or_else(|| Error::usage(format!("there is no file `{}`", file.display())))?;
        let read = parse::confirmations(&text);
        records.extend(read.records);
        unread += read.unread.len();
    }
    if records.is_empty() {
        return Err(Error::usage("the files hold no record with a person and a document"));
    }
    let handbook = &project.linked.handbook;
    let judged = project.judged(today);
    let scope = Scope::whole(handbook, &judged.standings);
    let acknowledged = acknowledged(&scope, &records, arguments.people, today);
    let told = Told { handbook, acknowledged: &acknowledged, today, unread };
    printer.result(&match arguments.format {
        Form::Text => acknowledgements::text(&told),
        Form::Json => acknowledgements::json(&told),
        Form::Register => acknowledgements::register(&told),
    })?;
    let Some(least) = arguments.at_least else { return Ok(Outcome::Fine) };
    let share = told.share().ok_or_else(|| Error::usage("nothing says how many are asked; give `--people`"))?;
    Ok(if share < least { Outcome::Findings } else { Outcome::Fine })
}
