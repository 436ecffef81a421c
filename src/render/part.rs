//! Long lists in parts: no page grows without bound.

use super::view::{Link, Parts};

/// Rows on one page of a list.
pub(super) const ROWS: usize = 500;

/// Documents on one page of a role's duties.
pub(super) const DUTIES: usize = 100;

/// Links in one list on a page that is not itself a list.
pub(super) const LINKS: usize = 60;

/// One part of a list, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Part {
    pub index: usize,
}

impl Part {
    /// The parts of a list of this length; an empty list has one.
    pub(super) fn all(length: usize, rows: usize) -> impl Iterator<Item = Part> {
        (0..length.div_ceil(rows).max(1)).map(|index| Part { index })
    }

    /// The rows of this part.
    pub(super) fn rows<T>(self, list: &[T], rows: usize) -> &[T] {
        let start = (self.index * rows).min(list.len());
        &list[start..(start + rows).min(list.len())]
    }

    /// Links to all parts of a list, as seen from this one; none where there is no other.
    pub(super) fn links(self, first: &str, length: usize, rows: usize) -> Option<Parts> {
        let link = |it: Part| Link { href: it.path(first), words: (it.index + 1).to_string() };
        let links: Vec<Link> = Part::all(length, rows).map(link).collect();
        if links.len() > 1 { Some(Parts { current: self.index + 1, links }) } else { None }
    }

    /// The address of this part, made from that of the first; no slug has two hyphens in a row.
    pub(super) fn path(self, first: &str) -> String {
        match (self.index, first.strip_suffix(".html")) {
            (0, _) | (_, None) => first.to_owned(),
            (index, Some(stem)) => format!("{stem}--{}.html", index + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn lists_are_cut_into_parts_with_addresses_of_their_own() {
        let list: Vec<usize> = (0..7).collect();
        let parts: Vec<_> =
            Part::all(list.len(), 3).map(|part| (part.path("a/index.html"), part.rows(&list, 3).len())).collect();
        let names = ["a/index.html", "a/index--2.html", "a/index--3.html"].map(str::to_owned);
        assert_eq!(parts, names.into_iter().zip([3, 3, 1]).collect::<Vec<_>>());
        assert_eq!(Part::all(0, 3).count(), 1);
    }
}
