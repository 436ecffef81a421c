//! From the parser's events to the tree. Keeps its own stack, so that no depth of nesting can overflow ours.

use std::ops::ControlFlow;

use granit_parser::{Event, ScalarStyle, ScanError, StructureStyle};

use super::recovery::Recovery;
use super::{DEPTH, Entry, Limits, Node, Piece, Value};
use crate::diag::Finding;
use crate::parse::{faults, values};
use crate::text::{Place, Span, Spanned};

/// Findings about the structure of one text; what is more says nothing new.
const FINDINGS: usize = 1_000;

/// What one run of the parser gave.
pub(super) struct Pass {
    pub roots: Vec<Node>,
    pub findings: Vec<Finding>,
    pub error: Option<ScanError>,
    pub context: Context,
}

/// Where the parser was when it stopped; offsets in the piece.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// End of the last thing that was read.
    pub last: usize,
    /// The outermost bracket that is still open.
    pub bracket: Option<usize>,
}

pub(super) struct Builder<'r> {
    piece: Piece<'r>,
    limits: Limits,
    recovery: &'r Recovery<'r>,
    open: Vec<Open>,
    /// Collections open below the allowed depth; their content is not kept.
    skipped: usize,
    roots: Vec<Node>,
    documents: usize,
    nodes: usize,
    findings: Vec<Finding>,
    last: usize,
}

struct Open {
    span: Span,
    is_flow: bool,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<Key> },
}

enum Key {
    Named(Spanned<String>),
    Merge,
    Refused,
}

impl<'r> Builder<'r> {
    pub(super) fn new(piece: Piece<'r>, limits: Limits, recovery: &'r Recovery<'r>) -> Self {
        Builder {
            piece,
            limits,
            recovery,
            open: Vec::new(),
            skipped: 0,
            roots: Vec::new(),
            documents: 0,
            nodes: 0,
            findings: Vec::new(),
            last: 0,
        }
    }

