//! The text of a document as a flat tree of small nodes over its source. One tree feeds pages, checks and, later,
//! search, redlines and digests.

use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

use super::target::Target;
use crate::text::Span;

/// A run of text: bytes of the file, or of the body's own pool where the text is not written so in the file
/// (entities, escapes).
/// Held in eight bytes, for a large handbook has millions of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    start: u32,
    /// The highest bit is set where the text is in the pool.
    length: u32,
}

impl Slice {
    const IN_POOL: u32 = 1 << 31;

    pub fn of_file(span: Span) -> Self {
        Slice { start: span.start, length: (span.end - span.start).min(Self::IN_POOL - 1) }
    }

    pub fn of_pool(span: Span) -> Self {
        Slice { length: Self::of_file(span).length | Self::IN_POOL, ..Self::of_file(span) }
    }

    /// The bytes in the file; none where the text is not written so there.
    pub fn in_file(self) -> Option<Span> {
        (self.length & Self::IN_POOL == 0).then(|| self.span())
    }

    fn span(self) -> Span {
        Span { start: self.start, end: self.start.saturating_add(self.length & !Self::IN_POOL) }
    }
}

/// The first number of an ordered list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstNumber(
    /// One more than the number, so that none of it takes no room.
    NonZeroU32,
);

impl FirstNumber {
    pub fn new(number: u64) -> Self {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        FirstNumber(NonZeroU32::MIN.saturating_add(number))
    }

    pub fn get(self) -> u32 {
        self.0.get() - 1
    }
}

/// A container that opens and closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    Paragraph,
    /// Index into [`Body::headings`].
    Heading(u32),
    Quote(Option<Alert>),
    /// Index into [`Body::languages`].
    CodeBlock(u32),
    /// The first number of an ordered list, none for bullets.
    List(Option<FirstNumber>),
    ListEntry,
    DefinitionList,
    DefinitionTerm,
    Definition,
    /// Index into [`Body::tables`].
    Table(u32),
    TableHead,
    TableRow,
    TableCell,
    Emphasis,
    Strong,
    Strikethrough,
    /// Index into [`Body::links`].
    Link(u32),
    /// Index into [`Body::images`].
    Image(u32),
    /// Index into [`Body::footnotes`].
    Footnote(u32),
    Html,
}

/// The kinds of GitHub alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// How a column of a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    Natural,
    Start,
    Middle,
    End,
}

/// A node of the body in reading order, with its bytes in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    pub content: Content,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    Open(Tag),
    Close(Tag),
    Text(Slice),
    Code(Slice),
    Html(Slice),
    /// Index into [`Body::footnotes`].
    FootnoteMark(u32),
    SoftBreak,
    HardBreak,
    Rule,
    Task(bool),
}

/// A node as readers of the body see it, with text at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item<'b> {
    Open(Tag),
    Close(Tag),
    Text(&'b str),
    Code(&'b str),
    Html(&'b str),
    FootnoteMark(u32),
    SoftBreak,
    HardBreak,
    Rule,
    Task(bool),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The words, without markup.
    pub text: String,
    /// Unique in its document.
    pub anchor: String,
    pub span: Span,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `[words](place)` and reference links.
    Markdown,
    /// `<https://example.com>` and `<desk@example.com>`.
    Auto,
    /// `[[POL-007]]`, whose words are to be filled in.
    WikiBare,
    /// `[[POL-007|words]]`.
    WikiNamed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub destination: String,
    pub form: LinkForm,
    pub span: Span,
    pub target: Option<Target>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub destination: String,
    pub has_alternative: bool,
    pub span: Span,
    pub target: Option<Target>,
}

/// A bare id in running text, such as `A.5.15` or `RISK-004`; the span is the id itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    pub target: Option<Target>,
}

/// Uses of variables that are found in one text; what follows stays as it is written. Each may be replaced by a long value,
/// so that without an end a small text would become one without end.
pub const MOST_USES: usize = 20_000;

/// `{{ name }}` in running text. The span covers the braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableUse {
    pub name: String,
    pub span: Span,
}

/// The text of a document. What its own words alone decide is shared with every later state of the handbook; where its
/// links and ids lead may be another place in each.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The whole file.
    pub source: Arc<str>,
    /// Where the body lies in the file.
    pub span: Span,
    pub nodes: Arc<[Node]>,
    pub pool: Arc<str>,
    pub headings: Arc<[Heading]>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    /// For each code block the language that it names.
    pub languages: Vec<Slice>,
    /// For each table, how its columns are set.
    pub tables: Vec<Box<[Alignment]>>,
    /// Labels of footnotes, in the order of their first use.
    pub footnotes: Vec<String>,
    /// In the order of their places.
    pub mentions: Vec<Mention>,
    /// What only looks like an id, such as `TLS-1`: it names nothing, and nothing has an id of its kind. Found while the
    /// handbook is linked, and kept because that may change.
    pub unnamed: Vec<Span>,
    /// In the order of their places, at most [`MOST_USES`].
    pub variables: Vec<VariableUse>,
    /// HTML comments, which are never printed.
    pub comments: Vec<Span>,
    /// Raw HTML: blocks and inline tags.
    pub html: Vec<Span>,
}

impl Body {
    /// The bytes of a slice; empty when it does not belong to this body.
    pub fn text(&self, slice: Slice) -> &str {
        let holder: &str = if slice.in_file().is_some() { &self.source } else { &self.pool };
        holder.get(slice.span().range()).unwrap_or_default()
    }

    /// The nodes in reading order, with their text and their bytes in the file.
    pub fn items(&self) -> impl Iterator<Item = (Item<'_>, Span)> {
        self.nodes.iter().map(|node| (self.item(node.content), node.span))
    }

    /// The nodes at these positions of [`Body::nodes`].
    pub fn items_in(&self, range: Range<usize>) -> impl Iterator<Item = (Item<'_>, Span)> {
        self.nodes[range].iter().map(|node| (self.item(node.content), node.span))
    }

    fn item(&self, content: Content) -> Item<'_> {
        match content {
            Content::Open(tag) => Item::Open(tag),
            Content::Close(tag) => Item::Close(tag),
            Content::Text(slice) => Item::Text(self.text(slice)),
            Content::Code(slice) => Item::Code(self.text(slice)),
            Content::Html(slice) => Item::Html(self.text(slice)),
            Content::FootnoteMark(index) => Item::FootnoteMark(index),
            Content::SoftBreak => Item::SoftBreak,
            Content::HardBreak => Item::HardBreak,
            Content::Rule => Item::Rule,
            Content::Task(is_done) => Item::Task(is_done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FirstNumber, Node, Slice};
    use crate::text::Span;

    #[test]
    fn a_node_stays_small() {
        assert_eq!(size_of::<Node>(), 20);
    }

    #[test]
    fn slices_and_first_numbers_come_back_as_they_went_in() {
        let span = Span::new(7, 12);
        assert_eq!(Slice::of_file(span).in_file(), Some(span));
        assert_eq!((Slice::of_pool(span).in_file(), Slice::of_pool(span).span()), (None, span));
        assert_eq!([0, 1, 999_999_999].map(|it| FirstNumber::new(it).get()), [0, 1, 999_999_999]);
    }
}
