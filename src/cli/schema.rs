//! `schema`: JSON Schemas for editors.

use clap::{Args, ValueEnum};

use super::exit::{Outcome, Printer};
use super::{Common, project};
use crate::error::Error;
use crate::schema::{self, Subject};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What the schema is of
    #[arg(value_name = "WHAT", default_value = "front-matter")]
    subject: Choice,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Choice {
    /// The fields of a document, with what each type needs
    FrontMatter,
    /// The files below `registers/`, and the statement of applicability
    Registers,
    /// The settings in `book.toml`
    Book,
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let subject = match arguments.subject {
        Choice::FrontMatter => Subject::FrontMatter,
        Choice::Registers => Subject::Registers,
        Choice::Book => Subject::Book,
    };
    printer.result(&schema::write(subject, &project::aliases(common)?))?;
    Ok(Outcome::Fine)
}
