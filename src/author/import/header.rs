//! What a document of another house says about itself, in whatever look it says so: lines of keys and values, quoted, bold
//! or in comments, badges, and tables of document control.

use std::collections::BTreeMap;

use crate::model::Field;

/// Lines at the head and at the foot of a document in which it speaks about itself.
const HEAD: usize = 60;
const FOOT: usize = 12;

/// The look of what was found, named in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    FrontMatter,
    /// Front matter without its first line.
    UnopenedFrontMatter,
    Quoted,
    Table,
    Lines,
    Badges,
    Comment,
    None,
}

impl Style {
    pub fn words(self) -> &'static str {
        match self {
            Style::FrontMatter => "front matter",
            Style::UnopenedFrontMatter => "front matter without its first `---`",
            Style::Quoted => "quoted lines",
            Style::Table => "a table",
            Style::Lines => "lines of text",
            Style::Badges => "badges",
            Style::Comment => "a comment",
            Style::None => "nothing",
        }
    }
}

/// The fields that were found in a text, the first of each; and the look of the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) fields: BTreeMap<Field, String>,
    pub(super) style: Style,
}

/// Reads what a text without front matter says about itself.
pub(super) fn read(text: &str) -> Header {
    let mut header = Header { fields: BTreeMap::new(), style: Style::None };
    let lines: Vec<&str> = text.lines().collect();
    let foot = lines.len().saturating_sub(FOOT).max(HEAD.min(lines.len()));
    let mut is_comment = false;
    for (index, line) in lines.iter().enumerate().filter(|(index, _)| *index < HEAD || *index >= foot) {
        let line = line.trim();
        is_comment |= line.starts_with("<!--");
        if line.starts_with('|') {
            read_row(&mut header, &lines, index);
        } else if line.contains("/badge/") {
            read_badges(&mut header, line);
        } else {
            let style = match line {
                _ if is_comment => Style::Comment,
                _ if line.starts_with('>') => Style::Quoted,
                _ => Style::Lines,
            };
            read_line(&mut header, line, style);
        }
        is_comment &= !line.contains("-->");
    }
    header
}

impl Header {
    fn note(&mut self, key: &str, value: &str, style: Style) {
        let (key, value) = (plain(key), plain(value));
        let is_short = key.split_whitespace().count() <= 4;
        let Some(field) = Field::called(&key).filter(|_| is_short && !value.is_empty()) else { return };
        if self.fields.is_empty() {
            self.style = style;
        }
        self.fields.entry(field).or_insert(value);
    }
}

/// `**Version:** 1.2 | **Owner:** IT`, with whatever marks stand around it.
fn read_line(header: &mut Header, line: &str, style: Style) {
    let line = line.trim_start_matches("<!--").trim_end_matches("-->");
    let line = line.trim_start_matches(['>', '-', '*', '+', ' ', '\t']);
    for part in line.replace(" · ", " | ").replace(" • ", " | ").split(" | ") {
        if let Some((key, value)) = part.split_once(':') {
            header.note(key, value, style);
        }
    }
}

/// A row of a table: a key and its value, or the values below a row of keys.
fn read_row(header: &mut Header, lines: &[&str], index: usize) {
    let cells = cells(lines[index]);
    let is_rule = |line: &str| line.contains("--") && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' '));
    let values = lines.get(index + 2).filter(|_| lines.get(index + 1).is_some_and(|it| is_rule(it.trim())));
    let known = cells.iter().filter(|it| Field::called(&plain(it)).is_some()).count();
    match (cells.as_slice(), values) {
        (keys, Some(values)) if known >= 2 => {
            for (key, value) in keys.iter().zip(self::cells(values)) {
                header.note(key, value, Style::Table);
            }
        }
        ([key, value], _) => header.note(key, value, Style::Table),
        _ => {}
    }
}

fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_start_matches('|').trim_end_matches('|').split('|').map(str::trim).collect()
}

/// Pictures that show a key and a value, as in `…/badge/Version-1.2-blue`; a hyphen of the text is written twice.
fn read_badges(header: &mut Header, line: &str) {
    for badge in line.split("/badge/").skip(1) {
        let end = badge.find([')', '?', '"', ' ', '#']).unwrap_or(badge.len());
        let path = badge[..end].replace("--", "\u{0}").replace("%20", " ").replace('_', " ");
        if let [key, value, ..] = path.split('-').collect::<Vec<_>>().as_slice() {
            header.note(key, &value.replace('\u{0}', "-"), Style::Badges);
        }
    }
}

/// Words without the marks of Markdown around them.
fn plain(words: &str) -> String {
    words.trim().trim_matches(['*', '_', '`', '"', ' ', ':']).trim().to_owned()
}
