//! The command line, one file a command.

mod build;
mod check;
mod explain;
mod rules;
mod usage;
