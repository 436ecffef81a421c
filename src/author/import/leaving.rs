//! What of an old header leaves a text: the blocks of which every value stands in the front matter now. A block of which
//! anything could not be taken over stays as a whole.

use std::collections::BTreeSet;
use std::ops::Range;

use super::header::{self, Header};
use super::same_words;
use crate::model::Field;
use crate::text::slug;

/// Headings and lines that only say that a header follows.
const LABELS: &[&str] = &[
    "document-control",
    "document-control-information",
    "document-control-table",
    "document-information",
    "document-info",
    "document-details",
    "document-properties",
    "document-metadata",
    "policy-information",
    "policy-details",
    "metadata",
];

/// What leaves.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    /// The bytes, in order.
    pub(super) spans: Vec<Range<usize>>,
    /// The fields that stood there.
    pub(super) fields: BTreeSet<Field>,
    /// Whether a block that speaks of fields stays.
    pub(super) is_partial: bool,
}

impl Leaving {
    /// The text without what leaves.
    pub(super) fn rest(&self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut at = 0;
        for span in &self.spans {
            rest.push_str(&text[at..span.start]);
            at = span.end;
        }
        rest + &text[at..]
    }
}

/// Where a block stands: a header is looked for before the first section, and below a heading that announces one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Head,
    /// Below the announcing heading, by its place among the blocks.
    Announced(usize),
    Body,
}

/// What leaves a text whose header was read, when these fields are written into its front matter.
pub(super) fn leaving(text: &str, header: &Header, written: &BTreeSet<Field>) -> Leaving {
    let blocks = blocks(text);
    let (mut zone, mut has_title) = (Zone::Head, false);
    let mut made = Leaving::default();
    let mut gone = vec![false; blocks.len()];
    for (index, block) in blocks.iter().enumerate() {
        if let Some((level, words)) = block.heading() {
            zone = match zone {
                Zone::Head if level == 1 && !has_title => Zone::Head,
                _ if is_label(words) && !is_linked(text, words) => Zone::Announced(index),
                Zone::Head | Zone::Announced(_) | Zone::Body => Zone::Body,
            };
            has_title |= level == 1;
            continue;
        }
        if zone == Zone::Body || block.is_break() {
            continue;
        }
        match block.fields(header, written) {
            Some(fields) => {
                gone[index] = true;
                made.fields.extend(fields);
            }
            None if block.speaks_of_fields(header) => made.is_partial = true,
            None if zone == Zone::Head => zone = Zone::Body,
            None => {}
        }
    }
    for index in 0..blocks.len() {
        let follows_gone = index.checked_sub(1).is_some_and(|before| gone[before]);
        let parts_header = blocks[index].is_break() && follows_gone;
        gone[index] |= parts_header || has_emptied(&blocks, &gone, index);
    }
    let ends = blocks.iter().skip(1).map(|it| it.start).chain([text.len()]);
    made.spans =
        blocks.iter().zip(ends).zip(gone).filter(|(_, gone)| *gone).map(|((it, end), _)| it.start..end).collect();
    made
}

/// Whether this is an announcing heading below which nothing is left before the next heading of its level.
fn has_emptied(blocks: &[Block<'_>], gone: &[bool], index: usize) -> bool {
    let Some((level, words)) = blocks[index].heading() else { return false };
    let below = &blocks[index + 1..];
    let count = below.iter().take_while(|it| it.heading().is_none()).count();
    let is_gone = |at: usize| gone[at] || (at > index + 1 && blocks[at].is_break() && gone[at - 1]);
    let has_parts = below.get(count).and_then(Block::heading).is_some_and(|(next, _)| next > level);
    is_label(words) && !has_parts && count > 0 && (index + 1..=index + count).all(is_gone)
}

fn is_label(words: &str) -> bool {
    let slug = slug(words);
    LABELS.contains(&slug.trim_start_matches(|it: char| it.is_ascii_digit() || it == '-'))
}

/// Whether the text leads to this heading, which then has to stay.
fn is_linked(text: &str, heading: &str) -> bool {
    text.contains(&format!("(#{})", slug(heading)))
}

/// Lines without a blank one between them, a heading, a comment or a block of code.
struct Block<'t> {
    start: usize,
    lines: Vec<&'t str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    // What the block that is being read ends with, where a blank line does not end it.
    let mut until: Option<&str> = None;
    let mut is_open = false;
    for line in text[at..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        let is_alone = is_heading(bare);
        if until.is_none() && (bare.is_empty() || is_alone) {
            is_open = false;
        }
        if until.is_none() && !is_open && !bare.is_empty() {
            blocks.push(Block { start, lines: Vec::new() });
            is_open = !is_alone;
            until = ["```", "~~~", "<!--"].into_iter().find(|it| bare.starts_with(it));
            if until == Some("<!--") {
                until = Some("-->");
            }
        }
        let Some(block) = blocks.last_mut().filter(|_| !bare.is_empty() || until.is_some()) else { continue };
        block.lines.push(line.trim_end());
        let is_end = match until {
            Some("-->") => bare.contains("-->"),
            Some(fence) => block.lines.len() > 1 && bare.starts_with(fence),
            None => false,
        };
        if is_end {
            (until, is_open) = (None, true);
        }
    }
    blocks
}

fn is_heading(line: &str) -> bool {
    let level = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&level) && line[level..].starts_with(' ')
}

impl<'t> Block<'t> {
    /// Level and words, where it is a heading.
    fn heading(&self) -> Option<(usize, &'t str)> {
        match self.lines.as_slice() {
            [line] if is_heading(line.trim()) => {
                let line = line.trim();
                let words = line.trim_start_matches('#');
                Some((line.len() - words.len(), words.trim_end_matches('#').trim()))
            }
            [words, line] if is_underline(line, '=') => Some((1, words.trim())),
            [words, line] if is_underline(line, '-') && !words.trim_start().starts_with('|') => Some((2, words.trim())),
            _ => None,
        }
    }

    fn is_break(&self) -> bool {
        let [line] = self.lines.as_slice() else { return false };
        ['-', '*', '_'].into_iter().any(|mark| line.len() >= 3 && is_underline(line, mark))
    }

    /// The fields that stand here, when nothing else does and each stands in the front matter with the same words.
    fn fields(&self, header: &Header, written: &BTreeSet<Field>) -> Option<Vec<Field>> {
        let is_code = self.lines.first().is_some_and(|it| it.starts_with("    ") || it.starts_with('\t'));
        let pairs = header::pairs(&self.lines, is_label).filter(|_| !is_code)?;
        let mut fields = Vec::new();
        for (key, value) in pairs {
            let field = Field::called(&key)?;
            if value.is_empty() {
                continue;
            }
            let is_same = header.fields.get(&field).is_some_and(|said| same_words(said, &value));
            if !is_same || !written.contains(&field) || !is_plain(&value) {
                return None;
            }
            fields.push(field);
        }
        // A table or a comment without any value is somebody's template.
        (!fields.is_empty()).then_some(fields)
    }

    fn speaks_of_fields(&self, header: &Header) -> bool {
        let own = header::read(&self.lines.join("\n"));
        own.fields.iter().any(|(field, value)| header.fields.get(field) == Some(value))
    }
}

fn is_underline(line: &str, mark: char) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|it| it == mark)
}

/// Whether a value means the same outside Markdown, and can stand in a comment of YAML.
fn is_plain(value: &str) -> bool {
    !value.contains(['[', '<', '*', '`', '\u{feff}', '\u{2028}', '\u{2029}']) && !value.chars().any(char::is_control)
}
