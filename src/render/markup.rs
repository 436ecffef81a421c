//! The smallest parts of a page as markup: links, ids, days, badges. A page has hundreds of them, and a template that is
//! asked for each costs more than all else of the page. Written without knowing the page: what depends on it, the way to
//! the root of the site and the theme's icons, is marked, and put in its place when the page is whole.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::error::Error;

use super::direction::direction;
use super::faults::template_fault;
use super::markdown::{ICON_MARK, ROOT_MARK, escape};
use super::theme::Theme;
use super::view::Badge;

/// The smallest thing that stands in a cell or a list.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    pub kind: PieceKind,
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Set in the face of ids, before the text.
    pub id: Option<String>,
    /// The address is not one of the site: it is used as it is.
    pub is_external: bool,
    /// Stands on a line of its own, or begins one.
    pub begins_line: bool,
    /// In which the text is (BCP 47), where that is not the handbook's.
    pub language: Option<String>,
    /// A badge after it, where what it leads to is not in force or waits for its review.
    pub mark: Option<Badge>,
}

/// What a piece is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PieceKind {
    #[default]
    Text,
    Number,
    /// Words that stand back.
    Note,
    /// What a check says, with `code` between its backticks.
    Message,
    /// A day, with the same for machines: `2026-03-01`.
    Day(String),
    /// A badge with its look: `in-force`, `draft`, `yes`, `no`, `step-2` and so on.
    Badge(String),
}

impl PieceKind {
    /// The look of a badge; empty for anything else.
    pub fn tone(&self) -> &str {
        match self {
            PieceKind::Badge(tone) => tone,
            _ => "",
        }
    }
}

impl Piece {
    /// Id and text, for where there is no markup.
    pub(super) fn words(&self) -> String {
        match &self.id {
            Some(id) if self.text.is_empty() => id.clone(),
            Some(id) => format!("{id} {}", self.text),
            None => self.text.clone(),
        }
    }
}

/// Pieces beside each other, or one under the other.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    pub all: Vec<Piece>,
    pub is_list: bool,
}

impl Serialize for Piece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = String::with_capacity(128);
        write_piece(&mut out, self);
        serializer.serialize_str(&out)
    }
}

impl Serialize for Pieces {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = String::with_capacity(128 * self.all.len());
        if self.is_list {
            out.push_str("<ul class=\"plain\">");
            write_items(&mut out, &self.all);
            out.push_str("</ul>");
        } else {
            write_line(&mut out, &self.all);
        }
        serializer.serialize_str(&out)
    }
}

/// Cells of a table, each with its pieces beside each other.
pub(super) fn lines<S: Serializer>(lines: &[Vec<Piece>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(lines.iter().map(|pieces| {
        let mut out = String::with_capacity(128);
        write_line(&mut out, pieces);
        out
    }))
}

/// The items of a list, without the list.
pub(super) fn items<S: Serializer>(pieces: &[Piece], serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = String::with_capacity(128 * pieces.len());
    write_items(&mut out, pieces);
    serializer.serialize_str(&out)
}

/// A sentence of which some parts are links.
pub(super) fn run<S: Serializer>(pieces: &[Piece], serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = String::with_capacity(128 * pieces.len());
    for piece in pieces {
        write_piece(&mut out, piece);
    }
    serializer.serialize_str(&out)
}

/// An enumeration in a sentence; empty without pieces.
pub(super) fn commas<S: Serializer>(pieces: &[Piece], serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = String::with_capacity(128 * pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_piece(&mut out, piece);
    }
    serializer.serialize_str(&out)
}

fn write_items(out: &mut String, pieces: &[Piece]) {
    for piece in pieces {
        out.push_str("<li>");
        write_piece(out, piece);
        out.push_str("</li>");
    }
}

fn write_line(out: &mut String, pieces: &[Piece]) {
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            out.push_str(if piece.begins_line { "<br>" } else { "<span class=\"gap\"> </span>" });
        }
        write_piece(out, piece);
    }
}

fn write_piece(out: &mut String, piece: &Piece) {
    match &piece.kind {
        PieceKind::Badge(tone) => write_badge(out, tone, &piece.text),
        PieceKind::Day(iso) => {
            out.push_str("<time datetime=\"");
            escape(out, iso);
            out.push_str("\">");
            escape(out, &piece.text);
            out.push_str("</time>");
        }
        PieceKind::Note => {
            out.push_str("<span class=\"note\">");
            escape(out, &piece.text);
            out.push_str("</span>");
        }
        PieceKind::Message => write_message(out, &piece.text),
        PieceKind::Text | PieceKind::Number => write_link(out, piece),
    }
}

fn write_badge(out: &mut String, tone: &str, text: &str) {
    out.push_str("<span class=\"badge tone-");
    escape(out, tone);
    out.push_str("\">");
    out.push(ICON_MARK);
    out.push_str(tone);
    out.push(ICON_MARK);
    escape(out, text);
    out.push_str("</span>");
}

