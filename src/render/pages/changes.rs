//! What changed, document by document, the newest first, with the feeds that tell the same.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::changes::changes;
use crate::render::part::{Part, ROWS};
use crate::render::pieces::{capital, count};
use crate::render::tables::{as_it_is, columns, filter, plain_table, row};
use crate::render::view::Piece;
use crate::render::views::ListView;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let all = changes(renderer);
    let rows = part.rows(&all, ROWS).iter().map(|change| {
        row(vec![
            vec![Piece::day(change.day)],
            renderer.document_piece(change.document).into_iter().collect(),
            vec![Piece::text(change.version)],
            vec![Piece::text(capital(change.kind))],
            vec![Piece::text(change.summary)],
        ])
        .with("kind", change.kind)
    });
    let heads =
        [("Day", "narrow"), ("Document", "words"), ("Version", "narrow"), ("Kind", "narrow"), ("What changed", "long")];
    let empty = "Nothing yet. Entries of the documents' history with a date will stand here.";
    let mut table = plain_table("Changes", columns(&heads), rows.collect(), empty);
    table.total = all.len();
    let view = ListView {
        lead: format!("{} of documents, the newest first.", count(all.len(), "change")),
        figures: Vec::new(),
        bar: None,
        filters: filter(&table, "kind", "Kind", as_it_is).into_iter().collect(),
        table,
        parts: part.links("changes.html", all.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "list", "changes", "Changes");
    frame.is_wide = true;
    renderer.fill("list.html", &frame, &view, None)
}
