//! Anchors of headings: unique in a document, and the same as long as the heading's words are the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::slug;

/// The anchors given so far, and the headings above the next one.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    /// The number that the next heading of the same words gets: lower ones are all taken.
    next: BTreeMap<String, u32>,
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
        let is_free = |it: &String| !self.taken.contains(it);
        let anchor = std::iter::once(plain.clone()).chain(under_parent).find(is_free).unwrap_or_else(|| {
            let next = self.next.entry(plain.clone()).or_insert(2);
            let number = (*next..=u32::MAX).find(|it| !self.taken.contains(&format!("{plain}-{it}"))).unwrap_or(*next);
            *next = number.saturating_add(1);
            format!("{plain}-{number}")
        });
        self.taken.insert(anchor.clone());
        self.above.push((level, anchor.clone()));
        anchor
    }
}
