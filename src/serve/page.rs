//! Pages as the preview serves them: those of the site with the preview's own script, and pages of its own.

use std::hash::{DefaultHasher, Hasher as _};

/// What the preview adds to a page lies under this folder, which no site has.
pub(super) const OWN: &str = "-/";

/// The script and the style of the preview.
pub(super) const SCRIPT: &[u8] = include_bytes!("client.js");
pub(super) const STYLE: &[u8] = include_bytes!("client.css");

/// What the preview's own pages may load.
pub(super) const OWN_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// A page made ready for the browser.
pub(super) struct Dressed {
    pub(super) bytes: Vec<u8>,
    /// The policy of the page with what the preview needs.
    pub(super) policy: String,
}

/// A name of a page's bytes, by which the browser sees whether it is another.
pub(super) fn print_of(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

/// A page of the site with the preview's script. Its policy stays as the theme has it, but the page may ask the preview
/// for news.
pub(super) fn dressed(bytes: &[u8]) -> Dressed {
    let print = print_of(bytes);
    let mut html = String::from_utf8_lossy(bytes).into_owned();
    let mut policy = OWN_POLICY.to_owned();
    if let Some(start) = html.find(POLICY_HEAD).map(|at| at + POLICY_HEAD.len())
        && let Some(length) = html[start..].find('"')
    {
        // Of two directives of one name the first counts.
        html.insert_str(start, "connect-src 'self'; ");
        let written = &html[start..start + "connect-src 'self'; ".len() + length];
        policy = format!("{}; frame-ancestors 'none'", written.trim_end_matches([';', ' ']));
    }
    let files = format!(
        "<link rel=\"stylesheet\" href=\"/{OWN}preview.css\"><script src=\"/{OWN}preview.js\" data-page=\"{print}\" defer></script>\n"
    );
    let at = html.find("</head>").unwrap_or(html.len());
    html.insert_str(at, &files);
    Dressed { bytes: html.into_bytes(), policy }
}

const POLICY_HEAD: &str = "http-equiv=\"Content-Security-Policy\" content=\"";

/// A page of the preview's own; `main` is safe HTML.
pub(super) fn own(title: &str, main: &str) -> Vec<u8> {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/{OWN}preview.css\">\n</head>\n<body class=\"preview-own\">\n<main>\n\
         <h1>{title}</h1>\n{main}\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// Instead of a page that cannot be shown, with the words of what is wrong.
pub(super) fn fault(words: &str) -> Dressed {
    dressed(&own("This page cannot be shown", &format!("<pre>{}</pre>", escaped(words))))
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What a file is, by the ending of its name.
pub(super) fn kind_of(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "txt" | "md" | "yaml" | "yml" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{dressed, escaped, fault, kind_of, own};

    #[test]
    fn a_page_gets_the_script_and_may_ask_for_news_and_nothing_more() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\"></head><p>Text";
        let made = dressed(page.as_bytes());
        let html = String::from_utf8(made.bytes).expect("text");
        assert!(html.contains("content=\"connect-src 'self'; default-src 'none'; script-src 'self'\""), "{html}");
        assert!(html.contains("/-/preview.js\" data-page=\"") && html.ends_with("</head><p>Text"), "{html}");
        let expected = "connect-src 'self'; default-src 'none'; script-src 'self'; frame-ancestors 'none'";
        assert_eq!(made.policy, expected);
    }

    #[test]
    fn a_theme_without_a_head_or_a_policy_is_dressed_too() {
        let made = dressed(b"<p>Text");
        assert!(
            String::from_utf8_lossy(&made.bytes).contains("preview.js") && made.policy.contains("default-src 'none'")
        );
    }

    #[test]
    fn words_of_a_fault_are_text() {
        assert_eq!(escaped("<a&\"b>"), "&lt;a&amp;&quot;b&gt;");
        assert!(String::from_utf8_lossy(&fault("<script>").bytes).contains("<pre>&lt;script&gt;</pre>"));
        assert!(String::from_utf8_lossy(&own("A & B", "<p>")).contains("<title>A &amp; B</title>"));
    }

    #[test]
    fn unknown_files_are_only_bytes() {
        assert_eq!((kind_of("a/b.SVG"), kind_of("CNAME")), ("image/svg+xml", "application/octet-stream"));
    }
}
