//! Words, each once, under numbers in the order in which they came: a table with open addresses.

#[derive(Debug)]
pub(super) struct Table {
    /// All words, one behind the other.
    held: String,
    entries: Vec<Entry>,
    /// Numbers of words counted from 1, 0 where a slot is free. A power of two.
    slots: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The first bytes as a number, so that most comparisons look at nothing else.
    head: u64,
    start: u32,
    length: u8,
}

impl Table {
    /// An empty table with room for half as many words as `slots`, which is a power of two.
    pub(super) fn new(slots: usize) -> Self {
        Table { held: String::new(), entries: Vec::new(), slots: vec![0; slots] }
    }

    /// The number of a word of at most 255 bytes, which is added where it is not there yet.
    pub(super) fn number_of(&mut self, word: &str) -> usize {
        let head = head_of(word);
        let mut at = self.slot(head, word.len());
        while let Some(number) = (self.slots[at] as usize).checked_sub(1) {
            let entry = &self.entries[number];
            // Short words are wholly in their heads.
            let is_same = entry.head == head && usize::from(entry.length) == word.len();
            if is_same && (word.len() <= HEAD || self.word(number) == word) {
                return number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let start = self.held.len() as u32;
        self.held.push_str(word);
        self.entries.push(Entry { head, start, length: word.len() as u8 });
        self.slots[at] = self.entries.len() as u32;
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.entries.len() - 1
    }

    pub(super) fn word(&self, number: usize) -> &str {
        let Entry { start, length, .. } = self.entries[number];
        &self.held[start as usize..start as usize + usize::from(length)]
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        self.slots = vec![0; size];
        for (number, entry) in (1..).zip(&self.entries) {
            let mut at = self.slot(entry.head, usize::from(entry.length));
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = number;
        }
    }

    /// Where the search for a word begins: the multiplier of Fibonacci hashing, which spreads the high bits.
    fn slot(&self, head: u64, length: usize) -> usize {
        let hash = ((head ^ length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize;
        hash & (self.slots.len() - 1)
    }
}

/// Bytes of a word that are its head.
const HEAD: usize = 8;

/// The first bytes of a word. Their order does not matter, as long as it is the same for all words of a length.
fn head_of(word: &str) -> u64 {
    match word.as_bytes().first_chunk::<HEAD>() {
        Some(head) => u64::from_be_bytes(*head),
        None => word.bytes().fold(0, |head, byte| head << 8 | u64::from(byte)),
    }
}
