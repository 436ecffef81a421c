//! Lists and numbers in messages.

/// Names in backticks as a sentence has them: "`a`, `b` and `c`"; of a long list the first ones and the number of the rest.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    joined(names, "and")
}

/// The same for names of which one is enough: "`a`, `b` or `c`".
pub fn any_of<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    joined(names, "or")
}

fn joined<'n>(names: impl IntoIterator<Item = &'n str>, last_word: &str) -> String {
    const SHOWN: usize = 8;
    let names: Vec<String> = names.into_iter().map(|it| format!("`{it}`")).collect();
    if names.len() > SHOWN + 1 {
        return format!("{} {last_word} {} more", names[..SHOWN].join(", "), names.len() - SHOWN);
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {last_word} {last}", rest.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}

/// A number with a noun whose plural is another word: "1 duty", "2 duties".
pub fn counted_as(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::{any_of, listed};

    #[test]
    fn lists_end_with_and() {
        assert_eq!(listed(["a"]), "`a`");
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(any_of(["a", "b", "c"]), "`a`, `b` or `c`");
        let many: Vec<String> = (0..12).map(|it| it.to_string()).collect();
        assert!(listed(many.iter().map(String::as_str)).ends_with("`7` and 4 more"));
    }
}
