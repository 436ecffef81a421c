//! What templates see: the contract with `theme/`. Only texts, numbers and flags; every address is counted from the root
//! of the site, and templates put `root` before it.

use serde::Serialize;

pub use super::markup::{Piece, PieceKind, Pieces};

use super::markup;

/// A day: for people, and for machines.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// `1 March 2026`
    pub words: String,
    /// `2026-03-01`
    pub iso: String,
}

/// A link with words.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub href: String,
    pub words: String,
}

/// One named fact.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: String,
    /// Beside each other, or as a list.
    pub pieces: Pieces,
}

/// A badge that stands for itself.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    /// The look: `in-force`, `draft`, `yes`, `no` and so on.
    pub tone: String,
    pub text: String,
}

/// A table with named columns; rows stand in groups, one without a title where they are not grouped.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    pub caption: String,
    pub columns: Vec<Column>,
    pub groups: Vec<Group>,
    /// What stands there when there is no row.
    pub empty: String,
    /// How many rows there are in all parts together.
    pub total: usize,
    pub is_wide: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub label: String,
    /// `id`, `words`, `long`, `narrow` or `number`.
    pub kind: &'static str,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Group {
    pub title: Option<String>,
    /// What stands beside the title, such as a count.
    pub note: Option<String>,
    pub anchor: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// `excluded`, `overdue`, or empty.
    pub class: &'static str,
    pub anchor: Option<String>,
    /// Cells in the order of the columns; the first names the row.
    #[serde(serialize_with = "markup::lines")]
    pub cells: Vec<Vec<Piece>>,
    /// What filters look at: names and values.
    pub facets: Vec<Facet>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Facet {
    pub name: &'static str,
    pub value: String,
}

/// A choice above a table, shown by the script that serves it.
#[derive(Debug, Clone, Serialize)]
pub struct Filter {
    pub name: &'static str,
    pub label: String,
    pub options: Vec<Choice>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub words: String,
}

/// A number that stands for itself, with its share of a whole as a bar where it has one.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub number: usize,
    pub words: String,
    pub note: String,
    pub href: Option<String>,
    /// The look; empty where nothing is to be said by it.
    pub tone: &'static str,
    /// Drawing of the share; safe.
    pub bar: Option<String>,
}

/// Related things under a title.
#[derive(Debug, Clone, Serialize)]
pub struct Relations {
    pub title: String,
    /// The items of a list.
    #[serde(serialize_with = "markup::items")]
    pub pieces: Vec<Piece>,
    /// How many are left out.
    pub more: usize,
}

/// A heading in the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct Anchor {
    /// 2 or 3.
    pub level: u8,
    pub words: String,
    pub href: String,
}

/// The parts of a long list.
#[derive(Debug, Clone, Serialize)]
pub struct Parts {
    /// From 1.
    pub current: usize,
    pub links: Vec<Link>,
}

/// The frame of all pages, the same on each.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    pub title: String,
    pub organization: String,
    pub description: String,
    pub language: String,
    /// `ltr` or `rtl`, by the language where the settings do not say.
    pub direction: String,
    /// The day for which the site was made.
    pub today: Day,
    /// The first digits of the commit, where the sources are what one holds.
    pub revision: Option<String>,
    pub is_draft: bool,
    /// Whether search engines may take it up.
    pub is_indexed: bool,
    /// `light` or `dark`, none where the reader's system decides.
    pub default_theme: Option<String>,
    pub styles: Vec<String>,
    pub scripts: Vec<String>,
    /// Which edition this is, where it is not the current text.
    pub edition: Option<EditionView>,
    /// What leads from the root of an edition to that of the whole site; empty for the current text.
    pub above: &'static str,
    /// Whether editions are published beside the current text.
    pub has_editions: bool,
    /// Whether there is a search index.
    pub is_searchable: bool,
    pub sections: Vec<SectionLink>,
    pub shelves: Vec<Shelf>,
}

/// The edition that a page belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct EditionView {
    pub name: String,
    /// On which it was cut.
    pub day: Day,
}

/// A section of the first level in the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct SectionLink {
    pub key: u32,
    pub href: String,
    pub words: String,
}

/// A group of pages in the navigation beside the sections.
#[derive(Debug, Clone, Serialize)]
pub struct Shelf {
    pub title: String,
    pub links: Vec<ShelfLink>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ShelfLink {
    pub key: &'static str,
    pub href: String,
    pub words: String,
}

/// The open branch of the navigation, from a section down.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Branch {
    pub key: u32,
    pub href: String,
    pub words: String,
    /// Documents of the section, when it is the last that is open; long lists show the neighbours only.
    pub documents: Vec<BranchLink>,
    /// How many documents are left out.
    pub more: usize,
    pub sections: Vec<SectionLink>,
    pub open: Option<Box<Branch>>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BranchLink {
    pub href: String,
    pub id: Option<String>,
    /// The title, and what a reader must know before following it: that it is not in force, or that its review is overdue.
    pub title: Piece,
}

/// What is particular to one page in the frame.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Page {
    pub title: String,
    pub path: String,
    /// The template's own name without ending, for styles.
    pub kind: &'static str,
    /// The shelf link under which the page stands.
    pub shelf: &'static str,
    pub description: String,
    pub crumbs: Vec<Link>,
    pub branch: Option<Branch>,
    pub contents: Vec<Anchor>,
    /// The same for a spreadsheet or a calendar.
    pub downloads: Vec<Link>,
    pub canonical: Option<String>,
    /// The id of the document that the page shows, for the switch between editions.
    pub document: Option<String>,
    /// What runs along the head of printed sheets.
    pub running: String,
    /// The text takes the width of the contents too.
    pub is_wide: bool,
    /// Other search tools may take the page up; lists, which only repeat, are left out.
    pub is_searchable: bool,
}
