//! The one integration binary: the program as its users run it, its sites, and the laws of the source tree.

#[cfg(unix)]
mod approvals;
#[cfg(unix)]
mod bad_files;
mod bad_input;
mod bad_pages;
mod bytes;
mod ci;
mod cli;
mod days;
mod dependencies;
mod editions;
mod findings;
mod fixing;
mod floors;
mod foreign;
#[path = "../../benches/generate.rs"]
mod generate;
mod git;
mod history;
mod html;
mod lexer;
mod lists;
mod lsp;
mod mutation;
mod outputs;
#[cfg(unix)]
mod preview;
mod project;
mod reading;
mod rule_pages;
mod session;
mod site;
mod theme;
mod tidy;
mod upheaval;
mod words;
