//! The command line, one file a command.

mod base;
mod baseline;
mod build;
mod check;
mod diff;
mod explain;
mod fix;
mod reports;
mod export;
mod pull;
mod rules;
mod usage;
mod wording;
