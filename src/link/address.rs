//! Relative links in documents: which file they mean.

/// A link's destination taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// Leads out of the handbook: has a scheme or a host.
    External,
    /// A file below the root, with the fragment if there is one. The name is empty for a link into the same file.
    File { name: String, fragment: Option<String> },
    /// Climbs above the root.
    Outside,
}

/// Takes a destination apart as seen from the file with this name.
pub(super) fn destination(from: &str, link: &str) -> Destination {
    if has_scheme(link) || link.starts_with("//") {
        return Destination::External;
    }
    let (path, fragment) = match link.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (link, None),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    if path.is_empty() {
        return Destination::File { name: String::new(), fragment };
    }
    let path = decoded(path);
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Destination::Outside;
                }
            }
            part => parts.push(part),
        }
    }
    Destination::File { name: parts.join("/"), fragment }
}

/// Whether a link begins with a scheme such as `https:` (RFC 3986, section 3.1). One letter is a drive, not a scheme.
fn has_scheme(link: &str) -> bool {
    let Some((scheme, _)) = link.split_once(':') else { return false };
    scheme.len() > 1
        && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
}

/// Resolves percent escapes; what is not a valid escape, or not UTF-8, stays as it is.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut made = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match escape.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => {
                made.push(byte);
                at += 3;
            }
            None => {
                made.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(made).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Destination, destination};

    fn file(name: &str, fragment: Option<&str>) -> Destination {
        Destination::File { name: name.to_owned(), fragment: fragment.map(str::to_owned) }
    }

    #[test]
    fn relative_links_are_followed_from_their_file() {
        let from = "policies/access/a.md";
        assert_eq!(destination(from, "b.md#x"), file("policies/access/b.md", Some("x")));
        assert_eq!(destination(from, "../people/c%20d.md"), file("policies/people/c d.md", None));
        assert_eq!(destination(from, "#here"), file("", Some("here")));
        assert_eq!(destination(from, "/policies/e.md"), file("policies/e.md", None));
        assert_eq!(destination(from, "../../../x.md"), Destination::Outside);
    }

    #[test]
    fn links_with_a_scheme_or_host_are_external() {
        for link in ["https://example.com", "mailto:a@example.com", "//example.com", "javascript:alert(1)"] {
            assert_eq!(destination("a.md", link), Destination::External, "{link}");
        }
        assert_ne!(destination("a.md", "100%25:x.md"), Destination::External);
    }
}
