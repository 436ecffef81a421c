//! Limits that texts set: a number with a unit, and the words that say of what.

use std::collections::{BTreeMap, BTreeSet};

use super::wording;
use crate::model::Body;
use crate::text::Span;

/// Words that say nothing on the subject of a sentence.
const EMPTY: [&str; 44] = [
    "a", "an", "the", "of", "in", "on", "for", "to", "and", "or", "is", "are", "be", "has", "have", "had", "must",
    "shall", "should", "will", "may", "can", "it", "its", "their", "our", "your", "you", "we", "they", "that", "which",
    "this", "with", "by", "from", "as", "each", "every", "all", "any", "long", "than", "then",
];

/// Units in the singular.
const UNITS: [&str; 16] = [
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "character",
    "digit",
    "letter",
    "attempt",
    "percent",
    "bit",
    "metre",
    "person",
    "generation",
];

/// Words that relate a limit to a subject and are none themselves.
const RELATIONS: [&str; 16] = [
    "at", "least", "most", "within", "after", "before", "end", "up", "more", "less", "longer", "maximum", "minimum",
    "until", "later", "once",
];

/// Words between a number and its unit that make it another one.
const KINDS: [&str; 3] = ["working", "business", "calendar"];

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A sentence with exactly one limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// As it is written: "14 characters".
    pub written: String,
    pub number: String,
    /// What the limit is of: the unit and the words of the sentence that carry meaning, in the singular.
    pub unit: String,
    pub subject: BTreeSet<String>,
    /// The words of the subject in the order of the sentence.
    pub words: Vec<String>,
    pub place: Span,
}

/// The limits of an English text.
pub fn limits(body: &Body) -> Vec<Limit> {
    let blocks = wording::blocks_with_places(body);
    let of_block = |(text, place): &(String, Span)| -> Vec<Limit> {
        let sentences = text.split_inclusive(". ");
        sentences.filter_map(|sentence| limit(sentence, body, *place)).collect()
    };
    blocks.iter().flat_map(of_block).collect()
}

fn limit(sentence: &str, body: &Body, block: Span) -> Option<Limit> {
    let words: Vec<&str> = sentence.split_whitespace().map(bare).filter(|it| !it.is_empty()).collect();
    let mut found: Option<(usize, Quantity)> = None;
    let mut at = 0;
    while at < words.len() {
        match quantity(&words[at..]) {
            // Of two limits in one sentence nobody can say which word belongs to which.
            Some(_) if found.is_some() => return None,
            Some(quantity) => {
                let length = quantity.length;
                found = Some((at, quantity));
                at += length;
            }
            None => at += 1,
        }
    }
    let (start, quantity) = found?;
    let around = words[..start].iter().chain(&words[start + quantity.length..]);
    let words: Vec<String> =
        around.map(|it| singular(&it.to_lowercase())).filter(|it| !EMPTY.contains(&it.as_str())).collect();
    let place = place(body, block, &quantity.written);
    let Quantity { written, number, unit, .. } = quantity;
    Some(Limit { written, number, unit, subject: words.iter().cloned().collect(), words, place })
}

struct Quantity {
    written: String,
    number: String,
    unit: String,
    /// In words.
    length: usize,
}

fn quantity(words: &[&str]) -> Option<Quantity> {
    let first = words.first()?.to_lowercase();
    let (digits, is_percent) = first.strip_suffix('%').map_or((first.as_str(), false), |it| (it, true));
    let is_number = digits.starts_with(|it: char| it.is_ascii_digit())
        && digits.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b','));
    let named = NUMBERS.iter().position(|it| *it == digits).map(|it| (it + 1).to_string());
    let number = named.or_else(|| is_number.then(|| digits.to_owned()))?;
    if is_percent {
        return Some(Quantity { written: words[0].to_owned(), number, unit: "percent".to_owned(), length: 1 });
    }
    let is_kind = words.get(1).is_some_and(|it| KINDS.contains(&it.to_lowercase().as_str()));
    let length = if is_kind { 3 } else { 2 };
    let last = singular(&words.get(length - 1)?.to_lowercase());
    let unit = if last == "%" { "percent" } else { last.as_str() };
    if !UNITS.contains(&unit) {
        return None;
    }
    let unit = if is_kind { format!("{} {unit}", words[1].to_lowercase()) } else { unit.to_owned() };
    Some(Quantity { written: words[..length].join(" "), number, unit, length })
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|it: char| !it.is_alphanumeric() && it != '%')
}

