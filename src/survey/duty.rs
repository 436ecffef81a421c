//! Sentences that oblige a role: those with `must` whose doer is the role.

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
    names: Vec<String>,
}

impl RoleNames {
    pub fn of(role: &Record) -> Self {
        let title = role.title();
        let (outside, inside) = title.split_once('(').unwrap_or((title, ""));
        let parts = inside.trim_end_matches(')').split(',');
        let id = role.name().replace(['-', '_'], " ");
        let mut names: Vec<String> = std::iter::once(outside)
            .chain(parts)
            .chain(std::iter::once(id.as_str()))
            .map(|name| name.trim().to_owned())
            .filter(|name| name.chars().count() > 1)
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        RoleNames { names }
    }

    /// Whether the sentence makes the role the doer: named before `must`, or after it as the one `by` whom it is done.
    fn obliges(&self, sentence: &str) -> bool {
        let Some(must) = find_word(sentence, "must") else { return false };
        let (before, after) = sentence.split_at(must);
        self.names.iter().any(|name| {
            let done_by = |prefix: &str| find_name(after, &format!("{prefix}{name}")).is_some();
            find_name(before, name).is_some() || done_by("by the ") || done_by("by ")
        })
    }
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

struct Block {
    heading: Option<u32>,
    text: String,
}

/// The paragraphs and list entries of a body as plain text; headings, tables, code and notes are left out.
fn blocks(handbook: &Handbook, body: &Body) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = None;
    let mut text = String::new();
    let mut silent = 0_u32;
    let mut filled_to = 0_u32;
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
                if !text.trim().is_empty() {
                    blocks.push(Block { heading, text: text.trim().to_owned() });
                }
                text.clear();
            }
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
    let Slice::File(span) = run.slice else {
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

/// The place of a word in any case, none where it is only part of a longer one.
fn find_word(text: &str, word: &str) -> Option<usize> {
    find_bounded(text, word, false)
}

/// Like [`find_word`]; the name may stand in the plural, and a name in capitals is found in capitals only.
fn find_name(text: &str, name: &str) -> Option<usize> {
    let shown = name.trim_start_matches("by ").trim_start_matches("the ");
    if shown.chars().any(char::is_lowercase) {
        return find_bounded(text, name, true);
    }
    text.match_indices(shown).map(|(at, _)| at).find(|at| is_bounded(text, *at..*at + shown.len(), true))
}

fn find_bounded(text: &str, word: &str, may_be_plural: bool) -> Option<usize> {
    let is_match = |at: &usize| {
        let end = at + word.len();
        text.get(*at..end).is_some_and(|part| part.eq_ignore_ascii_case(word))
            && is_bounded(text, *at..end, may_be_plural)
    };
    text.char_indices().map(|(at, _)| at).find(is_match)
}

fn is_bounded(text: &str, range: std::ops::Range<usize>, may_be_plural: bool) -> bool {
    let starts = !text[..range.start].chars().next_back().is_some_and(char::is_alphanumeric);
    let rest = &text[range.end..];
    let rest = if may_be_plural { rest.strip_prefix('s').unwrap_or(rest) } else { rest };
    starts && !rest.chars().next().is_some_and(char::is_alphanumeric)
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
