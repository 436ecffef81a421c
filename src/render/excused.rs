//! Findings that somebody answers for, as a site tells them: which of them its readers may know of, and what they concern.

use std::collections::BTreeMap;

use crate::model::Handbook;
use crate::text::{Date, FileId, Place};

use super::visible::Visibility;

/// A finding that somebody answers for. Whoever makes one has put stars in place of what looks like a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excused {
    /// Code and name of the rule.
    pub code: &'static str,
    pub rule: &'static str,
    pub message: String,
    pub place: Place,
    pub reason: String,
    /// The role that answers for it, as written.
    pub by: String,
    pub until: Date,
    /// Where the permission is written.
    pub written: Place,
}

impl Excused {
    /// Those that the site may tell. In a limited one only what a shown document says of itself: a permission in the
    /// settings or a register is under nobody's classification.
    pub(super) fn shown<'e>(
        all: &'e [Excused],
        handbook: &Handbook,
        visible: &Visibility,
    ) -> Vec<(Option<u32>, &'e Excused)> {
        if all.is_empty() {
            return Vec::new();
        }
        let documents: BTreeMap<FileId, u32> =
            handbook.indexed_documents().map(|(index, document)| (document.file, index)).collect();
        let told = |it: &'e Excused| {
            let document = documents.get(&it.place.file).copied();
            let is_own = it.written.file == it.place.file && document.is_some_and(|it| visible.shows_document(it));
            if visible.is_limited() && !is_own { None } else { Some((document, it)) }
        };
        all.iter().filter_map(told).collect()
    }
}
