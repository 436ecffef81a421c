//! The report on a change, for the comment on a pull request or a job's page: one Markdown text with everything that a
//! reviewer decides by. It fits a comment by leaving out what can best be read elsewhere: redlines first.
//!
//! The first line is a hidden marker by which the comment is found again and replaced. The same change gives the same bytes,
//! also on another day, as long as no date has passed that matters.

use std::fmt::Write as _;

use super::diff::{self, Diff, Section};
use super::lines::Lines;
use super::markdown::{inline, line};
use super::{Report, Tally, status};
use crate::approval::{Review, State};
use crate::compare::{DocumentChange, Edition};
use crate::diag::{Diagnostic, Severity};
use crate::text::counted;

const MARKER: &str = "<!-- ismsbook: change -->";
/// Longest report, in bytes. A comment on GitHub holds 65,536 characters.
const LONGEST: usize = 64_000;
/// Warnings that are shown before they are only counted.
const MOST_WARNINGS: usize = 20;
/// Longest redline of one document, in bytes, so that one cannot crowd out the others.
const LONGEST_REDLINE: usize = 8_000;
/// Reviews that fall due within so many days are told.
const DUE: i32 = 30;

/// What a change comes to.
pub struct Pull<'p> {
    /// With the findings that the change causes.
    pub report: Report<'p>,
    /// From the base to the change.
    pub diff: Diff<'p>,
}

/// A part of the report: pieces that are shown as far as there is room.
struct Part {
    head: String,
    pieces: Vec<String>,
    foot: &'static str,
    /// Parts with a low number are kept when there is too little room.
    rank: u8,
    /// Longest text of the pieces, in bytes.
    most: usize,
    /// What the pieces are called when some are left out.
    noun: &'static str,
}

/// What a part needs beside its pieces when some are left out.
const ROOM_FOR_REST: usize = 160;

/// The whole report.
pub fn write(pull: &Pull<'_>) -> String {
    let changes = diff::masked(pull.diff.changes);
    let pull = &Pull { report: pull.report, diff: Diff { changes: &changes, ..pull.diff } };
    let mut out = format!("{MARKER}\n\n{}", verdict(pull));
    let parts = parts(pull);
    let mut room = LONGEST.saturating_sub(out.len());
    let mut shown = vec![0; parts.len()];
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| parts[*index].rank);
    for index in order {
        let part = &parts[index];
        let frame = part.head.len() + part.foot.len() + ROOM_FOR_REST;
        let Some(free) = room.checked_sub(frame) else { continue };
        let mut left = free.min(part.most);
        let fits = |piece: &&String| match left.checked_sub(piece.len()) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        };
        shown[index] = part.pieces.iter().take_while(fits).count();
        room = free - (free.min(part.most) - left);
    }
    for (part, shown) in parts.iter().zip(shown) {
        let left_out = part.pieces.len() - shown;
        if shown > 0 {
            out.push_str(&part.head);
            out.extend(part.pieces[..shown].iter().map(String::as_str));
        }
        if left_out > 0 {
            let base = pull.diff.from;
            let _ = write!(out, "\n*{left_out} more {} left out here for length; see `ismsbook diff`", part.noun);
            let _ = writeln!(out, " and `ismsbook check --base` on {}.*", inline(&super::wording::shortened(base, 40)));
        }
        if shown > 0 {
            out.push_str(part.foot);
        }
    }
    out
}

