//! Documents as parts of one page: their anchors get the document's name in front, links between them stay on the page,
//! and their headings stand one level deeper. Works on HTML that this room has written: tags are closed, and values stand
//! in double quotes.

use std::collections::BTreeMap;

use super::markdown::escape;

/// What stands between a document's name and an anchor in it; no slug has two hyphens in a row.
const JOINT: &str = "--";

/// Where documents stand in the book.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// From the address of a document's page to its anchor in the book.
    anchors: BTreeMap<String, String>,
}

/// The document whose part is written.
struct Own<'d> {
    anchor: &'d str,
    name: &'d str,
}

impl Places {
    /// From the addresses of the pages.
    pub(super) fn of(pages: impl Iterator<Item = String>) -> Self {
        let anchors = pages.map(|page| {
            let anchor = anchor(&page).to_owned();
            (page, anchor)
        });
        Places { anchors: anchors.collect() }
    }

    /// The HTML of one document as a part of the book, where it is called `name`.
    pub(super) fn inside(&self, html: &str, page: &str, name: &str) -> String {
        let own = Own { anchor: anchor(page), name };
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            out.push_str(&rest[..start]);
            let tag = &rest[start..];
            let end = end_of_tag(tag);
            self.tag(&mut out, &tag[..end], &own);
            rest = &tag[end..];
        }
        out.push_str(rest);
        out
    }

    fn tag(&self, out: &mut String, tag: &str, own: &Own<'_>) {
        let is_landmark = tag.starts_with("<section");
        let mut rest = tag;
        let name_at = 1 + usize::from(tag[1..].starts_with('/'));
        if let Some(level) = heading_level(&tag[name_at..]) {
            out.push_str(&tag[..=name_at]);
            out.push_str(&(level + 1).min(6).to_string());
            rest = &tag[name_at + 2..];
        }
        while let Some(at) = rest.find("=\"") {
            let value_at = at + 2;
            let length = rest[value_at..].find('"').unwrap_or(rest.len() - value_at);
            let name = rest[..at].rsplit([' ', '\n']).next().unwrap_or_default();
            let value = &rest[value_at..value_at + length];
            out.push_str(&rest[..value_at]);
            match name {
                "id" => push(out, own.anchor, value),
                "href" => self.href(out, value, own.anchor),
                "aria-labelledby" | "aria-describedby" => {
                    for (index, part) in value.split(' ').enumerate() {
                        out.push_str(if index > 0 { " " } else { "" });
                        push(out, own.anchor, part);
                    }
                }
                // Landmarks of one page have names of their own.
                "aria-label" if is_landmark => {
                    out.push_str(value);
                    out.push_str(" (");
                    escape(out, own.name);
                    out.push(')');
                }
                _ => out.push_str(value),
            }
            rest = &rest[value_at + length..];
        }
        out.push_str(rest);
    }

    fn href(&self, out: &mut String, value: &str, own: &str) {
        let (page, fragment) = value.split_once('#').map_or((value, None), |(page, fragment)| (page, Some(fragment)));
        let named = if page.is_empty() { Some(own) } else { self.anchors.get(page).map(String::as_str) };
        match (named, fragment) {
            (Some(named), Some(fragment)) => {
                out.push('#');
                push(out, named, fragment);
            }
            (Some(named), None) => {
                out.push('#');
                out.push_str(named);
            }
            (None, _) => out.push_str(value),
        }
    }
}

/// The anchor of a document in the book: the name of its page.
pub(super) fn anchor(page: &str) -> &str {
    let name = page.rsplit('/').next().unwrap_or(page);
    name.strip_suffix(".html").unwrap_or(name)
}

fn push(out: &mut String, document: &str, anchor: &str) {
    for part in [document, JOINT, anchor] {
        out.push_str(part);
    }
}

/// The length of the tag that a text begins with, quotes respected.
fn end_of_tag(text: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The level of `h2 id=…`, where the tag is a heading's.
fn heading_level(name: &str) -> Option<u32> {
    let mut letters = name.chars();
    let is_heading = letters.next() == Some('h');
    let level = letters.next().and_then(|it| it.to_digit(10)).filter(|it| (1..=6).contains(it));
    let ends = letters.next().is_none_or(|it| it == '>' || it.is_whitespace());
    level.filter(|_| is_heading && ends)
}

#[cfg(test)]
mod tests {
    use super::{Places, anchor};

    fn inside(html: &str) -> String {
        let pages = ["documents/pol-001.html", "documents/pol-002.html"].map(str::to_owned);
        Places::of(pages.into_iter()).inside(html, "documents/pol-001.html", "POL-001")
    }

    #[test]
    fn anchors_carry_the_name_of_their_document() {
        assert_eq!(
            inside("<h2 id=\"scope\">A <em>b</em></h2><a class=\"x\" href=\"#scope\" aria-labelledby=\"a b\">c</a>"),
            "<h3 id=\"pol-001--scope\">A <em>b</em></h3><a class=\"x\" href=\"#pol-001--scope\" \
             aria-labelledby=\"pol-001--a pol-001--b\">c</a>"
        );
        assert_eq!(
            inside("<section class=\"scroll\" aria-label=\"Table: A\"><b aria-label=\"B\">"),
            "<section class=\"scroll\" aria-label=\"Table: A (POL-001)\"><b aria-label=\"B\">"
        );
        assert_eq!(anchor("documents/pol-001.html"), "pol-001");
    }

    #[test]
    fn links_between_documents_stay_in_the_book_and_others_lead_out() {
        assert_eq!(inside("<a href=\"documents/pol-002.html\">"), "<a href=\"#pol-002\">");
        assert_eq!(inside("<a href=\"documents/pol-002.html#a%20b\">"), "<a href=\"#pol-002--a%20b\">");
        for kept in ["<a href=\"controls/a-5-1.html\">", "<a href=\"https://example.com/#x\">", "<hr>", "<html>"] {
            assert_eq!(inside(kept), kept);
        }
    }

    #[test]
    fn text_and_quoted_signs_stay_as_they_are() {
        for kept in ["a &lt; b = \"c\"", "<img alt=\"x > y id=\">", "<p title=\"a=b\">id=\"x\"</p>", "x <", "<"] {
            assert_eq!(inside(kept), kept);
        }
        assert_eq!(inside("<h6 id=\"x\">"), "<h6 id=\"pol-001--x\">");
    }
}
