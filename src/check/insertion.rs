//! Where a line that is missing goes into a front matter, so that every other byte stays as it is.

use super::change::compare_versions;
use super::rule::Context;
use crate::diag::{Edit, nearest};
use crate::model::{ChangeKind, Document, Field, HistoryEntry};
use crate::text::{Date, Span};

/// Writes a field that is missing behind the one that usually stands before it. None where the front matter is not written
/// as one field a line, or where the field seems to be there under a mistyped name.
pub fn field(cx: &Context<'_>, document: &Document, field: Field, value: &str) -> Option<Edit> {
    let content = &*cx.texts.of(document.file).content;
    let front = &document.front;
    let block = front.block?;
    let text = content.get(block.range())?;
    let starts_line = |at: usize| at == 0 || content.as_bytes().get(at - 1) == Some(&b'\n');
    let are_lines = front.keys.values().all(|key| starts_line(key.start as usize));
    let is_closed = text.is_empty() || text.ends_with('\n');
    if !are_lines || !is_closed || !starts_line(block.start as usize) || front.keys.is_empty() {
        return None;
    }
    if text.lines().any(|line| is_mistyped(line, field)) {
        return None;
    }
    let before = front.keys.range(..field).next_back().map(|(_, key)| key.start);
    let next = front.keys.values().map(|key| key.start).filter(|it| before.is_some_and(|before| before < *it)).min();
    let at = match (before, next) {
        (None, _) => block.start as usize,
        (Some(_), Some(key)) => above_comments(content, block, key as usize),
        (Some(_), None) => block.end as usize,
    };
    let end = line_end(content, block.start as usize);
    let replacement = format!("{}: {}{end}", field.name(), value);
    Some(Edit { place: document.place(Span::at(at)), replacement })
}

fn is_mistyped(line: &str, field: Field) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    Field::named(key).is_none() && nearest(key, [field.name()]).is_some()
}

/// A line of a document's history.
#[derive(Debug, Clone, Copy)]
pub struct HistoryLine<'l> {
    pub version: &'l str,
    pub day: Date,
    pub author: Option<&'l str>,
    pub kind: ChangeKind,
    pub summary: &'l str,
}

/// The newest entry of a history, and whether it is the last.
pub fn newest_entry(document: &Document) -> Option<(&HistoryEntry, bool)> {
    let history = &document.front.history;
    let (first, last) = (history.first()?, history.last()?);
    let version = |it: &HistoryEntry| it.version.as_ref().map(|it| it.value.clone()).unwrap_or_default();
    let is_oldest_first = history.len() > 1 && compare_versions(&version(first), &version(last)).is_lt();
    Some(if is_oldest_first { (last, true) } else { (first, false) })
}

/// Adds an entry at the end where the newest one stands. None where the history is not written as a list with one entry a
/// line at that end.
pub fn history_entry(content: &str, document: &Document, line: &HistoryLine<'_>) -> Option<Edit> {
    let (newest, is_last) = newest_entry(document)?;
    let start = line_start(content, newest.span.start as usize);
    let at = if is_last { end_of_entry(content, newest)? } else { start };
    let (indent, rest) = content.get(start..newest.span.start as usize)?.split_once('-')?;
    if !indent.trim().is_empty() || !rest.trim().is_empty() {
        return None;
    }
    let author = line.author.filter(|it| it.chars().all(|it| it.is_alphanumeric() || ":-_.".contains(it)));
    let author = author.map_or(String::new(), |it| format!("author: {it}, "));
    let (version, summary) = (serde_json::Value::from(line.version), serde_json::Value::from(line.summary));
    let end = line_end(content, document.front.block?.start as usize);
    let (day, kind) = (line.day, line.kind.name());
    let replacement =
        format!("{indent}- {{version: {version}, date: {day}, {author}kind: {kind}, summary: {summary}}}{end}");
    Some(Edit { place: document.place(Span::at(at)), replacement })
}

fn line_start(content: &str, at: usize) -> usize {
    content[..at].rfind('\n').map_or(0, |it| it + 1)
}

/// Where the next line begins after an entry that is written in braces, with nothing but a comment behind it.
fn end_of_entry(content: &str, entry: &HistoryEntry) -> Option<usize> {
    let is_braced = content.get(entry.span.range())?.ends_with('}');
    let rest = content.get(entry.span.end as usize..)?;
    let (line, _) = rest.split_once('\n')?;
    let is_over = line.trim().is_empty() || line.trim_start().starts_with('#');
    (is_braced && is_over).then(|| entry.span.end as usize + line.len() + 1)
}

/// How the lines of a file end, told by the one before an offset.
pub fn line_end(content: &str, before: usize) -> &'static str {
    if content.get(..before).is_some_and(|it| it.ends_with("\r\n")) { "\r\n" } else { "\n" }
}

/// The start of the lines of comments that lead to a line.
fn above_comments(content: &str, block: Span, line: usize) -> usize {
    let mut at = line;
    while at > block.start as usize {
        let before = content[..at - 1].rfind('\n').map_or(0, |it| it + 1);
        if !content[before..at].starts_with('#') {
            break;
        }
        at = before;
    }
    at
}

/// A text as YAML reads it back: as it is where it is plain, else in double quotes.
pub fn scalar(text: &str) -> String {
    let is_letter = |it: char| it.is_alphanumeric() || "-_.()/ ".contains(it);
    let begins = text.chars().next().is_some_and(|it| it.is_alphabetic() || it == '(');
    let is_plain = begins && text.trim() == text && text.chars().all(is_letter);
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn a_text_is_quoted_where_yaml_would_take_it_for_something_else() {
        for plain in ["Access control policy", "Zugänge", "role-ciso", "A/B (new)"] {
            assert_eq!(scalar(plain), plain);
        }
        assert_eq!(scalar("Access: who \"may\""), "\"Access: who \\\"may\\\"\"");
        for quoted in ["", " a", "a ", "- a", "1.0", "a # b", "{a}", "é: ü"] {
            assert!(scalar(quoted).starts_with('"'), "{quoted}");
        }
    }
}