fn write_link(out: &mut String, piece: &Piece) {
    let href = piece.href.as_deref().filter(|it| !it.is_empty());
    if let Some(href) = href {
        out.push_str("<a href=\"");
        if !piece.is_external {
            out.push(ROOT_MARK);
        }
        escape(out, href);
        out.push('"');
        if piece.is_external {
            out.push_str(" rel=\"noopener noreferrer\"");
        } else if piece.id.is_some() && piece.text.is_empty() {
            out.push_str(" class=\"only-id\"");
        }
        out.push('>');
    }
    if let Some(id) = piece.id.as_deref().filter(|it| !it.is_empty()) {
        out.push_str("<span class=\"id\">");
        escape(out, id);
        out.push_str("</span>");
        if !piece.text.is_empty() {
            out.push(' ');
        }
    }
    match &piece.language {
        Some(language) if !piece.text.is_empty() => {
            for part in ["<span lang=\"", language, "\" dir=\"", direction(language), "\">"] {
                out.push_str(part);
            }
            escape(out, &piece.text);
            out.push_str("</span>");
        }
        _ => escape(out, &piece.text),
    }
    if href.is_some() {
        out.push_str("</a>");
    }
    if let Some(mark) = &piece.mark {
        out.push(' ');
        write_badge(out, &mark.tone, &mark.text);
    }
}

/// A backtick without a partner stays what it is.
fn write_message(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, code, after)) = rest.split_once('`').and_then(|(before, tail)| {
        let (code, after) = tail.split_once('`')?;
        Some((before, code, after))
    }) {
        escape(out, before);
        out.push_str("<code>");
        escape(out, code);
        out.push_str("</code>");
        rest = after;
    }
    escape(out, rest);
}

/// An icon of the theme, as its component `icon` draws it.
fn icon(theme: &Theme, tone: &str) -> Result<Arc<str>, Error> {
    theme.icons.get(tone, || {
        let mut context = tera::Context::new();
        context.insert("tone", tone);
        let drawn = theme.tera.render("icon.html", &context).map_err(|error| template_fault(&error))?;
        Ok(drawn.trim().to_owned())
    })
}

/// A page with the marks in it put in their places: the way to the root, and the icons.
pub(super) fn placed(page: Vec<u8>, root: &str, theme: &Theme) -> Result<Vec<u8>, Error> {
    let (root_mark, icon_mark) = (ROOT_MARK as u8, ICON_MARK as u8);
    let Some(first) = memchr::memchr2(root_mark, icon_mark, &page) else { return Ok(page) };
    let mut out = Vec::with_capacity(page.len() + page.len() / 8);
    let mut rest = page.as_slice();
    let mut next = Some(first);
    while let Some(at) = next {
        out.extend_from_slice(&rest[..at]);
        let is_root = rest[at] == root_mark;
        rest = &rest[at + 1..];
        if is_root {
            out.extend_from_slice(root.as_bytes());
        } else if let Some(end) = memchr::memchr(icon_mark, rest) {
            let tone = String::from_utf8_lossy(&rest[..end]);
            out.extend_from_slice(icon(theme, &tone)?.as_bytes());
            rest = &rest[end + 1..];
        }
        next = memchr::memchr2(root_mark, icon_mark, rest);
    }
    out.extend_from_slice(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Piece, Pieces, placed};
    use crate::config::Config;
    use crate::render::theme::Theme;

    fn written(value: &impl serde::Serialize) -> String {
        serde_json::to_value(value).expect("a text").as_str().expect("a text").to_owned()
    }

    fn page(text: &str, root: &str) -> String {
        let own = (
            "templates/components.html".to_owned(),
            "{% component icon(tone) %}<i>{{ tone }}</i>{% endcomponent icon %}".to_owned(),
        );
        let theme = Theme::new(&Config::default(), &BTreeMap::from([own])).expect("a theme");
        String::from_utf8(placed(text.as_bytes().to_vec(), root, &theme).expect("a page")).expect("text")
    }

    #[test]
    fn links_lead_from_where_the_page_stands() {
        let link = Piece { id: Some("POL-1".to_owned()), ..Piece::text("A & B") };
        let link = written(&link.leading_to(Some("documents/pol-1.html".to_owned())));
        let words = "\"><span class=\"id\">POL-1</span> A &amp; B</a>";
        assert_eq!(page(&link, "../"), format!("<a href=\"../documents/pol-1.html{words}"));
        assert_eq!(page(&link, ""), format!("<a href=\"documents/pol-1.html{words}"));
    }

    #[test]
    fn badges_have_the_icon_of_the_theme() {
        let badge = written(&Piece::badge("overdue", "late"));
        assert_eq!(page(&badge, ""), "<span class=\"badge tone-overdue\"><i>overdue</i>late</span>");
    }

    #[test]
    fn what_a_check_says_has_its_names_as_code() {
        assert_eq!(
            written(&Piece::message("policy `a<b` names `no` owner`")),
            "policy <code>a&lt;b</code> names <code>no</code> owner`"
        );
    }

    #[test]
    fn a_title_in_another_language_says_which() {
        let title = Piece { id: Some("POL-1".to_owned()), language: Some("he".to_owned()), ..Piece::text("\u{5d0}") };
        assert_eq!(written(&title), "<span class=\"id\">POL-1</span> <span lang=\"he\" dir=\"rtl\">\u{5d0}</span>");
    }

    #[test]
    fn pieces_stand_beside_each_other_or_as_a_list() {
        let all = vec![Piece::text("a"), Piece::note("b").on_new_line(), Piece::number(3)];
        let list = Pieces { all: all.clone(), is_list: true };
        assert_eq!(
            written(&list),
            "<ul class=\"plain\"><li>a</li><li><span class=\"note\">b</span></li><li>3</li></ul>"
        );
        let line = Pieces { all, is_list: false };
        assert_eq!(written(&line), "a<br><span class=\"note\">b</span><span class=\"gap\"> </span>3");
    }

    #[test]
    fn texts_cannot_place_marks_of_their_own() {
        let text = written(&Piece::text("a\u{1}b\u{2}c\u{2}d<"));
        assert_eq!(page(&text, "../"), "a\u{fffd}b\u{fffd}c\u{fffd}d&lt;");
    }
}
