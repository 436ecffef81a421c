//! The body of a document as HTML, written straight from the one tree of its text. Everything is escaped; what leads
//! somewhere leads to where the linker found it, or is words.

use std::fmt::Write as _;

mod escape;
mod html;
mod links;
mod notes;
mod prose;
mod terms;

use crate::config::RawHtml;
use crate::link::filled;
use crate::model::{Alert, Alignment, Body, Content, Handbook, Node, Tag};

use super::address::{Addresses, encoded};
use super::view::Anchor;
use super::words::Words;

pub(super) use escape::{BRANCH_MARK, ICON_MARK, ROOT_MARK, escape, escape_to, is_outside};
pub(super) use terms::Terms;

/// What a body is written with.
#[derive(Clone, Copy)]
pub(super) struct Ground<'g> {
    pub(super) handbook: &'g Handbook,
    pub(super) addresses: &'g Addresses,
    pub(super) terms: &'g Terms,
    pub(super) words: &'g Words,
    pub(super) raw_html: RawHtml,
    /// What leads from the page to the root of the site.
    pub(super) root: &'g str,
}

/// A body as HTML, with its headings of the second and third level.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    pub(super) html: String,
    pub(super) contents: Vec<Anchor>,
}

/// Writes a body. A first heading of level 1 that says the same as `title` is left out; where other headings of level 1
/// are left, all headings move down one level, because the page's own title is the only one.
pub(super) fn write(ground: Ground<'_>, body: &Body, title: &str) -> Written {
    let dropped = dropped_heading(body, title);
    let keeps_h1 = (0..).zip(body.headings.iter()).any(|(index, it)| it.level == 1 && Some(index) != dropped);
    let mut writer = Writer {
        ground,
        body,
        out: String::with_capacity(body.span.len() * 2),
        outer: Vec::new(),
        shift: u8::from(keeps_h1),
        contents: Vec::new(),
        written_to: 0,
        used_terms: vec![false; ground.terms.len()],
        quiet: 0,
        in_code: false,
        open_links: Vec::new(),
        notes: vec![notes::Note::default(); body.footnotes.len()],
        next_number: 0,
        table: TableState::default(),
        heading: title.to_owned(),
        has_raw: false,
    };
    if let Some(heading) = dropped.and_then(|it| body.headings.get(it as usize)) {
        // Links to the heading that the page's title stands for still arrive.
        writer.out.push_str("<span id=\"");
        escape(&mut writer.out, &heading.anchor);
        writer.out.push_str("\"></span>\n");
    }
    let mut at = 0;
    while at < body.nodes.len() {
        let node = body.nodes[at];
        at = if dropped.is_some() && node.content == Content::Open(Tag::Heading(dropped.unwrap_or_default())) {
            writer.after_close(at)
        } else {
            writer.node(at, node)
        };
    }
    writer.finish()
}

fn dropped_heading(body: &Body, title: &str) -> Option<u32> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    match body.nodes.first()?.content {
        Content::Open(Tag::Heading(0)) => {
            let first = body.headings.first().filter(|it| it.level == 1)?;
            if plain(&first.text) == plain(title) { Some(0) } else { None }
        }
        _ => None,
    }
}

struct Writer<'g> {
    ground: Ground<'g>,
    body: &'g Body,
    out: String,
    /// Texts that go on when the note that is being written ends.
    outer: Vec<String>,
    shift: u8,
    contents: Vec<Anchor>,
    /// Up to here the file is written, because a variable or an id reached over the end of a run.
    written_to: u32,
    used_terms: Vec<bool>,
    /// How many things are open in which nothing is linked: headings, links.
    quiet: u32,
    in_code: bool,
    open_links: Vec<links::OpenLink>,
    notes: Vec<notes::Note>,
    next_number: u32,
    table: TableState,
    /// The words of the last heading, for the labels of tables.
    heading: String,
    has_raw: bool,
}

#[derive(Default)]
struct TableState {
    index: u32,
    column: usize,
    is_head: bool,
    has_rows: bool,
    /// How many tables stand under the heading.
    count: u32,
}

