//! What a document of another house says about itself, in whatever look it says so: lines of keys and values, quoted, bold
//! or in comments, badges, and tables of document control.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{self, Block, Zone, is_label};
use super::foreign;
use super::values::{self, same_words};
use crate::model::Field;
use crate::parse::{is_placeholder, understood_date};
use crate::text::slug;

/// Lines at the head and at the foot of a document in which it speaks about itself.
const HEAD: usize = 60;
const FOOT: usize = 12;

/// How many other values of a text are told: more of them are no header.
const MOST_OTHERS: usize = 8;

/// The look of what was found, named in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    FrontMatter,
    /// Front matter in TOML or JSON.
    OtherFrontMatter,
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
            Style::OtherFrontMatter => "front matter of another form",
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
    /// What other places of the text say otherwise for fields of which there is one.
    pub(super) others: Vec<(Field, String)>,
    /// What a key stands for that says no more than "review date".
    review_date: Field,
}

/// A field as one place of a text says it.
pub(super) struct Said {
    pub(super) field: Field,
    pub(super) value: String,
    style: Style,
    is_review_date: bool,
}

/// Reads what a text without front matter, or below it, says about itself: before the first section and below a heading
/// that announces it whatever is said there; elsewhere, at the head and at the foot, only what no section would say.
pub(super) fn read(text: &str) -> Header {
    let blocks = blocks::blocks(text);
    let zones = blocks::zones(text, &blocks);
    let foot = text.lines().count().saturating_sub(FOOT);
    let mut all = Vec::new();
    for (block, zone) in blocks.iter().zip(zones) {
        let is_looked_at = block.line < HEAD || block.line + block.lines.len() > foot;
        if !is_looked_at || block.heading().is_some() || block.is_code() {
            continue;
        }
        let said = said_in(block);
        let fields: BTreeSet<Field> = said.iter().map(|it| it.field).collect();
        if zone != Zone::Body || (fields.len() >= 2 && fields.iter().any(|it| is_of_headers_only(*it))) {
            all.extend(said);
        }
    }
    let mut header = Header::of(BTreeMap::new(), Style::None);
    let (unclear, clear): (Vec<Said>, Vec<Said>) = all.into_iter().partition(|it| it.is_review_date);
    header.style = clear.iter().chain(&unclear).next().map_or(Style::None, |it| it.style);
    for said in clear {
        match header.fields.get(&said.field).cloned() {
            Some(first) => header.note_other(said.field, &first, &said.value),
            None => drop(header.fields.insert(said.field, said.value)),
        }
    }
    if let Some(said) = unclear.into_iter().next() {
        header.review_date = header.meaning_of_review_date(&said.value);
        header.fields.entry(header.review_date).or_insert(said.value);
    }
    header
}

/// Fields of which a section on owners, roles or classes does not speak.
fn is_of_headers_only(field: Field) -> bool {
    matches!(
        field,
        Field::Id
            | Field::Version
            | Field::ApprovedOn
            | Field::EffectiveFrom
            | Field::LastReviewed
            | Field::NextReview
            | Field::ReviewInterval
            | Field::History
    )
}

/// Names of the day of the last change, which the history of a document has.
const CHANGED: [&str; 25] = [
    "last-updated",
    "last-updated-on",
    "last-update",
    "date-last-updated",
    "date-of-last-update",
    "updated",
    "updated-on",
    "last-modified",
    "last-changed",
    "last-revised",
    "last-revised-on",
    "revision-date",
    "letzte-änderung",
    "letzte-aktualisierung",
    "zuletzt-geändert",
    "zuletzt-geändert-am",
    "zuletzt-aktualisiert",
    "geändert-am",
    "stand",
    "dernière-mise-à-jour",
    "dernière-modification",
    "mis-à-jour-le",
    "última-actualización",
    "última-modificación",
    "fecha-de-actualización",
];

/// The field that a key of a header stands for.
fn called(key: &str) -> Option<Field> {
    let is_change = || CHANGED.contains(&slug(key).as_str());
    Field::called(key).or_else(|| is_change().then_some(Field::History))
}

/// Everything that a block says of fields, if anything.
pub(super) fn said_in(block: &Block<'_>) -> Vec<Said> {
    if let Some(front) = foreign::front(&block.lines) {
        let said = front.pairs.iter().filter_map(|(key, value)| Said::of(key, value, Style::OtherFrontMatter));
        return said.collect();
    }
    if let Some(pairs) = foreign::html(&block.lines) {
        return pairs.iter().filter_map(|(key, value)| Said::of(key, value, Style::Table)).collect();
    }
    let rows = drawn(&block.lines);
    let lines: Vec<&str> = rows.as_ref().map_or(block.lines.clone(), |it| it.iter().map(String::as_str).collect());
    let mut all = Vec::new();
    let mut is_comment = false;
    for (index, line) in lines.iter().enumerate() {
        let line = line.trim();
        is_comment |= line.starts_with("<!--");
        if line.starts_with('|') {
            read_row(&mut all, &lines, index);
        } else if line.contains("/badge/") {
            let pairs = line.split("/badge/").skip(1).filter_map(badge_pair);
            all.extend(pairs.filter_map(|(key, value)| Said::of(&key, &value, Style::Badges)));
        } else {
            let style = match line {
                _ if is_comment => Style::Comment,
                _ if line.starts_with('>') => Style::Quoted,
                _ => Style::Lines,
            };
            let pairs = parts(line).into_iter().filter_map(|it| pair(&it));
            all.extend(pairs.filter_map(|(key, value)| Said::of(&key, &value, style)));
        }
        is_comment &= !line.contains("-->");
    }
    all
}

