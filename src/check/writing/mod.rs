//! A text as sentences: what the writing rules look at. Read once for all of them.
//!
//! Code, the destinations of links, bare wiki links, pictures and headings are left out; each of the first three leaves
//! one mark behind, so that a sentence keeps its shape.

mod duty;
mod english;
mod lexicon;
mod read;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::prose;
use crate::model::Body;
use crate::text::{Span, slug};

pub use duty::{begins_with, binds, duties, is_subordinate, recurring_without_frequency, says_how_often};
pub use lexicon::{Cue, Lexicon, Lexicons, Words};
pub use read::Quotations;

/// Stands for code and for what is named by a link alone.
pub const MARK: char = '\u{fffc}';

/// What a sentence stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    Paragraph,
    ListEntry,
    TableCell,
    /// Words of others; no rule judges them.
    Quote,
    /// The name before an explanation in a definition list.
    Term,
}

/// A text that has been read.
pub struct Writing<'l> {
    pub lexicon: &'l Lexicon,
    /// The words of the body; blocks follow each other without a gap.
    text: String,
    /// In the order of their starts.
    pieces: Vec<Piece>,
    parts: Vec<Part>,
    /// Cues outside quotation marks, in reading order.
    cues: Vec<(Range<usize>, Cue)>,
    /// For each heading, what its words promise.
    headings: Vec<Promise>,
}

/// Where a stretch of the text comes from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    length: usize,
    span: Span,
}

#[derive(Debug, Clone)]
struct Part {
    range: Range<usize>,
    block: Block,
    words: usize,
    heading: Option<u32>,
    /// The sentence that leads into the list, by number.
    lead: Option<usize>,
    cues: Range<usize>,
}

/// What the words of a heading, or of one above it, promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Promise {
    Duties,
    Background,
    Nothing,
}

/// One sentence.
#[derive(Clone, Copy)]
pub struct Sentence<'w> {
    pub text: &'w str,
    pub block: Block,
    pub words: usize,
    /// Index into [`Body::headings`].
    pub heading: Option<u32>,
    writing: &'w Writing<'w>,
    start: usize,
    part: &'w Part,
}

/// A cue in a sentence, with its bytes in the sentence's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub range: Range<usize>,
    pub cue: Cue,
}

impl<'l> Writing<'l> {
    pub fn read(body: &Body, lexicon: &'l Lexicon) -> Self {
        let mut writing = read::read(body, lexicon);
        writing.headings = promises(body, lexicon);
        writing
    }

    /// All sentences in reading order, those in tables and quotes among them.
    pub fn all(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.parts.iter().map(|part| self.sentence(part))
    }

    /// The sentences of paragraphs and lists, which most rules are about.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.all().filter(|it| matches!(it.block, Block::Paragraph | Block::ListEntry))
    }

    /// Whether the text has a word in exactly this spelling.
    pub fn has_word(&self, word: &str) -> bool {
        let stands_alone = |(at, found): (usize, &str)| prose::stands_alone(&self.text, &(at..at + found.len()));
        self.text.match_indices(word).any(stands_alone)
    }

    /// Whether this cue is anywhere in paragraphs and lists; a quick way past most texts.
    pub fn has(&self, wanted: impl Fn(Cue) -> bool) -> bool {
        self.cues.iter().any(|(_, cue)| wanted(*cue))
    }

    /// Whether a sentence stands among duties: under a heading that announces them, or beside one that is set.
    pub fn is_among_duties(&self, sentence: &Sentence<'_>) -> bool {
        if sentence.is_under_background() {
            return false;
        }
        sentence.is_under_duties()
            || self.sentences().any(|it| it.heading == sentence.heading && duties(&it).next().is_some())
    }

    fn sentence<'w>(&'w self, part: &'w Part) -> Sentence<'w> {
        Sentence {
            text: &self.text[part.range.clone()],
            block: part.block,
            words: part.words,
            heading: part.heading,
            writing: self,
            start: part.range.start,
            part,
        }
    }

    /// The bytes in the file of a part of the text.
    fn span_of(&self, range: Range<usize>) -> Span {
        let offset = |at: usize, is_end: bool| {
            let count = self.pieces.partition_point(|it| if is_end { it.start < at } else { it.start <= at });
            let piece = count.checked_sub(1).and_then(|it| self.pieces.get(it))?;
            let inside = at - piece.start;
            let (start, end) = (piece.span.start as usize, piece.span.end as usize);
            let is_exact = piece.length == piece.span.len();
            Some(match (is_exact, is_end) {
                (true, _) => (start + inside).min(end),
                (false, true) => end,
                (false, false) => start,
            })
        };
        let start = offset(range.start, false).unwrap_or_default();
        Span::new(start, offset(range.end, true).unwrap_or(start).max(start))
    }
}

