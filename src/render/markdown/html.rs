//! Raw HTML in documents: shown as text where it is refused; where it may stay, the whole body is cleaned after it is
//! written, so that what one piece opens and another closes is well formed in the end.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::Builder;

use super::Writer;
use super::escape::{ICON_MARK, REPLACEMENT, ROOT_MARK, Reach, escape, reach};
use crate::config::RawHtml;
use crate::model::Slice;

impl Writer<'_> {
    pub(super) fn open_html(&mut self) {
        match self.ground.raw_html {
            RawHtml::Refuse => self.out.push_str("<pre class=\"refused\" tabindex=\"0\">"),
            RawHtml::Sanitize => {}
        }
    }

    pub(super) fn raw_html(&mut self, slice: Slice) {
        self.has_raw = true;
        let html = self.body.text(slice);
        match self.ground.raw_html {
            RawHtml::Refuse => escape(&mut self.out, html),
            RawHtml::Sanitize => self.out.push_str(html),
        }
    }

    pub(super) fn close_html(&mut self) {
        match self.ground.raw_html {
            RawHtml::Refuse => self.out.push_str("</pre>\n"),
            RawHtml::Sanitize => self.out.push('\n'),
        }
    }
}

/// Nothing that runs, styles, draws or loads from elsewhere.
pub(super) fn cleaned(html: &str) -> String {
    CLEANER.clean(html).to_string().replace([ROOT_MARK, ICON_MARK], REPLACEMENT)
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["section"])
        .rm_tags(["area", "map"])
        .add_generic_attributes(["class", "id", "role", "tabindex"])
        .add_generic_attribute_prefixes(["aria-", "data-"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("a", ["rel"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("th", ["scope"])
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .link_rel(None)
        .attribute_filter(|element, attribute, value| {
            let is_allowed = match (element, attribute) {
                ("img", "src") => reach(value) == Reach::Path,
                (_, "href" | "cite" | "src") => reach(value) != Reach::Refused,
                _ => true,
            };
            if is_allowed { Some(Cow::Borrowed(value)) } else { None }
        });
    builder
});

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn nothing_that_runs_styles_or_loads_is_left() {
        let wrong = concat!(
            "<p onclick=\"x()\" style=\"color:red\">a</p><script>x()</script><style>p{}</style><svg onload=x></svg>",
            "<math><mi>x</mi></math><img src=\"https://example.com/x.png\"><img src=\"//example.com/x\">",
            "<a href=\"javascript:x()\">b</a><a href=\"//example.com\">c</a><iframe src=\"x\"></iframe><base href=\"x\">",
            "<form action=\"x\"><input></form></section></div></main>"
        );
        let clean = cleaned(wrong);
        for word in [
            "onclick",
            "style",
            "script",
            "svg",
            "math",
            "example.com",
            "javascript",
            "iframe",
            "base",
            "form",
            "</main>",
        ] {
            assert!(!clean.contains(word), "{word} in {clean}");
        }
        assert!(clean.contains("<p>a</p>"), "{clean}");
    }

    #[test]
    fn our_own_marks_stay() {
        let ours = "<div class=\"head head-2\"><h2 id=\"scope\">Scope</h2></div><a href=\"../x.html\" class=\"term\" data-definition=\"d\">t</a>";
        assert!(cleaned(ours).contains("id=\"scope\"") && cleaned(ours).contains("data-definition=\"d\""));
    }
}
