//! From byte offsets to lines and columns and back, in bytes, characters and UTF-16 units.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::memchr2_iter;

/// Bytes between two marks in a line that is longer than them. Without marks, ten thousand places on one line would have
/// it counted from its beginning ten thousand times.
const STRIDE: usize = 1024;

/// A line and a column, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where the lines of a text begin. A line ends with LF, CRLF or a lone CR; the end of line belongs to its line.
#[derive(Debug, Clone)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// What the text has before each `STRIDE`, counted when a long line first asks for it.
    marks: OnceLock<Vec<Count>>,
}

/// The length of a part of the text in the two units that are not bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    characters: usize,
    utf16: usize,
}

impl Count {
    /// Each character counts where its first byte stands.
    fn of(bytes: &[u8]) -> Self {
        let characters = bytes.iter().filter(|it| **it & 0xc0 != 0x80).count();
        // Only what takes four bytes takes two units.
        let wide = bytes.iter().filter(|it| **it >= 0xf0).count();
        Count { characters, utf16: characters + wide }
    }
}

impl<'t> LineIndex<'t> {
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr2_iter(b'\n', b'\r', bytes).filter(ends_line);
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        LineIndex { text, starts, marks: OnceLock::new() }
    }

    /// The number of lines; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds this offset. Offsets past the end belong to the last line.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The offset at which a line begins; the end of the text past the last line.
    pub fn start_of(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// The text of a line without its end of line; empty past the last line.
    pub fn text_of(&self, line: usize) -> &'t str {
        let Some(start) = self.starts.get(line) else { return "" };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        self.text[*start..end].trim_end_matches(['\n', '\r'])
    }

    /// Line and column in bytes.
    pub fn in_bytes(&self, offset: usize) -> Position {
        let line = self.line(offset);
        Position { line, column: offset.min(self.text.len()) - self.starts[line] }
    }

    /// Line and column in characters (Unicode scalar values), as people count.
    pub fn in_characters(&self, offset: usize) -> Position {
        let line = self.line(offset);
        Position { line, column: self.count_in(self.before(line, offset)).characters }
    }

    /// Line and column in UTF-16 code units, as the language server protocol counts.
    pub fn in_utf16(&self, offset: usize) -> Position {
        let line = self.line(offset);
        Position { line, column: self.count_in(self.before(line, offset)).utf16 }
    }

    /// The byte offset of a position in UTF-16 code units; past the end of a line it is the line's end.
    pub fn from_utf16(&self, position: Position) -> usize {
        let Some(start) = self.starts.get(position.line).copied() else { return self.text.len() };
        let mut units = 0;
        for (offset, character) in self.text_of(position.line).char_indices() {
            if units >= position.column {
                return start + offset;
            }
            units += character.len_utf16();
        }
        start + self.text_of(position.line).len()
    }

    fn before(&self, line: usize, offset: usize) -> Range<usize> {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.starts[line].min(end)..end
    }

    fn count_in(&self, range: Range<usize>) -> Count {
        if range.len() <= 2 * STRIDE {
            return Count::of(&self.text.as_bytes()[range]);
        }
        let (from, to) = (self.count_to(range.start), self.count_to(range.end));
        Count { characters: to.characters - from.characters, utf16: to.utf16 - from.utf16 }
    }

    fn count_to(&self, offset: usize) -> Count {
        let bytes = self.text.as_bytes();
        let marks = self.marks.get_or_init(|| {
            let counts = bytes.chunks(STRIDE).map(Count::of);
            let sums = counts.scan(Count::default(), |sum, it| {
                let before = *sum;
                *sum = Count { characters: sum.characters + it.characters, utf16: sum.utf16 + it.utf16 };
                Some(before)
            });
            sums.collect()
        });
        let mark = (offset / STRIDE).min(marks.len() - 1);
        let rest = Count::of(&bytes[mark * STRIDE..offset]);
        Count { characters: marks[mark].characters + rest.characters, utf16: marks[mark].utf16 + rest.utf16 }
    }
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position};

    #[test]
    fn columns_differ_by_unit_on_lines_with_other_scripts() {
        let text = "a\r\nü😀b\nc";
        let index = LineIndex::new(text);
        let offset = text.find('b').expect("the text has a b");
        assert_eq!(index.in_bytes(offset), Position { line: 1, column: 6 });
        assert_eq!(index.in_characters(offset), Position { line: 1, column: 2 });
        assert_eq!(index.in_utf16(offset), Position { line: 1, column: 3 });
        assert_eq!(index.from_utf16(Position { line: 1, column: 3 }), offset);
        assert_eq!(index.text_of(0), "a");
        assert_eq!(index.count(), 3);
    }

    #[test]
    fn an_offset_inside_a_character_is_held_at_its_start() {
        let index = LineIndex::new("ü");
        assert_eq!(index.in_characters(1).column, 0);
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        let index = LineIndex::new("a\rb");
        assert_eq!(index.line(2), 1);
        assert_eq!(index.text_of(0), "a");
    }

    #[test]
    fn columns_of_a_line_longer_than_the_marks_are_those_of_counting_it_through() {
        let line = "ü😀 a語".repeat(2_000);
        let text = format!("first\n{line}\n{line}");
        let index = LineIndex::new(&text);
        for start in [6, 7 + line.len()] {
            for (offset, _) in line.char_indices().step_by(97) {
                let before = &line[..offset];
                assert_eq!(index.in_characters(start + offset).column, before.chars().count());
                assert_eq!(index.in_utf16(start + offset).column, before.encode_utf16().count());
            }
        }
        assert_eq!(index.in_characters(text.len()).column, line.chars().count());
    }
}
