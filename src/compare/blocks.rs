//! A body as a row of blocks: the text that readers get, paragraph by paragraph, row by row. What is seen and is no word
//! (emphasis, the place that a link leads to) is kept as a mark, so that no change of it passes unseen.

use similar::DiffableStr as _;

use crate::model::{Alert, Body, Content, Handbook, LinkForm, Slice, Tag};
use crate::text::Span;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Paragraph,
    /// 1 to 6.
    Heading(u8),
    Entry {
        /// From 1.
        depth: u8,
        is_numbered: bool,
    },
    Quote,
    Code,
    /// A row of a table, cell by cell.
    Row,
    Term,
    Definition,
    Note,
    Html,
    /// A line across the page.
    Line,
}

impl Kind {
    /// Whether words of one can have become words of the other.
    pub(super) fn is_like(self, other: Kind) -> bool {
        let is_alone = |it: Kind| matches!(it, Kind::Row | Kind::Code | Kind::Html | Kind::Line);
        self == other || !(is_alone(self) || is_alone(other))
    }

    /// What people call it.
    pub fn words(self) -> String {
        match self {
            Kind::Paragraph => "paragraph".to_owned(),
            Kind::Heading(level) => format!("heading of level {level}"),
            Kind::Entry { depth, is_numbered: true } => format!("numbered entry of depth {depth}"),
            Kind::Entry { depth, is_numbered: false } => format!("list entry of depth {depth}"),
            Kind::Quote => "quotation".to_owned(),
            Kind::Code => "code".to_owned(),
            Kind::Row => "row of a table".to_owned(),
            Kind::Term => "term".to_owned(),
            Kind::Definition => "definition".to_owned(),
            Kind::Note => "footnote".to_owned(),
            Kind::Html => "HTML".to_owned(),
            Kind::Line => "line".to_owned(),
        }
    }
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    pub kind: Kind,
    /// One for each cell of a row, and one for everything else.
    pub cells: Vec<Cell>,
}

/// A run of text with its marks.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    pub(super) text: String,
    /// Which bytes are marks, in order.
    marks: Vec<Span>,
}

/// A piece of a cell that is compared as a whole: a word, a blank, a sign, a mark, or a line of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Token<'c> {
    pub(super) text: &'c str,
    pub(super) is_mark: bool,
}

impl Cell {
    /// Plain words, without any mark.
    pub fn plain(text: &str) -> Self {
        Cell { text: text.to_owned(), marks: Vec::new() }
    }

    fn mark(&mut self, words: &str) {
        let start = self.text.len();
        self.text.push_str(words);
        self.marks.push(Span::new(start, self.text.len()));
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The pieces of the cell; together they are its text.
    pub(super) fn tokens(&self, kind: Kind) -> Vec<Token<'_>> {
        let mut tokens = Vec::new();
        let mut at = 0;
        for mark in &self.marks {
            push_pieces(&self.text[at..mark.start as usize], kind, &mut tokens);
            tokens.push(Token { text: &self.text[mark.range()], is_mark: true });
            at = mark.end as usize;
        }
        push_pieces(&self.text[at..], kind, &mut tokens);
        tokens
    }
}

fn push_pieces<'c>(text: &'c str, kind: Kind, tokens: &mut Vec<Token<'c>>) {
    let word = |text| Token { text, is_mark: false };
    if matches!(kind, Kind::Code | Kind::Html) {
        tokens.extend(text.split_inclusive('\n').map(word));
    } else {
        tokens.extend(text.tokenize_unicode_words().into_iter().map(word));
    }
}

/// The blocks of a body in reading order, with variables filled in. Comments are never printed and are no part of it.
pub fn blocks(handbook: &Handbook, body: &Body) -> Vec<Block> {
    let mut reader = Reader { handbook, body, blocks: Vec::new(), open: None, around: Vec::new(), filled_to: 0 };
    for node in body.nodes.iter() {
        reader.read(node.content);
    }
    reader.finish();
    reader.blocks
}

struct Reader<'b> {
    handbook: &'b Handbook,
    body: &'b Body,
    blocks: Vec<Block>,
    open: Option<Block>,
    /// What is open around, and whether it has had a block of its own already.
    around: Vec<(Tag, bool)>,
    /// Up to here the file is written, because a variable reached into the next run.
    filled_to: u32,
}

