//! Terms of the glossary in running text: found by the hash of their first word, so that a page costs one look at each
//! of its words, however long the glossary is.

use crate::model::{Handbook, RegisterKind};
use crate::render::address::Addresses;
use crate::text::Heads;

/// Every spelling by which a term is known, ready to be found.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct Terms {
    /// Sorted by the hash of the first word, then longest first.
    spellings: Vec<Spelling>,
    /// A table with open addresses: one more than the place of the first spelling with a hash, 0 where a slot is free.
    slots: Vec<u32>,
    heads: Heads,
    /// For each term of the register its place in the glossary and its definition.
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Spelling {
    hash: u64,
    /// In small letters, unless it is found as written only.
    words: String,
    is_exact: bool,
    term: u32,
}

#[derive(Debug, Clone)]
struct Entry {
    href: String,
    definition: String,
}

/// A term found in a text: which bytes, and which term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Found {
    pub(in crate::render) start: usize,
    pub(in crate::render) end: usize,
    pub(in crate::render) term: u32,
}

impl Terms {
    /// The terms that are to be linked; none where the site does not show the glossary.
    pub(in crate::render) fn of(handbook: &Handbook, addresses: &Addresses) -> Self {
        let mut terms = Terms::default();
        for (index, term) in (0..).zip(&handbook.registers.terms) {
            let href = addresses.entry(RegisterKind::Terms, index).unwrap_or_default();
            let definition = term.definition.as_ref().map_or_else(String::new, |it| it.value.clone());
            terms.entries.push(Entry { href, definition });
            if !term.is_linked || !addresses.visible.shows_register(RegisterKind::Terms) {
                continue;
            }
            let others = term.aliases.iter().chain(&term.abbreviation).map(|it| it.value.as_str());
            for words in std::iter::once(term.record.title()).chain(others) {
                terms.add(words.trim(), index);
            }
        }
        terms.make_ready();
        terms
    }

    fn make_ready(&mut self) {
        self.spellings.sort_by(|left, right| {
            let key = |it: &Spelling| (it.hash, std::cmp::Reverse(it.words.len()));
            key(left).cmp(&key(right)).then_with(|| left.term.cmp(&right.term))
        });
        self.heads = Heads::of(self.spellings.iter().map(|it| it.words.as_bytes()));
        self.slots = vec![0; (self.spellings.len() * 4).next_power_of_two()];
        for (number, spelling) in (1..).zip(&self.spellings) {
            let mut at = self.slot(spelling.hash);
            while self.slots[at] != 0 && self.spellings[self.slots[at] as usize - 1].hash != spelling.hash {
                at = (at + 1) & (self.slots.len() - 1);
            }
            if self.slots[at] == 0 {
                self.slots[at] = number;
            }
        }
    }

