//! Values that a template left to be filled in.

/// Words that stand for a value still to come, in lower case.
const WORDS: [&str; 15] = [
    "tbd",
    "tbc",
    "tba",
    "todo",
    "fixme",
    "xxx",
    "fill in",
    "fill-in",
    "fillin",
    "placeholder",
    "to be defined",
    "to be determined",
    "to be decided",
    "lorem ipsum",
    "yyyy-mm-dd",
];

/// What templates write in square brackets for somebody to fill in, in lower case.
const SLOTS: [&str; 13] = [
    "date",
    "name",
    "role",
    "owner",
    "author",
    "approver",
    "title",
    "version",
    "id",
    "company",
    "organisation",
    "organization",
    "department",
];

/// Whether a value is a placeholder: one of the usual words, alone or in brackets, or words in angle or square brackets
/// such as `<FILL-IN>` and `[DATE]`, or question marks only.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    if is_word(text) || is_unfinished_note(text) {
        return true;
    }
    let in_brackets = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let inside = in_brackets('<', '>').or_else(|| in_brackets('[', ']'));
    inside.is_some_and(|inside| {
        let is_wordy = |it: char| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_' | '.' | '…' | '/');
        inside.chars().all(is_wordy) && inside.chars().any(|it| it.is_alphabetic() || it == '…' || it == '.')
    })
}

/// Whether a text is a placeholder although no bracket marks it.
pub(super) fn is_word(text: &str) -> bool {
    let plain = text.trim().trim_end_matches(['.', '!', ':']).to_lowercase();
    let is_question = !plain.is_empty() && plain.chars().all(|it| it == '?');
    let is_shouted = text.len() > 2
        && text.contains(['-', '_', ' '])
        && ["FILL", "INSERT", "YOUR"].iter().any(|word| text.starts_with(word));
    is_question || (is_shouted && text.chars().all(|it| !it.is_lowercase())) || WORDS.contains(&plain.as_str())
}

/// Whether a text alone in square brackets names what is to be put there, such as `[DATE]`.
pub(super) fn is_slot(text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    SLOTS.contains(&plain.as_str()) || plain.starts_with("your ") || plain.starts_with("insert ")
}

/// `TODO: write this` and `TBD by the platform team`: the word in capitals, then more.
fn is_unfinished_note(text: &str) -> bool {
    ["TODO", "TBD", "FIXME"].iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', ',', '(']) || rest.starts_with(" by "))
    })
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn what_a_template_left_open_is_a_placeholder() {
        for text in [
            "TBD",
            "tbc",
            "[TBD]",
            "TODO",
            "<FILL-IN>",
            "[DATE]",
            "<role>",
            "???",
            "YYYY-MM-DD",
            "TODO: ask",
            "FILL_IN",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn words_that_merely_look_like_it_are_not() {
        for text in [
            "role:ciso",
            "Todo list procedure",
            "<desk@example.com>",
            "<https://example.com>",
            "no",
            "1.10",
            "Board",
            "A.5.1",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
