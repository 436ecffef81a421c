//! A folder of documents: its introduction, the folders below, its documents.

use super::print::{PATH, section_anchor};
use crate::error::Error;
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::plan::has_book;
use crate::render::view::Link;
use crate::render::views::SectionView;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, section: u32, part: Part) -> Result<Vec<u8>, Error> {
    let data = &renderer.handbook.sections[section as usize];
    let written = if part.index == 0 { renderer.intro(section, "../") } else { None };
    let visible = &renderer.addresses.visible;
    let documents: Vec<u32> = data.documents.iter().copied().filter(|it| visible.shows_document(*it)).collect();
    let mut table = renderer.documents_table(part.rows(&documents, ROWS), renderer.words.get("label.documents"));
    table.total = documents.len();
    let first = renderer.addresses.section(section);
    let view = SectionView {
        intro: written.as_ref().map(|it| it.html.clone()),
        sections: renderer.section_cards(section),
        documents: table,
        parts: part.links(&first, documents.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "section", "", &data.title);
    frame.crumbs = renderer.crumbs(section);
    frame.crumbs.pop();
    frame.branch = renderer.branch(section, None);
    if has_book(&renderer.cx, visible) && renderer.is_in_book(section) {
        let words = renderer.words.get("section.paper").to_owned();
        frame.downloads.push(Link { href: format!("{PATH}#{}", section_anchor(&first)), words });
    }
    renderer.fill("section.html", &frame, &view, None)
}
