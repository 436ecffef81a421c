//! From the tree of a body to its sentences.

use std::ops::Range;

use super::{Block, Cue, Lexicon, MARK, Part, Piece, Writing};
use crate::model::{Body, Content, LinkForm, Tag};
use crate::text::Span;

/// Bytes after which a sentence ends at the next blank, stop or none: rules look from a word to the ends of its sentence,
/// and a megabyte without a stop would be looked through for each of its words.
const LONGEST: usize = 4096;

pub(super) fn read<'l>(body: &Body, lexicon: &'l Lexicon) -> Writing<'l> {
    let mut reader = Reader {
        body,
        shortened: lexicon.words.shortened,
        text: String::with_capacity(body.span.len()),
        pieces: Vec::with_capacity(body.nodes.len() / 3),
        parts: Vec::with_capacity(body.nodes.len() / 4),
        block_start: 0,
        heading: None,
        hidden: 0,
        quotes: 0,
        tables: 0,
        lists: Vec::new(),
        terms: 0,
    };
    for node in body.nodes.iter() {
        reader.node(node.content, node.span);
    }
    reader.close_block();
    let Reader { text, pieces, mut parts, .. } = reader;
    let cues = share_cues(lexicon, &text, &mut parts);
    Writing { lexicon, text, pieces, parts, cues, headings: Vec::new() }
}

struct Reader<'b> {
    body: &'b Body,
    shortened: &'static [&'static str],
    text: String,
    pieces: Vec<Piece>,
    parts: Vec<Part>,
    block_start: usize,
    heading: Option<u32>,
    /// How many containers are open whose text is left out.
    hidden: usize,
    quotes: usize,
    tables: usize,
    /// For each open list, the sentence that leads into it.
    lists: Vec<Option<usize>>,
    terms: usize,
}

impl Reader<'_> {
    fn node(&mut self, content: Content, span: Span) {
        match content {
            Content::Open(tag) => self.open(tag, span),
            Content::Close(tag) => self.close(tag),
            Content::Text(slice) if self.hidden == 0 => {
                let body = self.body;
                self.push(body.text(slice), slice.in_file().unwrap_or(span));
            }
            Content::Code(_) => self.mark(span),
            Content::SoftBreak => self.push(" ", span),
            Content::HardBreak => self.push("\n", span),
            Content::Rule => self.close_block(),
            Content::Text(_) | Content::Html(_) | Content::FootnoteMark(_) | Content::Task(_) => {}
        }
    }

    fn open(&mut self, tag: Tag, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            Tag::Link(index) => {
                if self.is_named_alone(index) {
                    self.mark(span);
                    self.hidden += 1;
                }
                return;
            }
            Tag::Image(_) => {
                self.hidden += 1;
                return;
            }
            _ => self.close_block(),
        }
        match tag {
            Tag::Heading(index) => {
                self.heading = Some(index);
                self.hidden += 1;
            }
            Tag::CodeBlock(_) | Tag::Html => self.hidden += 1,
            Tag::Quote(None) => self.quotes += 1,
            Tag::Table(_) => self.tables += 1,
            Tag::DefinitionTerm => self.terms += 1,
            Tag::List(_) => {
                let last = self.parts.len().checked_sub(1);
                let leads = |it: &usize| self.text[self.parts[*it].range.clone()].ends_with(':');
                self.lists.push(last.filter(leads));
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            Tag::Link(index) => {
                if self.is_named_alone(index) {
                    self.hidden = self.hidden.saturating_sub(1);
                }
                return;
            }
            Tag::Image(_) => {
                self.hidden = self.hidden.saturating_sub(1);
                return;
            }
            _ => self.close_block(),
        }
        match tag {
            Tag::Heading(_) | Tag::CodeBlock(_) | Tag::Html => self.hidden = self.hidden.saturating_sub(1),
            Tag::Quote(None) => self.quotes = self.quotes.saturating_sub(1),
            Tag::Table(_) => self.tables = self.tables.saturating_sub(1),
            Tag::DefinitionTerm => self.terms = self.terms.saturating_sub(1),
            Tag::List(_) => {
                self.lists.pop();
            }
            _ => {}
        }
    }

    /// A bare wiki link or address has no words of the author.
    fn is_named_alone(&self, link: u32) -> bool {
        let link = self.body.links.get(link as usize);
        link.is_some_and(|it| matches!(it.form, LinkForm::WikiBare | LinkForm::Auto))
    }

    fn push(&mut self, words: &str, span: Span) {
        if self.hidden > 0 {
            return;
        }
        self.pieces.push(Piece { start: self.text.len(), length: words.len(), span });
        self.text.push_str(words);
    }

    fn mark(&mut self, span: Span) {
        let mut bytes = [0; 4];
        self.push(MARK.encode_utf8(&mut bytes), span);
    }

    fn block(&self) -> Block {
        if self.quotes > 0 {
            Block::Quote
        } else if self.tables > 0 {
            Block::TableCell
        } else if self.terms > 0 {
            Block::Term
        } else if !self.lists.is_empty() {
            Block::ListEntry
        } else {
            Block::Paragraph
        }
    }

    /// Cuts what was read since the last block into sentences.
    fn close_block(&mut self) {
        let bytes = self.text.as_bytes();
        let (end, block, heading) = (bytes.len(), self.block(), self.heading);
        let lead = self.lists.last().copied().flatten();
        let (mut start, mut at, mut words) = (self.block_start, self.block_start, 0);
        // A word may hold marks, as in "7.5" and "it's": it is counted where it begins.
        let mut is_in_word = false;
        self.block_start = end;
        while at < end {
            let byte = bytes[at];
            let kind = KINDS[usize::from(byte)];
            at += 1;
            match kind {
                Kind::Letter => {
                    words += usize::from(!is_in_word);
                    is_in_word = true;
                    at += bytes[at..end]
                        .iter()
                        .position(|it| KINDS[usize::from(*it)] != Kind::Letter)
                        .unwrap_or(end - at);
                }
                Kind::Mark => {}
                Kind::Blank if at - start < LONGEST => is_in_word = false,
                Kind::Stop | Kind::LineEnd | Kind::Blank => {
                    is_in_word &= kind == Kind::Stop;
                    let stop = match kind {
                        Kind::LineEnd | Kind::Blank => Some(at),
                        _ => sentence_end(&self.text, start, at, self.shortened),
                    };
                    if let Some(stop) = stop {
                        add(
                            &mut self.parts,
                            &self.text,
                            Part { range: start..stop, block, words, heading, lead, cues: 0..0 },
                        );
                        (start, at, words, is_in_word) = (stop, stop, 0, false);
                    }
                }
            }
        }
        add(&mut self.parts, &self.text, Part { range: start..end, block, words, heading, lead, cues: 0..0 });
    }
}

