//! The whole book on one page: every document in the handbook's order, each with its own running head, for paper and PDF.

use crate::error::Error;
use crate::render::book::{Places, anchor};
use crate::render::brief::brief;
use crate::render::view::Link;
use crate::render::views::{BookDocument, BookSection, PrintView};
use crate::render::{Renderer, markdown, view};

/// Where the book lies.
pub(in crate::render) const PATH: &str = "print.html";

/// Documents up to which a book is made where the settings do not say.
pub(in crate::render) const USUAL: usize = 500;

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let documents = renderer.book_order();
    let places = Places::of(documents.iter().map(|(_, it)| renderer.addresses.document(*it)));
    let mut sections: Vec<BookSection> = Vec::new();
    let mut texts = Vec::with_capacity(documents.len());
    for (section, document) in documents {
        let text = renderer.book_document((section, document), &places)?;
        let data = renderer.handbook.document(document);
        let name = data.id().map(|id| format!("{} ", id.as_str())).unwrap_or_default();
        let link = Link { href: format!("#{}", text.anchor), words: format!("{name}{}", brief(data.title())) };
        texts.push(text);
        let title = &renderer.handbook.sections[section as usize].title;
        match sections.last_mut().filter(|it| it.key == section) {
            Some(open) => open.documents.push(link),
            None => {
                let anchor = section_anchor(&renderer.addresses.section(section));
                sections.push(BookSection { key: section, anchor, title: title.clone(), documents: vec![link] });
            }
        }
    }
    let view = PrintView { sections, documents: texts };
    let mut frame = renderer.frame(path, "print", "print", renderer.words.get("page.print"));
    frame.is_wide = true;
    renderer.fill("print.html", &frame, &view, None)
}

/// Where the documents of a section stand in the book, by the address of the section's page.
pub(super) fn section_anchor(page: &str) -> String {
    format!("_section-{}", anchor(page))
}

impl Renderer<'_> {
    /// The documents section by section, each with its section.
    fn book_order(&self) -> Vec<(u32, u32)> {
        let mut order = Vec::new();
        let mut open = vec![0];
        while let Some(section) = open.pop() {
            let Some(data) = self.handbook.sections.get(section as usize) else { continue };
            let shown = data.documents.iter().filter(|it| self.addresses.visible.shows_document(**it));
            order.extend(shown.map(|it| (section, *it)));
            open.extend(data.children.iter().rev());
        }
        order
    }

    fn book_document(&self, (section, index): (u32, u32), places: &Places) -> Result<BookDocument, Error> {
        let document = self.handbook.document(index);
        let written = markdown::write(self.ground(""), &document.body, document.title());
        let view = self.document_view(index, document);
        let running = super::document::running_head(&self.words, &view);
        let page = self.addresses.document(index);
        let frame = view::Page { path: PATH.to_owned(), ..view::Page::default() };
        let html = self.fill("book-document.html", &frame, &view, Some(&written.html))?;
        let html = places.inside(&String::from_utf8_lossy(&html), &page, document.name());
        Ok(BookDocument { anchor: anchor(&page).to_owned(), section, running, html })
    }
}