    /// Takes the next event; breaks when there are too many values to go on.
    pub(super) fn take(&mut self, event: Event<'_>, at: &granit_parser::Span) -> ControlFlow<()> {
        let local = at.byte_range().unwrap_or(self.last..self.last);
        let span = self.span_of(local.start, local.end);
        if !matches!(event, Event::Anchor(..)) {
            self.last = self.last.max(local.end);
        }
        if event.is_node() {
            self.nodes += 1;
            self.report_tag(at);
        }
        if self.nodes > self.limits.nodes {
            self.report_too_many(span);
            return ControlFlow::Break(());
        }
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text.into_owned(), style, span),
            Event::SequenceStart(style, ..) => self.start(Content::List(Vec::new()), style, span),
            Event::MappingStart(style, ..) => {
                self.start(Content::Map { entries: Vec::new(), key: None }, style, span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(span),
            Event::Anchor(..) => {
                self.report(faults::YAML_ANCHOR, span, "an anchor (`&`) makes one value serve in two places").hint =
                    Some("take the anchor away and write the value out where it is needed".to_owned());
            }
            Event::DocumentStart(..) => self.document(span),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Closes what is still open and hands over the tree as far as it was read.
    pub(super) fn finish(mut self, error: Option<ScanError>) -> Pass {
        let base = self.piece.span.start as usize;
        let bracket = self.open.iter().find(|open| open.is_flow).map(|open| open.span.start as usize - base);
        let context = Context { last: self.last, bracket };
        self.skipped = 0;
        while !self.open.is_empty() {
            let end = self.span_of(self.last, self.last);
            self.end(end);
        }
        Pass { roots: self.roots, findings: self.findings, error, context }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, span: Span) {
        if self.skipped > 0 {
            return;
        }
        let is_plain = style == ScalarStyle::Plain;
        let is_empty = is_plain && (span.is_empty() || matches!(text.as_str(), "~" | "null" | "Null" | "NULL"));
        let base = self.piece.span.start as usize;
        let value = match is_empty {
            true if self.recovery.has_touched(span.start as usize - base) => Value::Broken,
            true => Value::Empty,
            false => Value::Text(text),
        };
        let span = if is_empty { self.with_dash(span) } else { self.without_trailing_space(span) };
        let is_merge = is_plain && matches!(&value, Value::Text(text) if text == "<<");
        if is_merge && let Some(Open { content: Content::Map { key: key @ None, .. }, .. }) = self.open.last_mut() {
            *key = Some(Key::Merge);
            self.report(faults::YAML_ANCHOR, span, "a merge key (`<<`) brings in values that are written elsewhere")
                .hint = Some("write the values out where they are needed".to_owned());
            return;
        }
        self.add(Node { value, span });
    }

    fn start(&mut self, content: Content, style: StructureStyle, span: Span) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        if self.open.len() >= DEPTH {
            self.skipped = 1;
            let message = too_deep(self.limits);
            let span = self.one_character(span);
            self.report(faults::FRONT_MATTER_TOO_LARGE, span, &message).hint = Some(TOO_DEEP_HINT.to_owned());
            return;
        }
        self.open.push(Open { span, is_flow: style == StructureStyle::Flow, content });
    }

    fn end(&mut self, at: Span) {
        if self.skipped > 0 {
            self.skipped -= 1;
            if self.skipped == 0 {
                self.add(Node { value: Value::Broken, span: at });
            }
            return;
        }
        let Some(open) = self.open.pop() else { return };
        let end = if open.is_flow { at.end.max(open.span.end) } else { open.span.end };
        let span = Span { start: open.span.start, end };
        let value = match open.content {
            Content::List(nodes) => Value::List(nodes),
            Content::Map { entries, .. } => Value::Map(self.without_duplicates(entries)),
        };
        self.add(Node { value, span });
    }

    fn add(&mut self, node: Node) {
        if self.expects_key() {
            let end = node.span.end;
            let read = self.key(node);
            if let Some(Open { content: Content::Map { key, .. }, span, .. }) = self.open.last_mut() {
                span.end = span.end.max(end);
                *key = Some(read);
            }
            return;
        }
        let Some(open) = self.open.last_mut() else {
            self.roots.push(node);
            return;
        };
        open.span.end = open.span.end.max(node.span.end);
        match &mut open.content {
            Content::List(nodes) => nodes.push(node),
            Content::Map { entries, key } => {
                if let Some(Key::Named(key)) = key.take() {
                    entries.push(Entry { key, value: node });
                }
            }
        }
    }

    fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { content: Content::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, node: Node) -> Key {
        match node.value {
            Value::Text(text) => Key::Named(Spanned::new(text, node.span)),
            Value::Broken => Key::Refused,
            Value::Empty | Value::List(_) | Value::Map(_) => {
                let span = self.one_character(node.span);
                self.report(faults::YAML_SYNTAX, span, "a key is one word or one line of text").hint =
                    Some("write `key: value`".to_owned());
                Key::Refused
            }
        }
    }

    fn alias(&mut self, span: Span) {
        if self.skipped > 0 {
            return;
        }
        let is_merged =
            matches!(self.open.last(), Some(Open { content: Content::Map { key: Some(Key::Merge), .. }, .. }));
        if !is_merged {
            self.report(faults::YAML_ANCHOR, span, "an alias (`*`) stands for a value that is written elsewhere")
                .hint = Some("write the value itself; a text that begins with `*` needs quotes".to_owned());
        }
        self.add(Node { value: Value::Broken, span });
    }

    fn document(&mut self, span: Span) {
        self.documents += 1;
        if self.documents > 1 {
            self.report(faults::SEVERAL_YAML_DOCUMENTS, span, "a second YAML document begins here").hint =
                Some("take this line away, or move what follows to a file of its own".to_owned());
        }
    }

    /// Keeps the first entry of each key and reports the others.
    fn without_duplicates(&mut self, mut entries: Vec<Entry>) -> Vec<Entry> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|left, right| entries[*left].key.value.cmp(&entries[*right].key.value));
        let mut repeated = vec![false; entries.len()];
        let mut first = 0;
        for place in 1..order.len() {
            let (kept, other) = (&entries[order[first]].key, &entries[order[place]].key);
            if kept.value != other.value {
                first = place;
                continue;
            }
            repeated[order[place]] = true;
            let message = format!("the key `{}` stands twice", values::shown(&other.value));
            let finding = Finding::new(faults::DUPLICATE_KEY, self.place(other.span), message)
                .hint("keep one of the two; the first one was read")
                .related(self.place(kept.span), "first written here");
            if self.findings.len() < FINDINGS {
                self.findings.push(finding);
            }
        }
        let mut index = 0;
        entries.retain(|_| {
            index += 1;
            !repeated[index - 1]
        });
        entries
    }

    fn report_tag(&mut self, at: &granit_parser::Span) {
        let Some(tag) = at.tag_span().and_then(|tag| tag.byte_range()) else { return };
        let span = self.span_of(tag.start, tag.end);
        self.report(faults::YAML_ANCHOR, span, "a tag (`!`) changes what kind of value this is").hint =
            Some("take the tag away; each field knows what it reads".to_owned());
    }

    fn report_too_many(&mut self, span: Span) {
        let message = format!("{} holds more than {} values", self.limits.subject, self.limits.nodes);
        let span = self.one_character(span);
        self.report(faults::FRONT_MATTER_TOO_LARGE, span, &message).hint =
            Some("split it; what follows here was not read".to_owned());
    }

    fn report(&mut self, rule: &'static str, span: Span, message: &str) -> &mut Finding {
        let finding = Finding::new(rule, self.place(span), message);
        if self.findings.len() == FINDINGS {
            self.findings.pop();
        }
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    fn place(&self, span: Span) -> Place {
        span.in_file(self.piece.file)
    }

    /// The place in the file of a range in the piece.
    fn span_of(&self, start: usize, end: usize) -> Span {
        let length = self.piece.span.len();
        Span::new(start.min(length), end.max(start).min(length)).moved_by(self.piece.span.start as usize)
    }

    fn without_trailing_space(&self, span: Span) -> Span {
        let text = self.piece.source.get(span.range()).unwrap_or_default();
        Span::new(span.start as usize, span.start as usize + text.trim_end().len())
    }

    /// Where nothing follows the dash of a list, the dash is the place; elsewhere the place stays.
    fn with_dash(&self, span: Span) -> Span {
        let is_in_list = matches!(self.open.last(), Some(Open { content: Content::List(_), is_flow: false, .. }));
        let before = self.piece.source.get(..span.start as usize).unwrap_or_default().trim_end();
        let is_dash =
            is_in_list && span.is_empty() && before.ends_with('-') && before.len() > self.piece.span.start as usize;
        if is_dash { Span::new(before.len() - 1, before.len()) } else { span }
    }

    /// The first character of what begins here.
    fn one_character(&self, span: Span) -> Span {
        let start = span.start as usize;
        let rest = self.piece.source.get(start..self.piece.span.end as usize).unwrap_or_default();
        let length = rest.chars().next().filter(|it| !it.is_whitespace()).map_or(0, char::len_utf8);
        Span::new(start, start + length)
    }
}

/// What is said about nesting beyond [`DEPTH`].
pub(super) fn too_deep(limits: Limits) -> String {
    format!("{} is nested more than {DEPTH} levels deep here", limits.subject)
}

pub(super) const TOO_DEEP_HINT: &str = "take the nesting apart; no field needs it";
