//! What is shown before an approval is recorded: the redline against the words that were last approved, and on a terminal a
//! question.

use std::io::{self, IsTerminal as _};

use super::approved;
use super::exit::Printer;
use crate::compare::Changes;
use crate::error::Error;
use crate::report::diff::{self, Diff};
use crate::session::Seen;
use crate::text::Date;

/// Shows what the approver is about to approve. What cannot be shown is told and stops nothing: the words themselves lie
/// before the approver.
pub(super) fn show(now: Seen<'_>, ids: &[String], today: Date, printer: &Printer) {
    let (changes, notes) = match approved::since(now, ids, today) {
        Ok(found) => found,
        Err(error) => {
            (Changes::default(), vec![format!("what changed since the last approval cannot be shown: {error}")])
        }
    };
    let diff = Diff { changes: &changes, from: "last approved words", to: "now", today, notes: &[] };
    for document in &changes.documents {
        printer.note(&diff::document_text(&diff, document));
    }
    for note in notes {
        printer.note(&format!("{note}\n"));
    }
}

/// Asks on a terminal; elsewhere nobody could answer, and the command itself is the decision.
///
/// # Errors
/// When the terminal cannot be read.
pub(super) fn is_given(printer: &Printer) -> Result<bool, Error> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(true);
    }
    printer.note("\nrecord this approval? [y/N] ");
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).map_err(|error| Error::read("standard input", error))?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    #[test]
    fn only_a_clear_yes_is_one() {
        assert!(is_yes("y\n") && is_yes(" Yes\r\n"));
        assert!(!is_yes("\n") && !is_yes("n\n") && !is_yes("yy\n") && !is_yes(""));
    }
}
