//! Editions: the handbook as it stood at a tag, each in a folder of its own, and the list from which every page, however
//! old, finds the others. `docs/editions.md` describes the files that the pages of all editions read.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::address::fingerprint;
use super::history::PastWords;
use super::plan::PageKind;
use super::view::{Day, EditionView};
use super::words::Words;
use super::{Context, Renderer, json};
use crate::approval::State;
use crate::model::{Id, natural_order};
use crate::text::Date;

/// The folder of the site below which each edition has one.
pub const EDITIONS: &str = "editions";

/// From the root of an edition to the root of the site.
const ABOVE: &str = "../../";

/// The form of the lists that pages of all editions read.
const VERSION: u32 = 1;

/// What a site knows of other moments than its own.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// The tag, where the site is an edition; none for the current text.
    pub edition: Option<String>,
    /// What is published, the oldest first; empty for an edition.
    pub editions: Vec<Edition>,
    /// Ids of documents that the readers of the current text may not see; an edition for them does not show these either.
    pub hidden: BTreeSet<Id>,
    /// Of earlier versions; empty for an edition, which later tags must not change.
    pub words: PastWords,
}

/// A published edition, as its own manifest tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The tag.
    pub name: String,
    /// On which its commit was made.
    pub day: Date,
    pub commit: String,
    /// Documents that it shows, and how many of them were in force.
    pub documents: usize,
    pub in_force: usize,
    /// The named build that it is of.
    pub site: Option<String>,
    /// What built it.
    pub tool: String,
    /// Ids of the documents that it shows.
    pub shown: BTreeSet<Id>,
}

/// The parts of an edition's manifest that lists of editions are made from.
#[derive(Deserialize)]
struct Head {
    edition: String,
    today: String,
    commit: String,
    site: Option<String>,
    tool: String,
    documents: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: Option<String>,
    state: String,
}

impl Edition {
    /// Reads the manifest that lies in a folder of editions. None for what is no edition, or not the one that the folder is
    /// for.
    pub fn read(folder: &str, manifest: &str) -> Option<Self> {
        let head: Head = serde_json::from_str(manifest).ok()?;
        if edition_folder(&head.edition) != folder {
            return None;
        }
        Some(Edition {
            day: Date::parse(&head.today)?,
            documents: head.documents.len(),
            in_force: head.documents.iter().filter(|it| it.state == State::InForce.name()).count(),
            shown: head.documents.into_iter().filter_map(|it| it.id.map(Id::new)).collect(),
            name: head.edition,
            commit: head.commit,
            site: head.site,
            tool: head.tool,
        })
    }

    /// The address of its folder from the root of the site, with a slash at its end.
    pub fn address(&self) -> String {
        format!("{EDITIONS}/{}/", edition_folder(&self.name))
    }
}

/// Brings editions in the order of time; those of one day in the natural order of their names.
pub fn in_order(editions: &mut [Edition]) {
    editions.sort_by(|left, right| left.day.cmp(&right.day).then_with(|| natural_order(&left.name, &right.name)));
}

/// The name of an edition's folder: the tag, where it can be a file name and stand in an address as it is; else its letters
/// and digits with a mark made from its bytes.
pub fn edition_folder(tag: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-');
    if !tag.starts_with('.') && !tag.ends_with('.') && tag.len() <= 100 && tag.chars().all(is_plain) {
        return tag.to_owned();
    }
    let short: String = tag.chars().map(|it| if is_plain(it) { it } else { '-' }).take(60).collect();
    format!("{}--{:08x}", short.trim_matches('.'), fingerprint(tag))
}

/// The ids of documents that a site does not show.
pub fn hidden(cx: &Context<'_>) -> BTreeSet<Id> {
    let visible = super::visible::Visibility::of(cx);
    let documents = cx.handbook.indexed_documents().filter(|(index, _)| !visible.shows_document(*index));
    documents.filter_map(|(_, document)| document.id().cloned()).collect()
}

