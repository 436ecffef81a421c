//! Sentences that oblige a role: those with `must` whose doer is the role.

use std::ops::Range;

use crate::model::{Body, Content, Handbook, Record, Slice, Tag};
/// A sentence that obliges somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Index of the heading under which it stands.
    pub heading: Option<u32>,
    pub sentence: String,
}

/// The names by which a text may call a role: its title, the title without what stands in brackets, each part in the
/// brackets, and its id in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleNames {
    names: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    words: String,
    /// The name as the one by whom something is done.
    by: [String; 2],
    /// Found as written only, because it is all capitals.
    is_exact: bool,
}

impl RoleNames {
    pub fn of(role: &Record) -> Self {
        let title = role.title();
        let (outside, inside) = title.split_once('(').unwrap_or((title, ""));
        let parts = inside.trim_end_matches(')').split(',');
        // A short id is an abbreviation, which stands in capitals: `dpo` is DPO, and `it` must not be every "it".
        let id = role.name().replace(['-', '_'], " ");
        let id = if id.len() <= 4 { id.to_uppercase() } else { id };
        let mut words: Vec<&str> = std::iter::once(outside)
            .chain(parts)
            .chain(std::iter::once(id.as_str()))
            .map(str::trim)
            .filter(|name| name.chars().count() > 1)
            .collect();
        words.sort_unstable();
        words.dedup();
        let name = |words: &str| Name {
            words: words.to_owned(),
            by: [format!("by the {words}"), format!("by {words}")],
            is_exact: !words.chars().any(char::is_lowercase),
        };
        RoleNames { names: words.into_iter().map(name).collect() }
    }

    /// Whether the sentence makes the role the doer: named before `must`, or after it as the one `by` whom it is done.
    pub fn obliges(&self, sentence: &str) -> bool {
        let Some(must) = find_bounded(sentence, "must", Spelling::Word) else { return false };
        let (before, after) = sentence.split_at(must);
        self.names.iter().any(|name| {
            let spelling = if name.is_exact { Spelling::Capitals } else { Spelling::Name };
            let done_by = |words: &String| find_bounded(after, words, spelling).is_some();
            find_bounded(before, &name.words, spelling).is_some() || name.by.iter().any(done_by)
        })
    }
}

/// How a word has to stand in a text to be the one that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// In any case.
    Word,
    /// In any case, and in the plural.
    Name,
    /// As written, and in the plural.
    Capitals,
}

/// The duties of a role in a text, in reading order, with variables filled in.
pub fn duties(handbook: &Handbook, body: &Body, role: &RoleNames) -> Vec<Duty> {
    let mut found = Vec::new();
    for block in blocks(handbook, body) {
        for sentence in sentences(&block.text) {
            if role.obliges(sentence) {
                found.push(Duty { heading: block.heading, sentence: sentence.to_owned() });
            }
        }
    }
    found
}

/// Every sentence of a text that obliges somebody, whoever that is, in reading order, with variables filled in.
pub fn all_duties(handbook: &Handbook, body: &Body) -> Vec<Duty> {
    let is_duty = |sentence: &&str| find_bounded(sentence, "must", Spelling::Word).is_some();
    let of_block = |block: Block| {
        let duty = |sentence: &str| Duty { heading: block.heading, sentence: sentence.to_owned() };
        sentences(&block.text).filter(is_duty).map(duty).collect::<Vec<_>>()
    };
    blocks(handbook, body).into_iter().flat_map(of_block).collect()
}

/// Asked of every paragraph of every document that gives a role duties.
fn has_must(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'm', b'M', bytes).any(|at| bytes[at + 1..].starts_with(b"ust"))
}

struct Block {
    heading: Option<u32>,
    text: String,
}

/// The paragraphs and list entries of a body that have a `must`, as plain text; headings, tables, code and notes are left out.
fn blocks(handbook: &Handbook, body: &Body) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = None;
    let mut text = String::new();
    let mut silent = 0_u32;
    let mut filled_to = 0_u32;
    // Nothing inside what was opened last obliges anybody, so its text need not be gathered.
    let mut is_dull = false;
    for node in &body.nodes {
        match node.content {
            Content::Open(Tag::Heading(index)) => {
                silent += 1;
                heading = Some(index);
            }
            Content::Open(Tag::Table(_) | Tag::CodeBlock(_) | Tag::Footnote(_) | Tag::Image(_) | Tag::Html) => {
                silent += 1;
            }
            Content::Close(
                Tag::Heading(_) | Tag::Table(_) | Tag::CodeBlock(_) | Tag::Footnote(_) | Tag::Image(_) | Tag::Html,
            ) => silent = silent.saturating_sub(1),
            Content::Open(Tag::Paragraph | Tag::ListEntry | Tag::Definition | Tag::List(_))
            | Content::Close(Tag::Paragraph | Tag::ListEntry | Tag::Definition) => {
                if has_must(&text) {
                    blocks.push(Block { heading, text: text.trim().to_owned() });
                }
                text.clear();
                let source = body.source.get(node.span.range()).unwrap_or_default();
                is_dull = matches!(node.content, Content::Open(_)) && !has_must(source);
            }
            _ if is_dull => {}
            Content::Text(slice) if silent == 0 => {
                filled_to = push_text(handbook, body, Run { slice, filled_to }, &mut text);
            }
            Content::Code(slice) if silent == 0 => text.push_str(body.text(slice)),
            Content::SoftBreak | Content::HardBreak if silent == 0 => text.push(' '),
            _ => {}
        }
    }
    blocks
}

