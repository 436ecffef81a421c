//! The command line, one file a command.

mod acknowledgements;
mod base;
mod baseline;
mod build;
mod check;
mod diff;
#[cfg(target_os = "linux")]
mod disk;
mod explain;
mod export;
mod fix;
mod import;
mod init;
mod manual;
mod new;
mod pull;
mod reports;
mod rules;
mod schema;
#[cfg(unix)]
mod serve;
mod theme;
mod usage;
mod verify;
mod wording;
