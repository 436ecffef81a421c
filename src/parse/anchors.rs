//! Anchors of headings: unique in a document, and the same as long as the heading's words are the same.

use std::collections::BTreeSet;

use crate::text::slug;

/// The anchors given so far, and the headings above the next one.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    /// Level and anchor of each open heading above.
    above: Vec<(u8, String)>,
}

impl Anchors {
    /// The anchor of the next heading: its own, else its words; if another has that, its parent's and its words; if
    /// that is taken too, a number follows. So an anchor does not depend on headings elsewhere in the document, except
    /// on an earlier one of the same words.
    pub(super) fn take(&mut self, level: u8, words: &str, own: Option<String>) -> String {
        self.above.retain(|(above, _)| *above < level);
        let plain = own.filter(|it| !it.is_empty()).unwrap_or_else(|| slug(words));
        let under_parent = self.above.last().map(|(_, parent)| format!("{parent}-{plain}"));
        let numbered = (2_u32..).map(|number| format!("{plain}-{number}"));
        let mut candidates = std::iter::once(plain.clone()).chain(under_parent).chain(numbered);
        let anchor = candidates.find(|it| !self.taken.contains(it)).unwrap_or(plain);
        self.taken.insert(anchor.clone());
        self.above.push((level, anchor.clone()));
        anchor
    }
}