/// What a byte is to those who count words and look for the ends of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Mark,
    Blank,
    Stop,
    LineEnd,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Mark; 256];
    let mut byte = 0_u8;
    loop {
        kinds[byte as usize] = match byte {
            b'\n' => Kind::LineEnd,
            b'.' | b'!' | b'?' => Kind::Stop,
            _ if byte.is_ascii_alphanumeric() || byte >= 0x80 => Kind::Letter,
            _ if byte.is_ascii_whitespace() => Kind::Blank,
            _ => Kind::Mark,
        };
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};

/// Adds a sentence without the blanks around it; one without a word is none, and hard blanks alone are no word.
fn add(parts: &mut Vec<Part>, text: &str, part: Part) {
    if part.words == 0 {
        return;
    }
    let whole = &text[part.range.clone()];
    let trimmed = whole.trim_start();
    let start = part.range.end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        parts.push(Part { range: start..end, ..part });
    }
}

/// Where a sentence ends whose last mark is the byte before `at`; none where that mark belongs to a number, an id or a
/// shortened word, or the sentence goes on.
fn sentence_end(text: &str, start: usize, at: usize, shortened: &[&str]) -> Option<usize> {
    let rest = &text[at..];
    let tail = rest.trim_start_matches([')', ']', '"', '\'', '”', '’', '.', '!', '?']);
    let end = at + (rest.len() - tail.len());
    let Some(next) = tail.chars().next() else { return Some(end) };
    if !next.is_whitespace() {
        return None;
    }
    let goes_on = tail.trim_start().starts_with(char::is_lowercase);
    if goes_on {
        return None;
    }
    if text.as_bytes()[at - 1] != b'.' {
        return Some(end);
    }
    let before = &text[start..at - 1];
    let word = before.rsplit(|it: char| !it.is_alphanumeric() && it != '.').next().unwrap_or_default();
    let is_initial = word.len() == before.trim_start().len() && word.chars().count() == 1;
    let is_last = word.eq_ignore_ascii_case("etc") && tail.trim_start().starts_with(char::is_uppercase);
    let is_short = shortened.iter().any(|it| it.eq_ignore_ascii_case(word));
    // "No." is short for number only before one; at the end of an answer it is a word.
    let is_number = word.eq_ignore_ascii_case("no") && !tail.trim_start().starts_with(|it: char| it.is_ascii_digit());
    if is_initial || (is_short && !is_last && !is_number) { None } else { Some(end) }
}

/// Gives each sentence its cues, those inside quotation marks and quotes left out.
fn share_cues(lexicon: &Lexicon, text: &str, parts: &mut [Part]) -> Vec<(Range<usize>, Cue)> {
    let mut cues: Vec<(Range<usize>, Cue)> = Vec::new();
    let mut found = lexicon.cues(text).peekable();
    for part in parts {
        let (start, end) = (part.range.start, part.range.end);
        let first = cues.len();
        let mut quotations = None;
        while let Some((range, cue)) = found.next_if(|(range, _)| range.start < end) {
            let counts = part.block != Block::Quote && start <= range.start && range.end <= end;
            let quotations = quotations.get_or_insert_with(|| Quotations::of(&text[start..end]));
            if counts && !quotations.hold(&(range.start - start..range.end - start)) {
                cues.push((range, cue));
            }
        }
        part.cues = first..cues.len();
    }
    cues
}

/// What stands between quotation marks in a sentence.
pub struct Quotations {
    /// From the opening to the closing mark, in order of their ends for each kind of mark.
    straight: Vec<Range<usize>>,
    curly: Vec<Range<usize>>,
}

impl Quotations {
    /// Looks through a sentence once. A mark that is never closed quotes nothing.
    pub fn of(sentence: &str) -> Self {
        let mut quotations = Quotations { straight: Vec::new(), curly: Vec::new() };
        let (mut straight, mut curly) = (None, None);
        for (at, mark) in sentence.match_indices(['"', '“', '”']) {
            match mark {
                "\"" => match straight.take() {
                    Some(open) => quotations.straight.push(open..at),
                    None => straight = Some(at),
                },
                "“" => curly = curly.or(Some(at)),
                _ => quotations.curly.extend(curly.take().map(|open| open..at)),
            }
        }
        quotations
    }

    /// Whether a part of the sentence, itself without marks, stands between marks.
    pub fn hold(&self, part: &Range<usize>) -> bool {
        [&self.straight, &self.curly].into_iter().any(|ranges| {
            let next = ranges.partition_point(|it| it.end < part.end);
            ranges.get(next).is_some_and(|it| it.start < part.start)
        })
    }
}
