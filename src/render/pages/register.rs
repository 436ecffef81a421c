//! Registers whose entries stand together on one page, each with an anchor and all its fields.

use crate::error::Error;
use crate::model::{RegisterKind, Target};
use crate::render::Renderer;
use crate::render::address::register;
use crate::render::part::{Part, ROWS};
use crate::render::views::{EntriesView, RegisterEntry};

pub(super) fn render(renderer: &Renderer<'_>, path: &str, kind: RegisterKind, part: Part) -> Result<Vec<u8>, Error> {
    let all = renderer.all_entries(kind);
    let entries: Vec<RegisterEntry> =
        part.rows(&all, ROWS).iter().filter_map(|it| renderer.register_entry(kind, *it)).collect();
    let carriers = renderer
        .scope
        .documents()
        .filter(|(_, document)| document.front.register.as_ref().is_some_and(|it| it.value == kind));
    let title = renderer.register_words(kind);
    let view = EntriesView {
        lead: if kind == RegisterKind::Evidence {
            renderer.words.get("lead.evidence").to_owned()
        } else {
            renderer.words.count(all.len(), &format!("lead.{}", kind.name()))
        },
        table: Some(renderer.entries_table(kind, part.rows(&all, ROWS))).filter(|it| it.total > 0),
        entries,
        carriers: carriers.filter_map(|(index, _)| renderer.piece(Target::Document(index))).collect(),
        parts: part.links(&register(kind), all.len(), ROWS),
        empty: renderer.words.with("empty.entries", &[("kind", &kind.name())]),
    };
    renderer.fill("register.html", &renderer.frame(path, "register", kind.name(), &title), &view, None)
}

impl Renderer<'_> {
    fn register_entry(&self, kind: RegisterKind, index: u32) -> Option<RegisterEntry> {
        let record = self.handbook.registers.record(kind, index)?;
        let has_id = record.id.is_some() && kind != RegisterKind::People;
        Some(RegisterEntry {
            anchor: self.addresses.anchor(kind, index),
            id: if has_id { Some(record.name().to_owned()) } else { None },
            title: record.title().to_owned(),
            facts: self.entry_facts(kind, index as usize),
        })
    }
}
