//! What stands at the foot of each printed sheet, in the language of the site: only a style sheet can write there.

use super::words::Words;

/// The style that writes it, which a style of the theme may set otherwise.
pub(super) fn foot(words: &Words) -> String {
    let warning = words.get("frame.uncontrolled").trim_end_matches('.');
    let sheet = words.get("frame.sheet");
    let (before, rest) = sheet.split_once("{page}").unwrap_or(("", sheet));
    let (between, after) = rest.split_once("{pages}").unwrap_or((rest, ""));
    let [warning, before, between, after] = [warning, before, between, after].map(quoted);
    format!(
        "@page {{ @bottom-left {{ content: {warning} }} \
         @bottom-right {{ content: {before} counter(page) {between} counter(pages) {after} }} }}\n"
    )
}

/// A text as a string of CSS.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            it if it.is_control() => out.push(' '),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_word_ends_the_string_that_it_stands_in() {
        assert_eq!(quoted("a\"b\\c\nd</style>"), "\"a\\\"b\\\\c d</style>\"");
    }
}
