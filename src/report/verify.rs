//! What holding a published folder against the sources showed, as text or JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::{counted, wording};
use crate::model::short_commit;
use crate::text::Date;

/// What does not agree. The order is that of the report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// The file is not what its own manifest lists.
    Changed { path: String },
    /// The file is what was built, and the sources give another.
    Other { path: String },
    /// A file that the sources give, or the manifest lists, is not there.
    Missing { path: String },
    /// A file that neither the manifest nor the sources know.
    Foreign { path: String },
    /// A document is shown as in force and is not.
    NotInForce {
        /// Id and version, as published.
        document: String,
        /// Its state by the sources; none where they have no such document.
        state: Option<&'static str>,
    },
    /// A document is in force in other words than those that are published (H604).
    PublishedDiffersFromApproved {
        /// Id and version, as published.
        document: String,
    },
    /// The tag of a published edition names another commit now.
    TagMoved { edition: String },
}

impl Fault {
    /// The same for a folder that holds what it is about.
    #[must_use]
    pub fn below(mut self, folder: &str) -> Self {
        match &mut self {
            Fault::Changed { path } | Fault::Other { path } | Fault::Missing { path } | Fault::Foreign { path } => {
                path.insert_str(0, folder);
            }
            Fault::NotInForce { .. } | Fault::PublishedDiffersFromApproved { .. } | Fault::TagMoved { .. } => {}
        }
        self
    }
}

/// What was held against what.
#[derive(Debug, Clone)]
pub struct Verified<'v> {
    /// In the published manifest.
    pub files: usize,
    /// In the published manifest.
    pub documents: usize,
    /// Editions beside the current text.
    pub editions: usize,
    /// What could not be held against the sources, and why.
    pub notes: Vec<String>,
    pub today: Date,
    /// The day of the build and the commit that it was made from.
    pub built: (&'v str, Option<&'v str>),
    /// Of the sources, where they are what a commit holds.
    pub commit: Option<String>,
    /// What built the site, where it was another version than this.
    pub other_tool: Option<&'v str>,
    pub faults: Vec<Fault>,
}

/// For people.
pub fn text(verified: &Verified<'_>) -> String {
    let mut out = String::new();
    for fault in &verified.faults {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", words(fault));
    }
    for note in &verified.notes {
        let _ = writeln!(out, "{}", wording::plain(note));
    }
    let (day, commit) = verified.built;
    let from = commit.map(|it| format!(" from commit {}", short(it))).unwrap_or_default();
    let here = match (&verified.commit, commit) {
        (Some(own), Some(other)) if own != other => format!("; the sources here are at {}", short(own)),
        _ => String::new(),
    };
    if let Some(tool) = verified.other_tool {
        let tool = wording::plain(tool);
        let _ =
            writeln!(out, "the site was built by {tool}, another version than this: pages may differ for that alone");
    }
    let verdict = match verified.faults.len() {
        0 => "all agree with the sources".to_owned(),
        faults => format!("{} found", counted(faults, "difference")),
    };
    let (files, mut documents) = (counted(verified.files, "file"), counted(verified.documents, "document"));
    if verified.editions > 0 {
        let _ = write!(documents, " and {}", counted(verified.editions, "edition"));
    }
    let day = wording::plain(day);
    let _ = writeln!(out, "{files} with {documents}, built on {day}{from}{here}: {verdict}");
    out
}

fn short(commit: &str) -> String {
    wording::plain(short_commit(commit))
}

fn words(fault: &Fault) -> String {
    let name = |path: &str| wording::plain(path);
    match fault {
        Fault::Changed { path } => format!("`{}` was changed after it was built", name(path)),
        Fault::Other { path } => format!("`{}` is not what the sources give", name(path)),
        Fault::Missing { path } => format!("`{}` is missing", name(path)),
        Fault::Foreign { path } => format!("`{}` does not belong to the site", name(path)),
        Fault::NotInForce { document, state: Some(state) } => {
            format!("`{}` is shown as in force, and is {state}", name(document))
        }
        Fault::NotInForce { document, state: None } => {
            format!("`{}` is shown as in force, and the sources do not have it", name(document))
        }
        Fault::PublishedDiffersFromApproved { document } => {
            format!("`{}` is published in other words than those that are approved (H604)", name(document))
        }
        Fault::TagMoved { edition } => {
            format!("the tag of edition `{}` names another commit now than when it was built", name(edition))
        }
    }
}

#[derive(Serialize)]
struct Wire<'v> {
    schema: &'static str,
    today: String,
    built_on: &'v str,
    built_from: Option<&'v str>,
    built_by_other: Option<&'v str>,
    commit: Option<&'v str>,
    files: usize,
    documents: usize,
    editions: usize,
    notes: &'v [String],
    faults: &'v [Fault],
}

/// For programs; `docs/manifest.md` describes it.
pub fn json(verified: &Verified<'_>) -> String {
    let wire = Wire {
        schema: "ismsbook-verify/1",
        today: verified.today.to_string(),
        built_on: verified.built.0,
        built_from: verified.built.1,
        built_by_other: verified.other_tool,
        commit: verified.commit.as_deref(),
        files: verified.files,
        documents: verified.documents,
        editions: verified.editions,
        notes: &verified.notes,
        faults: &verified.faults,
    };
    // Texts and numbers always have a form in JSON.
    serde_json::to_string_pretty(&wire).unwrap_or_default() + "\n"
}
