//! The words of one thing that can be found, each once with the weight of the place where it stands.

use super::fold::{self, Word};
use super::numerals;
use super::table::Table;

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

/// Gathers the words of one thing and keeps each once, with the best place and how often it stood there.
#[derive(Debug)]
pub(super) struct Gathered {
    table: Table,
    found: Vec<(Place, u32)>,
}

impl Default for Gathered {
    fn default() -> Self {
        Gathered { table: Table::new(1 << 10), found: Vec::new() }
    }
}

impl Gathered {
    pub(super) fn add(&mut self, text: &str, place: Place) {
        fold::words(text, |word| self.push(word, place));
    }

    /// The id of the thing itself, and for a control its number alone.
    pub(super) fn add_own_id(&mut self, id: &str) {
        fold::words(id, |word| match word {
            Word::Id(_) => self.push(word, Place::OwnId),
            Word::Plain(_) => self.push(word, Place::Title),
        });
    }

    fn push(&mut self, word: Word<'_>, place: Place) {
        let (Word::Plain(word) | Word::Id(word)) = word;
        let number = self.table.number_of(word);
        match self.found.get_mut(number) {
            Some(found) => *found = (found.0.max(place), found.1 + 1),
            None => self.found.push((place, 1)),
        }
    }

    pub(super) fn finish(self) -> Words {
        let place = |found| match found {
            (Place::Text, 1) => Place::Text,
            (Place::Text, 2 | 3) => Place::TextAgain,
            (Place::Text, _) => Place::TextOften,
            (better, _) => better,
        };
        Words { table: self.table, places: self.found.into_iter().map(place).collect() }
    }
}

/// The words of one thing, each once, in the order in which they were met.
#[derive(Debug)]
pub(super) struct Words {
    table: Table,
    places: Vec<Place>,
}

/// All words of the index with where they stand. Things are taken in one after the other and their words are let go, so
/// that no more is held than the index itself.
#[derive(Debug)]
pub(super) struct Terms {
    table: Table,
    terms: Vec<Term>,
}

#[derive(Debug, Default)]
struct Term {
    /// One more than the last thing in which it stands.
    next: u32,
    /// For each thing in which it stands the distance from the one before, and the weight.
    postings: String,
}

impl Default for Terms {
    fn default() -> Self {
        Terms { table: Table::new(1 << 12), terms: Vec::new() }
    }
}

impl Terms {
    /// Takes in the words of a thing. Things come in the order of their numbers.
    pub(super) fn take(&mut self, thing: u32, words: &Words) {
        for (number, place) in words.places.iter().enumerate() {
            let number = self.table.number_of(words.table.word(number));
            if number == self.terms.len() {
                self.terms.push(Term::default());
            }
            let term = &mut self.terms[number];
            numerals::write(&mut term.postings, (thing - term.next) * 8 + *place as u32);
            term.next = thing + 1;
        }
    }

    /// Every word with where it stands, in the order of the words.
    pub(super) fn in_order(&self) -> Vec<(&str, &str)> {
        let terms = self.terms.iter().enumerate();
        let mut listed: Vec<_> = terms.map(|(number, it)| (self.table.word(number), it.postings.as_str())).collect();
        listed.sort_unstable();
        listed
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
