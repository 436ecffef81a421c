//! Texts of a corpus that are not UTF-8: UTF-16 says so itself, and of anything else the letters of Windows in western
//! Europe are the likeliest.

/// How the letters of a text were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    Utf8,
    Utf16,
    Windows1252,
}

impl Letters {
    /// Their name, where they are not those that are expected.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Letters::Utf8 => None,
            Letters::Utf16 => Some("UTF-16"),
            Letters::Windows1252 => Some("Windows-1252"),
        }
    }
}

/// The letters 0x80 to 0x9F of Windows-1252, where a blank is none.
const UPPER: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// The text in these bytes; none where they are no text.
pub fn read_letters(bytes: &[u8]) -> Option<(String, Letters)> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.to_owned(), Letters::Utf8));
    }
    let unit: Option<fn([u8; 2]) -> u16> = match bytes {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = unit {
        let (pairs, []) = bytes[2..].as_chunks::<2>() else { return None };
        let units: Vec<u16> = pairs.iter().map(|it| unit(*it)).collect();
        return Some((String::from_utf16(&units).ok()?, Letters::Utf16));
    }
    let text = bytes.iter().map(|it| of_windows(*it)).collect::<Option<String>>()?;
    Some((text, Letters::Windows1252))
}

fn of_windows(byte: u8) -> Option<char> {
    match byte {
        // These are where Unicode has them too.
        b'\t' | b'\n' | b'\r' | 0x0c | 0x20..=0x7e | 0xa0..=0xff => Some(char::from(byte)),
        0x00..=0x1f | 0x7f => None,
        0x80..=0x9f => Some(UPPER[usize::from(byte - 0x80)]).filter(|it| *it != ' '),
    }
}

#[cfg(test)]
mod tests {
    use super::{Letters, read_letters};

    #[test]
    fn letters_of_windows_and_of_two_bytes_are_read() {
        let read = |bytes: &[u8]| read_letters(bytes);
        assert_eq!(read("für".as_bytes()), Some(("für".to_owned(), Letters::Utf8)));
        assert_eq!(read(b"f\xfcr 5 \x80 \x96 \x84x\x93"), Some(("für 5 € – „x“".to_owned(), Letters::Windows1252)));
        assert_eq!(read(b"\xff\xfef\0\xfc\0"), Some(("fü".to_owned(), Letters::Utf16)));
        assert_eq!(read(b"\xfe\xff\0f\xd8\x3d\xdd\x11"), Some(("f\u{1f511}".to_owned(), Letters::Utf16)));
    }

    #[test]
    fn what_is_no_text_stays_none() {
        for bytes in [&b"\xfc\0\x01"[..], b"\xfc\x81", b"\xff\xfef\0\xfc", b"\xff\xfe\0\xdc", b"GIF89a\x01\xfc"] {
            assert_eq!(read_letters(bytes), None, "{bytes:?}");
        }
    }
}