impl<'w> Sentence<'w> {
    /// The bytes in the file of a part of the sentence.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        self.writing.span_of(self.start + range.start..self.start + range.end)
    }

    pub fn span(&self) -> Span {
        self.span_of(0..self.text.len())
    }

    /// The cues in the sentence, in reading order.
    pub fn hits(&self) -> impl Iterator<Item = Hit> + use<'w> {
        let start = self.start;
        let cues = &self.writing.cues[self.part.cues.clone()];
        cues.iter().map(move |(range, cue)| Hit { range: range.start - start..range.end - start, cue: *cue })
    }

    pub fn lexicon(&self) -> &'w Lexicon {
        self.writing.lexicon
    }

    pub fn before(&self, hit: &Hit) -> &'w str {
        &self.text[..hit.range.start]
    }

    pub fn after(&self, hit: &Hit) -> &'w str {
        &self.text[hit.range.end..]
    }

    /// Whether the words up to this byte are set off by emphasis, which begins and ends a run of the source.
    pub fn is_marked(&self, end: usize) -> bool {
        let pieces = &self.writing.pieces;
        let begins = |at: usize| pieces.binary_search_by_key(&at, |it| it.start).ok();
        // The end of a line begins a run too, of one byte.
        let next = begins(self.start + end).filter(|it| pieces[*it].length > 1);
        next.is_some() && begins(self.start).map(|it| it + 1) == next
    }

    pub fn is_question(&self) -> bool {
        self.text.ends_with('?')
    }

    /// The sentence that leads into the list in which this one stands.
    pub fn lead(&self) -> Option<Sentence<'w>> {
        let part = self.part.lead.and_then(|it| self.writing.parts.get(it))?;
        Some(self.writing.sentence(part))
    }

    /// Whether the headings above announce duties.
    pub fn is_under_duties(&self) -> bool {
        self.promise() == Promise::Duties
    }

    /// Whether the headings above announce reasons, bounds or meanings.
    pub fn is_under_background(&self) -> bool {
        self.promise() == Promise::Background
    }

    fn promise(&self) -> Promise {
        let heading = self.heading.and_then(|it| self.writing.headings.get(it as usize));
        heading.copied().unwrap_or(Promise::Nothing)
    }
}

/// What the headings promise; one that promises nothing takes after the one above it.
fn promises(body: &Body, lexicon: &Lexicon) -> Vec<Promise> {
    let mut made = Vec::with_capacity(body.headings.len());
    // Each deeper than the one before it; the title of the whole stands above all and promises nothing.
    let mut above: Vec<(u8, Promise)> = Vec::new();
    for heading in body.headings.iter() {
        let words = format!("-{}-", slug(&heading.text));
        let holds = |list: &[String]| list.iter().any(|it| words.contains(it.as_str()));
        if heading.level > 1 {
            above.truncate(above.partition_point(|(level, _)| *level < heading.level));
        }
        let own = if holds(&lexicon.background_headings) {
            Promise::Background
        } else if holds(&lexicon.duty_headings) {
            Promise::Duties
        } else {
            above.last().filter(|(level, _)| *level < heading.level).map_or(Promise::Nothing, |it| it.1)
        };
        if heading.level > 1 {
            above.push((heading.level, own));
        }
        made.push(own);
    }
    made
}