fn verdict(pull: &Pull<'_>) -> String {
    let changes = pull.diff.changes;
    let tally = Tally::of(pull.report.diagnostics);
    let needed = changes.documents.iter().filter(|it| is_open(it)).count();
    let voided = changes.documents.iter().filter(|it| it.voids_approval()).count();
    let mut reasons = Vec::new();
    if tally.reaches(pull.report.fail_on) {
        reasons.push(format!("new findings: {}", tally.words()));
    }
    if needed > 0 {
        reasons.push(format!("{} to be approved", counted(needed, "document")));
    }
    if voided > 0 {
        reasons.push(format!("{} voided", counted(voided, "approval")));
    }
    let words = if !reasons.is_empty() {
        format!("Not ready: {}", reasons.join("; "))
    } else if changes.is_empty() && pull.report.diagnostics.is_empty() {
        "Nothing changes in the handbook".to_owned()
    } else {
        "Ready: no new finding that fails the check, and nothing left to approve".to_owned()
    };
    format!("**{words}.**\nAgainst {}: {}.\n", inline(pull.diff.from), diff::summary(changes))
}

/// Whether somebody must still approve the words as they are now.
fn is_open(change: &DocumentChange) -> bool {
    let open = |it: &Edition| it.standing.missing > 0 && it.standing.state == State::InReview;
    change.after.as_ref().is_some_and(open)
}

/// All parts in the order of the report.
fn parts(pull: &Pull<'_>) -> Vec<Part> {
    let mut sections = diff::sections(&pull.diff);
    let mut take = |heading: &str, rank: u8, noun: &'static str| {
        let at = sections.iter().position(|it| it.heading == heading);
        at.map(|at| of_section(&sections.remove(at), rank, noun))
    };
    let duties = ["Duties added", "Duties taken away", "Duties altered"].map(|it| take(it, 7, "duties"));
    let told = [
        take("Approvals needed", 2, "documents"),
        take("Approvals voided", 3, "documents"),
        take("Acknowledgements voided", 4, "documents"),
        take("Coverage", 5, "lines"),
        take("Takes effect after this change", 5, "lines"),
        take("Not read", 5, "files"),
    ];
    // The table says it already, and days are counted nowhere here.
    let _ = (take("Documents", 0, ""), take("Reviews due", 0, ""));
    let mut parts = vec![table(pull)];
    parts.extend(findings(pull));
    parts.extend(duties.into_iter().flatten());
    parts.push(redlines(pull));
    parts.extend(told.into_iter().flatten());
    parts.push(reviews(pull));
    parts.push(rest(&sections));
    parts.retain(|it| !it.pieces.is_empty());
    parts
}

fn of_section(section: &Section, rank: u8, noun: &'static str) -> Part {
    let mut lines = diff::list(section, usize::MAX);
    let pieces: Vec<String> = lines.split_inclusive('\n').skip(3).map(str::to_owned).collect();
    lines.truncate(lines.len() - pieces.iter().map(String::len).sum::<usize>());
    Part { head: lines, pieces, foot: "", rank, most: 6_000, noun }
}

/// `document | change | approval state | needs`
fn table(pull: &Pull<'_>) -> Part {
    let row = |change: &DocumentChange| {
        let edition = change.latest()?;
        let cell = |words: &str| inline(words).replace('|', "\\|");
        let text = diff::text_change(change).unwrap_or_else(|| "approvals only".to_owned());
        let state = |it: &Option<Edition>| it.as_ref().map(|it| diff::standing(&it.standing));
        let state = match (state(&change.before), state(&change.after)) {
            (Some(was), Some(is)) if was != is => format!("{was} → {is}"),
            (_, Some(is)) => is,
            (_, None) => "–".to_owned(),
        };
        let name = format!("{} {}", edition.name, edition.title);
        Some(format!("| {} | {} | {} | {} |\n", cell(&name), cell(&text), cell(&state), cell(&needs(pull, change))))
    };
    Part {
        head: "\n| Document | Change | Approval | Needs |\n| --- | --- | --- | --- |\n".to_owned(),
        pieces: pull.diff.changes.documents.iter().filter_map(row).collect(),
        foot: "",
        rank: 0,
        most: 16_000,
        noun: "documents",
    }
}

