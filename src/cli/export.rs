//! `export`: the handbook as a file for others.

use clap::{Args, ValueEnum};

use super::exit::{Outcome, Printer};
use super::{Common, output, project, today};
use crate::error::Error;
use crate::export::{self, Ground, Table};
use crate::text::Date;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What is exported
    #[arg(value_name = "WHAT")]
    what: What,
    /// Form of a register [default: csv]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Form>,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// Every approval record, whether it counts, and why not
    Approvals,
    /// Whom a forge asks to review which file, from owners and approvers
    Codeowners,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Csv,
    Json,
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let project = project::read(common)?;
    let judged = project.judged(today);
    let ground = Ground { handbook: &project.linked.handbook, sources: &project.sources, judged: &judged };
    let table = match arguments.format {
        None | Some(Form::Csv) => Table::Csv,
        Some(Form::Json) => Table::Json,
    };
    printer.result(&match arguments.what {
        What::Approvals => export::approvals(&ground, table),
        What::Codeowners if arguments.format.is_some() => {
            return Err(Error::usage("`codeowners` has one form; leave `--format` out"));
        }
        What::Codeowners => export::codeowners(&ground, &output::folder_in_repository(&project.root)),
    })?;
    Ok(Outcome::Fine)
}
