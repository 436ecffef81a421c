//! The words of one thing that can be found, each once with the weight of the place where it stands.

use super::fold::{self, Word};

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
pub(super) fn head_of(word: &str) -> u64 {
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

    pub(super) fn finish(mut self) -> Words {
        let held = std::mem::take(&mut self.held);
        let word = |it: &Found| &held[it.start as usize..it.start as usize + usize::from(it.length)];
        self.found.sort_unstable_by(|left, right| left.head.cmp(&right.head).then_with(|| word(left).cmp(word(right))));
        let mut words = Words::default();
        for found in &self.found {
            let place = match (found.place, found.times) {
                (Place::Text, 1) => Place::Text,
                (Place::Text, 2 | 3) => Place::TextAgain,
                (Place::Text, _) => Place::TextOften,
                (better, _) => better,
            };
            words.push(word(found), place);
        }
        words
    }
}

/// Where the search for a word begins in the table: the multiplier of Fibonacci hashing, which spreads the high bits.
fn slot(head: u64, length: usize) -> usize {
    ((head ^ length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

/// Words in their order, each once.
#[derive(Debug, Default)]
pub(super) struct Words {
    held: String,
    ends: Vec<(u32, Place)>,
}

impl Words {
    fn push(&mut self, word: &str, place: Place) {
        self.held.push_str(word);
        self.ends.push((self.held.len() as u32, place));
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Place)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end as usize));
        starts.zip(&self.ends).map(|(start, (end, place))| (&self.held[start..*end as usize], *place))
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Gathered, Place};

    #[test]
    fn a_word_counts_where_it_tells_most() {
        let mut gathered = Gathered::default();
        gathered.add("access to the access log, access again, and access", Place::Text);
        gathered.add("Log", Place::Title);
        gathered.add_own_id("POL-007");
        let words = gathered.finish();
        let list: Vec<_> = words.iter().collect();
        assert_eq!(
            list,
            [
                ("access", Place::TextOften),
                ("again", Place::Text),
                ("and", Place::Text),
                ("log", Place::Title),
                ("pol", Place::Title),
                ("pol.7", Place::OwnId),
                ("the", Place::Text),
                ("to", Place::Text),
            ]
        );
    }
}
