//! The starter of `init`: the example handbook of this repository made into drafts of somebody else, or the smallest valid
//! handbook. Which of the files are there already, and writing the others, is for others.

mod documents;
mod minimal;
mod registers;
mod settings;
mod team;

use std::borrow::Cow;

use rust_embed::RustEmbed;

pub use settings::{VARIABLES, Variable};
pub use team::Ci;

#[derive(RustEmbed)]
#[folder = "policies/"]
struct Policies;

#[derive(RustEmbed)]
#[folder = "controls/"]
struct Controls;

#[derive(RustEmbed)]
#[folder = "registers/"]
struct RegisterFiles;

/// The settings of the example.
const SETTINGS: &str = include_str!("../../../book.toml");

/// Whose handbook it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    pub organization: String,
    /// Values by the names of [`VARIABLES`]; where one is absent, a neutral word stands for it.
    pub variables: Vec<(String, String)>,
    pub extent: Extent,
    pub ci: Ci,
}

/// How much is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// A complete management system as drafts.
    Whole,
    /// One policy and one role.
    Minimal,
}

/// The files of the starter with their names, sorted by name.
pub fn starter(wish: &Starter) -> Vec<(String, String)> {
    let mut files = match wish.extent {
        Extent::Whole => whole(wish),
        Extent::Minimal => minimal::files(wish),
    };
    let facts = documents::facts(&files);
    files.extend(team::files(wish, &facts));
    files.sort();
    files
}

fn whole(wish: &Starter) -> Vec<(String, String)> {
    let mut files = vec![("book.toml".to_owned(), settings::settings(SETTINGS, wish))];
    files.extend(carried::<Policies>("policies").map(|(name, text)| documents::draft(&name, &text)));
    let registers = carried::<Controls>("controls").chain(carried::<RegisterFiles>("registers"));
    files.extend(registers.map(|(name, text)| {
        let text = registers::emptied(&text, wish);
        (name, text)
    }));
    files
}

/// The texts of an embedded folder with their names below the root.
fn carried<E: RustEmbed>(folder: &'static str) -> impl Iterator<Item = (String, String)> {
    E::iter().filter_map(move |name: Cow<'static, str>| {
        let bytes = E::get(&name)?.data;
        Some((format!("{folder}/{name}"), String::from_utf8_lossy(&bytes).into_owned()))
    })
}
