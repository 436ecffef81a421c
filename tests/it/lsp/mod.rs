//! The language server as an editor meets it: the real program over its standard streams.

mod client;
mod extension;
mod findings;
mod life;
mod names;
mod renaming;
mod writing;

pub(super) use client::Client;
pub(super) use writing::edited;

use super::project::{POLICY, Project, SMALL};

/// The small handbook with its one policy.
fn small() -> Project {
    Project::of(&format!("{SMALL}{POLICY}"))
}

/// The text of the policy.
fn policy() -> String {
    POLICY.split_once('\n').expect("the fixture begins with the name of its file").1.to_owned()
}

const FILE: &str = "policies/access.md";

/// Line and column, from 0 and in bytes, of words in a text.
pub(super) fn place(text: &str, words: &str) -> (usize, usize) {
    let at = text.find(words).unwrap_or_else(|| panic!("`{words}` is not in the text"));
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    (text[..at].matches('\n').count(), at - start)
}
