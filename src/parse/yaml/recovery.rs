//! Going on after a syntax error: the faulty line is blanked, byte for byte, so that every place stays where it is, and
//! the text is parsed again. So the faults of one block are all found in one run and its good keys are still read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::builder::Context;
use super::fault::{Fault, is_about_an_open_quote, is_about_tabs, words_for};
use super::{FAULTS, Piece};
use crate::diag::Finding;
use crate::parse::faults;
use crate::text::{LineIndex, Place, Position, Span};

/// The text of a piece as it is parsed, with what was blanked in it.
pub(super) struct Recovery<'s> {
    piece: Piece<'s>,
    original: &'s str,
    working: Cow<'s, str>,
    index: LineIndex<'s>,
    /// How much of a line was blanked: its value, all but its dashes, all.
    blanked: BTreeMap<usize, Blanked>,
    /// Where the parser itself first gave up on nesting.
    too_deep: Option<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blanked {
    Tabs,
    Value,
    Entry,
    Line,
}

/// What came of an attempt to mend a text.
pub(super) struct Mended {
    pub findings: Vec<Finding>,
    pub has_changed: bool,
}

impl<'s> Recovery<'s> {
    pub(super) fn new(piece: Piece<'s>, original: &'s str) -> Self {
        Recovery {
            piece,
            original,
            working: Cow::Borrowed(original),
            index: LineIndex::new(original),
            blanked: BTreeMap::new(),
            too_deep: None,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.working
    }

    /// The lines of the piece with their ends.
    pub(super) fn lines(&self) -> Vec<Span> {
        (0..self.index.count()).map(|line| Span::from(self.range_of(line))).collect()
    }

    /// Whether something was blanked in the line of this offset.
    pub(super) fn has_touched(&self, offset: usize) -> bool {
        !self.blanked.is_empty() && self.blanked.contains_key(&self.line_of(offset))
    }

    /// A place in the file from a range in the piece.
    pub(super) fn place(&self, span: Span) -> Place {
        span.moved_by(self.piece.span.start as usize).in_file(self.piece.file)
    }

    pub(super) fn place_of(&self, error: &ScanError) -> Place {
        let start = self.boundary(error.marker().byte_offset().unwrap_or_default());
        let rest = self.original[start..].lines().next().unwrap_or_default();
        self.place(Span::new(start, start + rest.trim_end().len()))
    }

    /// Puts spaces in place of every byte of a range but the ends of lines.
    pub(super) fn blank(&mut self, span: Span) {
        let line = self.line_of(span.start as usize);
        self.overwrite(span.range());
        self.blanked.insert(line, Blanked::Line);
    }

    /// Where nesting was blanked because it was too deep for the parser.
    pub(super) fn too_deep(&self) -> Option<Place> {
        self.too_deep.map(|span| self.place(span))
    }

    /// Blanks what the parser stumbled over and says what it was.
    pub(super) fn mend(&mut self, error: &ScanError, context: &Context) -> Mended {
        if is_about_tabs(error.kind()) {
            let mended = self.mend_tabs();
            if mended.has_changed {
                return mended;
            }
        }
        let fault = self.fault(error, context);
        let line = self.line_with_text(fault.range.start);
        if fault.is_depth && self.too_deep.is_none() {
            let at = self.boundary(fault.range.start);
            self.too_deep = Some(Span::new(at, self.after_character(at)));
        }
        let is_new = !self.blanked.contains_key(&line);
        let has_changed = self.blank_more(line, fault.runs_on);
        let findings = if is_new { self.finding(fault, line) } else { None };
        Mended { findings: findings.into_iter().collect(), has_changed }
    }

    fn fault(&self, error: &ScanError, context: &Context) -> Fault {
        let at = self.boundary(error.marker().byte_offset().unwrap_or_default());
        let line_end =
            |start: usize| start + self.original[start..].lines().next().unwrap_or_default().trim_end().len();
        if is_about_an_open_quote(error.kind())
            && let Some(quote) = self.open_quote(context.last)
        {
            let words = "the text in quotes is not closed before the next key";
            return Fault::new(quote..line_end(quote), words, "close the quote where the value ends").running_on();
        }
        if let Some(bracket) = context.bracket.filter(|bracket| self.line_of(*bracket) < self.line_of(at)) {
            let (words, hint) = match self.original.as_bytes().get(bracket) {
                Some(b'{') => ("`{` is not closed", "close it with `}` where the map ends"),
                _ => ("`[` is not closed", "close it with `]` where the list ends"),
            };
            return Fault::new(bracket..bracket + 1, words, hint).running_on();
        }
        let (words, hint) = words_for(error.kind());
        let is_one_character =
            matches!(error.kind(), ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement);
        let end = if is_one_character { self.after_character(at) } else { line_end(at) };
        Fault::new(at..end, words, hint).of(error.kind())
    }

    fn finding(&self, fault: Fault, line: usize) -> Option<Finding> {
        if fault.is_depth {
            return None;
        }
        let mut range = fault.range;
        let whole = self.trimmed(line);
        if range.start >= range.end || self.line_of(range.start) != line {
            range = whole;
        }
        let finding = Finding::new(faults::YAML_SYNTAX, self.place(Span::from(range)), fault.words).hint(fault.hint);
        let value = if fault.wants_quotes { self.value_in(line) } else { None };
        Some(match value {
            Some(value) => {
                let quoted = format!("\"{}\"", &self.original[value.clone()]);
                let span = Span::from(value).moved_by(self.piece.span.start as usize);
                finding.fix("put the value in quotes", span, quoted)
            }
            None => finding,
        })
    }

    /// The value after the first key of a line, where it can be put in quotes as it is.
    fn value_in(&self, line: usize) -> Option<Range<usize>> {
        let (_, colon) = self.key_in(line)?;
        let end = self.trimmed(line).end;
        let value = &self.original[colon + 1..end];
        let start = colon + 1 + (value.len() - value.trim_start().len());
        let text = self.original.get(start..end)?;
        let is_simple = !text.is_empty() && !text.contains(['"', '\'', '\\', '#', '{', '[']);
        is_simple.then_some(start..end)
    }

    /// Tabs at the heads of lines become spaces; one finding for each run of such lines, the last one for all the rest.
    fn mend_tabs(&mut self) -> Mended {
        let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
        let mut is_in_run = false;
        for line in 0..self.index.count() {
            let range = self.range_of(line);
            let tabs = self.working[range.clone()].bytes().take_while(|byte| *byte == b'\t').count();
            if tabs == 0 {
                is_in_run = false;
                continue;
            }
            let head = range.start..range.start + tabs;
            self.overwrite(head.clone());
            self.blanked.insert(line, Blanked::Tabs);
            let goes_on = is_in_run || runs.len() == FAULTS;
            match runs.last_mut().filter(|_| goes_on) {
                Some((_, lines)) => *lines += 1,
                None => runs.push((head, 1)),
            }
            is_in_run = true;
        }
        let finding = |(first, lines): (Range<usize>, usize)| {
            let words = match lines {
                1 => "this line is indented by a tab".to_owned(),
                _ => format!("{lines} lines from here on are indented by tabs"),
            };
            Finding::new(faults::TAB_INDENTATION, self.place(Span::from(first)), words).hint("indent by two spaces")
        };
        let findings: Vec<Finding> = runs.into_iter().map(finding).collect();
        Mended { has_changed: !findings.is_empty(), findings }
    }

    /// Blanks the next larger part of a line: its value, then all after its dashes, then all of it.
    fn blank_more(&mut self, line: usize, runs_on: bool) -> bool {
        let key = self.key_in(line);
        let dashes = self.after_dashes(line);
        let whole = self.range_of(line);
        let mut step = match self.blanked.get(&line) {
            None | Some(Blanked::Tabs) => Blanked::Value,
            Some(Blanked::Value) => Blanked::Entry,
            Some(Blanked::Entry) => Blanked::Line,
            Some(Blanked::Line) => return self.blank_before(line),
        };
        if step == Blanked::Value && key.is_none() {
            step = Blanked::Entry;
        }
        let range = match (step, key) {
            (Blanked::Value, Some((_, colon))) => colon + 1..whole.end,
            (Blanked::Entry, _) => dashes..whole.end,
            _ => whole,
        };
        self.overwrite(range);
        self.blanked.insert(line, step);
        if runs_on {
            self.blank_continuation(line, key.map_or(dashes, |(start, _)| start));
        }
        true
    }

    /// Nothing is left of a line that still is at fault: the line before it is.
    fn blank_before(&mut self, line: usize) -> bool {
        let before = (0..line).rev().find(|it| !self.working[self.range_of(*it)].trim().is_empty());
        match before {
            Some(before) => {
                let range = self.range_of(before);
                self.overwrite(range);
                self.blanked.insert(before, Blanked::Line);
                true
            }
            None => false,
        }
    }

    /// Blanks the lines that are indented more than the key of this line.
    fn blank_continuation(&mut self, line: usize, key: usize) {
        let column = key - self.range_of(line).start;
        let count = self.index.count();
        for next in line + 1..count {
            let range = self.range_of(next);
            let text = &self.working[range.clone()];
            let indentation = text.len() - text.trim_start().len();
            if !text.trim().is_empty() && indentation <= column {
                return;
            }
            self.overwrite(range);
            self.blanked.insert(next, Blanked::Line);
        }
    }

    fn overwrite(&mut self, range: Range<usize>) {
        let blank: String = self.working[range.clone()]
            .bytes()
            .map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' })
            .collect();
        self.working.to_mut().replace_range(range, &blank);
    }

    /// Where a key and its colon stand in a line of `key: value`, dashes before it allowed.
    fn key_in(&self, line: usize) -> Option<(usize, usize)> {
        let start = self.after_dashes(line);
        let text = &self.original[start..self.range_of(line).end];
        if text.starts_with(['"', '\'', '[', '{', '#', '&', '*', '!', '?']) {
            return None;
        }
        let colon = text
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| text[at + 1..].chars().next().is_none_or(char::is_whitespace))?;
        (colon > 0).then_some((start, start + colon))
    }

