//! Markdown into the one tree of a body: `CommonMark` with tables, footnotes, task lists, strikethrough, definition
//! lists, heading attributes, GitHub alerts and wiki links. The only place that runs a Markdown parser; never its
//! metadata blocks, mathematics or smart punctuation: what is approved is what is printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use memchr::memmem;
use pulldown_cmark::{
    Alignment as ParsedAlignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser,
    Tag as ParsedTag, TagEnd,
};

use super::anchors::Anchors;
use super::prose;
use crate::model::{Alert, Alignment, Body, Content, FirstNumber, Heading, Image, Link, LinkForm, Node, Slice, Tag};
use crate::text::Span;

/// Parses the part of a file that is its body. Cannot fail: every text is Markdown.
pub fn body(source: &Arc<str>, span: Span) -> Body {
    let text = source.get(span.range()).unwrap_or_default();
    let mut builder = Builder::new(text, span.start as usize);
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let here = Span::from(range).moved_by(builder.offset);
        builder.event(event, here);
    }
    builder.flush_text();
    builder.into_body(Arc::clone(source), span)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

struct Builder<'t> {
    text: &'t str,
    /// Whether two braces stand in a row anywhere.
    has_variables: bool,
    /// Where the body begins in the file.
    offset: usize,
    nodes: Vec<Node>,
    pool: String,
    body: Body,
    headings: Vec<Heading>,
    footnotes: BTreeMap<String, u32>,
    anchors: Anchors,
    /// A run of text that may go on with the next event.
    pending: Option<Span>,
    /// Words of the heading that is open, with its own anchor if it names one.
    heading: Option<(String, Option<String>)>,
    open_containers: Vec<Tag>,
    code_depth: usize,
    link_depth: usize,
    image_depth: usize,
    html_block: Option<Span>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, offset: usize) -> Self {
        Builder {
            text,
            has_variables: memmem::find(text.as_bytes(), b"{{").is_some(),
            offset,
            nodes: Vec::with_capacity(text.len() / 40),
            pool: String::new(),
            body: Body::default(),
            headings: Vec::new(),
            footnotes: BTreeMap::new(),
            anchors: Anchors::default(),
            pending: None,
            heading: None,
            open_containers: Vec::new(),
            code_depth: 0,
            link_depth: 0,
            image_depth: 0,
            html_block: None,
        }
    }

    fn event(&mut self, event: Event<'t>, span: Span) {
        if let Event::Text(text) = event {
            self.text_event(&text, span);
            return;
        }
        self.flush_text();
        match event {
            Event::Start(tag) => self.open(tag, span),
            Event::End(end) => self.close(end, span),
            Event::Code(code) => {
                if let Some((words, _)) = &mut self.heading {
                    words.push_str(&code);
                }
                self.note_alternative();
                let slice = self.slice(&code);
                self.push(Content::Code(slice), span);
            }
            Event::Html(html) => {
                let slice = self.slice(&html);
                self.push(Content::Html(slice), span);
            }
            Event::InlineHtml(html) => {
                if is_comment(&html) {
                    self.body.comments.push(span);
                } else {
                    self.body.html.push(span);
                    let slice = self.slice(&html);
                    self.push(Content::Html(slice), span);
                }
            }
            Event::FootnoteReference(label) => {
                let index = self.footnote(&label);
                self.push(Content::FootnoteMark(index), span);
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((words, _)) = &mut self.heading {
                    words.push(' ');
                }
                let is_soft = matches!(event, Event::SoftBreak);
                self.push(if is_soft { Content::SoftBreak } else { Content::HardBreak }, span);
            }
            Event::Rule => self.push(Content::Rule, span),
            Event::TaskListMarker(is_done) => self.push(Content::Task(is_done), span),
            // Mathematics is not enabled; text was handled above.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::Text(_) => {}
        }
    }

    fn push(&mut self, content: Content, span: Span) {
        self.nodes.push(Node { content, span });
    }

    /// Text events are joined where they follow each other in the file, so that ids and variables stay whole.
    fn text_event(&mut self, text: &CowStr<'t>, span: Span) {
        if let Some((words, _)) = &mut self.heading {
            words.push_str(text);
        }
        self.note_alternative();
        match self.place_in_file(text) {
            Some(place) => match &mut self.pending {
                Some(pending) if pending.end == place.start && self.code_depth == 0 => pending.end = place.end,
                _ => {
                    self.flush_text();
                    self.pending = Some(place);
                }
            },
            None => {
                self.flush_text();
                let slice = self.slice(text);
                self.push(Content::Text(slice), span);
            }
        }
    }

    fn flush_text(&mut self) {
        let Some(span) = self.pending.take() else { return };
        self.push(Content::Text(Slice::of_file(span)), span);
        if self.code_depth > 0 {
            return;
        }
        let text = &self.text[span.start as usize - self.offset..span.end as usize - self.offset];
        if self.has_variables {
            prose::variables(text, span, &mut self.body.variables);
        }
        if self.link_depth == 0 && self.image_depth == 0 {
            prose::mentions(text, span, &mut self.body.mentions);
        }
    }

    /// Where a borrowed text lies in the file; none for text that the parser made.
    fn place_in_file(&self, text: &CowStr<'t>) -> Option<Span> {
        let CowStr::Borrowed(borrowed) = text else { return None };
        let start = (borrowed.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + borrowed.len();
        if end > self.text.len() { None } else { Some(Span::new(start, end).moved_by(self.offset)) }
    }

    fn slice(&mut self, text: &CowStr<'t>) -> Slice {
        if let Some(span) = self.place_in_file(text) {
            return Slice::of_file(span);
        }
        let start = self.pool.len();
        self.pool.push_str(text);
        Slice::of_pool(Span::new(start, self.pool.len()))
    }

    fn footnote(&mut self, label: &str) -> u32 {
        if let Some(index) = self.footnotes.get(label) {
            return *index;
        }
        let index = count(self.body.footnotes.len());
        self.body.footnotes.push(label.to_owned());
        self.footnotes.insert(label.to_owned(), index);
        index
    }

    /// An image whose alternative has any text has an alternative.
    fn note_alternative(&mut self) {
        if self.image_depth > 0
            && let Some(image) = self.body.images.last_mut()
        {
            image.has_alternative = true;
        }
    }

    fn open(&mut self, tag: ParsedTag<'t>, span: Span) {
        let tag = match tag {
            ParsedTag::Paragraph => Tag::Paragraph,
            ParsedTag::Heading { level, id, .. } => {
                self.heading = Some((String::new(), id.map(|it| it.to_string())));
                let index = count(self.headings.len());
                let level = level as u8;
                self.headings.push(Heading { level, text: String::new(), anchor: String::new(), span });
                Tag::Heading(index)
            }
            ParsedTag::BlockQuote(kind) => Tag::Quote(kind.map(alert)),
            ParsedTag::CodeBlock(kind) => {
                self.code_depth += 1;
                let language = match &kind {
                    CodeBlockKind::Fenced(language) => self.slice(language),
                    CodeBlockKind::Indented => Slice::of_pool(Span::default()),
                };
                self.body.languages.push(language);
                Tag::CodeBlock(count(self.body.languages.len() - 1))
            }
            ParsedTag::List(first) => Tag::List(first.map(FirstNumber::new)),
            ParsedTag::Item => Tag::ListEntry,
            ParsedTag::FootnoteDefinition(label) => Tag::Footnote(self.footnote(&label)),
            ParsedTag::DefinitionList => Tag::DefinitionList,
            ParsedTag::DefinitionListTitle => Tag::DefinitionTerm,
            ParsedTag::DefinitionListDefinition => Tag::Definition,
            ParsedTag::Table(columns) => {
                self.body.tables.push(columns.into_iter().map(alignment).collect());
                Tag::Table(count(self.body.tables.len() - 1))
            }
            ParsedTag::TableHead => Tag::TableHead,
            ParsedTag::TableRow => Tag::TableRow,
            ParsedTag::TableCell => Tag::TableCell,
            ParsedTag::Strong => Tag::Strong,
            ParsedTag::Strikethrough => Tag::Strikethrough,
            ParsedTag::Link { link_type, dest_url, .. } => {
                self.link_depth += 1;
                let form = link_form(link_type);
                let destination = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.body.links.push(Link { destination, form, span, target: None });
                Tag::Link(count(self.body.links.len() - 1))
            }
            ParsedTag::Image { dest_url, .. } => {
                self.image_depth += 1;
                let destination = dest_url.to_string();
                self.body.images.push(Image { destination, has_alternative: false, span, target: None });
                Tag::Image(count(self.body.images.len() - 1))
            }
            ParsedTag::HtmlBlock => {
                self.html_block = Some(span);
                Tag::Html
            }
            // Superscript, subscript and metadata blocks are not enabled.
            ParsedTag::Emphasis | ParsedTag::Superscript | ParsedTag::Subscript | ParsedTag::MetadataBlock(_) => {
                Tag::Emphasis
            }
        };
        self.open_containers.push(tag);
        self.push(Content::Open(tag), span);
    }

    fn close(&mut self, end: TagEnd, span: Span) {
        let Some(tag) = self.open_containers.pop() else { return };
        match end {
            TagEnd::CodeBlock => self.code_depth -= 1,
            TagEnd::Link => self.link_depth -= 1,
            TagEnd::Image => self.image_depth -= 1,
            TagEnd::Heading(_) => self.name_heading(),
            TagEnd::HtmlBlock => {
                self.close_html();
                return;
            }
            _ => {}
        }
        self.push(Content::Close(tag), span);
    }

    fn name_heading(&mut self) {
        let Some((words, own)) = self.heading.take() else { return };
        let Some(heading) = self.headings.last_mut() else { return };
        words.trim().clone_into(&mut heading.text);
        heading.anchor = self.anchors.take(heading.level, &heading.text, own);
    }

    /// A block that is nothing but a comment leaves no trace in the tree.
    fn close_html(&mut self) {
        let Some(span) = self.html_block.take() else { return };
        let block = &self.text[span.start as usize - self.offset..span.end as usize - self.offset];
        if is_comment(block) {
            let start = self.nodes.iter().rposition(|node| node.content == Content::Open(Tag::Html));
            self.nodes.truncate(start.unwrap_or(self.nodes.len()));
            self.body.comments.push(span);
        } else {
            self.push(Content::Close(Tag::Html), span);
            self.body.html.push(span);
        }
    }

    fn into_body(self, source: Arc<str>, span: Span) -> Body {
        let mut body = self.body;
        // Lists that grew by doubling have up to as much to spare as they hold, and a large handbook has thousands.
        body.links.shrink_to_fit();
        let (nodes, pool, headings) = (self.nodes.into(), self.pool.into(), self.headings.into());
        Body { source, span, nodes, pool, headings, ..body }
    }
}

