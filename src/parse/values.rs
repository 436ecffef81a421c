//! One YAML value as a text, a date, a choice, a list of references: what a field asks for, or a finding that says why not.

use super::dates::{self, DateReading};
use super::fields::Reading;
use super::rhythm::RHYTHMS;
use super::yaml::{Entry, Node, Value};
use super::{faults, placeholder};
use crate::diag::{Finding, nearest};
use crate::text::{Date, Interval, IntervalError, Span, Spanned};

/// The values that a field may have.
pub(super) struct Choice<'c, T> {
    pub allowed: &'c [(&'static str, T)],
    /// Other words that people use, with the name that is meant.
    pub synonyms: &'c [(&'static str, &'static str)],
    /// Whether a synonym is taken for what it means, or reported.
    pub with_synonyms: Synonyms,
    pub rule: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Synonyms {
    Accepted,
    Reported,
}

/// One text. A list, a map, nothing and a placeholder are reported.
pub(super) fn text(cx: &mut Reading, entry: &Entry) -> Option<Spanned<String>> {
    let key = shown(&entry.key.value);
    match &entry.value.value {
        Value::Text(text) => plain_text(cx, &key, Spanned::new(text, entry.value.span)),
        Value::Empty => {
            report_empty(cx, entry);
            None
        }
        Value::List(nodes) => {
            report_list(cx, &key, &entry.value, nodes.len());
            None
        }
        Value::Map(_) => {
            let words = format!("`{key}` is a map where one value is expected");
            cx.report(faults::BAD_VALUE, head(&entry.value), words).hint = Some(format!("write `{key}: value`"));
            None
        }
        Value::Broken => None,
    }
}

/// Texts in a list; a single text counts as a list of one.
pub(super) fn texts(cx: &mut Reading, entry: &Entry) -> Vec<Spanned<String>> {
    match &entry.value.value {
        Value::List(nodes) => {
            let key = shown(&entry.key.value);
            nodes.iter().filter_map(|node| text_in_list(cx, &key, node)).collect()
        }
        Value::Text(_) | Value::Empty | Value::Map(_) | Value::Broken => text(cx, entry).into_iter().collect(),
    }
}

/// Names in a list; a single name counts as a list of one. Several in one text are told, and read as what was meant.
pub(super) fn names(cx: &mut Reading, entry: &Entry) -> Vec<Spanned<String>> {
    let is_whole = matches!(entry.value.value, Value::Text(_));
    let key = shown(&entry.key.value);
    let mut names = Vec::new();
    for written in texts(cx, entry) {
        let parts = joined_names(&written);
        if parts.len() < 2 {
            names.push(written);
            continue;
        }
        let list = format!("[{}]", parts.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join(", "));
        let words = format!("`{key}` holds {} names in one text", parts.len());
        let finding = Finding::new(faults::BAD_VALUE, cx.place(written.span), words);
        cx.findings.push(if is_whole {
            finding.hint(format!("write the list `{list}`")).fix(format!("write `{list}`"), written.span, list)
        } else {
            finding.hint("give each name an entry of its own")
        });
        names.extend(parts);
    }
    names
}

/// The names in a text that commas or semicolons part; none where one of them may be something else, such as the name of
/// a person.
fn joined_names(text: &Spanned<String>) -> Vec<Spanned<String>> {
    let is_sign = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | ':' | '_' | '-' | '/');
    let is_name = |it: &str| {
        let bare = it.strip_prefix("A ").or_else(|| it.strip_prefix("a ")).unwrap_or(it);
        let is_id = bare.contains(|it: char| it.is_ascii_digit() || it == ':');
        let is_group = bare.chars().all(|it| it.is_ascii_lowercase() || it == '-');
        !bare.is_empty() && bare.chars().all(is_sign) && (is_id || is_group)
    };
    // A text in quotes or on several lines has other places in the file than in itself.
    if text.span.len() != text.value.len() || !text.value.contains([',', ';']) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut at = text.span.start as usize;
    for part in text.value.split([',', ';']) {
        let name = part.trim();
        if !is_name(name) {
            return Vec::new();
        }
        let start = at + part.len() - part.trim_start().len();
        parts.push(Spanned::new(name.to_owned(), Span::new(start, start + name.len())));
        at += part.len() + 1;
    }
    parts
}

/// A day. The hint tells the right form where the day can be understood.
pub(super) fn date(cx: &mut Reading, entry: &Entry) -> Option<Spanned<Date>> {
    let written = text(cx, entry)?;
    if let Some(date) = Date::parse(&written.value) {
        return Some(Spanned::new(date, written.span));
    }
    let (key, value) = (shown(&entry.key.value), shown(&written.value));
    let understood = dates::understood(&written.value);
    let is_shaped = is_shaped_as_date(&written.value);
    let words = if is_shaped {
        format!("`{key}`: there is no day `{value}` in the calendar")
    } else {
        format!("`{key}`: `{value}` is not a date of the form YYYY-MM-DD")
    };
    let finding = Finding::new(faults::BAD_DATE, cx.place(written.span), words);
    cx.findings.push(match understood {
        Some((date, reading)) => {
            let title = format!("write `{date}`");
            let finding = finding.hint(title.clone());
            match reading {
                DateReading::Sure => finding.fix(title, written.span, date.to_string()),
                DateReading::DayFirst => finding.unsafe_fix(title, written.span, date.to_string()),
            }
        }
        None if is_shaped => finding.hint("check the month and the day"),
        None => finding.hint("write the year, the month and the day, such as `2026-03-01`"),
    });
    None
}

