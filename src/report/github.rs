//! Annotations by GitHub's workflow commands, and below them every finding on a line of the log.
//!
//! Columns count characters from 1. Escapes are those of `packages/core/src/command.ts` in actions/toolkit.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::fingerprint::hexadecimal;
use super::lines::{Lines, Unit};
use super::wording::plain;
use super::{Report, concise, summary};
use crate::diag::{Diagnostic, Severity};
use crate::text::counted;

/// Annotations of one level that GitHub shows for a step.
const MOST: usize = 10;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut lines = Lines::new(report.texts);
    let shown = chosen(report.diagnostics);
    let mut out: String = shown.iter().map(|it| annotation(report, it, &mut lines)).collect();
    let left = report.diagnostics.len() - shown.len();
    if left > 0 {
        let more = counted(left, "more finding");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "::notice title=ismsbook::{more}, listed in the log of this step");
    }
    if !report.diagnostics.is_empty() {
        out.push_str(&log(report));
    }
    out.push_str(&summary(report));
    out
}

/// The first of each level, the heaviest level first. The note on the rest takes the place of one notice.
fn chosen(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let of = |level| diagnostics.iter().filter(move |it| it.severity == level);
    let is_over = Severity::ALL.into_iter().any(|level| of(level).nth(MOST).is_some());
    let most = |level| if level == Severity::Info && is_over { MOST - 1 } else { MOST };
    Severity::ALL.into_iter().rev().flat_map(|level| of(level).take(most(level))).collect()
}

fn annotation(report: &Report<'_>, diagnostic: &Diagnostic, lines: &mut Lines<'_>) -> String {
    let finding = &diagnostic.finding;
    let area = lines.area(finding.place, Unit::Characters);
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let file = property(&plain(&report.path(finding.place.file)));
    let (start, end) = (area.start, area.end);
    // Columns are refused where a place runs over several lines.
    let columns = match area.is_on_one_line() {
        true if start == end => format!(",col={}", start.column),
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    let title = property(&format!("{} {}", diagnostic.rule.code, diagnostic.rule.name));
    let hint = finding.hint.as_deref().map(|it| format!("\nhelp: {}", plain(it))).unwrap_or_default();
    let message = data(&format!("{}{hint}", plain(&finding.message)));
    format!("::{command} file={file},line={},endLine={}{columns},title={title}::{message}\n", start.line, end.line)
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// All findings as plain lines. No words in them are taken for commands: commands are stopped up to a token that the
/// lines cannot hold, since it is made from them.
fn log(report: &Report<'_>) -> String {
    let lines = concise::write(report);
    let token = hexadecimal(Sha256::digest(&lines).into());
    let title = data(&counted(report.diagnostics.len(), "finding"));
    format!("::group::{title}\n::stop-commands::{token}\n{lines}::{token}::\n::endgroup::\n")
}

#[cfg(test)]
mod tests {
    use crate::report::sample::Sample;
    use crate::report::{Format, Origin, write};

    #[test]
    fn places_count_characters_and_leave_columns_out_over_several_lines() {
        let mut sample = Sample::hostile();
        sample.origin = Origin { folder: "isms: a,b/", address: None };
        let out = write(&sample.report(), Format::Github);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(
            lines[0],
            "::error file=isms%3A a%2Cb/policies/zugänge.md,line=1,endLine=1,col=1,title=D008 missing-owner::\
             `POL-007` names no owner%0Ahelp: name the role, as in `owner: role:ciso`"
        );
        assert!(lines[1].contains(",line=5,endLine=5,col=6,endColumn=15,title=T705 vague-term::"), "{}", lines[1]);
        assert!(lines[2].contains(",line=7,endLine=8,title=L306 orphan-document::"), "{}", lines[2]);
        assert!(lines[2].starts_with("::notice "), "{}", lines[2]);
    }

    #[test]
    fn no_words_of_a_document_become_a_command() {
        let out = write(&Sample::hostile().report(), Format::Github);
        let lines: Vec<&str> = out.lines().collect();
        let stop = lines.iter().position(|it| it.starts_with("::stop-commands::")).expect("commands are stopped");
        let token = lines[stop].trim_start_matches("::stop-commands::");
        let resume = lines.iter().position(|it| *it == format!("::{token}::")).expect("commands are resumed");
        assert_eq!((token.len(), resume - stop), (64, 4));
        let outside = lines[..stop].iter().chain(&lines[resume + 1..]);
        for line in outside.filter(|it| it.contains("owned")) {
            assert!(line.starts_with("::warning file="), "{line}");
            assert!(line.contains("%250A") && !line.contains('\u{1b}'), "{line}");
        }
        assert_eq!(lines[resume + 1], "::endgroup::");
    }

    #[test]
    fn ten_of_a_level_are_shown_and_the_rest_is_counted() {
        let mut sample = Sample::hostile();
        sample.add_errors(11);
        let out = write(&sample.report(), Format::Github);
        let count = |start: &str| out.lines().filter(|it| it.starts_with(start)).count();
        assert_eq!((count("::error "), count("::warning "), count("::notice ")), (10, 1, 2));
        assert!(out.contains("::notice title=ismsbook::2 more findings, listed in the log of this step\n"), "{out}");
        assert!(out.contains("owner 10 is missing"), "the log has them all: {out}");
    }

    #[test]
    fn nothing_found_says_what_was_looked_at() {
        let out = write(&Sample::new("a.md", "").report(), Format::Github);
        assert!(out.starts_with("checked 1 document,") && out.ends_with(": nothing found\n"), "{out}");
    }
}
