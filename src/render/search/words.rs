//! The words of one thing that can be found, each once with the weight of the place where it stands.

use super::fold::{self, Word};
use super::numerals;

/// Where a word stands, from the least telling to the most; the number is what the reader of the index weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In the text once.
    Text = 0,
    /// In the text two or three times.
    TextAgain = 1,
    /// In the text more often.
    TextOften = 2,
    /// Among its facts: summary, owner, controls.
    Fact = 3,
    Heading = 4,
    Title = 5,
    /// It is the thing's own id.
    OwnId = 7,
}

#[derive(Debug, Clone, Copy)]
struct Found {
    /// The first bytes as a number, so that most comparisons look at nothing else.
    head: u64,
    start: u32,
    length: u8,
    place: Place,
    times: u32,
}

/// Gathers words and keeps each once; [`Gathered::finish`] puts them in order.
#[derive(Debug)]
pub(super) struct Gathered {
    held: String,
    found: Vec<Found>,
    /// A table with open addresses: places in `found` counted from 1, 0 where a slot is free. A power of two.
    slots: Vec<u32>,
}

impl Default for Gathered {
    fn default() -> Self {
        Gathered { held: String::new(), found: Vec::new(), slots: vec![0; 64] }
    }
}

/// The first eight bytes of a word as a number that orders like the word itself.
fn head_of(word: &str) -> u64 {
    let mut head = [0; 8];
    let known = word.len().min(8);
    head[..known].copy_from_slice(&word.as_bytes()[..known]);
    u64::from_be_bytes(head)
}

impl Gathered {
    pub(super) fn add(&mut self, text: &str, place: Place) {
        let mut folded = String::with_capacity(text.len());
        fold::fold(&mut folded, text);
        fold::words(&folded, |word| self.push(word, place));
    }

    /// The id of the thing itself, and for a control its number alone.
    pub(super) fn add_own_id(&mut self, id: &str) {
        let mut folded = String::new();
        fold::fold(&mut folded, id);
        fold::words(&folded, |word| match word {
            Word::Id(_) => self.push(word, Place::OwnId),
            Word::Plain(_) => self.push(word, Place::Title),
        });
    }