/// The rows of a table that is drawn in any of the ways that Markdown has not.
fn drawn(lines: &[&str]) -> Option<Vec<String>> {
    foreign::ungridded(lines).or_else(|| foreign::unruled(lines))
}

impl Said {
    /// None where the key is no field, or nothing is said for it.
    fn of(key: &str, value: &str, style: Style) -> Option<Said> {
        let (key, value) = (plain(key), plain(value));
        let field = called(&key).filter(|_| key.split_whitespace().count() <= 4 && !is_unsaid(&value))?;
        if field == Field::Version && !value.contains(|it: char| it.is_ascii_digit()) {
            return None;
        }
        if field == Field::History && understood_date(&value).is_none() {
            return None;
        }
        Some(Said { field, value, style, is_review_date: is_review_date(&key) })
    }
}

/// Whether a value still waits for somebody to write it.
fn is_unsaid(value: &str) -> bool {
    let slot = value.find('[').and_then(|at| value[at..].find(']').map(|end| (at, at + end + 1)));
    let is_slot = |(at, end): (usize, usize)| {
        !value[end..].starts_with(['(', ']', '[']) && !value[at..].starts_with("[[") && !value[..at].ends_with('[')
    };
    let is_nothing = ["n/a", "na", "none", "tbd", "tba"].iter().any(|it| it.eq_ignore_ascii_case(value));
    let has_letters = value.chars().any(char::is_alphanumeric);
    !has_letters
        || is_nothing
        || value.contains("{{")
        || value.starts_with("<!--")
        || is_placeholder(value)
        || slot.is_some_and(is_slot)
}

fn is_review_date(key: &str) -> bool {
    matches!(slug(key).as_str(), "review-date" | "policy-review-date")
}

impl Header {
    /// Nothing but these fields.
    pub(super) fn of(fields: BTreeMap<Field, String>, style: Style) -> Self {
        Header { fields, style, others: Vec::new(), review_date: Field::LastReviewed }
    }

    /// The same way to read its keys, with these fields.
    pub(super) fn with(&self, fields: BTreeMap<Field, String>, style: Style) -> Self {
        Header { fields, style, others: self.others.clone(), review_date: self.review_date }
    }

    /// Notes that a text says another thing for a field than it said first, where only one of them can be right.
    pub(super) fn note_other(&mut self, field: Field, first: &str, value: &str) {
        let is_one = matches!(
            field,
            Field::Id
                | Field::Version
                | Field::Owner
                | Field::Classification
                | Field::EffectiveFrom
                | Field::NextReview
        );
        let days = (understood_date(first), understood_date(value));
        let is_same = match days {
            (Some(one), Some(other)) => one == other,
            _ if field == Field::Version => values::bare_version(first) == values::bare_version(value),
            _ => same_words(first, value) || values::same_link(first, value),
        };
        let is_told = self.others.len() < MOST_OTHERS;
        if is_told
            && is_one
            && !is_same
            && !self.others.iter().any(|(it, other)| *it == field && same_words(other, value))
        {
            self.others.push((field, value.to_owned()));
        }
    }

    /// The field that a key of this text stands for.
    pub(super) fn field_of(&self, key: &str) -> Option<Field> {
        if is_review_date(key) { Some(self.review_date) } else { called(key) }
    }

    /// A day of review is one to come when the last one is told too, or when it lies after all days that are told.
    fn meaning_of_review_date(&self, value: &str) -> Field {
        let day = |field: Field| self.fields.get(&field).and_then(|it| understood_date(it));
        let before = [Field::EffectiveFrom, Field::ApprovedOn].into_iter().filter_map(day).max();
        let is_later = understood_date(value).zip(before).is_some_and(|(review, before)| review > before);
        let has = |field: Field| self.fields.contains_key(&field);
        if !has(Field::NextReview) && (has(Field::LastReviewed) || is_later) {
            Field::NextReview
        } else {
            Field::LastReviewed
        }
    }
}

/// `**Version:** 1.2`, with whatever marks stand around it.
fn pair(part: &str) -> Option<(String, String)> {
    part.split_once(':').map(|(key, value)| (key.to_owned(), value.trim_end_matches('\\').to_owned()))
}

