//! `lsp`: the language server.

use std::io::{self, BufReader};
use std::path;

use clap::Args;

use super::exit::Outcome;
use super::{Common, today};
use crate::error::Error;
use crate::lsp::{self, Ending, Start};
use crate::text::Date;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Speak over standard input and output, as is done in any case
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments) -> Result<Outcome, Error> {
    let given = arguments.today;
    // Editors name files from the root of the disk.
    let root = common.root.as_ref().map(|root| path::absolute(root).map_err(|error| Error::read(root, error)));
    let start = Start { root: root.transpose()?, today: Box::new(move || today(given)) };
    match lsp::serve(start, BufReader::new(io::stdin()), io::stdout())? {
        Ending::Agreed => Ok(Outcome::Fine),
        Ending::Sudden => Ok(Outcome::Findings),
    }
}
