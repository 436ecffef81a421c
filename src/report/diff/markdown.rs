//! Changes as Markdown for a comment or a job's page. Nothing of the handbook's words is read as markup, and nothing in them
//! calls anybody.

use std::fmt::Write as _;

use super::outline::Section;
use super::outline::{Shown, field, shown, what};
use super::{Diff, outline};
use crate::compare::{DocumentChange, Fate, Kind, Line, Run};
use crate::report::markdown::{code, inline, inline_whole};
use crate::report::wording::{plain, shortened};
use crate::text::counted;

/// Longest part of a block that stays which is shown beside a change, in characters.
const LONGEST_CONTEXT: usize = 160;

pub(super) fn write(diff: &Diff<'_>) -> String {
    let (from, to) = (inline(diff.from), inline(diff.to));
    let mut out = format!("<!-- ismsbook: diff -->\n\n**{from} → {to}: {}.**\n", outline::summary(diff.changes));
    for section in outline::sections(diff) {
        out.push_str(&list(&section, usize::MAX));
    }
    for document in &diff.changes.documents {
        out.push_str(&redline(document));
    }
    out
}

/// A section as a list; beyond `most` lines it says how many more there are.
pub(in crate::report) fn list(section: &Section, most: usize) -> String {
    let mut out = format!("\n### {}\n\n", section.heading);
    for line in section.lines.iter().take(most) {
        out.push_str("- ");
        for it in line {
            run(&mut out, it);
        }
        out.push('\n');
    }
    if section.lines.len() > most {
        let _ = writeln!(out, "- … and {} more", section.lines.len() - most);
    }
    out
}

/// What changed in one document; empty where only its state did.
pub(in crate::report) fn redline(document: &DocumentChange) -> String {
    let Some(edition) = document.latest().filter(|_| document.changes_words()) else { return String::new() };
    let head = inline(&format!("{} {}", edition.name, edition.title));
    let mut out = format!("\n#### {head}\n\n{}\n\n", inline(&what(document)));
    for change in &document.fields {
        let _ = writeln!(out, "- {}", inline(&field(change)));
    }
    for part in shown(&document.redline.lines) {
        match part {
            Shown::Block(block) => out.push_str(&line(block)),
            Shown::Folded(count) => {
                let _ = writeln!(out, "- *… {} as before*", counted(count, "block"));
            }
        }
    }
    out
}

/// The sign keeps the words from beginning a list, a heading or anything else.
fn line(line: &Line) -> String {
    let sign = match line.fate {
        Fate::Same => "·",
        Fate::Inserted => "+",
        Fate::Deleted => "−",
        Fate::MovedHere => "moved here",
        Fate::MovedAway => "moved away",
        Fate::Changed => "~",
    };
    let mut out = format!("- `{sign}` ");
    for (index, cell) in line.cells.iter().enumerate() {
        if index > 0 {
            out.push_str(" ┃ ");
        }
        match line.fate {
            Fate::Changed => {
                for it in cell {
                    run(&mut out, it);
                }
            }
            Fate::Same | Fate::MovedHere | Fate::MovedAway => {
                let words: String = cell.iter().filter(|it| !it.is_mark).map(|it| it.text.as_str()).collect();
                out.push_str(&words_of(line.kind, &shortened(&words, LONGEST_CONTEXT)));
            }
            Fate::Inserted | Fate::Deleted => {
                let text: String = cell.iter().filter(|it| !it.is_mark).map(|it| it.text.as_str()).collect();
                run(&mut out, &Run { fate: line.fate, text, is_mark: false });
            }
        }
    }
    if let Some(was) = line.was {
        let _ = write!(out, " *({} → {})*", was.words(), line.kind.words());
    }
    out.push('\n');
    out
}

fn words_of(kind: Kind, words: &str) -> String {
    if matches!(kind, Kind::Code | Kind::Html) { code(&plain(words)) } else { inline(words) }
}

fn run(out: &mut String, run: &Run) {
    let _ = match run.fate {
        Fate::Inserted => write!(out, "<ins>{}</ins>", set(run)),
        Fate::Deleted => write!(out, "<del>{}</del>", set(run)),
        _ if run.is_mark => Ok(()),
        _ => write!(out, "{}", inline_whole(&run.text)),
    };
}

/// Words between tags; those of a mark are always code.
fn set(run: &Run) -> String {
    if run.is_mark { code(&plain(run.text.trim())) } else { inline_whole(&run.text) }
}
