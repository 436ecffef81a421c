//! Registers as CSV after RFC 4180, with the columns of their tables. A cell that a spreadsheet would take for a formula
//! gets an apostrophe in front.

use crate::model::RegisterKind;
use crate::render::Renderer;
use crate::render::tables::{columns, plain_table, row};
use crate::render::view::{Piece, PieceKind, Table};

pub(super) fn write(renderer: &Renderer<'_>, kind: RegisterKind) -> Vec<u8> {
    of_table(&if kind == RegisterKind::Terms { terms(renderer) } else { renderer.register_table(kind) })
}

/// Any table.
pub(super) fn of_table(table: &Table) -> Vec<u8> {
    let mut out = String::new();
    let heads: Vec<String> = table.columns.iter().map(|it| it.label.clone()).collect();
    line(&mut out, &heads);
    for row in table.groups.iter().flat_map(|it| &it.rows) {
        line(&mut out, &row.cells.iter().map(|cell| words(cell)).collect::<Vec<_>>());
    }
    out.into_bytes()
}

/// The glossary, whose page is no table.
fn terms(renderer: &Renderer<'_>) -> Table {
    let text = |value: Option<String>| value.map(Piece::text).into_iter().collect::<Vec<_>>();
    let rows = renderer.addresses.terms.iter().map(|index| {
        let term = renderer.term_view(*index);
        row(vec![text(Some(term.words)), text(term.abbreviation), text(Some(term.definition))])
    });
    let heads = [("term", "words"), ("abbreviation", "narrow"), ("definition", "long")];
    plain_table("", columns(&renderer.words, &heads), rows.collect(), "")
}

/// What stands in a cell; days as `2026-03-01`.
fn words(cell: &[Piece]) -> String {
    let one = |it: &Piece| if let PieceKind::Day(iso) = &it.kind { iso.clone() } else { it.words() };
    cell.iter().map(one).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ")
}

fn line(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let needs_quotes = cell.contains([',', '"', '\n', '\r']);
        if needs_quotes {
            out.push('"');
        }
        if is_formula {
            out.push('\'');
        }
        if needs_quotes {
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_cell_becomes_a_formula_or_breaks_its_row() {
        let mut out = String::new();
        let cells = ["=1+1", "a,b", "say \"no\"", "@x", "plain - text", "-2,3"].map(str::to_owned);
        line(&mut out, &cells);
        assert_eq!(out, "'=1+1,\"a,b\",\"say \"\"no\"\"\",'@x,plain - text,\"'-2,3\"\r\n");
    }
}