    /// The first offset of a line after its indentation and the dashes of lists.
    fn after_dashes(&self, line: usize) -> usize {
        let range = self.range_of(line);
        let text = &self.original[range.clone()];
        let mut rest = text.trim_start();
        while let Some(after) = rest.strip_prefix("- ") {
            rest = after.trim_start();
        }
        range.end - rest.len()
    }

    fn open_quote(&self, from: usize) -> Option<usize> {
        let from = self.boundary(from);
        let rest = &self.original[from..];
        rest.char_indices().map(|(at, character)| (from + at, character)).find_map(|(at, character)| {
            let before = self.original[..at].chars().next_back();
            let begins = before.is_none_or(|it| it.is_whitespace() || matches!(it, '[' | '{' | ',' | ':'));
            (begins && matches!(character, '"' | '\'')).then_some(at)
        })
    }

    /// The line of an offset, or the last line before it that holds anything.
    fn line_with_text(&self, offset: usize) -> usize {
        let line = self.line_of(offset);
        (0..=line).rev().find(|it| !self.working[self.range_of(*it)].trim().is_empty()).unwrap_or(line)
    }

    fn trimmed(&self, line: usize) -> Range<usize> {
        let range = self.range_of(line);
        let text = &self.original[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        start..(range.start + text.trim_end().len()).max(start)
    }

    fn line_of(&self, offset: usize) -> usize {
        self.index.line(offset)
    }

    /// A line with its end of line.
    fn range_of(&self, line: usize) -> Range<usize> {
        let start = |line: usize| self.index.from_utf16(Position { line, column: 0 });
        start(line)..start(line + 1)
    }

    /// The nearest offset at or before this one that begins a character.
    fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.original.len());
        while !self.original.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn after_character(&self, offset: usize) -> usize {
        offset + self.original[offset..].chars().next().map_or(0, char::len_utf8)
    }
}