impl Context<'_> {
    /// From the root of this site, or edition, to the root of the whole.
    pub(super) fn above(&self) -> &'static str {
        if self.past.edition.is_some() { ABOVE } else { "" }
    }

    pub(super) fn edition_view(&self, words: &Words) -> Option<EditionView> {
        let name = self.past.edition.clone()?;
        Some(EditionView { name, day: Day::of(words, self.today) })
    }
}

#[derive(Serialize)]
struct List<'l> {
    version: u32,
    current: Current<'l>,
    /// The oldest first.
    editions: Vec<Line<'l>>,
}

#[derive(Serialize)]
struct Current<'l> {
    day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'l str>,
}

#[derive(Serialize)]
struct Line<'l> {
    name: &'l str,
    day: String,
    /// The folder from the root of the site, with a slash at its end.
    address: String,
    commit: &'l str,
    documents: usize,
    in_force: usize,
}

/// Which page a document has, and which pages there are besides.
#[derive(Serialize)]
struct Pages<'p> {
    version: u32,
    documents: BTreeMap<&'p str, String>,
    #[serde(rename = "pages")]
    others: Vec<&'p str>,
}

impl Renderer<'_> {
    fn list(&self) -> List<'_> {
        let line = |it: &'_ Edition| (it.day.to_string(), it.address());
        let editions = self.cx.past.editions.iter().map(|it| {
            let (day, address) = line(it);
            let Edition { name, commit, documents, in_force, .. } = it;
            Line { name, day, address, commit, documents: *documents, in_force: *in_force }
        });
        let current = Current { day: self.cx.today.to_string(), commit: self.cx.revision.as_deref() };
        List { version: VERSION, current, editions: editions.collect() }
    }

    /// The list of editions for programs.
    pub(super) fn editions_json(&self) -> Vec<u8> {
        json(&self.list())
    }

    /// The same as a script, which pages can load from disk too.
    pub(super) fn editions_script(&self) -> Vec<u8> {
        script("window.handbookEditions = ", &self.list(), ";\n")
    }

    /// What leads from the pages of other editions to the same page of this one.
    pub(super) fn pages_script(&self) -> Vec<u8> {
        let plan = self.plan();
        let shown = self.scope.documents();
        let documents = shown.filter_map(|(index, it)| Some((it.id()?.as_str(), self.addresses.document(index))));
        let is_other = |kind: PageKind| Self::is_read(kind) && !matches!(kind, PageKind::Document(_));
        let pages = plan.pages.iter().filter(|it| is_other(it.kind)).map(|it| it.path.as_str());
        let pages = Pages { version: VERSION, documents: documents.collect(), others: pages.collect() };
        script("window.handbookPages && handbookPages(", &pages, ");\n")
    }
}

/// Data between two pieces of a script. No text can end the script, wherever it is put.
fn script(before: &str, data: &impl Serialize, after: &str) -> Vec<u8> {
    // Texts, numbers and lists have no value that JSON refuses.
    let data = serde_json::to_string(data).unwrap_or_default();
    let data = data.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("{before}{data}{after}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{edition_folder, script};

    #[test]
    fn folders_of_editions_are_tags_where_they_can_be() {
        assert_eq!(edition_folder("v1.0"), "v1.0");
        let odd = ["2026/q1", "v1\u{e9}", "<v>", "v1..", "CON/x", "2026-q1"].map(edition_folder);
        assert!(odd.iter().all(|it| it.bytes().all(|it| it.is_ascii_alphanumeric() || b".-".contains(&it))), "{odd:?}");
        assert!(odd[..5].iter().all(|it| it.contains("--")), "{odd:?}");
        assert_ne!(odd[0], odd[5]);
    }

    #[test]
    fn no_name_ends_a_script() {
        let text = String::from_utf8(script("x(", &"</script>\u{2028}\"", ");")).unwrap_or_default();
        assert_eq!(text, "x(\"\\u003c/script>\\u2028\\\"\");");
    }
}
