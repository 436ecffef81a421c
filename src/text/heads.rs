//! A quick way past the words of a text that none of many patterns begins with.

/// With which two bytes the patterns begin, in capitals or small letters of ASCII.
#[derive(Debug, Clone, Default)]
pub struct Heads(Vec<u64>);

impl Heads {
    pub fn of<'p>(patterns: impl Iterator<Item = &'p [u8]>) -> Self {
        let mut heads = vec![0; (1 << 16) / 64];
        for pattern in patterns {
            let first = pattern.first().copied().unwrap_or_default();
            // Anything may follow a pattern of one byte.
            let seconds = pattern.get(1).map_or(0..=u8::MAX, |it| *it..=*it);
            for head in seconds.map(|second| Self::number(first, second)) {
                heads[head / 64] |= 1 << (head % 64);
            }
        }
        Heads(heads)
    }

    /// Capitals and small letters share a number; so do some marks.
    fn number(first: u8, second: u8) -> usize {
        usize::from(u16::from_be_bytes([first | 0x20, second | 0x20]))
    }

    /// Whether a pattern may begin at the head of a text.
    pub fn may_begin(&self, text: &[u8]) -> bool {
        let second = text.get(1).copied().unwrap_or_default();
        let head = text.first().map_or(0, |first| Self::number(*first, second));
        self.0.get(head / 64).is_some_and(|it| it >> (head % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Heads;

    #[test]
    fn heads_are_known_in_any_spelling_and_at_the_end_of_a_text() {
        let heads = Heads::of([&b"must"[..], b"x", b"7 days"].into_iter());
        for text in ["must", "MUST", "x", "Xy", "x ", "7 Days"] {
            assert!(heads.may_begin(text.as_bytes()), "{text}");
        }
        for text in ["m", "of", "7.", ""] {
            assert!(!heads.may_begin(text.as_bytes()), "{text}");
        }
    }
}
