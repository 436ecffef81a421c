//! Questions on a terminal. Where nobody sits at one, nothing is asked.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use crate::error::Error;

/// Whether there is somebody to ask: both what we print for people and what we read lead to a terminal.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a line. An empty answer takes the proposal.
///
/// # Errors
/// When the terminal is closed.
pub(super) fn line(question: &str, proposal: &str) -> Result<String, Error> {
    let shown = if proposal.is_empty() { String::new() } else { format!(" [{proposal}]") };
    let mut stderr = io::stderr().lock();
    // Nobody can be told that standard error cannot be written.
    let _ = write!(stderr, "{question}{shown}: ");
    let _ = stderr.flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer).map_err(|error| Error::read("standard input", error))?;
    if read == 0 {
        return Err(Error::usage("no answer; nothing was written"));
    }
    let answer = answer.trim();
    Ok(if answer.is_empty() { proposal.to_owned() } else { answer.to_owned() })
}
