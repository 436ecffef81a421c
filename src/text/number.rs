//! Numbers with their nouns.

/// A number with a noun that takes an s: "1 control", "2 controls".
pub fn counted(number: usize, singular: &str) -> String {
    if number == 1 { format!("1 {singular}") } else { format!("{number} {singular}s") }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!((counted(1, "day"), counted(2, "day")), ("1 day".to_owned(), "2 days".to_owned()));
        assert_eq!(counted(0, "day"), "0 days");
    }
}
