//! Where the front matter of a file lies: between which bytes, and what is odd about it. What is in it is for others.

use gray_matter::engine::Engine;
use gray_matter::{Matter, Pod};
use memchr::memchr2;

use super::faults;
use super::fields::Reading;
use crate::diag::Label;
use crate::model::Field;
use crate::text::Span;

/// The two parts of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Split {
    /// The lines between the fences; none where the file has no front matter.
    pub block: Option<Span>,
    /// Whether there is anything between the fences.
    pub has_content: bool,
    pub body: Span,
}

/// Front matter that is longer is not read.
pub(super) const LARGEST_BLOCK: usize = 64 * 1024;
/// Lines before the first fence in which front matter that comes too late is looked for.
const LATE_LINES: usize = 50;

/// Finds the block between a first line `---` and the next line `---` or `...`. A byte order mark before it is no fault;
/// blank lines and text are. A first line `---` that no line of `key: value` follows is a thematic break of Markdown.
pub(super) fn split(cx: &mut Reading, source: &str) -> Split {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let whole = Split { block: None, has_content: false, body: Span::new(start, source.len()) };
    let mut lines = Lines { source, offset: start };
    let Some(first) = lines.by_ref().find(|line| !line.is_blank()) else { return whole };
    if first.is_opening() {
        let Some(split) = block_after(cx, source, first) else { return whole };
        if first.start > start {
            report_blank_lines(cx, Span::new(start, first.start));
        }
        return split;
    }
    let late = Lines { source, offset: first.next }
        .take(LATE_LINES)
        .find(|line| line.is_opening() && begins_block(source, *line));
    let Some((fence, split)) = late.and_then(|fence| Some((fence, block_after(cx, source, fence)?))) else {
        return whole;
    };
    let fence = cx.place(Span::new(fence.start, fence.end));
    let span = Span::new(first.start, first.start + first.text.trim_end().len());
    let finding = cx.report(faults::TEXT_BEFORE_FRONT_MATTER, span, "text stands before the front matter");
    finding.related.push(Label { place: fence, words: "the front matter begins here".to_owned() });
    finding.hint = Some("move the front matter to the head of the file; the text before it was not read".to_owned());
    split
}

/// The block that this fence opens; none where it is a thematic break.
fn block_after(cx: &mut Reading, source: &str, fence: Line<'_>) -> Option<Split> {
    let closing = Lines { source, offset: fence.next }.find(Line::is_closing);
    let end = closing.map_or(source.len(), |line| line.start);
    let inside = Inside::of(source, fence.next, end);
    if closing.is_some() && inside.prose.is_none() {
        let is_block = inside.has_keys || !inside.has_text;
        let next = closing.map_or(source.len(), |line| line.next);
        let block = Span::new(fence.next, end);
        let has_content = is_block && !matter_of(source.get(fence.start..next).unwrap_or_default()).is_empty();
        return is_block.then_some(Split { block: Some(block), has_content, body: Span::new(next, source.len()) });
    }
    if !inside.begins_with_key {
        return None;
    }
    let span = Span::new(fence.start, fence.start + fence.text.trim_end().len());
    cx.report(faults::FRONT_MATTER_UNCLOSED, span, "the front matter is opened here and never closed").hint =
        Some("put a line `---` after its last field".to_owned());
    let end = inside.prose.map_or(inside.last_yaml, |prose| prose.min(inside.last_yaml));
    let block = Span::new(fence.next, end);
    Some(Split { block: Some(block), has_content: true, body: Span::new(end, source.len()) })
}

/// What the lines after a fence look like.
#[derive(Default)]
struct Inside {
    has_text: bool,
    has_keys: bool,
    begins_with_key: bool,
    /// Where a line after a blank one reads as prose: no key, no entry of a list, no comment, not indented.
    prose: Option<usize>,
    /// End of the last line that reads as YAML before the prose.
    last_yaml: usize,
}

