//! The groups of readers that documents are written for: which of them a site tells of, and what each is given.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::slug;

use super::address::Addresses;
use super::view::Piece;
use super::{Context, Renderer};

/// The page that lists all audiences.
pub(super) const ALL: &str = "audiences/index.html";

/// An audience of the settings that a document of the site names.
pub(super) struct Audience {
    /// Its place in the settings.
    pub(super) index: u32,
    /// The name of its files, without folder and ending.
    stem: String,
}

impl Audience {
    pub(super) fn page(&self) -> String {
        format!("audiences/{}.html", self.stem)
    }

    pub(super) fn feed(&self) -> String {
        format!("feeds/{}.xml", self.stem)
    }
}

/// The audiences that a document of the site names, in the order of the settings. One that no shown document names is not
/// told.
pub(super) fn audiences(cx: &Context<'_>, addresses: &Addresses) -> Vec<Audience> {
    let shown = cx.handbook.indexed_documents().filter(|(index, _)| addresses.visible.shows_document(*index));
    let named: BTreeSet<&str> =
        shown.flat_map(|(_, it)| it.front.audience.iter().map(|it| it.value.as_str())).collect();
    let mut taken = BTreeSet::from(["index".to_owned()]);
    let mut found = Vec::new();
    for (index, audience) in (0..).zip(&cx.config.isms.audiences) {
        let stem = slug(audience);
        // No slug ends with a hyphen.
        let stem = if stem == "index" { "index-".to_owned() } else { stem };
        if named.contains(audience.as_str()) && taken.insert(stem.clone()) {
            found.push(Audience { index, stem });
        }
    }
    found
}

/// The pages of the audiences, by the names that the settings give them.
pub(super) fn pages(cx: &Context<'_>, addresses: &Addresses) -> BTreeMap<String, String> {
    let name = |it: &Audience| cx.config.isms.audiences.get(it.index as usize).cloned().unwrap_or_default();
    audiences(cx, addresses).iter().map(|it| (name(it), it.page())).collect()
}

/// The documents for an audience that the site shows, in the handbook's order: those that name it, and those that name
/// none, which are for everybody.
pub(super) fn documents_for(cx: &Context<'_>, addresses: &Addresses, audience: u32) -> Vec<u32> {
    let Some(wanted) = cx.config.isms.audiences.get(audience as usize) else { return Vec::new() };
    let is_meant = |index: u32| {
        let named = &cx.handbook.document(index).front.audience;
        named.is_empty() || named.iter().any(|it| it.value == *wanted)
    };
    let shown = cx.handbook.indexed_documents().map(|(index, _)| index);
    shown.filter(|it| addresses.visible.shows_document(*it) && is_meant(*it)).collect()
}

impl Renderer<'_> {
    /// What an audience is called, leading to its page.
    pub(super) fn audience_piece(&self, audience: &Audience) -> Piece {
        let name = self.cx.config.isms.audiences.get(audience.index as usize).map_or("", String::as_str);
        Piece::text(self.words.value(name)).leading_to(Some(audience.page()))
    }

    /// All of them.
    pub(super) fn audience_pieces(&self) -> Vec<Piece> {
        audiences(&self.cx, &self.addresses).iter().map(|it| self.audience_piece(it)).collect()
    }

    /// For filters: the audiences of a document; all there are where it names none.
    pub(super) fn audience_facet(&self, document: u32) -> String {
        let named = &self.handbook.document(document).front.audience;
        if named.is_empty() {
            return self.audience_pages.keys().cloned().collect::<Vec<_>>().join("|");
        }
        named.iter().map(|it| it.value.clone()).collect::<Vec<_>>().join("|")
    }

    /// The same for a name as a document writes it; one that has no page stays a word.
    pub(super) fn audience_named(&self, name: &str) -> Piece {
        let page = self.audience_pages.get(name).cloned();
        Piece::text(self.words.value(name)).leading_to(page)
    }
}