    fn push(&mut self, word: Word<'_>, place: Place) {
        let (Word::Plain(word) | Word::Id(word)) = word;
        let head = head_of(word);
        let mut at = slot(head, word.len()) & (self.slots.len() - 1);
        while let Some(index) = (self.slots[at] as usize).checked_sub(1) {
            let found = &mut self.found[index];
            let start = found.start as usize;
            if found.head == head && self.held.get(start..start + usize::from(found.length)) == Some(word) {
                found.place = found.place.max(place);
                found.times += 1;
                return;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let start = self.held.len() as u32;
        self.held.push_str(word);
        self.found.push(Found { head, start, length: word.len() as u8, place, times: 1 });
        self.slots[at] = self.found.len() as u32;
        if self.found.len() * 2 > self.slots.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        self.slots = vec![0; size];
        for (place, found) in (1..).zip(&self.found) {
            let mut at = slot(found.head, usize::from(found.length)) & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = place;
        }
    }

    pub(super) fn finish(self) -> Words {
        let Gathered { held, mut found, .. } = self;
        for it in &mut found {
            it.place = match (it.place, it.times) {
                (Place::Text, 1) => Place::Text,
                (Place::Text, 2 | 3) => Place::TextAgain,
                (Place::Text, _) => Place::TextOften,
                (better, _) => better,
            };
        }
        Words { held, found }
    }
}

/// Where the search for a word begins in the table: the multiplier of Fibonacci hashing, which spreads the high bits.
fn slot(head: u64, length: usize) -> usize {
    ((head ^ length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

/// The words of one thing, each once, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Words {
    held: String,
    found: Vec<Found>,
}

/// All words of the index with where they stand. Things are taken in one after the other and their words are let go, so
/// that no more is held than the index itself.
#[derive(Debug)]
pub(super) struct Terms {
    held: String,
    known: Vec<Term>,
    /// As in [`Gathered`].
    slots: Vec<u32>,
}

#[derive(Debug)]
struct Term {
    /// The first bytes as a number.
    head: u64,
    start: u32,
    length: u8,
    /// One more than the last thing in which it stands.
    next: u32,
    /// For each thing in which it stands the distance from the one before, and the weight.
    postings: String,
}

impl Default for Terms {
    fn default() -> Self {
        Terms { held: String::new(), known: Vec::new(), slots: vec![0; 1 << 12] }
    }
}

impl Terms {
    /// Takes in the words of a thing. Things come in the order of their numbers.
    pub(super) fn take(&mut self, number: u32, words: &Words) {
        for found in &words.found {
            let start = found.start as usize;
            let word = &words.held[start..start + usize::from(found.length)];
            let term = self.place_of(found.head, word);
            let term = &mut self.known[term];
            numerals::write(&mut term.postings, (number - term.next) * 8 + found.place as u32);
            term.next = number + 1;
        }
    }

    fn place_of(&mut self, head: u64, word: &str) -> usize {
        let mut at = slot(head, word.len()) & (self.slots.len() - 1);
        while let Some(index) = (self.slots[at] as usize).checked_sub(1) {
            let term = &self.known[index];
            let start = term.start as usize;
            if term.head == head && self.held.get(start..start + usize::from(term.length)) == Some(word) {
                return index;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let start = self.held.len() as u32;
        self.held.push_str(word);
        self.known.push(Term { head, start, length: word.len() as u8, next: 0, postings: String::new() });
        self.slots[at] = self.known.len() as u32;
        if self.known.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.known.len() - 1
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        self.slots = vec![0; size];
        for (place, term) in (1..).zip(&self.known) {
            let mut at = slot(term.head, usize::from(term.length)) & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = place;
        }
    }

    /// Every word with where it stands, in the order of the words.
    pub(super) fn in_order(&self) -> Vec<(&str, &str)> {
        let word = |it: &Term| &self.held[it.start as usize..it.start as usize + usize::from(it.length)];
        let mut terms: Vec<(&str, &str)> = self.known.iter().map(|it| (word(it), it.postings.as_str())).collect();
        terms.sort_unstable();
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::{Gathered, Place, Terms};

    #[test]
    fn a_word_counts_where_it_tells_most() {
        let mut gathered = Gathered::default();
        gathered.add("access to the access log, access again, and access", Place::Text);
        gathered.add("Log", Place::Title);
        gathered.add_own_id("POL-007");
        let mut terms = Terms::default();
        terms.take(0, &gathered.finish());
        assert_eq!(
            terms.in_order(),
            [
                ("access", "C"),
                ("again", "A"),
                ("and", "A"),
                ("log", "F"),
                ("pol", "F"),
                ("pol.7", "H"),
                ("the", "A"),
                ("to", "A"),
            ]
        );
    }

    #[test]
    fn a_word_knows_the_distances_between_the_things_in_which_it_stands() {
        let words = |text: &str| {
            let mut gathered = Gathered::default();
            gathered.add(text, Place::Text);
            gathered.finish()
        };
        let mut terms = Terms::default();
        terms.take(0, &words("key"));
        terms.take(1, &words("door"));
        terms.take(2, &words("key door"));
        assert_eq!(terms.in_order(), [("door", "IA"), ("key", "AI")]);
    }

    #[test]
    fn thousands_of_words_keep_their_places() {
        let mut gathered = Gathered::default();
        let text: Vec<String> = (0..5000_u32)
            .map(|it| {
                format!("w{}x", char::from(b'a' + (it % 26) as u8).to_string().repeat((it / 26) as usize % 8 + 1))
            })
            .collect();
        gathered.add(&text.join(" "), Place::Text);
        let words = gathered.finish();
        let mut terms = Terms::default();
        terms.take(0, &words);
        terms.take(1, &words);
        let listed = terms.in_order();
        assert_eq!(listed.len(), 26 * 8);
        assert!(listed.iter().all(|(_, postings)| *postings == "CC"));
    }
}