/// Whether a piece of HTML is one whole comment.
fn is_comment(html: &str) -> bool {
    let html = html.trim();
    let inner = html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| !inner.contains("-->"))
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment(column: ParsedAlignment) -> Alignment {
    match column {
        ParsedAlignment::None => Alignment::Natural,
        ParsedAlignment::Left => Alignment::Start,
        ParsedAlignment::Center => Alignment::Middle,
        ParsedAlignment::Right => Alignment::End,
    }
}

fn link_form(link_type: LinkType) -> LinkForm {
    match link_type {
        LinkType::WikiLink { has_pothole: true } => LinkForm::WikiNamed,
        LinkType::WikiLink { has_pothole: false } => LinkForm::WikiBare,
        LinkType::Autolink | LinkType::Email => LinkForm::Auto,
        LinkType::Inline
        | LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown => LinkForm::Markdown,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::body;
    use crate::model::{Body, Item};
    use crate::text::Span;

    fn parsed(text: &str) -> Body {
        body(&Arc::from(text), Span::new(0, text.len()))
    }

    fn words(body: &Body) -> String {
        let text = |(item, _)| match item {
            Item::Text(text) | Item::Code(text) => text.to_owned(),
            Item::SoftBreak => " ".to_owned(),
            _ => String::new(),
        };
        body.items().map(text).collect()
    }

    #[test]
    fn headings_have_words_and_unique_anchors() {
        let body = parsed("# A `b` c\n\n## Scope\n\n# Other\n\n## Scope\n\n## Scope\n\n## Named {#mine}\n");
        let anchors: Vec<_> = body.headings.iter().map(|it| it.anchor.as_str()).collect();
        assert_eq!(anchors, ["a-b-c", "scope", "other", "other-scope", "scope-2", "mine"]);
        assert_eq!(body.headings[0].text, "A b c");
    }

    #[test]
    fn spans_lie_in_the_whole_file() {
        let file = "---\nid: x\n---\nSee A.5.15 and [x](y.md).\n";
        let start = file.find("See").expect("the body");
        let body = body(&Arc::from(file), Span::new(start, file.len()));
        assert_eq!(&file[body.mentions[0].span.range()], "A.5.15");
        assert_eq!(&file[body.links[0].span.range()], "[x](y.md)");
        assert_eq!(words(&body), "See A.5.15 and x.");
    }

    #[test]
    fn ids_and_variables_are_found_in_text_and_not_in_code_or_links() {
        let body = parsed(
            "{{ security_contact }} `RISK-001 {{ no }}` [RISK-002](x.md)\n\n    RISK-003 {{ no }}\n\nRISK-004\n",
        );
        let names: Vec<_> = body.variables.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["security_contact"]);
        let ids: Vec<_> = body.mentions.iter().map(|it| &body.source[it.span.range()]).collect();
        assert_eq!(ids, ["RISK-004"]);
    }

    #[test]
    fn wiki_links_keep_their_words_apart() {
        let body = parsed("[[POL-007]] [[A.5.15|access control]]\n");
        let seen: Vec<_> = body.links.iter().map(|it| (it.destination.as_str(), it.form)).collect();
        use crate::model::LinkForm::{WikiBare, WikiNamed};
        assert_eq!(seen, [("POL-007", WikiBare), ("A.5.15", WikiNamed)]);
    }

    #[test]
    fn comments_leave_the_text_and_other_html_is_noted() {
        let body = parsed("<!-- a note -->\n\ntext <!-- x --> <b>bold</b>\n\n<div>\nx\n</div>\n");
        assert_eq!(body.comments.len(), 2);
        let html: Vec<_> = body.html.iter().map(|it| body.source[it.range()].trim()).collect();
        assert_eq!(html, ["<b>", "</b>", "<div>\nx\n</div>"]);
    }

    #[test]
    fn an_image_without_alternative_is_known() {
        let body = parsed("![](a.png) ![x](b.png)\n");
        assert_eq!(body.images.iter().map(|it| it.has_alternative).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn text_with_escapes_and_carriage_returns_is_whole() {
        assert_eq!(words(&parsed("a \\* b &amp; c\r\nd\r\n")), "a * b & c d");
    }

    #[test]
    fn front_matter_like_lines_in_the_body_stay_text() {
        assert!(words(&parsed("text\n\n---\nid: x\n---\n\nmore\n")).contains("id: x"));
    }
}
