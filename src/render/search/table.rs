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
        let mut at = self.slot(head, word);
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
        for (number, entry) in self.entries.iter().enumerate() {
            let mut at = self.slot(entry.head, self.word(number));
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = number as u32 + 1;
        }
    }

    /// Where the search for a word begins: the multiplier of Fibonacci hashing, which spreads the high bits. All of a word
    /// counts: thousands of ids may have the same beginning and the same length.
    fn slot(&self, head: u64, word: &str) -> usize {
        let mix = |mixed: u64, bytes: u64| (mixed.rotate_left(29) ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let rest = word.as_bytes().get(HEAD..).unwrap_or_default().chunks(HEAD);
        let mixed = rest.map(number_of).fold(mix(word.len() as u64, head), mix);
        (mixed >> 32) as usize & (self.slots.len() - 1)
    }
}

/// Bytes of a word that are its head.
const HEAD: usize = 8;

/// The first bytes of a word.
fn head_of(word: &str) -> u64 {
    number_of(word.as_bytes())
}

/// The first bytes as a number. Their order does not matter, as long as it is the same wherever as many are.
fn number_of(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<HEAD>() {
        Some(whole) => u64::from_be_bytes(*whole),
        None => bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn words_of_the_same_beginning_and_length_are_spread_over_the_table() {
        let mut table = Table::new(64);
        for number in 0..4_000 {
            assert_eq!(table.number_of(&format!("evidence-{number:06}-of-2026")), number);
        }
        let steps = |number: usize| {
            let at = table.slots.iter().position(|it| *it as usize == number + 1).expect("each word has a slot");
            let (head, word) = (table.entries[number].head, table.word(number));
            at.wrapping_sub(table.slot(head, word)) & (table.slots.len() - 1)
        };
        assert!((0..4_000).map(steps).sum::<usize>() < 8_000, "a word is found in a few steps");
    }
}
