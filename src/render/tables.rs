//! The tables that stand on pages of their own and inside the documents that carry a register.

mod matrix;
mod registers;
mod statement;

use std::collections::BTreeSet;

use crate::model::{Handbook, RegisterKind, Target};

use super::Renderer;
use super::pieces::{capital, standing_pieces, type_words};
use super::view::{Choice, Column, Facet, Filter, Group, Piece, Row, Table};
use super::visible::Visibility;
use super::words::Words;

pub(super) use matrix::{Trace, lack_key};

/// For each control the place of its first line in the statement; nothing where the statement is hidden.
pub(super) fn statement_lines(handbook: &Handbook, visible: &Visibility) -> Vec<Option<usize>> {
    let mut lines = vec![None; handbook.catalogue.controls.len()];
    if !visible.shows_register(RegisterKind::Applicability) {
        return lines;
    }
    for (index, line) in handbook.statement.iter().enumerate() {
        if let Some(Target::Control(control)) = line.control.target
            && let Some(slot) = lines.get_mut(control as usize)
        {
            slot.get_or_insert(index);
        }
    }
    lines
}

/// Columns from their labels in the catalogue and their kinds.
pub(super) fn columns(words: &Words, named: &[(&str, &'static str)]) -> Vec<Column> {
    named.iter().map(|(label, kind)| Column { label: words.of_section("label", label), kind }).collect()
}

/// A table without groups.
pub(super) fn plain_table(caption: &str, columns: Vec<Column>, rows: Vec<Row>, empty: &str) -> Table {
    let total = rows.len();
    let groups = if rows.is_empty() { Vec::new() } else { vec![Group { rows, ..Group::default() }] };
    Table { caption: caption.to_owned(), columns, groups, empty: empty.to_owned(), total, is_wide: false }
}

pub(super) fn row(cells: Vec<Vec<Piece>>) -> Row {
    Row { cells, ..Row::default() }
}

impl Row {
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facets.push(Facet { name, value: value.into() });
        self
    }
}

/// How the values of a filter are told.
type Telling = fn(&Words, &str) -> String;

impl Renderer<'_> {
    /// A choice above a table over the values that its rows have; none where there is nothing to choose.
    pub(super) fn filter(
        &self,
        table: &Table,
        name: &'static str,
        (label, telling): (&str, Telling),
    ) -> Option<Filter> {
        let rows = table.groups.iter().flat_map(|group| &group.rows);
        let facets = rows.flat_map(|row| &row.facets).filter(|facet| facet.name == name && !facet.value.is_empty());
        let values: BTreeSet<&str> =
            facets.flat_map(|facet| facet.value.split('|')).filter(|it| !it.is_empty()).collect();
        if values.len() < 2 {
            return None;
        }
        let choice = |value: &&str| Choice { value: (*value).to_owned(), words: telling(&self.words, value) };
        let label = self.words.of_section("label", label);
        Some(Filter { name, label, options: values.iter().map(choice).collect() })
    }
}

/// Values that are names of the model.
pub(super) fn as_it_is(words: &Words, value: &str) -> String {
    words.value(value)
}

/// Values that users wrote.
pub(super) fn as_written(_: &Words, value: &str) -> String {
    value.to_owned()
}

/// Words that may begin a line.
pub(super) fn as_capital(_: &Words, value: &str) -> String {
    capital(value)
}

/// Values that are states of documents.
pub(super) fn state_words(words: &Words, value: &str) -> String {
    words.find(&format!("state.{value}")).map_or_else(|| capital(value), str::to_owned)
}

impl Renderer<'_> {
    /// Documents with what a reader wants to know first.
    pub(super) fn documents_table(&self, documents: &[u32], caption: &str) -> Table {
        let columns = columns(
            &self.words,
            &[
                ("document", "words"),
                ("type", "narrow"),
                ("version", "narrow"),
                ("state", "narrow"),
                ("owner", "words"),
                ("next_review", "narrow"),
            ],
        );
        let rows = documents.iter().map(|index| self.document_row(*index)).collect();
        plain_table(caption, columns, rows, self.words.get("empty.documents"))
    }

    fn document_row(&self, index: u32) -> Row {
        let document = self.handbook.document(index);
        let standing = self.scope.standing(index);
        let front = &document.front;
        let version = front.version.as_ref().map(|it| Piece::text(&it.value));
        row(vec![
            self.document_piece(index).into_iter().collect(),
            vec![Piece::text(type_words(&self.words, document))],
            version.into_iter().collect(),
            standing_pieces(&self.words, standing),
            self.short_option(front.owner.as_ref()),
            standing.review_due.map(|it| self.day(it)).into_iter().collect(),
        ])
        .with("type", document.document_type().map_or("", |it| it.name()))
        .with("state", standing.state.name())
        .with("owner", self.plain_name(front.owner.as_ref()))
        .with("classification", front.classification.as_ref().map_or("", |it| it.value.as_str()))
        .with("next-review", standing.review_due.map_or_else(String::new, |it| it.to_string()))
    }

    /// The register of a kind as one table.
    pub(super) fn register_table(&self, kind: RegisterKind) -> Table {
        match kind {
            RegisterKind::Applicability => self.statement_table(),
            RegisterKind::Risks => self.risks_table(&self.all_entries(kind)),
            RegisterKind::Treatment => self.treatment_table(),
            RegisterKind::Documents => {
                let shown: Vec<u32> = self.scope.documents().map(|(index, _)| index).collect();
                self.documents_table(&shown, self.words.get("register.documents"))
            }
            _ => self.entries_table(kind, &self.all_entries(kind)),
        }
    }

    /// What a register is called where it stands among others.
    pub(super) fn register_words(&self, kind: RegisterKind) -> String {
        self.words.of_section("register", kind.name())
    }

    pub(super) fn all_entries(&self, kind: RegisterKind) -> Vec<u32> {
        (0..).take(self.handbook.registers.records(kind).len()).collect()
    }
}
