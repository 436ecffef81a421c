//! The sentences of a text that is plain already, and words that stand in them.

use std::ops::Range;

/// Cuts a text after full stops, question and exclamation marks that are followed by a space and a new beginning.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .char_indices()
            .filter(|(_, character)| matches!(character, '.' | '!' | '?'))
            .map(|(at, _)| at + 1)
            .find(|end| begins_anew(&rest[*end..]))
            .unwrap_or(rest.len());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence.trim())
    })
}

fn begins_anew(rest: &str) -> bool {
    let after = rest.trim_start();
    let first = after.chars().next();
    rest.is_empty() || (after.len() < rest.len() && first.is_none_or(|it| !it.is_lowercase()))
}

/// A name that is looked for.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    pub word: &'w str,
    pub spelling: Spelling,
    /// Endings that it may have.
    pub plurals: &'static [&'static str],
}

/// The place of a word, in any case, that is not a part of a longer one.
pub fn find_word(text: &str, word: &str) -> Option<usize> {
    places(text, Wanted { word, spelling: Spelling::Name, plurals: &[] }).next()
}

/// The places of a name that is not a part of a longer word.
pub fn places<'p>(text: &'p str, wanted: Wanted<'p>) -> impl Iterator<Item = usize> + 'p {
    let (bytes, word) = (text.as_bytes(), wanted.word.as_bytes());
    let is_same = move |part: &[u8]| match wanted.spelling {
        Spelling::Name => part.eq_ignore_ascii_case(word),
        Spelling::Capitals => part == word,
    };
    let until = bytes.len().checked_sub(word.len()).map_or(0, |last| last + 1);
    let first = word.first().copied().unwrap_or_default().to_ascii_lowercase();
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), &bytes[..until]).filter(move |at| {
        is_same(&bytes[*at..*at + word.len()]) && is_bounded(text, *at..*at + word.len(), wanted.plurals)
    })
}

fn is_bounded(text: &str, range: Range<usize>, plurals: &[&str]) -> bool {
    let (Some(before), Some(rest)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let has_ending = || plurals.iter().any(|it| rest.strip_prefix(it).is_some_and(ends));
    !before.ends_with(char::is_alphanumeric) && (ends(rest) || has_ending())
}

/// How a name has to stand in a text to be the one that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// In any case.
    Name,
    /// As written.
    Capitals,
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_before_a_new_beginning_only() {
        let cut: Vec<_> = sentences("Use version 1.10 of it. You must not. See A.5.15 e.g. here.").collect();
        assert_eq!(cut, ["Use version 1.10 of it.", "You must not.", "See A.5.15 e.g. here."]);
    }
}
