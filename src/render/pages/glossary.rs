//! The glossary, in alphabetical order.

use crate::error::Error;
use crate::model::RegisterKind;
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::views::{GlossaryView, Letter, TermView};

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let order = &renderer.addresses.terms;
    let mut letters: Vec<Letter> = Vec::new();
    for index in part.rows(order, ROWS) {
        let term = renderer.term_view(*index);
        let first = term.words.chars().next().map_or_else(String::new, |it| it.to_uppercase().collect());
        match letters.last_mut() {
            Some(letter) if letter.name == first => letter.terms.push(term),
            _ => letters.push(Letter { name: first, terms: vec![term] }),
        }
    }
    let view = GlossaryView { letters, parts: part.links("glossary.html", order.len(), ROWS), total: order.len() };
    renderer.fill(
        "glossary.html",
        &renderer.frame(path, "glossary", "terms", renderer.words.get("page.terms")),
        &view,
        None,
    )
}

impl Renderer<'_> {
    pub(in crate::render) fn term_view(&self, index: u32) -> TermView {
        let term = &self.handbook.registers.terms[index as usize];
        let definition = term.definition.as_ref().map_or(self.words.get("empty.definition"), |it| it.value.as_str());
        TermView {
            anchor: self.addresses.anchor(RegisterKind::Terms, index),
            words: term.record.title().to_owned(),
            abbreviation: term.abbreviation.as_ref().map(|it| it.value.clone()),
            aliases: term.aliases.iter().map(|it| it.value.clone()).collect(),
            definition: crate::link::filled(self.handbook, definition),
            see: self.references(&term.see).into_iter().filter(|it| it.href.is_some()).collect(),
        }
    }
}
