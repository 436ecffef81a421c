//! What a document of another house says about itself, in whatever look it says so: lines of keys and values, quoted, bold
//! or in comments, badges, and tables of document control.

use std::collections::BTreeMap;

use crate::model::Field;
use crate::text::slug;

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
    for part in parts(line) {
        if let Some((key, value)) = part.split_once(':') {
            header.note(key, value, style);
        }
    }
}

/// The parts of a line of which each may be a key and its value, without the marks at its head.
fn parts(line: &str) -> Vec<String> {
    let line = line.trim_start_matches("<!--");
    let line = line.split_once("-->").map_or(line, |(comment, _)| comment);
    let line = line.trim_start_matches(['>', '-', '*', '+', ' ', '\t']);
    line.replace(" · ", " | ").replace(" • ", " | ").split(" | ").map(str::to_owned).collect()
}

/// A row of a table: a key and its value, or the values below a row of keys.
fn read_row(header: &mut Header, lines: &[&str], index: usize) {
    let cells = cells(lines[index]);
    let values = lines.get(index + 2).filter(|_| lines.get(index + 1).is_some_and(|it| is_rule(it.trim())));
    let known = cells.iter().filter(|it| Field::called(&plain(it)).is_some()).count();
    match (cells.as_slice(), values) {
        (keys, Some(values)) if known >= 2 => {
            for (key, value) in keys.iter().zip(self::cells(values)) {
                header.note(key, value, Style::Table);
            }
        }
        ([key, value], _) if !is_head(key, value) => header.note(key, value, Style::Table),
        _ => {}
    }
}

fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' '))
}

/// Whether a row only says that keys and values stand below it.
fn is_head(key: &str, value: &str) -> bool {
    const KEYS: &[&str] = &["field", "item", "key", "name", "property", "attribute", "element", "metadata"];
    const VALUES: &[&str] = &["value", "values", "detail", "details", "description", "content", "information"];
    let is_of = |words: &str, list: &[&str]| plain(words).is_empty() || list.contains(&slug(&plain(words)).as_str());
    is_of(key, KEYS) && is_of(value, VALUES)
}

fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_start_matches('|').trim_end_matches('|').split('|').map(str::trim).collect()
}

/// Pictures that show a key and a value, as in `…/badge/Version-1.2-blue`; a hyphen of the text is written twice.
fn read_badges(header: &mut Header, line: &str) {
    for badge in line.split("/badge/").skip(1) {
        if let Some((key, value)) = badge_pair(badge) {
            header.note(&key, &value, Style::Badges);
        }
    }
}

/// What the address of a badge says, from the part after `/badge/` on.
fn badge_pair(badge: &str) -> Option<(String, String)> {
    let end = badge.find([')', '?', '"', ' ', '#']).unwrap_or(badge.len());
    let path = badge[..end].replace("--", "\u{0}").replace("%20", " ").replace('_', " ");
    match path.split('-').collect::<Vec<_>>().as_slice() {
        [key, value, ..] => Some(((*key).to_owned(), value.replace('\u{0}', "-"))),
        _ => None,
    }
}

/// Whether a badge has a key, a value and a colour, and nothing more.
fn is_triple(path: &str) -> bool {
    path.replace("--", "").split('-').count() == 3
}

/// Every key of these lines with its value, plain; none where anything else stands there too. Lines that `is_label`, the
/// head of a table and empty lines say nothing.
pub(super) fn pairs(lines: &[&str], is_label: fn(&str) -> bool) -> Option<Vec<(String, String)>> {
    let lines: Vec<&str> = lines.iter().map(|it| it.trim()).collect();
    let is_said = |line: &str| !line.starts_with('|') && !line.contains("<!--") && is_label(line);
    let silent = |line: &&&str| is_said(line) || line.trim_matches('>').trim().is_empty();
    let head = lines.iter().take_while(silent).count();
    if lines[head..].iter().all(|it| it.starts_with('|')) {
        return table_pairs(&lines[head..]);
    }
    let mut pairs = Vec::new();
    for line in &lines {
        if line.contains("/badge/") {
            pairs.extend(badge_pairs(line)?);
            continue;
        }
        let bare = line.trim_start_matches("<!--").trim_end_matches("-->").trim_matches(['>', ' ', '\t', '\\']);
        if bare.is_empty() || is_label(bare) {
            continue;
        }
        if line.split_once("-->").is_some_and(|(_, after)| !after.trim().is_empty()) {
            return None;
        }
        for part in parts(line) {
            let (key, value) = part.split_once(':')?;
            pairs.push((plain(key), plain(value.trim_end_matches('\\'))));
        }
    }
    Some(pairs)
}

fn table_pairs(rows: &[&str]) -> Option<Vec<(String, String)>> {
    let rows: Vec<Vec<&str>> = rows.iter().filter(|it| !is_rule(it)).map(|it| cells(it)).collect();
    let mut pairs = Vec::new();
    match rows.as_slice() {
        [keys, values] if keys.len() == values.len() && keys.iter().all(|it| Field::called(&plain(it)).is_some()) => {
            pairs.extend(keys.iter().zip(values).map(|(key, value)| (plain(key), plain(value))));
        }
        rows => {
            for (index, row) in rows.iter().enumerate() {
                let [key, value] = row.as_slice() else { return None };
                if index > 0 || !is_head(key, value) {
                    pairs.push((plain(key), plain(value)));
                }
            }
        }
    }
    Some(pairs)
}

/// The pairs of a line of badges, when it holds nothing else and no badge has words of its own or a link.
fn badge_pairs(line: &str) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (words, after) = rest.strip_prefix("![")?.split_once("](")?;
        let (address, after) = after.split_once(')')?;
        let badge = address.split_once("/badge/")?.1;
        let is_whole = badge.split(['?', '#']).next().is_some_and(|it| !it.contains(['"', ' ']) && is_triple(it));
        let (key, value) = badge_pair(badge).filter(|(_, value)| is_whole && !plain(value).is_empty())?;
        let said = slug(&format!("{key} {value}"));
        if !words.is_empty() && !said.contains(&slug(words)) {
            return None;
        }
        pairs.push((plain(&key), plain(&value)));
        rest = after.trim_start();
    }
    Some(pairs)
}

/// Words without the marks of Markdown around them.
fn plain(words: &str) -> String {
    words.trim().trim_matches(['*', '_', '`', '"', ' ', ':']).trim().to_owned()
}
