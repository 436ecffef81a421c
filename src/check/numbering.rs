//! The next free number of a kind of document. A number that was ever given, or is still referred to, is never given
//! again (clause 7.5.2 a).

use std::collections::BTreeMap;

use super::rule::Context;
use crate::model::{Document, DocumentType};

/// The numbers that are taken. Each number that is handed out is taken from then on.
pub struct Numbers {
    /// The highest number of each head, such as `POL-`, with the digits it is written with.
    highest: BTreeMap<String, (u64, usize)>,
    /// For each type of document the heads of its ids, and how many have them.
    heads: BTreeMap<DocumentType, BTreeMap<String, usize>>,
}

impl Numbers {
    /// The numbers of the documents of now and of the base, and of documents that are gone and still named.
    pub fn of(cx: &Context<'_>) -> Self {
        let mut numbers = Numbers { highest: BTreeMap::new(), heads: BTreeMap::new() };
        let earlier = cx.base.iter().flat_map(|base| &base.handbook.documents);
        for document in cx.handbook.documents.iter().chain(earlier) {
            let id = document.front.id.as_ref().map(|it| it.value.as_str());
            id.into_iter().chain(named_documents(document)).for_each(|it| numbers.take(it));
            if let (Some((head, ..)), Some(kind)) = (id.and_then(parts), document.document_type()) {
                *numbers.heads.entry(kind).or_default().entry(head.to_owned()).or_insert(0) += 1;
            }
        }
        numbers
    }

    fn take(&mut self, id: &str) {
        let Some((head, number, width)) = parts(id) else { return };
        let known = self.highest.entry(head.to_owned()).or_insert((0, width));
        *known = (known.0.max(number), known.1.max(width));
    }

    /// The next id for a document of this type: after the pattern of the settings, else as most ids of its type are
    /// written. None where neither tells.
    pub fn next_of_type(&mut self, cx: &Context<'_>, kind: DocumentType) -> Option<String> {
        if let Some(pattern) = cx.config.isms.id_patterns.get(&kind) {
            let head = pattern.value.trim_end_matches('#');
            let width = pattern.value.len() - head.len();
            return if width == 0 || head.contains('#') { None } else { self.next(head, width) };
        }
        let heads = self.heads.get(&kind)?;
        let head = heads.iter().max_by_key(|(_, count)| **count)?.0.clone();
        let width = self.highest.get(&head)?.1;
        self.next(&head, width)
    }

    /// The next id that is written like this one.
    pub fn next_like(&mut self, id: &str) -> Option<String> {
        let (head, _, width) = parts(id)?;
        self.next(head, width)
    }

    /// None where the digits do not suffice.
    fn next(&mut self, head: &str, width: usize) -> Option<String> {
        let number = self.highest.get(head).map_or(0, |it| it.0).checked_add(1)?;
        let id = format!("{head}{number:0width$}");
        if id.len() > head.len() + width {
            return None;
        }
        self.take(&id);
        Some(id)
    }
}

/// What stands before the number at the end of an id, the number, and its digits.
fn parts(id: &str) -> Option<(&str, u64, usize)> {
    let head = id.trim_end_matches(|it: char| it.is_ascii_digit());
    let digits = &id[head.len()..];
    if head.is_empty() { None } else { Some((head, digits.parse().ok()?, digits.len())) }
}

/// The ids of documents that a document names, without their versions.
fn named_documents(document: &Document) -> impl Iterator<Item = &str> {
    let front = &document.front;
    let one = [&front.superseded_by, &front.parent, &front.translation_of].into_iter().flatten();
    let all = front.supersedes.iter().chain(&front.related).chain(one);
    all.map(|it| it.raw.value.split('@').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn an_id_ends_with_its_number() {
        assert_eq!(parts("POL-007"), Some(("POL-", 7, 3)));
        assert_eq!(parts("EXC-2026-02"), Some(("EXC-2026-", 2, 2)));
        assert_eq!([parts("POL"), parts("007"), parts("POL-99999999999999999999999")], [None; 3]);
    }
}
