//! `explain`: what a rule asks, why, and what to do, from the rule's own text.

use clap::Args;

use super::exit::{Outcome, Printer};
use crate::check;
use crate::error::Error;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Code or name of a rule, such as `D008` or `missing-owner`
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let Some(rule) = check::rule(&arguments.rule) else {
        let hint = match check::nearest_rule(&arguments.rule) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`ismsbook rules` lists them all".to_owned(),
        };
        return Err(Error::usage(format!("no rule has the code or name `{}`; {hint}", arguments.rule)));
    };
    printer.result(&check::explain(rule))?;
    Ok(Outcome::Fine)
}
