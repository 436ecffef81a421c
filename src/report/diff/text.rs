//! Changes for a terminal. Signs tell what colours tell, so that nothing is lost where there are none; what stays is folded.

use std::fmt::Write as _;

use super::outline::{Shown, field, shown, what};
use super::{Diff, outline};
use crate::compare::{DocumentChange, Fate, Line, Run};
use crate::report::wording::plain;
use crate::text::counted;

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// Longest part of a block that stays which is shown beside a change, in characters.
const LONGEST_CONTEXT: usize = 100;

pub(super) fn write(diff: &Diff<'_>) -> String {
    let mut out = format!("{} → {}: {}\n", plain(diff.from), plain(diff.to), outline::summary(diff.changes));
    for section in outline::sections(diff) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{BOLD}{}{RESET}\n", section.heading);
        for line in &section.lines {
            out.push_str("  ");
            for it in line {
                run(&mut out, it);
            }
            out.push('\n');
        }
    }
    for document in &diff.changes.documents {
        out.push_str(&redline(document));
    }
    out
}

/// One document: what became of it, the duties that changed, and its redline.
pub(super) fn document(diff: &Diff<'_>, document: &DocumentChange) -> String {
    let mut out = redline(document);
    let name = document.latest().map(|it| it.name.as_str());
    for section in outline::sections(diff).into_iter().filter(|it| it.heading.starts_with("Duties")) {
        let prefix = format!("`{}`", name.unwrap_or_default());
        for line in section.lines.iter().filter(|it| it.first().is_some_and(|it| it.text.starts_with(&prefix))) {
            let _ = write!(out, "  {DIM}{}{RESET} ", section.heading.to_lowercase());
            for it in line {
                run(&mut out, it);
            }
            out.push('\n');
        }
    }
    out
}

fn redline(document: &DocumentChange) -> String {
    let Some(edition) = document.latest() else { return String::new() };
    let mut out =
        format!("\n{BOLD}{} {}{RESET}: {}\n", plain(&edition.name), plain(&edition.title), plain(&what(document)));
    for change in &document.fields {
        let _ = writeln!(out, "  {}", plain(&field(change)));
    }
    for part in shown(&document.redline.lines) {
        match part {
            Shown::Block(block) => out.push_str(&line(block)),
            Shown::Folded(count) => {
                let _ = writeln!(out, "  {DIM}… {} as before{RESET}", counted(count, "block"));
            }
        }
    }
    out
}

fn line(line: &Line) -> String {
    let (sign, colour) = match line.fate {
        Fate::Same => (' ', DIM),
        Fate::Inserted => ('+', GREEN),
        Fate::Deleted => ('-', RED),
        Fate::MovedHere => ('>', DIM),
        Fate::MovedAway => ('<', DIM),
        Fate::Changed => ('~', ""),
    };
    let mut out = format!("{colour}{sign} ");
    for (index, cell) in line.cells.iter().enumerate() {
        if index > 0 {
            out.push_str(" | ");
        }
        match line.fate {
            Fate::Changed => {
                for it in cell {
                    run(&mut out, it);
                }
            }
            Fate::Same | Fate::MovedHere | Fate::MovedAway => {
                let words: String = words_of(cell).collect();
                out.push_str(&plain(&crate::report::wording::shortened(&words, LONGEST_CONTEXT)));
            }
            Fate::Inserted | Fate::Deleted => out.push_str(&plain(&words_of(cell).collect::<String>())),
        }
    }
    if line.cells.is_empty() {
        out.push_str("---");
    }
    if let Some(was) = line.was {
        let _ = write!(out, " {DIM}({} → {}){RESET}", was.words(), line.kind.words());
    }
    if !colour.is_empty() {
        out.push_str(RESET);
    }
    out.push('\n');
    out
}

fn words_of(cell: &[Run]) -> impl Iterator<Item = &str> {
    cell.iter().filter(|it| !it.is_mark).map(|it| it.text.as_str())
}

fn run(out: &mut String, run: &Run) {
    let words = plain(&run.text);
    let _ = match run.fate {
        Fate::Inserted => write!(out, "{GREEN}{{+{words}+}}{RESET}"),
        Fate::Deleted => write!(out, "{RED}[-{words}-]{RESET}"),
        _ if run.is_mark => Ok(()),
        _ => write!(out, "{words}"),
    };
}