impl Inside {
    fn of(source: &str, start: usize, end: usize) -> Self {
        let mut inside = Inside { last_yaml: start, ..Inside::default() };
        let mut is_after_blank = false;
        let mut has_begun = false;
        for line in (Lines { source, offset: start }).take_while(|line| line.start < end) {
            if line.is_blank() {
                is_after_blank = true;
                continue;
            }
            inside.has_text = true;
            if line.text.starts_with('#') {
                continue;
            }
            let is_key = line.is_key();
            inside.has_keys |= is_key;
            if !has_begun {
                has_begun = true;
                inside.begins_with_key = is_key;
            }
            let is_yaml = is_key || line.text.starts_with([' ', '\t', '-', ']', '}', '<', '=', '>']);
            if !is_yaml && is_after_blank && inside.has_keys {
                inside.prose = Some(line.start);
                return inside;
            }
            is_after_blank = false;
            inside.last_yaml = line.next;
        }
        inside
    }
}

/// Whether a fence far from the head of the file opens a block all the same: fields that we know, without a blank
/// line, and a fence that closes it.
fn begins_block(source: &str, fence: Line<'_>) -> bool {
    let mut has_field = false;
    for line in (Lines { source, offset: fence.next }) {
        if line.is_closing() {
            return has_field;
        }
        let key = line.text.split(':').next().unwrap_or_default();
        has_field |= line.is_key() && Field::named(key).is_some();
        if line.is_blank() || !(line.is_key() || line.text.starts_with([' ', '-', '#'])) {
            return false;
        }
    }
    false
}

fn report_blank_lines(cx: &mut Reading, span: Span) {
    let words = "blank lines stand before the front matter";
    let finding = cx.report(faults::TEXT_BEFORE_FRONT_MATTER, span, words);
    finding.hint = Some("take them away: the first line of the file is `---`".to_owned());
    let mended = finding.clone().fix("take the blank lines away", span, "");
    *finding = mended;
}

/// Splits nothing but text: the tree is built from the original bytes.
struct Unread;

impl Engine for Unread {
    fn parse(_content: &str) -> gray_matter::Result<Pod> {
        Ok(Pod::Null)
    }
}

/// What stands between the fences, by the crate that most tools split front matter with. The text begins with the
/// opening fence and ends with the closing one; it is given LF line ends first, as the crate expects.
fn matter_of(fenced: &str) -> String {
    let mut normalised = fenced.replace("\r\n", "\n").replace('\r', "\n");
    normalised.push('\n');
    let mut matter = Matter::<Unread>::new();
    matter.close_delimiter = Some("...".to_owned());
    matter.parse::<Pod>(&normalised).map(|parsed| parsed.matter).unwrap_or_default()
}

/// Lines with their places; a line ends with LF, CRLF or a lone CR.
struct Lines<'s> {
    source: &'s str,
    offset: usize,
}

#[derive(Debug, Clone, Copy)]
struct Line<'s> {
    /// Without the end of line.
    text: &'s str,
    start: usize,
    end: usize,
    /// Where the next line begins.
    next: usize,
}

impl<'s> Iterator for Lines<'s> {
    type Item = Line<'s>;

    fn next(&mut self) -> Option<Line<'s>> {
        let rest = self.source.get(self.offset..).filter(|rest| !rest.is_empty())?;
        let length = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let ending = match &rest.as_bytes()[length..] {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        };
        let start = self.offset;
        self.offset = start + length + ending;
        Some(Line { text: &rest[..length], start, end: start + length, next: self.offset })
    }
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_opening(&self) -> bool {
        self.text.trim_end() == "---"
    }

    fn is_closing(&self) -> bool {
        matches!(self.text.trim_end(), "---" | "...")
    }

    /// Whether the line begins with a key and a colon, not indented.
    fn is_key(&self) -> bool {
        let Some((key, value)) = self.text.split_once(':') else { return false };
        let key = key.trim_end().trim_matches(['"', '\'']);
        let is_word = key.starts_with(char::is_alphabetic)
            && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | '/'));
        (is_word || key == "<<") && value.chars().next().is_none_or(char::is_whitespace)
    }
}

#[cfg(test)]
mod tests;