fn needs(pull: &Pull<'_>, change: &DocumentChange) -> String {
    let Some(after) = &change.after else { return "–".to_owned() };
    let mut needs = Vec::new();
    let report = &pull.report;
    let own = |it: &&Diagnostic| report.texts.name(it.file()) == after.file && it.severity >= report.fail_on;
    let failing = report.diagnostics.iter().filter(own).count();
    if failing > 0 {
        needs.push(format!("{} to mend", counted(failing, "finding")));
    }
    if is_open(change) {
        needs.push(format!("approval by {}", status::wanted(&after.standing)));
    }
    if change.voids_acknowledgements {
        needs.push("to be confirmed anew".to_owned());
    }
    if needs.is_empty() { "nothing".to_owned() } else { needs.join("; ") }
}

fn findings(pull: &Pull<'_>) -> [Part; 2] {
    let report = &pull.report;
    let mut lines = Lines::new(report.texts);
    let mut set = |severity: Severity| -> Vec<String> {
        let found = report.diagnostics.iter().filter(|it| it.severity == severity);
        found
            .map(|it| {
                let file = inline(&report.path(it.file()));
                let entry = line(report, it, &mut lines);
                entry.replacen("- ", &format!("- {file} "), 1)
            })
            .collect()
    };
    let (errors, mut warnings) = (set(Severity::Error), set(Severity::Warning));
    let left = warnings.len().saturating_sub(MOST_WARNINGS);
    if left > 0 {
        warnings.truncate(MOST_WARNINGS);
        warnings.push(format!("- … and {left} more\n"));
    }
    [("New errors", errors, 1), ("New warnings", warnings, 8)].map(|(heading, pieces, rank)| Part {
        head: format!("\n### {heading}\n\n"),
        pieces,
        foot: "",
        rank,
        most: 14_000,
        noun: "findings",
    })
}

/// The redlines of all documents, line by line; long ones are cut.
fn redlines(pull: &Pull<'_>) -> Part {
    let mut pieces = Vec::new();
    for document in &pull.diff.changes.documents {
        let mut room = LONGEST_REDLINE;
        let text = diff::markdown_redline(document);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let fits = |it: &&&str| match room.checked_sub(it.len()) {
            Some(rest) => {
                room = rest;
                true
            }
            None => false,
        };
        let shown = lines.iter().take_while(fits).count();
        pieces.extend(lines[..shown].iter().map(|it| (*it).to_owned()));
        if shown < lines.len() {
            pieces.push(format!("- *… {} more of this document*\n", counted(lines.len() - shown, "line")));
        }
    }
    Part { head: "\n### Redline\n".to_owned(), pieces, foot: "", rank: 10, most: LONGEST, noun: "lines of redlines" }
}

fn reviews(pull: &Pull<'_>) -> Part {
    let editions = pull.diff.changes.documents.iter().filter_map(|it| it.after.as_ref());
    let line = |it: &Edition| {
        let day = it.standing.review_due?;
        let words = match it.standing.review {
            Review::Overdue(_) => format!("overdue since {day}"),
            Review::In(days) if days <= DUE => format!("due on {day}"),
            Review::In(_) | Review::None => return None,
        };
        Some(format!("- {}\n", inline(&format!("`{}` {}: {words}", it.name, it.title))))
    };
    Part {
        head: "\n### Reviews due\n\n".to_owned(),
        pieces: editions.filter_map(line).collect(),
        foot: "",
        rank: 6,
        most: 6_000,
        noun: "reviews",
    }
}

/// Everything else, folded away.
fn rest(sections: &[Section]) -> Part {
    let lists: Vec<String> = sections.iter().map(|it| diff::list(it, usize::MAX)).collect();
    Part {
        head: "\n<details>\n<summary>Everything else</summary>\n".to_owned(),
        pieces: lists.concat().split_inclusive('\n').map(str::to_owned).collect(),
        foot: "\n</details>\n",
        rank: 9,
        most: 12_000,
        noun: "lines",
    }
}

#[cfg(test)]
mod tests;
