//! Tables as RFC 4180 has them, made safe for spreadsheets: no cell is ever a formula.

/// One line, ended by CRLF.
pub(super) fn push_row(out: &mut String, cells: &[&str]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

/// Spreadsheets take a cell that begins with one of these for a formula, also in quotation marks; an apostrophe before it
/// makes it text (OWASP, CSV injection).
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn push_cell(out: &mut String, cell: &str) {
    let guard = if is_formula(cell) { "'" } else { "" };
    if guard.is_empty() && !cell.contains(['"', ',', ';', '\r', '\n', '\t']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    out.push_str(guard);
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::push_row;

    fn row(cells: &[&str]) -> String {
        let mut out = String::new();
        push_row(&mut out, cells);
        out
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(row(&["a", "b, c", "say \"x\"", "", "ü\nv"]), "a,\"b, c\",\"say \"\"x\"\"\",,\"ü\nv\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(row(&[formula]).starts_with("\"'"), "{formula:?}");
        }
        assert_eq!(row(&["2026-11-21", "POL-007", "a=b"]), "2026-11-21,POL-007,a=b\r\n");
    }
}
