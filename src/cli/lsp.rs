//! `lsp`: the language server.

use std::io::{self, BufReader};

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
    let start = Start { root: common.root.clone(), today: Box::new(move || today(given)) };
    match lsp::serve(start, BufReader::new(io::stdin()), io::stdout())? {
        Ending::Agreed => Ok(Outcome::Fine),
        Ending::Sudden => Ok(Outcome::Findings),
    }
}
