//! What changed, document by document, the newest first, with the feeds that tell the same.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::changes::changes;
use crate::render::part::{Part, ROWS};
use crate::render::tables::{as_it_is, columns, plain_table, row};
use crate::render::view::Piece;
use crate::render::views::ListView;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let all = changes(renderer);
    let rows = part.rows(&all, ROWS).iter().map(|change| {
        row(vec![
            vec![renderer.day(change.day)],
            renderer.document_piece(change.document).into_iter().collect(),
            vec![Piece::text(change.version)],
            vec![Piece::text(renderer.words.value(change.kind))],
            vec![Piece::text(change.summary)],
        ])
        .with("kind", change.kind)
        .with("audience", renderer.audience_facet(change.document))
    });
    let heads =
        [("day", "narrow"), ("document", "words"), ("version", "narrow"), ("kind", "narrow"), ("what_changed", "long")];
    let empty = renderer.words.get("empty.changes");
    let mut table =
        plain_table(renderer.words.get("page.changes"), columns(&renderer.words, &heads), rows.collect(), empty);
    table.total = all.len();
    let view = ListView {
        lead: renderer.words.count(all.len(), "lead.changes"),
        figures: Vec::new(),
        bar: None,
        filters: [
            renderer.filter(&table, "kind", ("kind", as_it_is)),
            renderer.filter(&table, "audience", ("audience", as_it_is)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        table,
        parts: part.links("changes.html", all.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "list", "changes", renderer.words.get("page.changes"));
    frame.is_wide = true;
    renderer.fill("list.html", &frame, &view, None)
}
