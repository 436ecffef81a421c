//! All documents in one list.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::pieces::count;
use crate::render::tables::{as_it_is, filter, state_words};
use crate::render::views::ListView;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let documents: Vec<u32> = renderer.scope.documents().map(|(index, _)| index).collect();
    let mut table = renderer.documents_table(part.rows(&documents, ROWS), "All documents");
    let filters = [
        filter(&table, "type", "Type", as_it_is),
        filter(&table, "state", "State", state_words),
        filter(&table, "owner", "Owner", str::to_owned),
        filter(&table, "classification", "Classification", as_it_is),
    ];
    table.total = documents.len();
    let view = ListView {
        lead: format!(
            "{} under control, each with its owner, its state and its next review.",
            count(documents.len(), "document")
        ),
        figures: Vec::new(),
        bar: None,
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links("documents/index.html", documents.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "list", "documents", "All documents");
    frame.is_wide = true;
    renderer.fill("list.html", &frame, &view, None)
}