pub(super) fn interval(cx: &mut Reading, entry: &Entry) -> Option<Spanned<Interval>> {
    let written = text(cx, entry)?;
    match Interval::parse(&written.value) {
        Ok(interval) => Some(Spanned::new(interval, written.span)),
        Err(error) => {
            let (key, value) = (shown(&entry.key.value), shown(&written.value));
            let words = match error {
                IntervalError::Shape => format!("`{key}`: `{value}` is not a length of time"),
                IntervalError::Size => format!("`{key}`: `{value}` is no time at all, or longer than a hundred years"),
            };
            let finding = Finding::new(faults::BAD_INTERVAL, cx.place(written.span), words);
            let said = spelling(&written.value);
            let meant = RHYTHMS.iter().find(|(words, _)| words.iter().any(|it| spelling(it) == said));
            cx.findings.push(match meant {
                Some((_, length)) => {
                    let title = format!("write `{length}`");
                    finding.hint(title.clone()).fix(title, written.span, *length)
                }
                None => finding.hint("write `12 months`, `1 year`, `90 days` or `P12M`"),
            });
            None
        }
    }
}

/// A whole number from 0.
pub(super) fn number(cx: &mut Reading, entry: &Entry) -> Option<Spanned<u32>> {
    let written = text(cx, entry)?;
    let is_number = written.value.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(number) = written.value.parse().ok().filter(|_| is_number) {
        return Some(Spanned::new(number, written.span));
    }
    let words = format!("`{}`: `{}` is not a whole number", shown(&entry.key.value), shown(&written.value));
    cx.report(faults::BAD_VALUE, written.span, words).hint = Some("write digits only".to_owned());
    None
}

/// `yes` or `no`, `true` or `false`, in any case.
pub(super) fn yes_or_no(cx: &mut Reading, entry: &Entry) -> Option<Spanned<bool>> {
    let written = text(cx, entry)?;
    match written.value.to_ascii_lowercase().as_str() {
        "yes" | "true" => Some(Spanned::new(true, written.span)),
        "no" | "false" => Some(Spanned::new(false, written.span)),
        _ => {
            let words = format!("`{}`: `{}` is neither `yes` nor `no`", shown(&entry.key.value), shown(&written.value));
            cx.report(faults::BAD_VALUE, written.span, words).hint = Some("write `yes` or `no`".to_owned());
            None
        }
    }
}

/// One of the allowed values. Another spelling of one (`Approved`, `in review`) is reported and taken all the same.
pub(super) fn choice<T: Copy>(cx: &mut Reading, entry: &Entry, choice: &Choice<'_, T>) -> Option<Spanned<T>> {
    let written = text(cx, entry)?;
    choice_of(cx, &shown(&entry.key.value), &written, choice)
}

pub(super) fn choice_of<T: Copy>(
    cx: &mut Reading,
    key: &str,
    written: &Spanned<String>,
    choice: &Choice<'_, T>,
) -> Option<Spanned<T>> {
    let value_of = |name: &str| choice.allowed.iter().find(|(allowed, _)| *allowed == name).map(|(_, value)| *value);
    if let Some(value) = value_of(&written.value) {
        return Some(Spanned::new(value, written.span));
    }
    let plain = spelling(&written.value);
    let respelled = choice.allowed.iter().find(|(name, _)| spelling(name) == plain).map(|(name, _)| *name);
    let meant = choice.synonyms.iter().find(|(word, _)| *word == plain).map(|(_, name)| *name);
    if choice.with_synonyms == Synonyms::Accepted
        && let Some(value) = meant.and_then(value_of)
    {
        return Some(Spanned::new(value, written.span));
    }
    let names: Vec<&'static str> = choice.allowed.iter().map(|(name, _)| *name).collect();
    let words = format!("`{key}` is `{}`, which is not one of {}", shown(&written.value), listed(&names));
    let near = respelled.or(meant).or_else(|| nearest(&written.value, names.iter().copied()));
    let finding = Finding::new(choice.rule, cx.place(written.span), words);
    cx.findings.push(match near {
        Some(near) => {
            let (finding, title) = (finding.hint(format!("write `{near}`")), format!("write `{near}`"));
            match respelled {
                Some(_) => finding.fix(title, written.span, near),
                None => finding.unsafe_fix(title, written.span, near),
            }
        }
        None => finding.hint(format!("write one of {}", listed(&names))),
    });
    respelled.and_then(value_of).map(|value| Spanned::new(value, written.span))
}

