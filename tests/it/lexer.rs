//! Rust source cut into words, marks and comments, as far as the laws of the source tree need it.

/// A word, a mark, or the head of a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Word(String),
    /// `::`
    Path,
    Mark(char),
    /// A literal text; its content does not matter.
    Text,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub what: T,
    /// From 1.
    pub line: usize,
}

/// A source file in tokens, with its comments beside them.
#[derive(Debug, Default)]
pub struct Source {
    pub tokens: Vec<Placed<Token>>,
    pub comments: Vec<Placed<String>>,
    /// What literal texts say, without their quotation marks.
    pub literals: Vec<String>,
}

/// Cuts a file. Never fails: what is not Rust comes out as marks.
pub fn cut(text: &str) -> Source {
    let mut source = Source::default();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            let length = rest.find('\n').unwrap_or(rest.len());
            source.comments.push(Placed { what: rest[..length].to_owned(), line });
            length
        } else if rest.starts_with("/*") {
            let length = block_comment(rest);
            source.comments.push(Placed { what: rest[..length].to_owned(), line });
            length
        } else if let Some(length) = literal(rest) {
            source.tokens.push(Placed { what: Token::Text, line });
            source.literals.push(rest[..length].trim_matches('"').to_owned());
            length
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(rest.len());
            source.tokens.push(Placed { what: Token::Word(rest[..length].to_owned()), line });
            length
        } else if rest.starts_with("::") {
            source.tokens.push(Placed { what: Token::Path, line });
            2
        } else {
            if !first.is_whitespace() {
                source.tokens.push(Placed { what: Token::Mark(first), line });
            }
            first.len_utf8()
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    source
}

/// The length of a block comment, comments inside it included.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a literal text, raw text, byte text or character at the head.
fn literal(text: &str) -> Option<usize> {
    let body = text.strip_prefix(['b', 'c']).filter(|it| it.starts_with(['"', '\'', 'r'])).unwrap_or(text);
    let prefix = text.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let inner = &raw[hashes + 1..];
            let length = inner.find(&close).map_or(inner.len(), |it| it + close.len());
            return Some(prefix + 1 + hashes + 1 + length);
        }
        return None;
    }
    if let Some(inner) = body.strip_prefix('"') {
        return Some(prefix + 1 + closed_by(inner, '"'));
    }
    let inner = body.strip_prefix('\'')?;
    // A lifetime has no closing mark right after its first character.
    let first = inner.chars().next()?;
    let is_character = first == '\\' || inner[first.len_utf8()..].starts_with('\'');
    is_character.then(|| prefix + 1 + closed_by(inner, '\''))
}

/// The length up to and with the closing mark, past escapes.
fn closed_by(text: &str, mark: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if character == mark {
            return at + mark.len_utf8();
        }
    }
    text.len()
}

#[test]
fn texts_and_comments_are_not_code() {
    let source =
        cut("use a::b; // crate::x\nlet s = \"crate::y\"; let r = r#\"crate::\"z\"#; let l: &'static str = 'q';\n");
    let words: Vec<_> = source
        .tokens
        .iter()
        .filter_map(|it| if let Token::Word(word) = &it.what { Some(word.as_str()) } else { None })
        .collect();
    assert_eq!(words, ["use", "a", "b", "let", "s", "let", "r", "let", "l", "static", "str"]);
    assert_eq!(source.comments[0].what, "// crate::x");
    assert_eq!(source.tokens.last().map(|it| it.line), Some(2));
}
