//! Text into HTML without letting any of it be HTML; addresses without letting any of them run.

use std::io;

/// Stands in markup for what leads from its page to the root of the site.
pub(in crate::render) const ROOT_MARK: char = '\u{1}';
/// Stands in markup on both sides of the tone of an icon.
pub(in crate::render) const ICON_MARK: char = '\u{2}';
/// Stands in the links to the sections for the branch that is open among them.
pub(in crate::render) const BRANCH_MARK: char = '\u{3}';
/// What stands for a character that may not stand in a page at all.
pub(super) const REPLACEMENT: &str = "\u{fffd}";

/// What stands for each character that may not stand as it is. The marks stand for something while a page is made, and
/// may not come from any text.
const ENTITIES: [(u8, &str); 8] = [
    (b'&', "&amp;"),
    (b'<', "&lt;"),
    (b'>', "&gt;"),
    (b'"', "&quot;"),
    (b'\'', "&#39;"),
    (ROOT_MARK as u8, REPLACEMENT),
    (ICON_MARK as u8, REPLACEMENT),
    (BRANCH_MARK as u8, REPLACEMENT),
];

/// For each byte 0, or one more than the place of what stands for it.
const PLACES: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < ENTITIES.len() {
        table[ENTITIES[at].0 as usize] = at as u8 + 1;
        at += 1;
    }
    table
};

/// Writes a text so that it stands as it is, in an element or in an attribute in double quotes.
pub(in crate::render) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, entity, after)) = next_entity(rest) {
        out.push_str(before);
        out.push_str(entity);
        rest = after;
    }
    out.push_str(rest);
}

/// The same, for templates.
pub(in crate::render) fn escape_to(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let mut rest = text;
    while let Some((before, entity, after)) = next_entity(rest) {
        out.write_all(before.as_bytes())?;
        out.write_all(entity.as_bytes())?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// What stands before the first character that may not stand as it is, what is written for it, and what follows.
fn next_entity(text: &str) -> Option<(&str, &'static str, &str)> {
    let bytes = text.as_bytes();
    let at = first_special(bytes)?;
    let place = usize::from(PLACES[usize::from(bytes[at])] - 1);
    Some((&text[..at], ENTITIES[place].1, &text[at + 1..]))
}

/// Bytes that are looked at together: comparing them all without a branch is faster than looking at each.
const TOGETHER: usize = 32;

/// The place of the first byte that something else stands for.
fn first_special(bytes: &[u8]) -> Option<usize> {
    let is_special = |byte: u8| PLACES[usize::from(byte)] != 0;
    let mut chunks = bytes.chunks_exact(TOGETHER);
    let mut before = 0;
    for chunk in chunks.by_ref() {
        // The same bytes as in the table, as comparisons that the processor makes for many bytes at once.
        let hits = chunk.iter().fold(0, |hits, byte| {
            let quote_or_and = u8::from(byte | 1 == b'\'') | u8::from(*byte == b'"');
            let bracket = u8::from(byte | 2 == b'>');
            let mark = u8::from(byte.wrapping_sub(1) < 2);
            hits | quote_or_and | bracket | mark
        });
        if hits != 0 {
            return chunk.iter().position(|byte| is_special(*byte)).map(|at| before + at);
        }
        before += TOGETHER;
    }
    chunks.remainder().iter().position(|byte| is_special(*byte)).map(|at| before + at)
}

/// Where a written destination leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Reach {
    /// `http`, `https` or `mailto`.
    Outside,
    /// `#heading`
    Here,
    /// A path, which only the linker knows how to read.
    Path,
    /// Anything that could run or read: `javascript:`, `data:`, `file:`, `//host` and whatever comes next.
    Refused,
}

/// Judges a destination as browsers read it: without the white space and control characters that they drop.
pub(in crate::render) fn reach(destination: &str) -> Reach {
    let seen: String = destination.chars().filter(|it| !it.is_control() && !it.is_whitespace()).collect();
    if seen.starts_with('#') {
        return Reach::Here;
    }
    if seen.starts_with("//") || seen.starts_with('\\') || seen.starts_with("/\\") {
        return Reach::Refused;
    }
    let head = seen.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        None => Reach::Path,
        Some((scheme, _)) => match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" | "mailto" => Reach::Outside,
            _ => Reach::Refused,
        },
    }
}

/// Whether a destination leads out of the handbook by a scheme that may be followed.
pub(in crate::render) fn is_outside(destination: &str) -> bool {
    reach(destination) == Reach::Outside
}

#[cfg(test)]
mod tests {
    use super::{Reach, escape, reach};

    #[test]
    fn nothing_that_html_reads_is_left() {
        let mut out = String::new();
        escape(&mut out, "a<b> & \"c\" 'd' ü");
        assert_eq!(out, "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ü");
    }

    #[test]
    fn every_byte_is_known_wherever_it_stands() {
        for character in (0..=u8::MAX).map(char::from).chain(['ü', '\u{122}']) {
            for before in [0, 7, 31, 32, 63, 70] {
                let text = format!("{}{character}{}", "a".repeat(before), "b".repeat(40));
                let mut out = String::new();
                escape(&mut out, &text);
                let alone = match character {
                    '&' => "&amp;".to_owned(),
                    '<' => "&lt;".to_owned(),
                    '>' => "&gt;".to_owned(),
                    '"' => "&quot;".to_owned(),
                    '\'' => "&#39;".to_owned(),
                    '\u{1}' | '\u{2}' => "\u{fffd}".to_owned(),
                    other => other.to_string(),
                };
                assert_eq!(out, format!("{}{alone}{}", "a".repeat(before), "b".repeat(40)));
            }
        }
    }

    #[test]
    fn only_three_schemes_lead_out() {
        assert_eq!(reach("https://example.com"), Reach::Outside);
        assert_eq!(reach("MAILTO:desk@example.com"), Reach::Outside);
        assert_eq!(reach("../x.md#a:b"), Reach::Path);
        assert_eq!(reach("#scope"), Reach::Here);
        for wrong in
            ["javascript:alert(1)", " java\nscript:x", "data:text/html,x", "file:///etc/passwd", "//host/x", "/\\host"]
        {
            assert_eq!(reach(wrong), Reach::Refused, "{wrong}");
        }
    }
}
