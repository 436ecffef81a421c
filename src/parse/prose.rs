//! What running text holds besides words: bare ids, clause numbers and variables.

use memchr::memchr_iter;

use crate::model::{MOST_USES, Mention, VariableUse};
use crate::text::{Span, has_digit};

/// Longest name of a variable, in bytes; longer text between braces is no variable.
const LONGEST_NAME: usize = 64;

/// Finds `{{ name }}` in a run of text that lies at `span` in the file.
pub(super) fn variables(text: &str, span: Span, found: &mut Vec<VariableUse>) {
    let mut from = 0;
    while found.len() < MOST_USES
        && let Some(open) = two_braces(text, from)
    {
        let inner = open + 2;
        from = inner;
        if let Some(name) = name_at(&text[inner..]) {
            from = inner + name.len() + 2;
            let place = Span::new(open, from).moved_by(span.start as usize);
            found.push(VariableUse { name: name.trim().to_owned(), span: place });
        }
    }
}

/// What stands before the next two closing braces, where that is near enough to be a name. Looks no further: a text may
/// hold a million opening braces and one that closes.
fn name_at(text: &str) -> Option<&str> {
    let near = &text.as_bytes()[..text.len().min(LONGEST_NAME + 2)];
    let length = near.windows(2).position(|it| it == b"}}")?;
    text.get(..length).filter(|it| !it.contains('{'))
}

/// Where `{{` stands next.
fn two_braces(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut braces = memchr_iter(b'{', &bytes[from..]).map(|it| it + from);
    braces.find(|at| bytes.get(at + 1) == Some(&b'{'))
}

/// Finds what looks like the id of a control, a clause or a register entry. Whether such a thing exists is another
/// question: `UTF-8` looks like an id too.
pub(super) fn mentions(text: &str, span: Span, found: &mut Vec<Mention>) {
    // Each of them has a digit, and most lines have none.
    if !has_digit(text) {
        return;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let is_start = (byte.is_ascii_uppercase() || byte.is_ascii_lowercase()) && !continues_word(text, at);
        if !is_start {
            at += 1;
            continue;
        }
        let found_end = if byte.is_ascii_uppercase() {
            control(text, at).or_else(|| register_id(text, at)).map(|end| (at, end))
        } else {
            None
        };
        match found_end.or_else(|| clause(text, at)) {
            Some((start, end)) => {
                found.push(Mention { span: Span::new(start, end).moved_by(span.start as usize), target: None });
                at = end;
            }
            None => at = end_of_word(bytes, at),
        }
    }
}

/// Whether the byte before belongs to the same word, path or address.
fn continues_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    before.is_some_and(|it| it.is_alphanumeric() || matches!(it, '-' | '.' | '/' | '_' | '@' | '#' | '{'))
}

fn end_of_word(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count().max(1)
}

fn digits(bytes: &[u8], at: usize) -> usize {
    bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Whether a word may end here: no letter or digit follows, and no point or hyphen that goes on with one.
fn ends_here(text: &str, at: usize) -> bool {
    let mut after = text.get(at..).unwrap_or_default().chars();
    match after.next() {
        Some('.' | '-' | '/') => !after.next().is_some_and(char::is_alphanumeric),
        Some(it) => !it.is_alphanumeric() && it != '_',
        None => true,
    }
}

/// `A.5.15`, `A 5.15`, `A5.15`, `A.05.15`, `A.9.4.2`.
fn control(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes[start] != b'A' {
        return None;
    }
    let mut at = start + 1;
    if matches!(bytes.get(at), Some(b'.' | b' ')) {
        at += 1;
    }
    let mut levels = 0;
    loop {
        let length = digits(bytes, at);
        if length == 0 || length > 2 {
            return None;
        }
        at += length;
        levels += 1;
        let goes_on = bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !goes_on {
            break;
        }
        at += 1;
    }
    if (2..=3).contains(&levels) && ends_here(text, at) { Some(at) } else { None }
}

/// Upper-case words joined by hyphens, the last of which is a number: `POL-007`, `EXC-2026-001`.
fn register_id(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut last_is_number = false;
    let mut parts = 0;
    loop {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
        if length == 0 || length > 16 {
            return None;
        }
        last_is_number = digits(bytes, at) == length || (last_is_number && length == 0);
        at += length;
        parts += 1;
        let goes_on = bytes.get(at) == Some(&b'-')
            && bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !goes_on {
            break;
        }
        at += 1;
    }
    if parts >= 2 && last_is_number && ends_here(text, at) { Some(at) } else { None }
}

/// The number after the word clause: `clause 6.1.3`, `Clauses 4 to 10`. The number alone is the mention.
fn clause(text: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let word = &bytes[start..end_of_word(bytes, start)];
    let is_clause = word.eq_ignore_ascii_case(b"clause") || word.eq_ignore_ascii_case(b"clauses");
    let number = start + word.len() + 1;
    if !is_clause || bytes.get(number - 1) != Some(&b' ') {
        return None;
    }
    let mut at = number + digits(bytes, number);
    while at > number && bytes.get(at) == Some(&b'.') && digits(bytes, at + 1) > 0 {
        at += 1 + digits(bytes, at + 1);
    }
    if at > number && ends_here(text, at) { Some((number, at)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{MOST_USES, mentions, variables};
    use crate::text::Span;

    fn ids(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        mentions(text, Span::new(0, text.len()), &mut found);
        found.iter().map(|it| &text[it.span.range()]).collect()
    }

    #[test]
    fn ids_are_found_in_prose() {
        assert_eq!(
            ids("See A.5.15, A 5.16 and A5.17 (A.05.18), A.9.4.2."),
            ["A.5.15", "A 5.16", "A5.17", "A.05.18", "A.9.4.2"]
        );
        assert_eq!(ids("RISK-004; POL-007: EXC-2026-001."), ["RISK-004", "POL-007", "EXC-2026-001"]);
        assert_eq!(ids("clause 6.1.3 and Clauses 4 to 10."), ["6.1.3", "4"]);
        assert_eq!(ids("“RISK-004” — RISK-005…"), ["RISK-004", "RISK-005"]);
    }

    #[test]
    fn words_that_only_look_alike_are_left() {
        let text = "A.5.15.2.1 A.100.1 XA.5.1 a-RISK-004 RISK-004b RISK- TLS1.2 x@A.5.1 /A.5.1 clause x AES256 #RISK-1";
        assert_eq!(ids(text), [""; 0]);
    }

    #[test]
    fn braces_that_never_close_are_passed_over_in_good_time() {
        let open = "{{ ".repeat(300_000) + "desk }} and {{ " + &"x".repeat(65) + "}}";
        let mut found = Vec::new();
        variables(&open, Span::new(0, open.len()), &mut found);
        assert_eq!(found.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["desk"]);
        let many = "{{ü}}".repeat(MOST_USES + 5);
        let mut found = Vec::new();
        variables(&many, Span::new(0, many.len()), &mut found);
        assert_eq!(found.len(), MOST_USES);
    }

    #[test]
    fn variables_are_found_with_their_braces() {
        let text = "{{ a }} {{b}} {{ {{ c }} {{";
        let mut found = Vec::new();
        variables(text, Span::new(0, text.len()), &mut found);
        let seen: Vec<_> = found.iter().map(|it| (it.name.as_str(), &text[it.span.range()])).collect();
        assert_eq!(seen, [("a", "{{ a }}"), ("b", "{{b}}"), ("c", "{{ c }}")]);
    }
}
