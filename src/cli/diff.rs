//! `diff`: what changed between two revisions, or since the words that were last approved.

use clap::{Args, ValueEnum};

use super::exit::{Outcome, Printer};
use super::{Common, approved, changes, project, today};
use crate::compare::Changes;
use crate::error::Error;
use crate::report::diff::{self, Diff, Form};
use crate::session::Seen;
use crate::text::Date;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Revision before, and revision after [default: the files on disk]; with `--approved` ids of documents [default: all]
    #[arg(value_name = "FROM [TO]", required_unless_present = "approved")]
    names: Vec<String>,
    /// Compare with the words that were last approved, document by document
    #[arg(long)]
    approved: bool,
    /// Form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Shape,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shape {
    Text,
    Markdown,
    Html,
    Json,
}

impl From<Shape> for Form {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Text => Form::Text,
            Shape::Markdown => Form::Markdown,
            Shape::Html => Form::Html,
            Shape::Json => Form::Json,
        }
    }
}

/// What the files on disk are called.
const ON_DISK: &str = "the files on disk";

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let project = project::read(common)?;
    let show = |changes: &Changes, from: &str, to: &str, notes: &[String]| {
        printer.result(&diff::write(&Diff { changes, from, to, today, notes }, arguments.format.into()))
    };
    if arguments.approved {
        let judged = project.judged(today);
        let now = Seen { project: &project, judged: &judged };
        let (changes, notes) = approved::since(now, &arguments.names, today)?;
        show(&changes, "last approved words", ON_DISK, &notes)?;
        return Ok(Outcome::Fine);
    }
    match arguments.names.as_slice() {
        [from] => {
            let before = project.at(from)?;
            show(&changes::since(&before, &project, today), from, ON_DISK, &[])?;
        }
        [from, to] => {
            let (before, after) = (project.at_alone(from)?, project.at_alone(to)?.project);
            show(&changes::since(&before, &after, today), from, to, &[])?;
        }
        _ => return Err(Error::usage("two revisions can be compared, not more")),
    }
    Ok(Outcome::Fine)
}
