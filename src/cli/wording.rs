//! `wording`: digests of a text that may not be repeated.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Outcome, Printer};
use crate::check;
use crate::error::Error;
use crate::source;

/// Digests on a line.
const A_LINE: usize = 6;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What the text is called in findings
    #[arg(long, value_name = "TITLE", default_value = "a licensed text")]
    title: String,
    /// Plain text of your own licensed copy
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let mut text = String::new();
    for file in &arguments.files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let folder = file.parent().unwrap_or(Path::new(""));
        let found = source::read_named(folder, &name)?;
        text.push_str(&found.ok_or_else(|| Error::usage(format!("there is no file `{}`", file.display())))?);
        text.push('\n');
    }
    let wording = check::wording(&arguments.title, &text);
    if wording.runs.is_empty() {
        return Err(Error::usage("the text is too short to be known again"));
    }
    let mut list = String::from("# Digests of runs of ten words; the text itself is not here.\n");
    let title = serde_json::Value::from(arguments.title.as_str());
    // Writing to a string cannot fail.
    let _ = writeln!(list, "wording:\n  title: {title}\n  runs: >");
    for line in wording.runs.chunks(A_LINE) {
        let numbers: Vec<String> = line.iter().map(|it| format!("{it:016x}")).collect();
        let _ = writeln!(list, "    {}", numbers.join(" "));
    }
    printer.result(&list)?;
    Ok(Outcome::Fine)
}
