//! Pages as tags and text, as far as the checks of a site need them. Reads what our own pages may hold, no more.

use std::collections::BTreeMap;

/// An opening tag with its attributes, entities resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The text up to the next tag.
    pub text: String,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// Every opening tag of a page in order. Comments, closing tags and the doctype are passed over, the content of scripts
/// and styles is text.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut found: Vec<Tag> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        if let Some(tag) = found.last_mut() {
            tag.text.push_str(&unescape(&rest[..at]));
        }
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with("</") || rest.starts_with("<!") {
            rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        } else {
            let (tag, after) = open(&rest[1..]);
            rest = after;
            if tag.name == "script" || tag.name == "style" {
                let end = rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                found.push(Tag { text: rest[..end].to_owned(), ..tag });
                rest = &rest[end..];
            } else {
                found.push(tag);
            }
        }
    }
    found
}

/// Reads one tag after its `<`; gives what follows its `>`.
fn open(text: &str) -> (Tag, &str) {
    let end = text.find(|it: char| it.is_whitespace() || it == '>' || it == '/').unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: BTreeMap::new(), text: String::new() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == '/');
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let end = rest.find(|it: char| it.is_whitespace() || "=>/".contains(it)).unwrap_or(rest.len()).max(1);
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let (raw, left) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((after, "")),
                _ => after.split_at(after.find(|it: char| it.is_whitespace() || it == '>').unwrap_or(after.len())),
            };
            value = unescape(raw);
            rest = left;
        }
        tag.attributes.insert(name, value);
    }
}

/// The text with the entities that our pages use resolved.
pub fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let plain = named.iter().fold(text.to_owned(), |text, (name, plain)| text.replace(name, plain));
    plain.replace("&amp;", "&")
}

#[test]
fn tags_are_read_with_their_attributes() {
    let found = tags(
        "<!DOCTYPE html><p class=a data-x='1 > 0'>T &amp; U<!-- <b> --></p><br/><script src=\"s.js\">a<b</script>",
    );
    let brief: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.text.as_str())).collect();
    assert_eq!(brief, [("p", "T & U"), ("br", ""), ("script", "a<b")]);
    assert_eq!(found[0].attribute("data-x"), Some("1 > 0"));
    assert_eq!(found[2].attribute("src"), Some("s.js"));
}
