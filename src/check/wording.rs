//! What a body says, whatever its markup, its lines and the places its links lead to: the words that an approval is
//! about.

use crate::model::{Body, Document, Item, Tag};
use crate::text::Span;

/// The words of each block (paragraph, entry of a list, heading, cell, code), with single blanks. Blocks without words
/// are left out.
pub fn blocks(body: &Body) -> Vec<String> {
    blocks_with_places(body).into_iter().map(|(block, _)| block).collect()
}

/// The same with the bytes in the file from the first word of the block to its last.
pub fn blocks_with_places(body: &Body) -> Vec<(String, Span)> {
    let mut blocks: Vec<(String, Option<Span>)> = vec![(String::new(), None)];
    for (item, span) in body.items() {
        if ends_block(item) {
            blocks.push((String::new(), None));
            continue;
        }
        let Some((block, place)) = blocks.last_mut() else { continue };
        *place = Some(place.map_or(span, |first| Span { start: first.start, end: first.end.max(span.end) }));
        match item {
            Item::Text(text) | Item::Code(text) | Item::Html(text) => block.push_str(text),
            Item::SoftBreak | Item::HardBreak => block.push(' '),
            Item::Task(true) => block.push_str("[x] "),
            Item::Task(false) => block.push_str("[ ] "),
            // The name between the brackets of a wiki link is a text inside it.
            Item::Open(_) | Item::Close(_) | Item::FootnoteMark(_) | Item::Rule => {}
        }
    }
    let single_blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let with_place = |(text, place): (String, Option<Span>)| Some((single_blanks(&text), place?));
    blocks.into_iter().filter_map(with_place).filter(|(text, _)| !text.is_empty()).collect()
}

/// Whether two documents say the same in the same words.
pub fn says_the_same(one: &Document, other: &Document) -> bool {
    source(&one.body) == source(&other.body) || blocks(&one.body) == blocks(&other.body)
}

fn source(body: &Body) -> Option<&str> {
    body.source.get(body.span.range())
}

fn ends_block(item: Item<'_>) -> bool {
    match item {
        Item::Open(tag) | Item::Close(tag) => {
            !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
        }
        Item::Rule => true,
        Item::Text(_)
        | Item::Code(_)
        | Item::Html(_)
        | Item::FootnoteMark(_)
        | Item::SoftBreak
        | Item::HardBreak
        | Item::Task(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::config::Config;
    use crate::{link, source};

    fn words(text: &str) -> Vec<String> {
        let sources = source::fixture(&format!("//- policies/a.md\n{text}"));
        blocks(&link::link(&sources, &Config::default()).handbook.documents[0].body)
    }

    #[test]
    fn markup_lines_and_destinations_do_not_count() {
        let one = words("# Rules\n\nYou **must** read\n[the rules](a.md).\n\n- one\n- two\n");
        let other = words("Rules\n=====\n\nYou __must__   read [the rules](b.md).\n\n* one\n* two\n");
        assert_eq!(one, other);
        assert_eq!(one, ["Rules", "You must read the rules.", "one", "two"]);
    }

    #[test]
    fn words_code_and_bare_names_count() {
        assert_ne!(words("Follow [[PRO-001]].\n"), words("Follow [[PRO-002]].\n"));
        assert_eq!(words("Follow [[PRO-001]] and [[PRO-002|this]].\n"), ["Follow PRO-001 and this."]);
        assert_ne!(words("Run `a`.\n"), words("Run `b`.\n"));
        assert_ne!(words("- [ ] Sign\n"), words("- [x] Sign\n"));
    }
}
