//! `rules`: the list of all rules.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};

use super::exit::{Outcome, Printer};
use crate::check::{OFF_BY_DEFAULT, RULES};
use crate::error::Error;
use crate::report;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ListFormat {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let text = match arguments.format {
        ListFormat::Json => report::rules_json(RULES.iter().map(|rule| (&rule.info, is_on(rule.info.name)))),
        ListFormat::Text => {
            let mut list = String::new();
            for rule in RULES {
                let info = &rule.info;
                // Writing to a string cannot fail.
                let level = if is_on(info.name) { info.level.name() } else { "off" };
                let _ = writeln!(list, "{} {:<32} {level:<8} {}", info.code, info.name, info.summary);
            }
            list
        }
    };
    printer.result(&text)?;
    Ok(Outcome::Fine)
}

/// Whether a rule looks where the settings say nothing.
fn is_on(name: &str) -> bool {
    !OFF_BY_DEFAULT.contains(&name)
}