fn singular(word: &str) -> String {
    let is_plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    if is_plural { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

/// Where the limit is written; the whole block where the source spells it in another way.
fn place(body: &Body, block: Span, written: &str) -> Span {
    let source = body.source.get(block.range()).unwrap_or_default();
    let start = source.find(written).map(|it| it + block.start as usize);
    start.map_or(block, |it| Span::new(it, it + written.len()))
}

/// Two limits of one thing that do not agree, as indexes into the list; the first one is the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    pub first: usize,
    pub second: usize,
}

/// Words that a subject has at least, so that one of them may differ.
const LEAST_WORDS: usize = 5;

/// Finds limits with the same unit and the same words around them, one of which may differ on each side, but with another
/// number. Of the limits with one subject each is held against the first, so that the work grows with their number and not
/// with its square. `of_one_document` says which limits may differ because they stand side by side.
pub fn conflicts(limits: &[Limit], of_one_document: impl Fn(usize, usize) -> bool) -> Vec<Conflict> {
    let mut first_of: BTreeMap<(String, Vec<&str>), usize> = BTreeMap::new();
    let mut conflicts = BTreeSet::new();
    for (index, limit) in limits.iter().enumerate() {
        for key in keys(limit) {
            let first = *first_of.entry((limit.unit.clone(), key)).or_insert(index);
            if limits[first].number != limit.number && !of_one_document(first, index) {
                conflicts.insert(Conflict { first, second: index });
            }
        }
    }
    conflicts.into_iter().collect()
}

/// The words of a subject, and the same less any one of them.
fn keys(limit: &Limit) -> Vec<Vec<&str>> {
    let all: Vec<&str> = limit.subject.iter().map(String::as_str).collect();
    if all.len() < 2 || all.iter().all(|it| RELATIONS.contains(it)) {
        return Vec::new();
    }
    let less_one = (0..all.len()).filter(|_| (LEAST_WORDS..=24).contains(&all.len())).map(|at| {
        let mut words = all.clone();
        words.remove(at);
        words
    });
    let mut keys: Vec<Vec<&str>> = less_one.collect();
    keys.push(all.clone());
    keys
}

#[cfg(test)]
mod tests {
    use super::{conflicts, limits};
    use crate::config::Config;
    use crate::{link, source};

    /// The pairs of limits in conflict, each sentence a document of its own.
    fn pairs(sentences: &[&str]) -> Vec<(String, String)> {
        let files = sentences.iter().enumerate().map(|(at, text)| format!("//- policies/{at}.md\n{text}\n"));
        let sources = source::fixture(&files.collect::<String>());
        let handbook = link::link(&sources, &Config::default()).handbook;
        let all: Vec<_> = handbook.documents.iter().flat_map(|it| limits(&it.body)).collect();
        let found = conflicts(&all, |_, _| false);
        found.iter().map(|it| (all[it.first].written.clone(), all[it.second].written.clone())).collect()
    }

    #[test]
    fn the_same_sentence_with_another_number_is_a_conflict() {
        let found =
            pairs(&["Passwords have at least **12 characters**.", "A password must have at least 14 characters."]);
        assert_eq!(found, [("12 characters".to_owned(), "14 characters".to_owned())]);
        let found = pairs(&[
            "The IT lead must close the account of a leaver within one day.",
            "The IT lead always closes the account of a leaver within 2 days.",
        ]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn other_subjects_units_and_equal_numbers_are_none() {
        let first = "The IT lead must close an account within one day.";
        for other in [
            "The IT lead must close an account within 1 day.",
            "The IT lead must close an account within 20 hours.",
            "The IT lead must open an account within 5 days.",
            "The IT lead must close an account within 5 working days.",
            "The IT lead must close an account within 2 days and 4 hours.",
        ] {
            assert_eq!(pairs(&[first, other]), [], "{other}");
        }
        assert_eq!(pairs(&["3 years after the end", "7 years after the end"]), []);
    }
}
