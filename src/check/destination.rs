//! What kind of place a link or picture leads to, judged by its spelling alone.

/// Folders at the root of a disk that no handbook has.
const DISK_FOLDERS: [&str; 7] = ["home", "Users", "mnt", "media", "Volumes", "root", "tmp"];

/// A destination by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination<'d> {
    /// A heading of the same page.
    Anchor(&'d str),
    /// A file of the handbook, with the heading in it.
    Relative { path: &'d str, anchor: Option<&'d str> },
    /// An address with a scheme that is no danger, such as `https:` or `mailto:`.
    Outside,
    /// Something that runs or carries its own content: `javascript:`, `vbscript:`, `data:`.
    Active(&'static str),
    /// A place on one machine's disk or network drive.
    Disk,
}

impl<'d> Destination<'d> {
    /// Reads a destination as a browser would: blanks and control characters do not count in a scheme.
    pub fn of(raw: &'d str) -> Self {
        let raw = raw.trim();
        if let Some(anchor) = raw.strip_prefix('#') {
            return Destination::Anchor(anchor);
        }
        if raw.starts_with("\\\\") || raw.starts_with("~/") {
            return Destination::Disk;
        }
        if raw.starts_with("//") {
            return Destination::Outside;
        }
        if let Some(scheme) = scheme(raw) {
            return match scheme.as_str() {
                "javascript" => Destination::Active("javascript:"),
                "vbscript" => Destination::Active("vbscript:"),
                "data" => Destination::Active("data:"),
                "file" => Destination::Disk,
                _ if scheme.len() == 1 => Destination::Disk,
                _ => Destination::Outside,
            };
        }
        let first = raw.strip_prefix('/').and_then(|it| it.split('/').next());
        if first.is_some_and(|it| DISK_FOLDERS.contains(&it)) {
            return Destination::Disk;
        }
        match raw.split_once('#') {
            Some((path, anchor)) => Destination::Relative { path, anchor: Some(anchor) },
            None => Destination::Relative { path: raw, anchor: None },
        }
    }

    /// The heading that is meant, if any.
    pub fn anchor(self) -> Option<&'d str> {
        match self {
            Destination::Anchor(anchor) | Destination::Relative { anchor: Some(anchor), .. } => {
                Some(anchor).filter(|it| !it.is_empty())
            }
            Destination::Relative { anchor: None, .. }
            | Destination::Outside
            | Destination::Active(_)
            | Destination::Disk => None,
        }
    }
}

/// The scheme in lower case (RFC 3986, 3.1); none where the text has none.
fn scheme(raw: &str) -> Option<String> {
    let (head, _) = raw.split_once(':')?;
    let scheme: String = head.chars().filter(|it| !it.is_whitespace() && !it.is_control()).collect();
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::Destination;

    #[test]
    fn active_schemes_are_seen_through_blanks_and_capitals() {
        for raw in ["javascript:alert(1)", " JavaScript:x", "java\nscript:x", "java\u{1}script:x"] {
            assert_eq!(Destination::of(raw), Destination::Active("javascript:"), "{raw}");
        }
    }

    #[test]
    fn places_on_a_disk_are_told_from_files_of_the_handbook() {
        for raw in ["C:\\policies\\a.md", "c:/a.md", "file:///etc/x", "\\\\server\\share", "/home/anna/a.md"] {
            assert_eq!(Destination::of(raw), Destination::Disk, "{raw}");
        }
        assert_eq!(Destination::of("a/b.md#c"), Destination::Relative { path: "a/b.md", anchor: Some("c") });
        assert_eq!(Destination::of("https://example.com"), Destination::Outside);
        assert_eq!(Destination::of("mailto:desk@example.com"), Destination::Outside);
        assert_eq!(Destination::of("#top").anchor(), Some("top"));
    }
}