/// The parts of a line of which each may be a key and its value, without the marks at its head.
fn parts(line: &str) -> Vec<String> {
    let line = line.trim_start_matches("<!--");
    let line = line.split_once("-->").map_or(line, |(comment, _)| comment);
    let line = line.trim_start_matches(['>', '-', '*', '+', ' ', '\t']);
    line.replace(" · ", " | ").replace(" • ", " | ").replace("` `", " | ").split(" | ").map(str::to_owned).collect()
}

/// A row of a table: a key and its value, or the only row of values below a row of keys.
fn read_row(all: &mut Vec<Said>, lines: &[&str], index: usize) {
    let row = cells(lines[index]);
    let has_rule = lines.get(index + 1).is_some_and(|it| is_rule(it.trim()));
    let values = lines.get(index + 2).filter(|it| has_rule && it.trim_start().starts_with('|'));
    let is_only = lines.get(index + 3).is_none_or(|it| !it.trim_start().starts_with('|'));
    let known = row.iter().filter(|it| called(&plain(it)).is_some()).count();
    let pairs: Vec<(&str, &str)> = match (row.as_slice(), values) {
        // Several rows below a row of keys are a list, and so is one that tells of a change or of anything else.
        (keys, Some(values)) if known >= 2 => {
            let fields: Vec<Field> = keys.iter().filter_map(|it| called(&plain(it))).collect();
            let is_own = known == keys.len() || fields.into_iter().any(is_of_headers_only);
            let is_change = is_history(&keys.iter().map(|it| plain(it)).collect::<Vec<_>>());
            if !is_only || !is_own || is_change {
                return;
            }
            keys.iter().copied().zip(cells(values)).collect()
        }
        ([key, value], _) if !is_head(key, value) => vec![(key, value)],
        _ => return,
    };
    all.extend(pairs.into_iter().filter_map(|(key, value)| Said::of(key, value, Style::Table)));
}

/// Whether columns are those of a history of changes: a version, and a day, a person or what changed.
pub(super) fn is_history(columns: &[String]) -> bool {
    const BESIDE: [&str; 6] = ["date", "datum", "author", "autor", "auteur", "bemerkung"];
    let is_beside = |it: &String| {
        let slug = slug(it);
        BESIDE.contains(&slug.as_str()) || slug.contains("change") || slug.contains("description")
    };
    columns.iter().any(|it| Field::called(it) == Some(Field::Version)) && columns.iter().any(is_beside)
}

/// A table with a head: the plain names of its columns, and its rows; none where the lines are no such table.
pub(super) fn list(lines: &[&str]) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let plain_cells = |it: &&str| cells(it).into_iter().map(plain).collect::<Vec<String>>();
    let [head, rule, rows @ ..] = lines else { return None };
    let is_table = head.trim_start().starts_with('|') && is_rule(rule.trim());
    is_table.then(|| (plain_cells(head), rows.iter().map(plain_cells).collect()))
}

fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' '))
}

/// Whether a row only says that keys and values stand below it.
fn is_head(key: &str, value: &str) -> bool {
    const KEYS: &[&str] = &["field", "item", "key", "name", "property", "attribute", "element", "metadata", "feld"];
    const VALUES: &[&str] = &["value", "values", "detail", "details", "description", "content", "information", "wert"];
    if plain(value).is_empty() && is_label(&plain(key)) {
        return true;
    }
    let is_of = |words: &str, list: &[&str]| plain(words).is_empty() || list.contains(&slug(&plain(words)).as_str());
    is_of(key, KEYS) && is_of(value, VALUES)
}

fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_start_matches('|').trim_end_matches('|').split('|').map(str::trim).collect()
}

/// A picture that shows a key and a value, as `…/badge/Version-1.2-blue`; a hyphen of the text is written twice.
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

/// Every key of these lines with its value, plain; none where anything else stands there too. Lines that only
/// announce a header, the head of a table and empty lines say nothing.
pub(super) fn pairs(lines: &[&str]) -> Option<Vec<(String, String)>> {
    if let Some(front) = foreign::front(lines) {
        let plain_pair = |(key, value): (String, String)| (plain(&key), plain(&value));
        return front.is_whole.then(|| front.pairs.into_iter().map(plain_pair).collect());
    }
    let rows = drawn(lines);
    let lines: Vec<&str> = match &rows {
        Some(rows) => rows.iter().map(String::as_str).collect(),
        None => lines.iter().map(|it| it.trim()).collect(),
    };
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
            let (key, value) = pair(&part)?;
            pairs.push((plain(&key), plain(&value)));
        }
    }
    Some(pairs)
}

fn table_pairs(rows: &[&str]) -> Option<Vec<(String, String)>> {
    let rows: Vec<Vec<&str>> = rows.iter().filter(|it| !is_rule(it)).map(|it| cells(it)).collect();
    let mut pairs = Vec::new();
    match rows.as_slice() {
        [keys, values] if keys.len() == values.len() && keys.iter().all(|it| called(&plain(it)).is_some()) => {
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
pub(super) fn plain(words: &str) -> String {
    words.trim().trim_matches(['*', '_', '`', '"', ' ', ':']).trim().to_owned()
}
