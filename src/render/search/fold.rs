//! Texts as the search compares them: small letters without accents, cut into words and ids. The reader in the browser
//! does the same with the table that [`table`] hands it, so that both sides always agree.

/// Letters with marks and what they are searched as. Marks that stand by themselves are left out of words.
const PLAIN: [(&str, &str); 32] = [
    ("a", "àáâãäåāăąǎ"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẽ"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("ij", "ĳ"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľłŀ"),
    ("n", "ñńņňŉ"),
    ("o", "òóôõöøōŏőǒ"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųǔ"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
    ("α", "ά"),
    ("ε", "έ"),
    ("η", "ή"),
    ("ι", "ίϊΐ"),
    ("ο", "ό"),
    ("υ", "ύϋΰ"),
    ("ω", "ώ"),
    ("е", "ёѐ"),
];

/// What becomes of each ASCII character; 0 where it is left out.
const ASCII: [u8; 128] = {
    let mut table = [b' '; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-' {
            table[at] = byte.to_ascii_lowercase();
        }
        at += 1;
    }
    table[b'\'' as usize] = 0;
    table
};

/// The longest word that is kept, in bytes; what is longer is cut.
const LONGEST: usize = 40;

/// Plain letters and the letters that are searched as them.
pub(super) fn table() -> &'static [(&'static str, &'static str)] {
    &PLAIN
}

/// Adds a text in its plain form: letters and digits, `.` and `-`, and spaces for everything else.
fn fold(out: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (plain, after) = rest.split_at(length);
        let bytes = plain.bytes().map(|byte| ASCII[usize::from(byte)]).filter(|byte| *byte != 0);
        let mut folded = Vec::with_capacity(length);
        folded.extend(bytes);
        // The table has nothing but ASCII.
        out.push_str(str::from_utf8(&folded).unwrap_or_default());
        let mut characters = after.chars();
        while let Some(character) = characters.clone().next().filter(|it| !it.is_ascii()) {
            fold_character(out, character);
            characters.next();
        }
        rest = characters.as_str();
    }
}

fn fold_character(out: &mut String, character: char) {
    match character {
        // Hyphens that look alike are one; an apostrophe does not part a word, nor does what only joins or breaks it.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '\u{2019}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{300}'..='\u{36f}' => {}
        _ if !character.is_alphanumeric() => out.push(' '),
        _ => character.to_lowercase().for_each(|it| fold_letter(out, it)),
    }
}

fn fold_letter(out: &mut String, letter: char) {
    match PLAIN.iter().find(|(_, marked)| marked.contains(letter)) {
        Some((plain, _)) => out.push_str(plain),
        None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
        None => out.push(letter),
    }
}

/// Hands over each word of a text in its plain form, and each id in its one spelling.
pub(super) fn words(text: &str, mut word: impl FnMut(Word<'_>)) {
    let mut folded = String::new();
    let mut at = 0;
    while let Some(run) = next_run(text, &mut at) {
        if run.is_folded {
            parts(&run, &mut word);
            continue;
        }
        folded.clear();
        fold(&mut folded, run.text);
        let mut inner = 0;
        while let Some(run) = next_run(&folded, &mut inner) {
            parts(&run, &mut word);
        }
    }
}

/// The words of a run in its plain form.
fn parts(run: &Run<'_>, word: &mut impl FnMut(Word<'_>)) {
    let &Run { text, has_digit, has_other, is_plain, .. } = run;
    if !has_digit && is_plain {
        if text.len() > 1 {
            word(Word::Plain(cut(text)));
        }
        return;
    }
    if has_digit && has_other {
        word(Word::Id(&id(text)));
    }
    for part in text.split(['.', '-']) {
        // Numbers of an id say nothing by themselves.
        if part.len() > 1 && (is_plain || part.bytes().any(|it| !it.is_ascii_digit())) {
            word(Word::Plain(cut(part)));
        }
    }
}

