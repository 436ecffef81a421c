//! Words of the user's texts made fit to be shown: on one line, without anything that moves a cursor, not too long.

/// The text on one line: control characters and those that turn the direction of text are written out.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if moves_text(character) { out.extend(character.escape_default()) } else { out.push(character) }
    }
    out
}

fn moves_text(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text, or its beginning with an ellipsis where it has more characters than `longest`.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(longest.saturating_sub(1)).collect();
    out.push('…');
    out
}

/// The name of a file as a relative address: everything but letters, digits, `-._~` and `/` is written in per cent.
pub(super) fn address(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        let is_kept = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if is_kept {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{address, plain, shortened};

    #[test]
    fn what_would_move_the_cursor_is_written_out() {
        assert_eq!(plain("a\r\nb\u{1b}[2J\u{202e}c ü"), "a\\r\\nb\\u{1b}[2J\\u{202e}c ü");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(shortened("Übung", 5), "Übung");
        assert_eq!(shortened("Übungen", 5), "Übun…");
    }

    #[test]
    fn names_become_addresses() {
        assert_eq!(address("policies/Zugang & mehr#1.md"), "policies/Zugang%20%26%20mehr%231.md");
        assert_eq!(address("ü:\n"), "%C3%BC%3A%0A");
    }
}
