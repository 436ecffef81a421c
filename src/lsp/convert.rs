//! Between our places and those of the protocol: bytes and lines, names of files and addresses.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gen_lsp_types::{Location, Position, PositionEncodingKind, Range, Uri};

use crate::text::{LineIndex, Span};

/// What the client counts columns in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// Bytes where the client offers them, else what every client must understand.
    pub(super) fn offered(kinds: Option<&[PositionEncodingKind]>) -> Self {
        let has_bytes = kinds.is_some_and(|it| it.contains(&PositionEncodingKind::UTF8));
        if has_bytes { Encoding::Utf8 } else { Encoding::Utf16 }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// A text whose places are told to the client.
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
    pub(super) index: LineIndex<'t>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str, encoding: Encoding) -> Self {
        Lines { text, index: LineIndex::new(text), encoding }
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let found = match self.encoding {
            Encoding::Utf8 => self.index.in_bytes(offset),
            Encoding::Utf16 => self.index.in_utf16(offset),
        };
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: narrow(found.line), character: narrow(found.column) }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start as usize), end: self.position(span.end as usize) }
    }

    /// The byte that a position means; past the end of a line it is the line's end.
    pub(super) fn offset(&self, position: Position) -> usize {
        let (line, column) = (position.line as usize, position.character as usize);
        match self.encoding {
            Encoding::Utf16 => self.index.from_utf16(crate::text::Position { line, column }),
            Encoding::Utf8 => {
                let mut at = column.min(self.index.text_of(line).len());
                while !self.index.text_of(line).is_char_boundary(at) {
                    at -= 1;
                }
                self.index.start_of(line) + at
            }
        }
    }

    pub(super) fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    pub(super) fn location(&self, uri: Uri, span: Span) -> Location {
        Location { uri, range: self.range(span) }
    }
}

/// The address of a file by its name below the root.
pub(super) fn uri_of(root: &Path, name: &str) -> Uri {
    let root = root.to_string_lossy().replace('\\', "/");
    let path = format!("{}/{name}", root.trim_end_matches('/'));
    let mut address = String::from("file://");
    if !path.starts_with('/') {
        address.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    Uri(address)
}

/// The path of a `file:` address; none of any other.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let path = &rest[rest.find('/')?..];
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |it: Option<u8>| char::from(it?).to_digit(16);
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    // `/c:/handbook` names a drive.
    let is_drive = path.as_bytes().get(2) == Some(&b':') && path.as_bytes()[1].is_ascii_alphabetic();
    Some(PathBuf::from(if is_drive { &path[1..] } else { path.as_str() }))
}

/// The name below the root of the file at an address; none of a file elsewhere.
pub(super) fn name_of(root: &Path, uri: &Uri) -> Option<String> {
    let path = path_of(uri)?;
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = below.components().map(|it| it.as_os_str().to_string_lossy().into_owned()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use gen_lsp_types::{Position, Uri};

    use super::{Encoding, Lines, name_of, uri_of};

    #[test]
    fn addresses_and_names_lead_to_each_other() {
        let root = Path::new("/home/mira/our book");
        let name = "policies/10 zugänge/a#b.md";
        let uri = uri_of(root, name);
        assert_eq!(uri.0, "file:///home/mira/our%20book/policies/10%20zug%C3%A4nge/a%23b.md");
        assert_eq!(name_of(root, &uri).as_deref(), Some(name));
        for elsewhere in ["file:///home/mira/other.md", "untitled:1", "https://example.com/home/mira/our%20book/a.md"] {
            assert_eq!(name_of(root, &Uri(elsewhere.to_owned())), None, "{elsewhere}");
        }
        assert_eq!(name_of(Path::new("c:/book"), &Uri("file:///c%3A/book/a.md".to_owned())).as_deref(), Some("a.md"));
    }

    #[test]
    fn positions_count_in_what_was_agreed() {
        let text = "a\r\nü😀b\r\n";
        let offset = text.find('b').expect("the text has a b");
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3)] {
            let lines = Lines::of(text, encoding);
            let position = Position { line: 1, character: column };
            assert_eq!((lines.position(offset), lines.offset(position)), (position, offset));
            // Past the end of a line is its end, past the last line the end of the text.
            assert_eq!(lines.offset(Position { line: 1, character: 99 }), offset + 1);
            assert_eq!(lines.offset(Position { line: 9, character: 0 }), text.len());
        }
        assert_eq!(Lines::of(text, Encoding::Utf8).offset(Position { line: 1, character: 3 }), 5);
    }
}