/// A word as it is found, or an id in its one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word<'w> {
    Plain(&'w str),
    Id(&'w str),
}

/// A run without spaces, without the points and hyphens at its ends.
struct Run<'t> {
    text: &'t str,
    has_digit: bool,
    /// Whether anything but digits is in it.
    has_other: bool,
    /// Whether no point and no hyphen is in it.
    is_plain: bool,
    /// Whether folding would change nothing.
    is_folded: bool,
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const MARK: u8 = 4;
const SPACE: u8 = 8;
/// Is written in another way when it is folded, or may be.
const UNFOLDED: u8 = 16;

/// What each byte of a text is; bytes of characters beyond ASCII are letters until they are folded.
const KINDS: [u8; 256] = {
    let mut table = [LETTER | UNFOLDED; 256];
    let mut at = 0;
    while at < ASCII.len() {
        let folded = ASCII[at];
        table[at] = match folded {
            b'0'..=b'9' => DIGIT,
            b'.' | b'-' => MARK,
            b' ' => SPACE,
            0 => UNFOLDED,
            _ if folded == at as u8 => LETTER,
            _ => LETTER | UNFOLDED,
        };
        at += 1;
    }
    table
};

/// The next run at or after `at`, which moves behind it; each byte is looked at once. All marks here are single bytes, so
/// that no letter is ever cut.
fn next_run<'t>(text: &'t str, at: &mut usize) -> Option<Run<'t>> {
    let bytes = text.as_bytes();
    let kind = |byte: &u8| KINDS[usize::from(*byte)];
    let start = *at + bytes[*at..].iter().position(|byte| kind(byte) & (MARK | SPACE) == 0)?;
    let mut kinds = 0;
    let mut end = start;
    while let Some(kind) = bytes.get(end).map(kind).filter(|it| *it != SPACE) {
        kinds |= kind;
        end += 1;
    }
    *at = end;
    let mut is_plain = true;
    if kinds & MARK != 0 {
        end -= bytes[start..end].iter().rev().take_while(|byte| kind(byte) == MARK).count();
        is_plain = !bytes[start..end].iter().any(|byte| kind(byte) == MARK);
    }
    let has_other = kinds & LETTER != 0 || !is_plain;
    Some(Run {
        text: &text[start..end],
        has_digit: kinds & DIGIT != 0,
        has_other,
        is_plain,
        is_folded: kinds & UNFOLDED == 0,
    })
}

/// The one spelling of an id: its letters and numbers with points between them and no leading zeros, so that `RISK-4`,
/// `risk-004` and `Risk 4` written together are one.
fn id(run: &str) -> String {
    let mut made = String::with_capacity(run.len() + 2);
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        if first == '.' || first == '-' {
            rest = &rest[1..];
            continue;
        }
        let is_number = first.is_ascii_digit();
        let ends = |it: char| it == '.' || it == '-' || it.is_ascii_digit() != is_number;
        let (part, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        if !made.is_empty() {
            made.push('.');
        }
        let bare = if is_number { part.trim_start_matches('0') } else { part };
        made.push_str(if bare.is_empty() { "0" } else { bare });
        rest = after;
    }
    cut(&made).to_owned()
}

fn cut(word: &str) -> &str {
    let mut end = word.len().min(LONGEST);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

#[cfg(test)]
mod tests {
    use super::{Word, words};

    fn found(text: &str) -> Vec<String> {
        let mut list = Vec::new();
        words(text, |word| {
            list.push(match word {
                Word::Plain(word) => word.to_owned(),
                Word::Id(id) => format!("#{id}"),
            });
        });
        list
    }

    #[test]
    fn accents_and_capitals_make_no_difference() {
        assert_eq!(
            found("Zugänge GROẞE straße Öffnung, l’œuvre"),
            ["zugange", "grosse", "strasse", "offnung", "loeuvre"]
        );
        assert_eq!(found("re\u{301}sume\u{301} – Ёлка"), ["resume", "елка"]);
    }

    #[test]
    fn an_id_has_one_spelling() {
        for text in ["RISK-004", "risk-4", "Risk004", "RISK.04"] {
            assert!(found(text).contains(&"#risk.4".to_owned()), "{text}: {:?}", found(text));
        }
        assert_eq!(found("A.5.15, 5.15. A.5.1.15"), ["#a.5.15", "#5.15", "#a.5.1.15"]);
        assert_eq!(found("two-factor in 2026"), ["two", "factor", "in", "2026"]);
    }
}
