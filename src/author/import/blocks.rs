//! A text as blocks: lines without a blank one between them, a heading, a comment or a block of code; and where among the
//! headings each stands.

use super::foreign;
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
    "policy-metadata",
    "header-metadata",
    "metadata",
    "dokumentinformation",
    "dokumentinformationen",
    "dokumenteninformationen",
    "dokumentenlenkung",
    "dokumentlenkung",
    "dokumentensteuerung",
    "dokumenteneigenschaften",
    "informations-du-document",
    "contrôle-du-document",
    "información-del-documento",
    "control-del-documento",
];

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Before the first section.
    Head,
    /// Below a heading that announces a header.
    Announced,
    Body,
}

pub(super) struct Block<'t> {
    pub(super) start: usize,
    /// Of its first line, counted from 0.
    pub(super) line: usize,
    pub(super) lines: Vec<&'t str>,
}

pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    // What the block that is being read ends with, where a blank line does not end it.
    let mut until: Option<&str> = None;
    let mut is_open = false;
    // Looked for once: a text may begin any number of tables.
    let last_table = text.to_ascii_lowercase().rfind(TABLE_END).unwrap_or(0);
    for (number, line) in text[at..].split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let bare = line.trim();
        let is_alone = is_heading(bare);
        if until.is_none() && (bare.is_empty() || is_alone) {
            is_open = false;
        }
        if until.is_none() && !is_open && !bare.is_empty() {
            blocks.push(Block { start, line: number, lines: Vec::new() });
            is_open = !is_alone;
            until = closing(&text[start..], blocks.len()).filter(|it| *it != TABLE_END || start < last_table);
        }
        let Some(block) = blocks.last_mut().filter(|_| !bare.is_empty() || until.is_some()) else { continue };
        block.lines.push(line.trim_end());
        let is_end = match until {
            Some(mark @ ("-->" | TABLE_END)) => bare.to_ascii_lowercase().contains(mark),
            // A brace inside is indented.
            Some("}") => line.starts_with('}'),
            Some(RULE) => block.lines.len() > 1 && Some(&bare) == block.lines.first().map(|it| it.trim()).as_ref(),
            Some(fence) => block.lines.len() > 1 && bare.starts_with(fence),
            None => false,
        };
        if is_end {
            // Nothing goes on behind front matter.
            is_open = !matches!(until, Some("}" | "+++"));
            until = None;
        }
    }
    blocks
}

const TABLE_END: &str = "</table>";

/// What a table ends with that begins with a line of hyphens: the same line again.
const RULE: &str = "---";

/// How many lines such a table of control has at most, so that none takes a long text along.
const LONGEST_TABLE: usize = 80;

/// What a block that begins here, the first or a later one, ends with where a blank line does not end it.
fn closing(text: &str, number: usize) -> Option<&'static str> {
    let bare = text.lines().next().unwrap_or_default().trim();
    let fence = ["```", "~~~"].into_iter().find(|it| bare.starts_with(it));
    let comment = || bare.starts_with("<!--").then_some("-->");
    // What is never closed would take the whole text along.
    let front = || foreign::closing(bare).filter(|it| number == 1 && text.contains(&format!("\n{it}")));
    let is_table = || bare.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("<table"));
    let table = || is_table().then_some(TABLE_END);
    let ruled = || {
        foreign::rule_of_columns(bare)?;
        let mut below = text.lines().skip(1).take(LONGEST_TABLE);
        below.any(|it| it.trim() == bare).then_some(RULE)
    };
    fence.or_else(comment).or_else(front).or_else(table).or_else(ruled)
}

/// The zone of each block, as the headings tell.
pub(super) fn zones(text: &str, blocks: &[Block<'_>]) -> Vec<Zone> {
    let (mut zone, mut has_title) = (Zone::Head, false);
    let mut zones = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        if let Some((level, words)) = block.heading() {
            let is_title = zone == Zone::Head && !has_title && (level == 1 || index == 0);
            zone = match zone {
                Zone::Head if is_title => Zone::Head,
                _ if is_label(words) && !is_linked(text, words) => Zone::Announced,
                Zone::Head | Zone::Announced | Zone::Body => Zone::Body,
            };
            has_title = true;
        }
        zones.push(zone);
    }
    zones
}

/// Whether words only say that a header follows.
pub(super) fn is_label(words: &str) -> bool {
    let slug = slug(words);
    LABELS.contains(&slug.trim_start_matches(|it: char| it.is_ascii_digit() || it == '-'))
}

/// Whether the text leads to this heading, which then has to stay.
fn is_linked(text: &str, heading: &str) -> bool {
    text.contains(&format!("(#{})", slug(heading)))
}

fn is_heading(line: &str) -> bool {
    let level = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&level) && line[level..].starts_with(' ')
}

impl<'t> Block<'t> {
    /// Level and words, where it is a heading.
    pub(super) fn heading(&self) -> Option<(usize, &'t str)> {
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

    pub(super) fn is_break(&self) -> bool {
        let [line] = self.lines.as_slice() else { return false };
        ['-', '*', '_'].into_iter().any(|mark| line.len() >= 3 && is_underline(line, mark))
    }

    pub(super) fn is_code(&self) -> bool {
        let marks = ["    ", "\t", "```", "~~~"];
        self.lines.first().is_some_and(|first| marks.iter().any(|it| first.starts_with(it)))
    }
}

fn is_underline(line: &str, mark: char) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|it| it == mark)
}
