//! Quick looks at many bytes at once, by which a text that holds nothing of a kind is passed by.

/// Bytes that are looked at before the look may end.
const STEP: usize = 64;

/// Whether a text has an ASCII digit.
pub fn has_digit(text: &str) -> bool {
    text.as_bytes().chunks(STEP).any(|step| step.iter().fold(false, |found, it| found | it.is_ascii_digit()))
}

/// Whether a text has two ASCII capitals in a row.
pub fn has_capitals(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    let both = |one: &u8, other: &u8| one.is_ascii_uppercase() & other.is_ascii_uppercase();
    let in_step =
        |(step, next): (&[u8], &[u8])| step.iter().zip(next).fold(false, |found, it| found | both(it.0, it.1));
    bytes.chunks(STEP).zip(next.chunks(STEP)).any(in_step)
}

#[cfg(test)]
mod tests {
    use super::{STEP, has_capitals, has_digit};

    #[test]
    fn a_mark_is_seen_wherever_it_stands() {
        for before in 0..STEP + 2 {
            let text = |mark: &str| format!("{}{mark}", "a".repeat(before));
            assert!(has_digit(&text("7")) && has_digit(&text("0 b")), "{before}");
            assert!(has_capitals(&text("AB")) && has_capitals(&text("YZ b")), "{before}");
            assert!(!has_digit(&text("é/:")) && !has_capitals(&text("AbC@[")), "{before}");
        }
        assert!(!has_digit("") && !has_capitals("") && !has_capitals("A"));
    }
}
