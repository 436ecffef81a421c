//! Anchors and file names made from titles.

/// The anchor of a heading, or a file name, made from any text: lower case, letters and digits of every script kept,
/// everything between them one hyphen. A text without a letter or digit gives `section`.
pub fn slug(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() {
            made.extend(character.to_lowercase());
        } else if character != '\'' && character != '’' && !made.is_empty() && !made.ends_with('-') {
            made.push('-');
        }
    }
    while made.ends_with('-') {
        made.pop();
    }
    if made.is_empty() { "section".to_owned() } else { made }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn words_are_joined_by_one_hyphen() {
        assert_eq!(slug("What you must do!"), "what-you-must-do");
        assert_eq!(slug("  A.5.15 — Zugänge "), "a-5-15-zugänge");
        assert_eq!(slug("The lead's duty"), "the-leads-duty");
        assert_eq!(slug("***"), "section");
    }
}
