//! The words of a page taken from the page's own HTML, so that what can be found is what can be read and nothing else.

/// A part of a text, from a heading to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// Empty for what stands before the first heading.
    pub(super) anchor: String,
    pub(super) heading: String,
    pub(super) words: String,
}

/// Cuts the HTML of a body, as `markdown` writes it, into passages without markup. Text for screen readers only and the
/// marks of headings are left out.
pub(super) fn passages(html: &str) -> Vec<Passage> {
    let mut passages = vec![Passage::default()];
    let mut rest = html;
    let mut is_heading = false;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        push(&mut passages, is_heading, &rest[..at]);
        let end = memchr::memchr(b'>', &rest.as_bytes()[at..]).map_or(rest.len(), |it| at + it);
        let tag = &rest[at + 1..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        match heading_anchor(tag) {
            Some(anchor) => {
                passages.push(Passage { anchor: plain(anchor), ..Passage::default() });
                is_heading = true;
            }
            None if is_heading && tag.starts_with("/h") => is_heading = false,
            None if is_silent(tag) => {
                let name = tag.split(' ').next().unwrap_or_default();
                rest = rest.split_once(&format!("</{name}>")).map_or("", |(_, after)| after);
            }
            None if is_inline(tag) => {}
            None => push(&mut passages, is_heading, " "),
        }
    }
    push(&mut passages, is_heading, rest);
    for passage in &mut passages {
        passage.heading.truncate(passage.heading.trim_end().len());
        passage.words.truncate(passage.words.trim_end().len());
    }
    passages.retain(|it| !it.words.is_empty() || !it.heading.is_empty());
    passages
}

fn push(passages: &mut [Passage], is_heading: bool, html: &str) {
    if let Some(last) = passages.last_mut().filter(|_| !html.is_empty()) {
        let out = if is_heading { &mut last.heading } else { &mut last.words };
        match memchr::memchr2(b'&', b'\n', html.as_bytes()) {
            Some(_) if memchr::memchr(b'&', html.as_bytes()).is_none() => push_line(out, html),
            Some(_) => push_line(out, &plain(html)),
            None => push_part(out, html),
        }
    }
}

fn heading_anchor(tag: &str) -> Option<&str> {
    let rest = tag.strip_prefix('h')?.strip_prefix(|it: char| it.is_ascii_digit())?.strip_prefix(" id=\"")?;
    rest.split('"').next()
}

const UNSEEN: &str = "class=\"unseen\"";

fn is_silent(tag: &str) -> bool {
    tag.starts_with("a class=\"anchor\"") || (tag.len() >= UNSEEN.len() && tag.contains(UNSEEN))
}

/// Tags that stand inside a word without parting it.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
    matches!(name, "a" | "em" | "strong" | "del" | "code" | "span" | "b" | "i" | "sub")
}

/// The entities that `markdown` writes, resolved.
fn plain(html: &str) -> String {
    if memchr::memchr(b'&', html.as_bytes()).is_none() {
        return html.to_owned();
    }
    let parts = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    parts.iter().fold(html.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

/// Adds a text so that its line ends become spaces, and no space stands beside another one at its seams.
fn push_line(out: &mut String, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            part(out);
        }
        push_part(out, line);
    }
}

fn push_part(out: &mut String, line: &str) {
    let trimmed = line.trim_start();
    if trimmed.len() < line.len() {
        part(out);
    }
    out.push_str(trimmed);
}

/// Adds a space where none stands yet.
fn part(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::{Passage, passages};

    #[test]
    fn markup_is_left_out_and_headings_part_the_text() {
        let html = "<p>A <em>b</em>c &lt;d&gt;.</p>\n<div class=\"head head-2\"><h2 id=\"scope\">Sc<em>o</em>pe</h2>\
            <a class=\"anchor\" href=\"#scope\" aria-label=\"Link to “Scope”\">#</a></div><ul><li>One</li><li>\
            <a class=\"external\" href=\"x\">two<span class=\"unseen\"> (external link)</span></a></li></ul>";
        let passage = |anchor: &str, heading: &str, words: &str| Passage {
            anchor: anchor.to_owned(),
            heading: heading.to_owned(),
            words: words.to_owned(),
        };
        assert_eq!(passages(html), [passage("", "", "A bc <d>."), passage("scope", "Scope", "One two")]);
    }
}
