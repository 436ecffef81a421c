//! Headings by their anchors, so that a file of thousands of headings and of links to them is linked in bounded time.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::{Document, Heading};

/// Up to so many headings are looked through one after the other.
const FEW: usize = 32;

/// For each document that has many headings their numbers in the order of the anchors; nothing for the others.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors(Vec<Box<[u32]>>);

impl Anchors {
    pub(super) fn of(documents: &[Document]) -> Self {
        Anchors(documents.par_iter().map(|it| in_order(&it.body.headings)).collect())
    }

    /// The same where these documents have other headings now; none where that changes nothing.
    pub(super) fn with(&self, documents: &[Document], reshaped: &BTreeSet<u32>) -> Option<Self> {
        let ordered = reshaped.iter().map(|it| (*it as usize, in_order(&documents[*it as usize].body.headings)));
        let ordered: Vec<_> = ordered.filter(|(at, order)| self.0.get(*at) != Some(order)).collect();
        if ordered.is_empty() {
            return None;
        }
        let mut made = self.clone();
        for (at, order) in ordered {
            made.0[at] = order;
        }
        Some(made)
    }

    /// The first heading of a document, whose headings these are, with this anchor.
    pub(super) fn find(&self, document: u32, anchor: &str, headings: &[Heading]) -> Option<u32> {
        let order = self.0.get(document as usize).filter(|it| !it.is_empty());
        let Some(order) = order else {
            return (0..).zip(headings).find(|(_, it)| it.anchor == anchor).map(|(number, _)| number);
        };
        let anchor_of = |number: u32| headings[number as usize].anchor.as_str();
        let place = order.partition_point(|it| anchor_of(*it) < anchor);
        order.get(place).copied().filter(|it| anchor_of(*it) == anchor)
    }
}

fn in_order(headings: &[Heading]) -> Box<[u32]> {
    if headings.len() <= FEW {
        return Box::default();
    }
    let mut order: Vec<u32> = (0..).take(headings.len()).collect();
    order.sort_by_key(|it| &headings[*it as usize].anchor);
    order.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::Target;
    use crate::{link, source};

    #[test]
    fn headings_are_found_in_short_files_and_in_long_ones() {
        for count in [2, super::FEW, super::FEW + 1, 200] {
            let headings = (0..count).map(|it| format!("## Part {it}\n")).collect::<Vec<_>>().join("\n");
            let links = format!("[a](#part-{}) [b](#part-{count}) [c](b.md#part-0)\n", count - 1);
            let files = format!("//- policies/a.md\n{headings}\n{links}//- policies/b.md\n{headings}");
            let handbook = link::link(&source::fixture(&files), &Config::default()).handbook;
            let targets: Vec<_> = handbook.documents[0].body.links.iter().map(|it| it.target).collect();
            let expected = [Target::Heading(0, count as u32 - 1), Target::Document(0), Target::Heading(1, 0)];
            assert_eq!(targets, expected.map(Some), "{count}");
        }
    }
}
