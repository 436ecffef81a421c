//! What of an old header leaves a text: the blocks of which every value stands in the front matter now. A block of which
//! anything could not be taken over stays as a whole.

use std::collections::BTreeSet;
use std::ops::Range;

use super::blocks::{self, Block, Zone, is_label};
use super::header::{self, Header};
use super::values::same_words;
use crate::model::Field;

/// What leaves.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    /// The bytes, in order.
    pub(super) spans: Vec<Range<usize>>,
    /// The fields that stood there.
    pub(super) fields: BTreeSet<Field>,
    /// Whether a block that speaks of fields stays.
    pub(super) is_partial: bool,
    /// The first key of such a block that stands for no field.
    pub(super) unknown: Option<String>,
}

impl Leaving {
    /// The text without what leaves.
    pub(super) fn rest(&self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut at = 0;
        for span in &self.spans {
            rest.push_str(&text[at..span.start]);
            at = span.end;
        }
        rest + &text[at..]
    }
}

/// What leaves a text whose header was read, when these fields are written into its front matter.
pub(super) fn leaving(text: &str, header: &Header, written: &BTreeSet<Field>) -> Leaving {
    let blocks = blocks::blocks(text);
    let zones = blocks::zones(text, &blocks);
    // Any other text before the first section ends what is looked at there.
    let mut is_head_over = false;
    let mut made = Leaving::default();
    let mut gone = vec![false; blocks.len()];
    for (index, (block, zone)) in blocks.iter().zip(zones).enumerate() {
        let is_passed = zone == Zone::Body || (zone == Zone::Head && is_head_over);
        if block.heading().is_some() || block.is_break() || is_passed {
            continue;
        }
        match fields(block, header, written) {
            Some(fields) => {
                gone[index] = true;
                made.fields.extend(fields);
            }
            None if speaks_of_fields(block, header) => {
                made.is_partial = true;
                made.unknown = made.unknown.or_else(|| unknown(block, header));
            }
            None => is_head_over |= zone == Zone::Head,
        }
    }
    for index in 0..blocks.len() {
        let follows_gone = index.checked_sub(1).is_some_and(|before| gone[before]);
        let parts_header = blocks[index].is_break() && follows_gone;
        gone[index] |= parts_header || has_emptied(&blocks, &gone, index);
    }
    let ends = blocks.iter().skip(1).map(|it| it.start).chain([text.len()]);
    made.spans =
        blocks.iter().zip(ends).zip(gone).filter(|(_, gone)| *gone).map(|((it, end), _)| it.start..end).collect();
    made
}

/// Whether this is an announcing heading below which nothing is left before the next heading of its level.
fn has_emptied(blocks: &[Block<'_>], gone: &[bool], index: usize) -> bool {
    let Some((level, words)) = blocks[index].heading() else { return false };
    let below = &blocks[index + 1..];
    let count = below.iter().take_while(|it| it.heading().is_none()).count();
    let is_gone = |at: usize| gone[at] || (at > index + 1 && blocks[at].is_break() && gone[at - 1]);
    let has_parts = below.get(count).and_then(Block::heading).is_some_and(|(next, _)| next > level);
    is_label(words) && !has_parts && count > 0 && (index + 1..=index + count).all(is_gone)
}

/// The fields that stand in a block, when nothing else does and each stands in the front matter with the same words.
fn fields(block: &Block<'_>, header: &Header, written: &BTreeSet<Field>) -> Option<Vec<Field>> {
    let pairs = header::pairs(&block.lines).filter(|_| !block.is_code())?;
    let mut fields = Vec::new();
    for (key, value) in pairs {
        let field = header.field_of(&key)?;
        if value.is_empty() {
            continue;
        }
        let is_same = header.fields.get(&field).is_some_and(|said| same_words(said, &value));
        if !is_same || !written.contains(&field) || !is_plain(&value) {
            return None;
        }
        fields.push(field);
    }
    // A table or a comment without any value is somebody's template.
    (!fields.is_empty()).then_some(fields)
}

fn unknown(block: &Block<'_>, header: &Header) -> Option<String> {
    let pairs = header::pairs(&block.lines)?;
    pairs.into_iter().map(|(key, _)| key).find(|it| !it.is_empty() && header.field_of(it).is_none())
}

fn speaks_of_fields(block: &Block<'_>, header: &Header) -> bool {
    let said = header::said_in(block);
    said.iter().any(|it| header.fields.get(&it.field) == Some(&it.value))
}

/// Whether a value means the same outside Markdown, and can stand in a comment of YAML.
fn is_plain(value: &str) -> bool {
    !value.contains(['[', '<', '*', '`', '\u{feff}', '\u{2028}', '\u{2029}']) && !value.chars().any(char::is_control)
}
