//! Changes to one text by its bytes, on which everything rests that writes into a text which a person wrote.

use std::fmt::Write as _;

use super::fix::edited;
use crate::diag::Edit;
use crate::parse::OutlineField;
use crate::text::{FileId, Span};

/// Replacements in one text. They must not overlap.
#[derive(Debug, Default)]
pub(super) struct Edits {
    edits: Vec<Edit>,
}

impl Edits {
    pub(super) fn replace(&mut self, span: Span, replacement: impl Into<String>) {
        self.edits.push(Edit { place: span.in_file(FileId::new(0)), replacement: replacement.into() });
    }

    /// Takes a field of a block map away with all its lines. A field that shares its first line with anything else
    /// before it stays.
    pub(super) fn remove_field(&mut self, source: &str, field: &OutlineField) {
        let start = line_start(source, field.key.span.start as usize);
        if source[start..field.key.span.start as usize].trim().is_empty() {
            self.replace(Span::new(start, line_after(source, end_of(source, field))), "");
        }
    }

    pub(super) fn apply(&self, source: &str) -> String {
        edited(source, self.edits.iter().collect())
    }
}

/// Where the last byte of a field's value ends; line ends and indentation after it are not part of it.
pub(super) fn end_of(source: &str, field: &OutlineField) -> usize {
    let value = source[..field.value.span.end as usize].trim_end().len();
    value.max(field.key.span.end as usize)
}

pub(super) fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line after the one that holds this byte begins.
pub(super) fn line_after(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len(), |end| at + end + 1)
}

/// A text in quotation marks is never taken for anything else by any reader of YAML.
pub(super) fn quoted(text: &str) -> String {
    // A text always has a form in JSON; what YAML takes for the end of a line is written out.
    let json = serde_json::to_string(text).unwrap_or_default();
    let mut quoted = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') {
            // Writing to a string cannot fail.
            let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
        } else {
            quoted.push(letter);
        }
    }
    quoted
}
