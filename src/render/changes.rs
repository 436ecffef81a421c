//! What changed in the documents that a site shows, from their histories; the newest first.

use crate::text::{Date, Spanned};

use super::Renderer;

/// One entry of a document's history that has a day.
pub(super) struct Change<'c> {
    pub(super) day: Date,
    pub(super) document: u32,
    /// The place of the entry in the history.
    place: usize,
    pub(super) version: &'c str,
    /// `major`, `minor`, `editorial`, `review`, or empty.
    pub(super) kind: &'static str,
    pub(super) summary: &'c str,
}

impl Change<'_> {
    /// What names the change among those of its document.
    pub(super) fn key(&self) -> String {
        if self.version.is_empty() {
            format!("entry-{}", self.place + 1)
        } else {
            format!("{}-{}", self.version, self.kind)
        }
    }
}

/// All changes, the newest first, then in the order of the handbook.
pub(super) fn changes<'c>(renderer: &Renderer<'c>) -> Vec<Change<'c>> {
    fn text(value: Option<&Spanned<String>>) -> &str {
        value.map_or("", |it| it.value.as_str())
    }
    let mut changes = Vec::new();
    for (document, data) in renderer.scope.documents() {
        for (place, entry) in data.front.history.iter().enumerate() {
            let Some(day) = &entry.date else { continue };
            changes.push(Change {
                day: day.value,
                document,
                place,
                version: text(entry.version.as_ref()),
                kind: entry.kind.as_ref().map_or("", |it| it.value.name()),
                summary: text(entry.summary.as_ref()),
            });
        }
    }
    changes.sort_by_key(|it| (std::cmp::Reverse(it.day), it.document, std::cmp::Reverse(it.place)));
    changes
}