#[derive(Clone, Copy)]
struct Run {
    slice: Slice,
    /// Up to here the file is already written, because a variable reached into this run.
    filled_to: u32,
}

/// Writes a run of text with its variables filled in, and tells up to where the file is written now.
fn push_text(handbook: &Handbook, body: &Body, run: Run, text: &mut String) -> u32 {
    let Some(span) = run.slice.in_file() else {
        text.push_str(body.text(run.slice));
        return run.filled_to;
    };
    let mut at = span.start.max(run.filled_to);
    let first = body.variables.partition_point(|it| it.span.start < span.start);
    for used in body.variables[first..].iter().take_while(|it| it.span.start < span.end) {
        let Some(variable) = handbook.variables.get(&used.name) else { continue };
        if used.span.start >= at {
            text.push_str(body.source.get(at as usize..used.span.start as usize).unwrap_or_default());
            text.push_str(&variable.value);
            at = used.span.end;
        }
    }
    if at < span.end {
        text.push_str(body.source.get(at as usize..span.end as usize).unwrap_or_default());
    }
    at.max(span.end)
}

/// Cuts a text after full stops, question and exclamation marks that are followed by a space and a new beginning.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .char_indices()
            .filter(|(_, character)| matches!(character, '.' | '!' | '?'))
            .map(|(at, _)| at + 1)
            .find(|end| begins_anew(&rest[*end..]))
            .unwrap_or(rest.len());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence.trim())
    })
}

fn begins_anew(rest: &str) -> bool {
    let after = rest.trim_start();
    let first = after.chars().next();
    rest.is_empty() || (after.len() < rest.len() && first.is_none_or(|it| !it.is_lowercase()))
}

/// The place of a word that is not a part of a longer one.
fn find_bounded(text: &str, word: &str, spelling: Spelling) -> Option<usize> {
    let (bytes, wanted) = (text.as_bytes(), word.as_bytes());
    let first = wanted.first()?.to_ascii_lowercase();
    let is_same = |part: &[u8]| match spelling {
        Spelling::Word | Spelling::Name => part.eq_ignore_ascii_case(wanted),
        Spelling::Capitals => part == wanted,
    };
    let last = bytes.len().checked_sub(wanted.len())?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), &bytes[..=last]).find(|at| {
        is_same(&bytes[*at..*at + wanted.len()])
            && is_bounded(text, *at..*at + wanted.len(), spelling != Spelling::Word)
    })
}

fn is_bounded(text: &str, range: Range<usize>, may_be_plural: bool) -> bool {
    let (Some(before), Some(rest)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    let rest = if may_be_plural { rest.strip_prefix('s').unwrap_or(rest) } else { rest };
    !before.ends_with(char::is_alphanumeric) && !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{RoleNames, sentences};
    use crate::model::{Id, Record};
    use crate::text::{FileId, Span, Spanned};

    fn names(id: &str, title: &str) -> RoleNames {
        RoleNames::of(&Record {
            id: Some(Spanned::new(Id::new(id), Span::default())),
            title: Some(Spanned::new(title.to_owned(), Span::default())),
            place: Span::default().in_file(FileId::new(0)),
        })
    }

    #[test]
    fn the_doer_stands_before_must_or_after_by() {
        let ciso = names("ciso", "Information security lead (CISO)");
        assert!(ciso.obliges("The CISO must name a check."));
        assert!(ciso.obliges("Each exception must be approved by the CISO."));
        assert!(!ciso.obliges("Whoever opens it must inform the CISO."));
        assert!(!ciso.obliges("The CISO may refuse."));
        assert!(!ciso.obliges("The precisor must not count."));
        let it = names("it", "Information technology");
        assert!(it.obliges("IT must lock it.") && !it.obliges("It must be locked."));
    }

    #[test]
    fn titles_are_found_in_the_plural_and_in_brackets() {
        let manager = names("line-manager", "Line manager");
        assert!(manager.obliges("Line managers and asset owners must confirm all rights."));
        let everybody = names("employee", "Employee (everybody, contractors included)");
        assert!(everybody.obliges("Everybody: you must lock your screen."));
    }

    #[test]
    fn sentences_end_before_a_new_beginning_only() {
        let cut: Vec<_> = sentences("Use version 1.10 of it. You must not. See A.5.15 e.g. here.").collect();
        assert_eq!(cut, ["Use version 1.10 of it.", "You must not.", "See A.5.15 e.g. here."]);
    }
}