impl Writer<'_> {
    /// Writes the node at a place and tells where to go on.
    fn node(&mut self, at: usize, node: Node) -> usize {
        match node.content {
            Content::Open(Tag::Image(index)) => {
                let end = self.after_close(at);
                self.image(index, &self.body.nodes[at + 1..end.saturating_sub(1).max(at + 1)]);
                return end;
            }
            Content::Open(Tag::Link(index)) if self.writes_own_words(index) => {
                self.bare_link(index);
                return self.after_close(at);
            }
            Content::Open(Tag::CodeBlock(language)) => self.open_code(language),
            Content::Open(Tag::ListEntry) => {
                let is_task = |place: usize| matches!(self.content(place), Some(Content::Task(_)));
                let is_task =
                    is_task(at + 1) || (self.content(at + 1) == Some(Content::Open(Tag::Paragraph)) && is_task(at + 2));
                self.out.push_str(if is_task { "<li class=\"task\">" } else { "<li>" });
            }
            Content::Open(tag) => self.open(tag),
            Content::Close(tag) => self.close(tag),
            Content::Text(slice) => self.text(slice),
            Content::Code(slice) => {
                self.out.push_str("<code>");
                escape(&mut self.out, self.body.text(slice));
                self.out.push_str("</code>");
            }
            Content::Html(slice) => self.raw_html(slice),
            Content::FootnoteMark(index) => self.mark(index),
            Content::SoftBreak => self.out.push('\n'),
            Content::HardBreak => self.out.push_str("<br>\n"),
            Content::Rule => self.out.push_str("<hr>\n"),
            Content::Task(is_done) => {
                let (class, key) = if is_done { ("tick tick-done", "text.done") } else { ("tick", "text.open") };
                let _ = write!(self.out, "<span class=\"{class}\" role=\"img\" aria-label=\"");
                escape(&mut self.out, self.ground.words.get(key));
                self.out.push_str("\"></span> ");
            }
        }
        at + 1
    }

    fn content(&self, at: usize) -> Option<Content> {
        self.body.nodes.get(at).map(|it| it.content)
    }

    /// The place after what closes the container that opens here.
    fn after_close(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for (place, node) in self.body.nodes.iter().enumerate().skip(at) {
            match node.content {
                Content::Open(_) => depth += 1,
                Content::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return place + 1;
            }
        }
        self.body.nodes.len()
    }

    fn open(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading(index) => self.open_heading(index),
            Tag::Quote(None) => self.out.push_str("<blockquote>\n"),
            Tag::Quote(Some(alert)) => {
                let class = alert_class(alert);
                let _ =
                    write!(self.out, "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">");
                escape(&mut self.out, &self.ground.words.of_section("alert", class));
                self.out.push_str("</p>\n");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(first)) if first.get() == 1 => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                // Writing into a text cannot fail, here and below.
                let _ = writeln!(self.out, "<ol start=\"{}\">", first.get());
            }
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionTerm => self.out.push_str("<dt>"),
            Tag::Definition => self.out.push_str("<dd>"),
            Tag::Table(index) => self.open_table(index),
            Tag::TableHead => {
                self.table.is_head = true;
                self.table.column = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.out.push_str(if self.table.has_rows { "<tr>" } else { "<tbody>\n<tr>" });
                self.table.has_rows = true;
                self.table.column = 0;
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link(index) => self.open_link(index),
            Tag::Footnote(_) => {
                let outer = std::mem::take(&mut self.out);
                self.outer.push(outer);
            }
            Tag::Html => self.open_html(),
            // Handled where the nodes around them are known.
            Tag::Image(_) | Tag::CodeBlock(_) | Tag::ListEntry => {}
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.out.push_str("</p>\n"),
            Tag::Heading(index) => self.close_heading(index),
            Tag::Quote(None) => self.out.push_str("</blockquote>\n"),
            Tag::Quote(Some(_)) => self.out.push_str("</div>\n"),
            Tag::CodeBlock(_) => {
                self.in_code = false;
                self.out.push_str("</code></pre>\n");
            }
            Tag::List(None) => self.out.push_str("</ul>\n"),
            Tag::List(Some(_)) => self.out.push_str("</ol>\n"),
            Tag::ListEntry => self.out.push_str("</li>\n"),
            Tag::DefinitionList => self.out.push_str("</dl>\n"),
            Tag::DefinitionTerm => self.out.push_str("</dt>\n"),
            Tag::Definition => self.out.push_str("</dd>\n"),
            Tag::Table(_) => {
                self.out.push_str(if self.table.has_rows {
                    "</tbody>\n</table></section>\n"
                } else {
                    "</table></section>\n"
                });
            }
            Tag::TableHead => {
                self.table.is_head = false;
                self.out.push_str("</tr>\n</thead>\n");
            }
            Tag::TableRow => self.out.push_str("</tr>\n"),
            Tag::TableCell => {
                self.out.push_str(if self.table.is_head { "</th>" } else { "</td>" });
                self.table.column += 1;
            }
            Tag::Emphasis => self.out.push_str("</em>"),
            Tag::Strong => self.out.push_str("</strong>"),
            Tag::Strikethrough => self.out.push_str("</del>"),
            Tag::Link(_) => self.close_link(),
            Tag::Footnote(index) => {
                let outer = self.outer.pop().unwrap_or_default();
                let note = std::mem::replace(&mut self.out, outer);
                if let Some(slot) = self.notes.get_mut(index as usize) {
                    slot.take(note);
                }
            }
            Tag::Html => self.close_html(),
            Tag::Image(_) => {}
        }
    }

    fn open_heading(&mut self, index: u32) {
        let Some(heading) = self.body.headings.get(index as usize) else { return };
        let level = (heading.level + self.shift).clamp(2, 6);
        self.heading = filled(self.ground.handbook, &heading.text);
        self.table.count = 0;
        self.quiet += 1;
        let _ = write!(self.out, "<div class=\"head head-{level}\"><h{level} id=\"");
        escape(&mut self.out, &heading.anchor);
        self.out.push_str("\">");
        if level <= 3 {
            let href = format!("#{}", encoded(&heading.anchor));
            self.contents.push(Anchor { level, words: self.heading.clone(), href });
        }
    }

    fn close_heading(&mut self, index: u32) {
        let Some(heading) = self.body.headings.get(index as usize) else { return };
        let level = (heading.level + self.shift).clamp(2, 6);
        self.quiet = self.quiet.saturating_sub(1);
        let _ = write!(self.out, "</h{level}><a class=\"anchor\" href=\"#");
        escape(&mut self.out, &encoded(&heading.anchor));
        self.out.push_str("\" aria-label=\"");
        escape(&mut self.out, &self.ground.words.with("text.link_to", &[("heading", &self.heading)]));
        self.out.push_str("\">#</a></div>\n");
    }

    fn open_code(&mut self, language: u32) {
        self.in_code = true;
        self.out.push_str("<pre tabindex=\"0\"><code");
        let body = self.body;
        let language = body.languages.get(language as usize).map_or("", |it| body.text(*it));
        let language = language.split([' ', ',']).next().unwrap_or_default();
        if !language.is_empty() && language.chars().all(|it| it.is_ascii_alphanumeric() || "-+#_.".contains(it)) {
            self.out.push_str(" class=\"language-");
            escape(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn open_table(&mut self, index: u32) {
        let count = self.table.count + 1;
        self.table = TableState { index, count, ..TableState::default() };
        let words = self.ground.words;
        let label = if count > 1 {
            words.with("text.table_n", &[("n", &count), ("heading", &self.heading)])
        } else {
            words.with("text.table", &[("heading", &self.heading)])
        };
        self.out.push_str("<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
        escape(&mut self.out, &label);
        self.out.push_str("\"><table>\n");
    }

    fn open_cell(&mut self) {
        let alignment = self.body.tables.get(self.table.index as usize).and_then(|it| it.get(self.table.column));
        self.out.push_str(if self.table.is_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match alignment {
            Some(Alignment::End) => " class=\"end\">",
            Some(Alignment::Middle) => " class=\"middle\">",
            Some(Alignment::Start | Alignment::Natural) | None => ">",
        });
    }

    fn finish(mut self) -> Written {
        self.notes_section();
        let mut written = Written { html: self.out, contents: self.contents };
        if self.has_raw && self.ground.raw_html == RawHtml::Sanitize {
            written.html = html::cleaned(&written.html);
        }
        written
    }
}

fn alert_class(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "note",
        Alert::Tip => "tip",
        Alert::Important => "important",
        Alert::Warning => "warning",
        Alert::Caution => "caution",
    }
}
