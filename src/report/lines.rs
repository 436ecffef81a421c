//! Lines and columns of places, in the unit that a format counts in.

use crate::text::{FileId, LineIndex, Place, Texts};

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Bytes of UTF-8.
    Bytes,
    /// Unicode scalar values, as people count.
    Characters,
    /// Code units of UTF-16. A byte order mark is not part of the first line.
    Utf16,
}

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Where a place begins, and where the first thing after it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) start: Point,
    pub(super) end: Point,
}

impl Area {
    pub(super) fn is_on_one_line(self) -> bool {
        self.start.line == self.end.line
    }
}

/// The lines of all texts; those of a file are counted when it is first asked for.
pub(super) struct Lines<'t> {
    texts: &'t Texts,
    indexes: Vec<Option<LineIndex<'t>>>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(texts: &'t Texts) -> Self {
        Lines { texts, indexes: vec![None; texts.len()] }
    }

    pub(super) fn texts(&self) -> &'t Texts {
        self.texts
    }

    pub(super) fn of(&mut self, file: FileId) -> &LineIndex<'t> {
        let texts = self.texts;
        self.indexes[file.index()].get_or_insert_with(|| LineIndex::new(&texts.of(file).content))
    }

    pub(super) fn area(&mut self, place: Place, unit: Unit) -> Area {
        let mark = match unit {
            Unit::Utf16 => usize::from(self.texts.of(place.file).content.starts_with('\u{feff}')),
            Unit::Bytes | Unit::Characters => 0,
        };
        let index = self.of(place.file);
        let point = |offset: u32| {
            let offset = offset as usize;
            let at = match unit {
                Unit::Bytes => index.in_bytes(offset),
                Unit::Characters => index.in_characters(offset),
                Unit::Utf16 => index.in_utf16(offset),
            };
            let column = if at.line == 0 { at.column.saturating_sub(mark) } else { at.column };
            Point { line: at.line + 1, column: column + 1 }
        };
        Area { start: point(place.span.start), end: point(place.span.end.max(place.span.start)) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Lines, Point, Unit};
    use crate::text::{Span, Texts};

    #[test]
    fn each_unit_counts_its_own_columns() {
        let mut texts = Texts::default();
        let text = "\u{feff}ab\nö😀cd\n";
        let file = texts.push("a.md", text);
        let start = text.find("cd").expect("the text has it");
        let place = Span::new(start, start + 2).in_file(file);
        let columns = |unit| {
            let area = Lines::new(&texts).area(place, unit);
            (area.start.column, area.end.column)
        };
        assert_eq!(columns(Unit::Bytes), (7, 9));
        assert_eq!(columns(Unit::Characters), (3, 5));
        assert_eq!(columns(Unit::Utf16), (4, 6));
    }

    #[test]
    fn a_byte_order_mark_is_no_utf16_column() {
        let mut texts = Texts::default();
        let file = texts.push("a.md", "\u{feff}ab\n");
        let mut lines = Lines::new(&texts);
        let point = |column| Point { line: 1, column };
        let area = Area { start: point(1), end: point(3) };
        assert_eq!(lines.area(Span::new(3, 5).in_file(file), Unit::Utf16), area);
        assert_eq!(lines.area(Span::at(0).in_file(file), Unit::Utf16), Area { start: point(1), end: point(1) });
    }
}
