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
    let (sections, order) = renderer.book();
    let places = Places::of(order.iter().map(|it| renderer.addresses.document(it.document)));
    let documents: Result<_, _> = order.into_iter().map(|it| renderer.book_document(it, &places)).collect();
    let view = PrintView { sections, documents: documents? };
    let mut frame = renderer.frame(path, "print", "print", renderer.words.get("page.print"));
    frame.is_wide = true;
    renderer.fill("print.html", &frame, &view, None)
}

/// Where the documents of a section stand in the book, by the address of the section's page.
pub(super) fn section_anchor(page: &str) -> String {
    format!("_section-{}", anchor(page))
}

/// A document in the order of the book.
struct Ordered {
    section: u32,
    document: u32,
    /// The titles of the sections that begin with it, the outermost first.
    begins: Vec<String>,
}

/// What is next on the walk through the sections.
enum Step {
    Enter(u32, u8),
    Leave,
}

impl Renderer<'_> {
    /// Whether the book has a document of a section or of one below it.
    pub(super) fn is_in_book(&self, section: u32) -> bool {
        let mut open = vec![section];
        while let Some(data) = open.pop().and_then(|it| self.handbook.sections.get(it as usize)) {
            if data.documents.iter().any(|it| self.addresses.visible.shows_document(*it)) {
                return true;
            }
            open.extend(&data.children);
        }
        false
    }

    /// The sections that have a document in them or below, each before those below it, and the documents in that order.
    /// The root is a section beside its own: with all in it, it would be the whole book.
    fn book(&self) -> (Vec<BookSection>, Vec<Ordered>) {
        let (mut sections, mut order): (Vec<BookSection>, Vec<Ordered>) = (Vec::new(), Vec::new());
        let mut begins = Vec::new();
        let mut steps = vec![Step::Enter(0, 0)];
        while let Some(step) = steps.pop() {
            let Step::Enter(section, level) = step else {
                if let Some(last) = sections.last_mut() {
                    last.ends += 1;
                }
                continue;
            };
            let Some(data) = self.handbook.sections.get(section as usize).filter(|_| self.is_in_book(section)) else {
                continue;
            };
            let shown: Vec<u32> =
                data.documents.iter().copied().filter(|it| self.addresses.visible.shows_document(*it)).collect();
            let is_root = level == 0;
            let below = data.children.iter().rev().map(|it| Step::Enter(*it, level.saturating_add(1)));
            if is_root {
                steps.extend(below);
            } else {
                steps.push(Step::Leave);
                steps.extend(below);
                begins.push(data.title.clone());
            }
            if !is_root || !shown.is_empty() {
                let anchor = section_anchor(&self.addresses.section(section));
                let documents = shown.iter().map(|it| self.book_link(*it)).collect();
                let ends = usize::from(is_root);
                sections.push(BookSection {
                    key: section,
                    anchor,
                    title: data.title.clone(),
                    level: level.max(1),
                    ends,
                    documents,
                });
            }
            for document in shown {
                order.push(Ordered { section, document, begins: std::mem::take(&mut begins) });
            }
        }
        (sections, order)
    }

    fn book_link(&self, index: u32) -> Link {
        let document = self.handbook.document(index);
        let name = document.id().map(|id| format!("{} ", id.as_str())).unwrap_or_default();
        let anchor = anchor(&self.addresses.document(index)).to_owned();
        Link { href: format!("#{anchor}"), words: format!("{name}{}", brief(document.title())) }
    }

    fn book_document(&self, ordered: Ordered, places: &Places) -> Result<BookDocument, Error> {
        let Ordered { section, document: index, begins } = ordered;
        let document = self.handbook.document(index);
        let written = markdown::write(self.ground(""), &document.body, document.title());
        let view = self.document_view(index, document);
        let running = self.running_head(index);
        let page = self.addresses.document(index);
        let frame = view::Page { path: PATH.to_owned(), ..view::Page::default() };
        let html = self.fill("book-document.html", &frame, &view, Some(&written.html))?;
        let html = places.inside(&String::from_utf8_lossy(&html), &page, document.name());
        Ok(BookDocument { anchor: anchor(&page).to_owned(), section, begins, running, html })
    }
}