impl Reader<'_> {
    fn read(&mut self, content: Content) {
        match content {
            Content::Open(tag) => self.open(tag),
            Content::Close(tag) => self.close(tag),
            Content::Text(slice) => self.text(slice),
            Content::Code(slice) => {
                let code = self.body.text(slice).to_owned();
                let cell = self.cell();
                cell.mark("`");
                cell.text.push_str(&code);
                cell.mark("`");
            }
            Content::Html(slice) => {
                let html = self.body.text(slice).to_owned();
                self.cell().text.push_str(&html);
            }
            Content::FootnoteMark(index) => {
                let label = self.body.footnotes.get(index as usize).map_or("", String::as_str);
                let words = format!("[{label}]");
                self.cell().text.push_str(&words);
            }
            Content::SoftBreak | Content::HardBreak => self.cell().text.push(' '),
            Content::Rule => {
                self.finish();
                self.blocks.push(Block { kind: Kind::Line, cells: Vec::new() });
            }
            Content::Task(is_done) => self.cell().text.push_str(if is_done { "[x] " } else { "[ ] " }),
        }
    }

    fn open(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis => self.cell().mark("*"),
            Tag::Strong => self.cell().mark("**"),
            // Words that are struck out do not hold, so they must never pass for others.
            Tag::Strikethrough => self.cell().text.push_str("~~"),
            Tag::Image(_) => self.cell().text.push_str("[picture: "),
            // The name between the brackets of a wiki link is a text inside it.
            Tag::Link(_) => {}
            Tag::TableHead | Tag::TableRow => {
                self.finish();
                self.open = Some(Block { kind: Kind::Row, cells: Vec::new() });
            }
            Tag::TableCell => {
                if let Some(row) = &mut self.open {
                    row.cells.push(Cell::default());
                }
            }
            Tag::Quote(alert) => {
                self.finish();
                self.around.push((tag, false));
                if let Some(alert) = alert {
                    self.cell().text.push_str(alert_words(alert));
                    self.finish();
                }
            }
            Tag::Paragraph
            | Tag::Heading(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::ListEntry
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::Definition
            | Tag::Table(_)
            | Tag::Footnote(_)
            | Tag::Html => {
                self.finish();
                self.around.push((tag, false));
            }
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis => self.cell().mark("*"),
            Tag::Strong => self.cell().mark("**"),
            Tag::Strikethrough => self.cell().text.push_str("~~"),
            Tag::Image(index) => {
                let place = self.body.images.get(index as usize).map_or("", |it| it.destination.as_str());
                let (text, mark) = ("]", format!(" <{place}>"));
                let cell = self.cell();
                cell.text.push_str(text);
                cell.mark(&mark);
            }
            Tag::Link(index) => {
                let link = self.body.links.get(index as usize);
                let named = link.filter(|it| matches!(it.form, LinkForm::Markdown | LinkForm::WikiNamed));
                if let Some(link) = named {
                    let mark = format!(" <{}>", link.destination);
                    self.cell().mark(&mark);
                }
            }
            Tag::TableCell => {}
            Tag::TableHead | Tag::TableRow => self.finish(),
            Tag::Paragraph
            | Tag::Heading(_)
            | Tag::Quote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::ListEntry
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::Definition
            | Tag::Table(_)
            | Tag::Footnote(_)
            | Tag::Html => {
                self.finish();
                self.around.pop();
            }
        }
    }

    /// The cell that takes the next words; a block begins where none is open.
    fn cell(&mut self) -> &mut Cell {
        let kind = if self.open.is_none() { self.kind_here() } else { Kind::Paragraph };
        let block = self.open.get_or_insert_with(|| Block { kind, cells: Vec::new() });
        if block.cells.is_empty() {
            block.cells.push(Cell::default());
        }
        let last = block.cells.len() - 1;
        &mut block.cells[last]
    }

    fn kind_here(&mut self) -> Kind {
        let depth = self.around.iter().filter(|(tag, _)| matches!(tag, Tag::ListEntry)).count();
        let numbered = self.around.iter().rev().find_map(|(tag, _)| match tag {
            Tag::List(first) => Some(first.is_some()),
            _ => None,
        });
        for (tag, has_block) in self.around.iter_mut().rev() {
            let is_first = !std::mem::replace(has_block, true);
            return match *tag {
                Tag::Heading(index) => Kind::Heading(self.body.headings.get(index as usize).map_or(1, |it| it.level)),
                Tag::CodeBlock(_) => Kind::Code,
                Tag::Html => Kind::Html,
                Tag::DefinitionTerm => Kind::Term,
                Tag::Definition => Kind::Definition,
                Tag::Footnote(_) => Kind::Note,
                Tag::Quote(_) => Kind::Quote,
                Tag::ListEntry if is_first => {
                    let depth = u8::try_from(depth).unwrap_or(u8::MAX);
                    Kind::Entry { depth, is_numbered: numbered == Some(true) }
                }
                Tag::ListEntry => Kind::Paragraph,
                _ => continue,
            };
        }
        Kind::Paragraph
    }

    fn finish(&mut self) {
        let Some(block) = self.open.take() else { return };
        if block.cells.iter().any(|it| !it.is_blank()) {
            self.blocks.push(block);
        }
    }

    /// A run of text with its variables filled in.
    fn text(&mut self, slice: Slice) {
        let (body, handbook) = (self.body, self.handbook);
        let Some(span) = slice.in_file() else {
            let text = body.text(slice);
            self.cell().text.push_str(text);
            return;
        };
        let mut at = span.start.max(self.filled_to);
        let source = |from: u32, to: u32| body.source.get(from as usize..to as usize).unwrap_or_default();
        let first = body.variables.partition_point(|it| it.span.start < span.start);
        for used in body.variables[first..].iter().take_while(|it| it.span.start < span.end) {
            let Some(variable) = handbook.variables.get(&used.name).filter(|_| used.span.start >= at) else { continue };
            let cell = self.cell();
            cell.text.push_str(source(at, used.span.start));
            cell.text.push_str(&variable.value);
            at = used.span.end;
        }
        if at < span.end {
            self.cell().text.push_str(source(at, span.end));
        }
        self.filled_to = at.max(span.end);
    }
}

fn alert_words(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "Note",
        Alert::Tip => "Tip",
        Alert::Important => "Important",
        Alert::Warning => "Warning",
        Alert::Caution => "Caution",
    }
}
