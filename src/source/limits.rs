//! What a file must be to be read: not too large, UTF-8, with a name that can be shown. The same for files on disk and
//! in a revision.

use std::io;
use std::sync::Arc;

use super::{Part, Sources};
use crate::diag::Finding;
use crate::text::{FileId, Span, Texts};

/// Largest text that is read, in bytes.
pub(super) const LARGEST_TEXT: u64 = 8 * 1024 * 1024;

/// How many folders below the folder of documents, controls or registers a file may lie. The navigation of a page shows
/// each folder in the one above it, which templates do no deeper than twenty times.
pub(super) const MOST_FOLDERS: usize = 12;

/// Rule names of findings about files.
const NOT_UTF8: &str = "not-utf8";
const FILE_TOO_LARGE: &str = "file-too-large";
pub(super) const UNREADABLE_FILE: &str = "unreadable-file";
pub(super) const ODD_FILE_NAME: &str = "odd-file-name";
pub(super) const LINK_NOT_FOLLOWED: &str = "symlink-not-followed";

/// Why a file could not be read as text.
pub(super) enum Fault {
    Io(io::Error),
    /// The number of bytes that are UTF-8.
    NotUtf8(usize),
    /// Its size in bytes.
    TooLarge(u64),
}

impl Fault {
    /// As a reason that stops the run, for files without which there is no run.
    pub(super) fn into_io(self) -> io::Error {
        match self {
            Fault::Io(error) => error,
            Fault::NotUtf8(_) => io::Error::other("it is not UTF-8 text"),
            Fault::TooLarge(_) => io::Error::other("it is larger than 8 MiB"),
        }
    }
}

pub(super) fn text(bytes: Vec<u8>) -> Result<String, Fault> {
    if bytes.len() as u64 > LARGEST_TEXT {
        return Err(Fault::TooLarge(bytes.len() as u64));
    }
    String::from_utf8(bytes).map_err(|error| Fault::NotUtf8(error.utf8_error().valid_up_to()))
}

/// Whether a name cannot be shown on one line as it is.
pub(super) fn is_odd_name(name: &str) -> bool {
    name.chars().any(|it| it.is_control() || it == char::REPLACEMENT_CHARACTER)
}

/// Adds a file with its text; one that could not be read gets an empty text, a finding and no part.
pub(super) fn take_in(sources: &mut Sources, name: String, part: Part, text: Result<String, Fault>) {
    match text {
        Ok(text) => {
            let file = sources.texts.push(name, Arc::<str>::from(text));
            sources.parts.push((file, part));
        }
        Err(fault) => {
            let file = sources.texts.push(name, "");
            sources.findings.push(finding(&sources.texts, file, &fault));
        }
    }
}

fn finding(texts: &Texts, file: FileId, fault: &Fault) -> Finding {
    let name = texts.name(file);
    let place = Span::default().in_file(file);
    match fault {
        Fault::Io(error) => {
            Finding::new(UNREADABLE_FILE, place, format!("`{name}` cannot be read: {}", describe(error)))
                .hint("give the user who runs this the right to read it")
        }
        Fault::NotUtf8(offset) => {
            Finding::new(NOT_UTF8, place, format!("`{name}` is not UTF-8 text from byte {offset} on"))
                .hint("save the file as UTF-8")
        }
        Fault::TooLarge(length) => {
            let size = length.div_ceil(1024 * 1024);
            Finding::new(FILE_TOO_LARGE, place, format!("`{name}` has {size} MiB; a text may have 8"))
                .hint("split it, or keep it outside the documents' folder and link to it")
        }
    }
}

/// The system's words for an error without its number.
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "it is gone".to_owned(),
        _ => error.to_string(),
    }
}
