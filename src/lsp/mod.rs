//! The language server: the handbook held open for an editor, over the standard streams. It asks the rooms below and
//! knows neither rules nor templates nor how a text is parsed; no other room knows the protocol.

mod about;
mod actions;
mod answers;
mod checking;
mod complete;
mod convert;
mod desk;
mod diagnostics;
mod edits;
mod glance;
mod hello;
mod lens;
mod look;
mod moved;
mod navigate;
mod outline;
mod rename;
mod server;
mod settings;
mod spot;
mod wire;

use std::io::{BufRead, Write};
use std::path::PathBuf;

use crate::error::Error;
use crate::text::Date;

/// What the server is started with.
pub struct Start {
    /// The handbook's folder; where none is given, the client's folder leads to it.
    pub root: Option<PathBuf>,
    /// The day on which a check that begins now takes place.
    pub today: Box<dyn Fn() -> Result<Date, Error>>,
}

/// How the conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The client said that it would end.
    Agreed,
    /// The client ended, or was gone, without a word.
    Sudden,
}

/// Holds the conversation with one client until it ends.
///
/// # Errors
/// When the client announces more than is ever read or breaks off inside a message, or does not take an answer.
pub fn serve(start: Start, input: impl BufRead + Send + 'static, output: impl Write) -> Result<Ending, Error> {
    server::run(start, input, output)
}
