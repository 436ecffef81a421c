//! Numbers as the reader of the index takes them: five bits a character, the lowest first.

/// Digits; the upper half says that more follows.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Adds a number to a text.
pub(super) fn write(out: &mut String, mut value: u32) {
    while value >= 32 {
        out.push(char::from(DIGITS[(32 | (value & 31)) as usize]));
        value >>= 5;
    }
    out.push(char::from(DIGITS[value as usize]));
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_take_a_character_for_five_bits() {
        let written = |value| {
            let mut out = String::new();
            super::write(&mut out, value);
            out
        };
        assert_eq!([0, 31, 32, 1000].map(written), ["A", "f", "gB", "of"]);
    }
}
