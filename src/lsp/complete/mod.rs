//! What may be written at the cursor: names of fields, their values, and ids with their titles.

mod offers;
mod places;
mod settings;
mod yaml;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, CompletionParams, TextEdit,
};

use self::offers::{Kind, Offer};
use super::look::Look;
use crate::text::{FileId, Span};

/// Offers that one answer holds.
const MOST: usize = 400;

/// What is asked for, and what is typed of it already.
struct Asked {
    offers: Vec<Offer>,
    typed: Span,
}

/// What may be written at the cursor; none where nothing is known of the place.
pub(super) fn complete(look: &Look<'_>, params: &CompletionParams) -> Option<CompletionList> {
    let asked_at = &params.text_document_position_params;
    let file = look.file(&asked_at.text_document.uri)?;
    let lines = look.lines(file);
    let offset = lines.offset(asked_at.position);
    let asked = asked(look, file, offset)?;
    let typed = look.text(file)[asked.typed.range()].to_lowercase();
    let fits = |it: &Offer| it.text.to_lowercase().contains(&typed) || it.title.to_lowercase().contains(&typed);
    let mut offers: Vec<Offer> = asked.offers.into_iter().filter(fits).collect();
    // What begins as it is typed comes first; then the order of the handbook.
    offers.sort_by_key(|it| !it.text.to_lowercase().starts_with(&typed));
    let is_incomplete = offers.len() > MOST;
    offers.truncate(MOST);
    let range = lines.range(asked.typed);
    let items = offers.into_iter().enumerate().map(|(number, offer)| item(offer, number, range));
    Some(CompletionList { is_incomplete, item_defaults: None, apply_kind: None, items: items.collect() })
}

fn item(offer: Offer, number: usize, range: gen_lsp_types::Range) -> CompletionItem {
    let edit = TextEdit { range, new_text: format!("{}{}", offer.text, offer.after) };
    let kind = match offer.kind {
        Kind::Field => CompletionItemKind::Field,
        Kind::Value => CompletionItemKind::EnumMember,
        Kind::Name => CompletionItemKind::Reference,
        Kind::Variable => CompletionItemKind::Variable,
    };
    CompletionItem {
        // Whoever types a word of the title finds the id.
        filter_text: Some(format!("{} {}", offer.text, offer.title).trim_end().to_owned()),
        label: offer.text,
        kind: Some(kind),
        detail: (!offer.title.is_empty()).then_some(offer.title),
        sort_text: Some(format!("{number:05}")),
        text_edit: Some(CompletionItemTextEdit::TextEdit(edit)),
        ..CompletionItem::default()
    }
}

fn asked(look: &Look<'_>, file: FileId, offset: usize) -> Option<Asked> {
    let (text, name) = (look.text(file), look.name(file));
    let line_start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let line = &text[line_start..offset];
    if let Some(asked) = in_permission(look, line, offset) {
        return Some(asked);
    }
    if name == "book.toml" {
        return settings::asked(look, (&text[..line_start], line, &text[offset..]), offset);
    }
    if name.starts_with("registers/") || name.starts_with("controls/") {
        let asked = yaml::asked(text, 0, offset)?;
        return Some(Asked { typed: asked.typed, offers: offers::of_register(look, &asked) });
    }
    match front_start(text, offset) {
        Some(start) => {
            let asked = yaml::asked(text, start, offset)?;
            Some(Asked { typed: asked.typed, offers: offers::of_front(look, &asked) })
        }
        None => in_prose(look, file, (line, offset)),
    }
}

/// Where the front matter begins that holds an offset, also while its end is not written yet.
fn front_start(text: &str, offset: usize) -> Option<usize> {
    let start = text.find("---")?;
    if !text[..start].trim_start_matches('\u{feff}').trim().is_empty() {
        return None;
    }
    let start = start + text[start..].find('\n')? + 1;
    let is_closed = text.get(start..offset)?.lines().any(|it| it.trim_end() == "---");
    (offset >= start && !is_closed).then_some(start)
}

/// What stands between an opening mark and the cursor, where the closing mark is not written.
fn open_since<'l>(line: &'l str, opening: &str, closing: &str) -> Option<&'l str> {
    let rest = &line[line.rfind(opening)? + opening.len()..];
    (!rest.contains(closing)).then_some(rest)
}

fn typed(offset: usize, words: &str) -> Span {
    Span::new(offset - words.len(), offset)
}

/// Behind `ismsbook: allow(`: rules, and the role that answers.
fn in_permission(look: &Look<'_>, line: &str, offset: usize) -> Option<Asked> {
    let inner = open_since(&line[line.rfind("ismsbook:")?..], "allow(", ")")?;
    let last = inner.rsplit(',').next().unwrap_or(inner).trim_start();
    if let Some(role) = last.strip_prefix("by=") {
        return Some(Asked { offers: offers::roles(look), typed: typed(offset, role) });
    }
    (!last.contains('=')).then(|| Asked { offers: offers::rules(), typed: typed(offset, last) })
}

fn in_prose(look: &Look<'_>, file: FileId, (line, offset): (&str, usize)) -> Option<Asked> {
    if let Some(inner) = open_since(line, "[[", "]]") {
        if let Some((name, fragment)) = inner.split_once('#').filter(|_| !inner.contains('|')) {
            return places::of_wiki(look, name, (fragment, offset));
        }
        return (!inner.contains('|')).then(|| Asked { offers: offers::anything(look), typed: typed(offset, inner) });
    }
    if let Some(inner) = open_since(line, "{{", "}}") {
        let inner = inner.trim_start();
        return Some(Asked { offers: offers::variables(look), typed: typed(offset, inner) });
    }
    if let Some(address) = open_since(line, "](", ")") {
        return places::of_link(look, file, (address, offset));
    }
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '-' | '.' | '_' | ':');
    let word =
        &line[line.rfind(|it| !is_part(it)).map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8))..];
    // `A.` and `RISK-` begin an id; a plain word does not.
    let is_begun = word.starts_with(|it: char| it.is_ascii_uppercase()) && word[1..].contains(['.', '-']);
    let offers = if is_begun {
        let mut offers = offers::anything(look);
        let begin = word.to_lowercase();
        offers.retain(|it| it.text.to_lowercase().starts_with(&begin));
        offers
    } else if word.starts_with("role:") {
        offers::roles(look)
    } else if is_after_clause(&line[..line.len() - word.len()]) {
        offers::clauses(look)
    } else {
        return None;
    };
    Some(Asked { offers, typed: typed(offset, word) })
}

/// Whether a number that comes now is that of a clause, as in `clause 6.1`.
fn is_after_clause(before: &str) -> bool {
    let before = before.trim_end().to_ascii_lowercase();
    before.ends_with("clause") || before.ends_with("clauses")
}

#[cfg(test)]
mod tests {
    use super::{front_start, open_since};

    #[test]
    fn front_matter_is_known_before_it_is_closed() {
        let text = "---\nid: X\n---\n\nBody\n";
        assert_eq!(front_start(text, 6), Some(4));
        assert_eq!(front_start(text, 16), None);
        assert_eq!(front_start("---\nid: ", 8), Some(4));
        assert_eq!(front_start("Text\n---\nid", 11), None);
    }

    #[test]
    fn only_what_is_open_counts() {
        assert_eq!(open_since("a [[POL] b", "[[", "]]"), Some("POL] b"));
        assert_eq!(open_since("a [[POL]] b", "[[", "]]"), None);
    }
}