    fn slot(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    /// The spellings whose first word has this hash.
    fn known(&self, hash: u64) -> impl Iterator<Item = &Spelling> {
        let mut at = self.slot(hash);
        let begin = loop {
            let Some(place) = (self.slots[at] as usize).checked_sub(1) else { break self.spellings.len() };
            if self.spellings[place].hash == hash {
                break place;
            }
            at = (at + 1) & (self.slots.len() - 1);
        };
        self.spellings[begin..].iter().take_while(move |it| it.hash == hash)
    }

    /// A spelling in capitals is found in capitals only, so that `IT` is not `it`.
    fn add(&mut self, words: &str, term: u32) {
        if words.chars().count() < 2 {
            return;
        }
        let is_exact = !words.chars().any(char::is_lowercase);
        let words = if is_exact { words.to_owned() } else { words.to_lowercase() };
        let first = words.find(|it: char| !it.is_alphanumeric()).unwrap_or(words.len());
        if first > 0 {
            self.spellings.push(Spelling { hash: hash(&words[..first]), words, is_exact, term });
        }
    }

    pub(in crate::render) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(in crate::render) fn href(&self, term: u32) -> &str {
        &self.entries[term as usize].href
    }

    pub(in crate::render) fn definition(&self, term: u32) -> &str {
        &self.entries[term as usize].definition
    }

    /// The first term at or after `from` that `wanted` asks for; the longest where several begin at one word.
    pub(in crate::render) fn find(&self, text: &str, from: usize, wanted: impl Fn(u32) -> bool) -> Option<Found> {
        if self.spellings.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let mut at = from;
        loop {
            let start = skip(text, at, Kind::OfNoWord);
            if start == bytes.len() {
                return None;
            }
            at = skip(text, start, Kind::OfWord);
            let follows_hyphen = bytes[..start].last() == Some(&b'-');
            if !follows_hyphen
                && self.may_begin(&bytes[start..])
                && let Some(found) = self.at(text, start, at - start, &wanted)
            {
                return Some(found);
            }
        }
    }

    /// A quick look; of letters beyond ASCII it says nothing, for capitals have other bytes there.
    fn may_begin(&self, text: &[u8]) -> bool {
        self.heads.may_begin(text) || !text.iter().take(2).all(u8::is_ascii)
    }

    fn at(&self, text: &str, start: usize, word: usize, wanted: &impl Fn(u32) -> bool) -> Option<Found> {
        let first = &text[start..start + word];
        let singular = first.strip_suffix('s').filter(|it| it.len() > 1);
        std::iter::once(first).chain(singular).find_map(|first| {
            self.known(hash(first))
                .filter(|it| wanted(it.term))
                .find_map(|it| Some(Found { start, end: start + it.length_in(&text[start..])?, term: it.term }))
        })
    }
}

impl Spelling {
    /// How many bytes the spelling takes at the head of a text, a plural `s` included.
    fn length_in(&self, text: &str) -> Option<usize> {
        let length = if self.is_exact {
            text.starts_with(&self.words).then_some(self.words.len())?
        } else {
            folded_prefix(text, &self.words)?
        };
        let rest = &text[length..];
        let is_end = |rest: &str| !rest.starts_with(|it: char| it.is_alphanumeric() || it == '-');
        if is_end(rest) {
            return Some(length);
        }
        rest.strip_prefix('s').filter(|rest| is_end(rest)).map(|_| length + 1)
    }
}

/// How many bytes at the head of `text` are `small` in any case.
fn folded_prefix(text: &str, small: &str) -> Option<usize> {
    let mut wanted = small.chars();
    let mut expected = wanted.next();
    for (at, character) in text.char_indices() {
        if expected.is_none() {
            return Some(at);
        }
        for folded in character.to_lowercase() {
            if expected != Some(folded) {
                return None;
            }
            expected = wanted.next();
        }
    }
    if expected.is_none() { Some(text.len()) } else { None }
}

/// What a byte is: of no word, of a word, or of a character beyond ASCII.
const KINDS: [Kind; 256] = {
    let mut table = [Kind::Beyond; 256];
    let mut at = 0;
    while at < 128 {
        table[at] = if (at as u8).is_ascii_alphanumeric() { Kind::OfWord } else { Kind::OfNoWord };
        at += 1;
    }
    table
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    OfNoWord,
    OfWord,
    Beyond,
}

/// Where the letters and digits end, or the other characters, that stand from here on.
#[inline]
fn skip(text: &str, from: usize, kind: Kind) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        while bytes.get(at).is_some_and(|byte| KINDS[usize::from(*byte)] == kind) {
            at += 1;
        }
        if bytes.get(at).is_none_or(u8::is_ascii) {
            return at;
        }
        match text[at..].chars().next() {
            Some(next) if next.is_alphanumeric() == (kind == Kind::OfWord) => at += next.len_utf8(),
            _ => return at,
        }
    }
}

/// A number for a word in any case, from its length and the bytes at its ends.
fn hash(word: &str) -> u64 {
    if word.is_ascii() { hash_of_small(word.as_bytes()) } else { hash_of_small(word.to_lowercase().as_bytes()) }
}

/// Capitals among ASCII count as small letters; other bytes may share their number with one of their neighbours.
fn hash_of_small(word: &[u8]) -> u64 {
    let (head, tail) = match (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (word.iter().fold(0, |head, byte| head << 8 | u64::from(*byte)), 0),
    };
    let (head, tail) = (head | 0x2020_2020_2020_2020, tail | 0x2020_2020_2020_2020);
    let mixed = (head ^ word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29) ^ tail).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests {
    use super::Terms;

    fn terms(spellings: &[&str]) -> Terms {
        let mut terms = Terms::default();
        for (index, words) in (0..).zip(spellings) {
            terms.add(words, index);
        }
        terms.make_ready();
        terms
    }

    fn found<'t>(terms: &Terms, text: &'t str) -> Option<(&'t str, u32)> {
        terms.find(text, 0, |_| true).map(|it| (&text[it.start..it.end], it.term))
    }

    #[test]
    fn the_longest_term_wins_and_words_stay_whole() {
        let terms = terms(&["Access", "Access right", "IT"]);
        assert_eq!(found(&terms, "All access rights end."), Some(("access rights", 1)));
        assert_eq!(found(&terms, "accessible, it seems"), None);
        assert_eq!(found(&terms, "The IT lead"), Some(("IT", 2)));
        assert_eq!(found(&terms, "an access-list or pre-access"), None);
    }

    #[test]
    fn words_of_other_scripts_are_found_in_any_case() {
        let terms = terms(&["Zugänge", "ПЛАН"]);
        assert_eq!(found(&terms, "die ZUGÄNGE hier"), Some(("ZUGÄNGE", 0)));
        assert_eq!(found(&terms, "план"), None);
    }
}
