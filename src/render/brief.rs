//! Texts where there is room for a line only: lists, navigation, titles of windows. Whole they stand on a page of their own.

use std::borrow::Cow;

/// The longest title in a list, in characters. Those that people write have a third of it.
const TITLE: usize = 160;

/// A title for a place among others: cut after a whole word where it is longer than any list has room for.
pub(super) fn brief(title: &str) -> Cow<'_, str> {
    if title.len() <= TITLE { Cow::Borrowed(title) } else { cut(title, TITLE) }
}

/// The first words of a text, up to so many characters and a mark that more follow.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(most) else { return Cow::Borrowed(text) };
    let whole = text[..end].rsplit_once(char::is_whitespace).map_or(&text[..end], |(head, _)| head);
    Cow::Owned(format!("{}…", whole.trim_end().trim_end_matches([',', ';', ':'])))
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn a_long_title_ends_after_a_whole_word() {
        assert_eq!(brief("Access control policy"), "Access control policy");
        let ordinary = "ü".repeat(160);
        assert_eq!(brief(&ordinary), ordinary);
        let words = brief(&"endless, ".repeat(1_000)).into_owned();
        assert!(words.ends_with("endless…") && words.chars().count() <= 161, "{words}");
        let one = brief(&"x".repeat(10_000)).into_owned();
        assert!(one.ends_with("x…") && one.chars().count() == 161, "{one}");
    }
}
