//! Records of people who confirmed that they have read a document, as other systems hand them out: CSV with a head, or one
//! JSON object a line. What cannot be read is told by its line alone, because a record names a person.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::model::Confirmation;
use crate::text::Date;

/// What a file of records holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmations {
    pub records: Vec<Confirmation>,
    /// Lines from 1 that say no person or no document, or cannot be read.
    pub unread: Vec<usize>,
}

/// The fields of a record with the names by which other systems call them.
const FIELDS: [&[&str]; 5] = [
    &["person", "user", "email", "who"],
    &["document", "id", "document_id"],
    &["version"],
    &["digest"],
    &["time", "day", "date", "on", "acknowledged_on", "timestamp"],
];

/// Reads records. An empty text has none.
pub fn confirmations(text: &str) -> Confirmations {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') { from_json(text) } else { from_csv(text) }
}

fn from_json(text: &str) -> Confirmations {
    let mut found = Confirmations::default();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read = serde_json::from_str::<BTreeMap<String, &RawValue>>(line).ok().and_then(|fields| {
            let value = |names: &&[&str]| names.iter().find_map(|name| fields.get(*name));
            confirmation(FIELDS.each_ref().map(|names| value(names).map(|it| text_of(it)).unwrap_or_default()))
        });
        found.add(read, index + 1);
    }
    found
}

/// The words of a text, or a number as it is written: version 1.10 is not 1.1. Empty for anything else.
fn text_of(value: &RawValue) -> String {
    let written = value.get();
    let is_number = written.starts_with(|it: char| it == '-' || it.is_ascii_digit());
    if is_number { written.to_owned() } else { serde_json::from_str(written).unwrap_or_default() }
}

fn from_csv(text: &str) -> Confirmations {
    let mut found = Confirmations::default();
    let mut rows = rows(text).into_iter();
    let Some((_, head)) = rows.next() else { return found };
    let heads: Vec<String> = head.iter().map(|it| it.trim().to_lowercase().replace([' ', '-'], "_")).collect();
    let columns = FIELDS.each_ref().map(|names| heads.iter().position(|head| names.contains(&head.as_str())));
    for (line, cells) in rows {
        let cell = |column: &Option<usize>| column.and_then(|it| cells.get(it)).map_or("", |it| it.trim()).to_owned();
        found.add(confirmation(columns.each_ref().map(cell)), line);
    }
    found
}

impl Confirmations {
    fn add(&mut self, read: Option<Confirmation>, line: usize) {
        match read {
            Some(record) => self.records.push(record),
            None => self.unread.push(line),
        }
    }
}

fn confirmation([person, document, version, digest, time]: [String; 5]) -> Option<Confirmation> {
    if person.is_empty() || document.is_empty() {
        return None;
    }
    let day = time.get(..10).and_then(Date::parse);
    Some(Confirmation { person, document, version, digest, day })
}

/// Rows after RFC 4180 with the lines on which they begin; a semicolon parts cells where the head has no comma. Empty
/// lines are left out.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let head = text.lines().next().unwrap_or_default();
    let comma = if !head.contains(',') && head.contains(';') { ';' } else { ',' };
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut line, mut begins, mut is_quoted) = (1, 1, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        line += usize::from(letter == '\n');
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => cell.push(letter),
            '\r' => {}
            '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push((begins, std::mem::take(&mut row)));
                begins = line;
            }
            _ if letter == comma => row.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    row.push(cell);
    rows.push((begins, row));
    rows.retain(|(_, cells)| cells.iter().any(|it| !it.trim().is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::confirmations;
    use crate::text::Date;

    #[test]
    fn csv_and_json_lines_hold_the_same() {
        let csv = "\u{feff}Person,Document,Version,Digest,Time\r\n\"Ann, \"\"A\"\"\",POL-007,2.1,sha256:ab,2026-10-01T08:00:00Z\r\n\r\n,POL-007,2.1,,\r\n";
        let json = "{\"person\":\"Ann, \\\"A\\\"\",\"document\":\"POL-007\",\"version\":2.1,\"digest\":\"sha256:ab\",\"time\":\"2026-10-01\"}\n\n{\"document\":\"POL-007\"}\nnot json\n";
        let (from_csv, from_json) = (confirmations(csv), confirmations(json));
        assert_eq!(from_csv.records, from_json.records);
        assert_eq!((from_csv.unread, from_json.unread), (vec![4], vec![3, 4]));
        let record = &from_csv.records[0];
        assert_eq!((record.person.as_str(), record.version.as_str()), ("Ann, \"A\"", "2.1"));
        assert_eq!(record.day, Date::new(2026, 10, 1));
    }

    #[test]
    fn a_number_is_taken_as_it_is_written() {
        let found =
            confirmations("{\"who\": \"a@example.com\", \"id\": \"POL-007\", \"version\": 1.10, \"on\": null}\n");
        let [record] = found.records.as_slice() else { panic!("{found:?}") };
        assert_eq!((record.version.as_str(), record.day), ("1.10", None));
    }

    #[test]
    fn semicolons_part_cells_too_and_nothing_is_no_record() {
        let found = confirmations("email;id;version\na@example.com;POL-007;2.1\n");
        assert_eq!(found.records.len(), 1);
        assert_eq!(confirmations(""), super::Confirmations::default());
        assert_eq!(confirmations("ü\"é\n\"").records.len(), 0);
    }
}
