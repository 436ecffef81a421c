//! One table of `book.toml` being read: typed values, their places, and the names that nobody asked for.

use std::collections::BTreeMap;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Finding, nearest};
use crate::text::{FileId, Place, Span, Spanned};

/// Rule names of findings about settings.
pub const UNKNOWN_SETTING: &str = "unknown-setting";
pub const BAD_SETTING: &str = "bad-setting";

/// A table that remembers which of its keys were asked for. [`Section::finish`] reports the rest.
pub struct Section<'t, 'f> {
    table: &'t DeTable<'t>,
    /// Dotted name for messages, empty for the root.
    name: String,
    asked: Vec<&'static str>,
    pub findings: &'f mut Vec<Finding>,
    file: FileId,
}

impl<'t, 'f> Section<'t, 'f> {
    pub fn new(table: &'t DeTable<'t>, file: FileId, findings: &'f mut Vec<Finding>) -> Self {
        Section { table, name: String::new(), asked: Vec::new(), findings, file }
    }

    fn value(&mut self, key: &'static str) -> Option<&'t TomlSpanned<DeValue<'t>>> {
        self.asked.push(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn place(&self, value: &TomlSpanned<DeValue<'_>>) -> Place {
        Span::from(value.span()).in_file(self.file)
    }

    fn full_name(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// Reports a value of the wrong kind, or not among the allowed ones.
    pub fn reject(&mut self, key: &str, span: Span, expected: &str) {
        let message = format!("setting `{}` wants {expected}", self.full_name(key));
        self.findings.push(Finding::new(BAD_SETTING, span.in_file(self.file), message));
    }

    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        let span = Span::from(value.span());
        if let Some(text) = value.get_ref().as_str() {
            Some(Spanned::new(text.to_owned(), span))
        } else {
            self.reject(key, span, "a text in quotes");
            None
        }
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.reject(key, value.span().into(), "`true` or `false`");
        }
        flag
    }

    pub fn number(&mut self, key: &'static str) -> Option<Spanned<u32>> {
        let value = self.value(key)?;
        let span = Span::from(value.span());
        let number = value.get_ref().as_integer().and_then(|it| u32::from_str_radix(it.as_str(), it.radix()).ok());
        if number.is_none() {
            self.reject(key, span, "a whole number that is not negative");
        }
        number.map(|it| Spanned::new(it, span))
    }

    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let value = self.value(key)?;
        let Some(array) = value.get_ref().as_array() else {
            self.reject(key, value.span().into(), "a list of texts");
            return None;
        };
        let mut texts = Vec::new();
        for entry in array {
            match entry.get_ref().as_str() {
                Some(text) => texts.push(Spanned::new(text.to_owned(), entry.span().into())),
                None => self.reject(key, entry.span().into(), "a list of texts"),
            }
        }
        Some(texts)
    }

    /// The rows of a table of numbers.
    pub fn grid(&mut self, key: &'static str) -> Option<Vec<Vec<u32>>> {
        let value = self.value(key)?;
        let number = |entry: &TomlSpanned<DeValue<'_>>| {
            entry.get_ref().as_integer().and_then(|it| u32::from_str_radix(it.as_str(), it.radix()).ok())
        };
        let row =
            |row: &TomlSpanned<DeValue<'_>>| row.get_ref().as_array()?.iter().map(number).collect::<Option<Vec<_>>>();
        let grid = value.get_ref().as_array().and_then(|rows| rows.iter().map(row).collect::<Option<Vec<_>>>());
        if grid.is_none() {
            self.reject(key, value.span().into(), "a list of rows of whole numbers");
        }
        grid
    }

    /// A free table of texts, such as `[isms.variables]`.
    pub fn text_map(&mut self, key: &'static str) -> BTreeMap<String, Spanned<String>> {
        let mut map = BTreeMap::new();
        let Some(value) = self.value(key) else { return map };
        let Some(table) = value.get_ref().as_table() else {
            self.reject(key, value.span().into(), "a table");
            return map;
        };
        for (name, entry) in table {
            match entry.get_ref().as_str() {
                Some(text) => {
                    map.insert(name.get_ref().to_string(), Spanned::new(text.to_owned(), entry.span().into()));
                }
                None => self.reject(&format!("{key}.{}", name.get_ref()), entry.span().into(), "a text in quotes"),
            }
        }
        map
    }

    /// A nested table, read by `read` and then checked for names that were not asked for.
    pub fn table(&mut self, key: &'static str, read: impl FnOnce(&mut Section<'t, '_>)) {
        let Some(value) = self.value(key) else { return };
        let Some(table) = value.get_ref().as_table() else {
            self.reject(key, value.span().into(), "a table");
            return;
        };
        let name = self.full_name(key);
        let mut section = Section { table, name, asked: Vec::new(), findings: &mut *self.findings, file: self.file };
        read(&mut section);
        section.finish();
    }

    /// Each table of a list of tables, with the place of the whole.
    pub fn tables(&mut self, key: &'static str, mut read: impl FnMut(&mut Section<'t, '_>, Span)) {
        let Some(value) = self.value(key) else { return };
        let Some(array) = value.get_ref().as_array() else {
            self.reject(key, value.span().into(), "a list of tables, written `[[…]]`");
            return;
        };
        let name = self.full_name(key);
        for entry in array {
            let Some(table) = entry.get_ref().as_table() else {
                self.reject(key, entry.span().into(), "a table");
                continue;
            };
            let mut section = Section {
                table,
                name: name.clone(),
                asked: Vec::new(),
                findings: &mut *self.findings,
                file: self.file,
            };
            read(&mut section, entry.span().into());
            section.finish();
        }
    }

    /// Reports every key that nobody asked for, with the nearest known name.
    pub fn finish(self) {
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let place = Span::from(key.span()).in_file(self.file);
            let place = if place.span.is_empty() { self.place(value) } else { place };
            let message = format!("setting `{}` is not known", self.full_name(name));
            let finding = Finding::new(UNKNOWN_SETTING, place, message);
            let finding = match nearest(name, self.asked.iter().copied()) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")).unsafe_fix(
                    format!("rename to `{near}`"),
                    place.span,
                    near,
                ),
                None if self.asked.is_empty() => finding,
                None => finding.hint(format!("known here: {}", self.asked.join(", "))),
            };
            self.findings.push(finding);
        }
    }
}