/// A word that should be one of these; it is kept whatever it is.
pub(super) fn word(
    cx: &mut Reading,
    entry: &Entry,
    word: Spanned<String>,
    allowed: &[&'static str],
) -> Spanned<String> {
    let named: Vec<(&'static str, &'static str)> = allowed.iter().map(|name| (*name, *name)).collect();
    let choice = Choice { allowed: &named, synonyms: &[], with_synonyms: Synonyms::Reported, rule: faults::BAD_VALUE };
    match choice_of(cx, &shown(&entry.key.value), &word, &choice) {
        Some(name) => name.map(str::to_owned),
        None => word,
    }
}

pub(super) fn report_empty(cx: &mut Reading, entry: &Entry) {
    let words = format!("`{}` has no value", shown(&entry.key.value));
    cx.report(faults::EMPTY_VALUE, entry.key.span, words).hint = Some("fill it in, or take the line away".to_owned());
}

/// A text of the file as messages show it: one line, not too long, nothing that would end the backticks.
pub(super) fn shown(text: &str) -> String {
    let limit = 80;
    let clean = |it: char| if it.is_control() || it == '`' { ' ' } else { it };
    let mut shown: String = text.chars().take(limit).map(clean).collect();
    if text.chars().nth(limit).is_some() {
        shown.push('…');
    }
    shown
}

/// What kind of value this is, in words.
pub(super) fn shape(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "a text",
        Value::Empty => "nothing",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
        Value::Broken => "not readable",
    }
}

/// Names in backticks: `a`, `b`, `c`.
pub(super) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The smallest place for a value: a text or a bracket whole, a block by its first line.
pub(super) fn head(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |entry| entry.key.span),
        Value::List(nodes) if !nodes.is_empty() => Span { start: node.span.start, end: node.span.start + 1 },
        Value::Text(_) | Value::Empty | Value::List(_) | Value::Broken => node.span,
    }
}

fn plain_text(cx: &mut Reading, key: &str, text: Spanned<&str>) -> Option<Spanned<String>> {
    let (trimmed, span) = (text.value.trim(), text.span);
    if trimmed.is_empty() {
        cx.report(faults::EMPTY_VALUE, span, format!("`{key}` is an empty text")).hint =
            Some("fill it in, or take the line away".to_owned());
        return None;
    }
    if placeholder::is_placeholder(trimmed) {
        report_placeholder(cx, key, Spanned::new(trimmed, span));
        return None;
    }
    Some(Spanned::new(trimmed.to_owned(), span))
}

fn text_in_list(cx: &mut Reading, key: &str, node: &Node) -> Option<Spanned<String>> {
    match &node.value {
        Value::Text(text) => plain_text(cx, key, Spanned::new(text, node.span)),
        Value::Empty => {
            cx.report(faults::EMPTY_VALUE, node.span, format!("an entry of `{key}` is empty")).hint =
                Some("fill it in, or take it away".to_owned());
            None
        }
        Value::List(_) if is_slot_in_brackets(cx, key, node) => None,
        Value::List(_) | Value::Map(_) => {
            let words = format!("an entry of `{key}` is {} where one value is expected", shape(&node.value));
            cx.report(faults::BAD_VALUE, head(node), words).hint =
                Some("put each value on a line of its own after `- `, in quotes where it holds a colon".to_owned());
            None
        }
        Value::Broken => None,
    }
}

/// The text of a list of one text, `[TBD]`.
fn only_text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::List(nodes) => match nodes.as_slice() {
            [Node { value: Value::Text(text), .. }] => Some(text.trim()),
            _ => None,
        },
        Value::Text(_) | Value::Empty | Value::Map(_) | Value::Broken => None,
    }
}

/// Whether a list is a placeholder in square brackets; then it is reported.
fn is_slot_in_brackets(cx: &mut Reading, key: &str, node: &Node) -> bool {
    let slot = only_text(node).filter(|text| placeholder::is_word(text) || placeholder::is_slot(text));
    if let Some(text) = slot {
        report_placeholder(cx, key, Spanned::new(&format!("[{text}]"), node.span));
    }
    slot.is_some()
}

fn report_list(cx: &mut Reading, key: &str, node: &Node, length: usize) {
    if is_slot_in_brackets(cx, key, node) {
        return;
    }
    let count = if length == 1 { "1 entry".to_owned() } else { format!("{length} entries") };
    let words = format!("`{key}` is a list of {count} where one value is expected");
    let hint = match only_text(node).filter(|text| !text.is_empty()) {
        Some(text) => format!("square brackets and dashes make a list in YAML: write `{key}: {}`", shown(text)),
        None => "square brackets and dashes make a list in YAML: name one value, or put the text in quotes".to_owned(),
    };
    cx.report(faults::BAD_VALUE, node.span, words).hint = Some(hint);
}

fn report_placeholder(cx: &mut Reading, key: &str, value: Spanned<&str>) {
    let words = format!("`{key}` still holds the placeholder `{}`", shown(value.value));
    let hint = if value.value.starts_with('[') {
        "write the real value, without square brackets: they make a list in YAML"
    } else {
        "write the real value"
    };
    cx.report(faults::PLACEHOLDER_VALUE, value.span, words).hint = Some(hint.to_owned());
}

/// Letters and digits only, in lower case: what is left of a word whatever its spelling.
fn spelling(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_shaped_as_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}
