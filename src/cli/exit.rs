//! Printing, and what a run ends with.

use std::io::{self, Write as _};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use super::Color;
use crate::error::Error;

/// How a command ended, when it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Fine,
    /// Findings at or above the threshold.
    Findings,
}

/// Results to standard output, everything else to standard error, coloured as asked.
#[derive(Debug, Clone)]
pub(super) struct Printer {
    choice: Option<ColorChoice>,
}

impl Printer {
    pub(super) fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => None,
            Color::Always => Some(ColorChoice::Always),
            Color::Never => Some(ColorChoice::Never),
        };
        Printer { choice }
    }

    /// Prints a result. A reader that has gone away is no error.
    pub(super) fn result(&self, text: &str) -> Result<(), Error> {
        let stdout = io::stdout().lock();
        let choice = self.choice.unwrap_or_else(|| AutoStream::choice(&stdout));
        let mut stream = AutoStream::new(stdout, choice);
        match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::write("standard output", error)),
            _ => Ok(()),
        }
    }

    /// Prints what is not a result.
    pub(super) fn note(&self, text: &str) {
        let stderr = io::stderr().lock();
        let choice = self.choice.unwrap_or_else(|| AutoStream::choice(&stderr));
        let mut stream = AutoStream::new(stderr, choice);
        // Nobody can be told that standard error cannot be written.
        let _ = stream.write_all(text.as_bytes());
    }

    pub(super) fn finish(&self, outcome: Result<Outcome, Error>) -> ExitCode {
        match outcome {
            Ok(Outcome::Fine) => ExitCode::SUCCESS,
            Ok(Outcome::Findings) => ExitCode::from(1),
            Err(error) => {
                self.note(&format!("\u{1b}[1;31merror\u{1b}[0m: {error}\n"));
                ExitCode::from(2)
            }
        }
    }
}

/// Prints what is wrong with the arguments, or the help that was asked for.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let code = if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
    // A reader that has gone away is no error.
    let _ = error.print();
    code
}
