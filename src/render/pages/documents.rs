//! All documents in one list.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::tables::{as_it_is, as_written, state_words};
use crate::render::views::ListView;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let documents: Vec<u32> = renderer.scope.documents().map(|(index, _)| index).collect();
    let mut table = renderer.documents_table(part.rows(&documents, ROWS), renderer.words.get("page.documents"));
    let filters = [
        renderer.filter(&table, "type", ("type", as_it_is)),
        renderer.filter(&table, "state", ("state", state_words)),
        renderer.filter(&table, "owner", ("owner", as_written)),
        renderer.filter(&table, "classification", ("classification", as_it_is)),
    ];
    table.total = documents.len();
    let view = ListView {
        lead: renderer.words.count(documents.len(), "lead.documents"),
        figures: Vec::new(),
        bar: None,
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links("documents/index.html", documents.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "list", "documents", renderer.words.get("page.documents"));
    frame.is_wide = true;
    renderer.fill("list.html", &frame, &view, None)
}
