//! What stops a run: one error, with its path and what was being done. Trouble in the user's texts is never here.

use std::io;
use std::path::PathBuf;

/// Why a command could not do its work. Exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read `{}`: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write `{}`: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("`{}` is not a folder", path.display())]
    NotAFolder { path: PathBuf },
    #[error("{message}")]
    Usage { message: String },
    #[error("{message}")]
    Git { message: String },
    /// A fault of the theme: the file below its folder and the bytes in it, where the project has written it.
    #[error("{}{message}", of_theme(path.as_deref()))]
    Theme { path: Option<String>, bytes: std::ops::Range<usize>, message: String },
}

fn of_theme(path: Option<&str>) -> String {
    path.map(|path| format!("`{path}` of the theme: ")).unwrap_or_default()
}

impl Error {
    pub fn read(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Error::Read { path: path.into(), source }
    }

    pub fn write(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Error::Write { path: path.into(), source }
    }

    pub fn git(message: impl Into<String>) -> Self {
        Error::Git { message: message.into() }
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Error::Usage { message: message.into() }
    }
}
