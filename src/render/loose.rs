//! Texts that belong to no page of a site, such as what a tool says of itself: as HTML, with nothing looked up.

use std::collections::BTreeMap;

use super::address::Addresses;
use super::markdown::{self, Ground, Terms};
use super::{theme, words};
use crate::config::RawHtml;
use crate::model::{Body, Handbook};

/// A body as HTML. Its links lead where they say, or are words; a first heading that says the title again is left out.
pub fn loose(body: &Body, title: &str) -> String {
    let (handbook, addresses, terms) = (Handbook::default(), Addresses::default(), Terms::default());
    // What the tool says of itself is in the first language.
    let words = theme::words(words::FIRST, &BTreeMap::new()).unwrap_or_default();
    let ground = Ground {
        handbook: &handbook,
        addresses: &addresses,
        terms: &terms,
        words: &words,
        raw_html: RawHtml::Refuse,
        root: "",
    };
    markdown::write(ground, body, title).html
}

#[cfg(test)]
mod tests {
    use super::loose;
    use crate::parse;

    #[test]
    fn a_text_of_its_own_needs_no_handbook() {
        let text = "# Title\n\nSee `a` and [it](https://example.com/), A.5.15.\n\n<script>x</script>\n";
        let html = loose(&parse::text(&text.into()), "Title");
        assert!(html.contains("<code>a</code>") && html.contains("A.5.15") && !html.contains("<h"), "{html}");
        assert!(html.contains("https://example.com/") && !html.contains("<script>"), "{html}");
    }
}
