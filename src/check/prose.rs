//! The running text of a body: what readers read as sentences, without code, raw HTML and markup.

use std::ops::Range;

use crate::model::{Body, Content, Tag};
use crate::text::Span;

/// A stretch of text without markup inside, on one line of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run<'b> {
    pub text: &'b str,
    span: Span,
    /// Whether nothing stands before it in its block, or on its line after a break that was asked for.
    pub begins_block: bool,
}

impl Run<'_> {
    /// The bytes in the file of a part of the text; of the whole run where the file spells it in another way.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        let start = self.span.start as usize;
        if self.text.len() == self.span.len() { Span::new(start + part.start, start + part.end) } else { self.span }
    }
}

/// The runs of a body in reading order.
pub fn runs(body: &Body) -> impl Iterator<Item = Run<'_>> {
    let mut code_depth = 0_usize;
    let mut begins_block = true;
    body.nodes.iter().filter_map(move |node| {
        match node.content {
            Content::Open(Tag::CodeBlock(_)) => code_depth += 1,
            Content::Close(Tag::CodeBlock(_)) => code_depth = code_depth.saturating_sub(1),
            Content::Text(slice) if code_depth == 0 => {
                let span = slice.in_file().unwrap_or(node.span);
                return Some(Run { text: body.text(slice), span, begins_block: std::mem::take(&mut begins_block) });
            }
            Content::Open(tag) | Content::Close(tag) => begins_block |= !is_inside_block(tag),
            Content::HardBreak | Content::Rule => begins_block = true,
            Content::Code(_) => begins_block = false,
            Content::Text(_) | Content::Html(_) | Content::FootnoteMark(_) | Content::Task(_) | Content::SoftBreak => {}
        }
        None
    })
}

/// Whether a tag marks words and begins no block.
fn is_inside_block(tag: Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
}

/// Whether a text ends with this word.
pub fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|it| !it.ends_with(char::is_alphanumeric))
}

/// Whether a part of a text stands alone: no letter, digit, hyphen or underscore touches it.
pub fn stands_alone(text: &str, part: &Range<usize>) -> bool {
    let joins = |it: char| it.is_alphanumeric() || it == '-' || it == '_';
    !text[..part.start].ends_with(joins) && !text[part.end..].starts_with(joins)
}
