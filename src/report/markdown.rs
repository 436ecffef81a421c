//! A summary for the page of a job or a comment on a change: the verdict, a table of counts, the findings by document.
//!
//! The first line is a hidden marker by which a comment is found again and replaced. Nothing of the user's text is read as
//! markup: whatever could be is shown as code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::lines::{Lines, Unit};
use super::wording::{address, plain, shortened};
use super::{Report, Tally};
use crate::diag::{Diagnostic, Severity};
use crate::text::FileId;

const MARKER: &str = "<!-- ismsbook: check -->";
/// Longest summary, in bytes. A comment on GitHub holds 65,536 characters.
const LONGEST: usize = 64_000;
/// Longest message or hint that is shown, in characters.
const LONGEST_WORDS: usize = 500;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut out = format!("{MARKER}\n\n{}", verdict(report));
    if report.diagnostics.is_empty() {
        return out;
    }
    out.push_str(&table(report.diagnostics));
    let end = rest(usize::MAX);
    let shown = fitting(report, LONGEST - out.len() - end.len());
    let count: usize = shown.iter().map(|part| part.lines.len()).sum();
    for part in shown {
        out.push_str(&part.head);
        out.extend(part.lines.into_values());
    }
    let left = report.diagnostics.len() - count;
    if left > 0 {
        out.push_str(&rest(left));
    }
    out
}

fn rest(number: usize) -> String {
    format!("\n{number} more, left out here for length: `ismsbook check` lists them all.\n")
}

fn verdict(report: &Report<'_>) -> String {
    let tally = Tally::of(report.diagnostics);
    let ending = if tally.reaches(report.fail_on) { "failed" } else { "passed" };
    let (words, seen, today) = (tally.words(), report.looked_at.words(), report.today);
    format!("**Check {ending}: {words}.**\nLooked at {seen} on {today}.\n")
}

/// How often each rule spoke, the heaviest first. Codes and names are ours, so they need no care.
fn table(diagnostics: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for it in diagnostics {
        *counts.entry((std::cmp::Reverse(it.severity), it.rule.code, it.rule.name)).or_default() += 1;
    }
    let mut out = String::from("\n| Level | Rule | Findings |\n| --- | --- | ---: |\n");
    for ((severity, code, name), count) in counts {
        let _ = writeln!(out, "| {} | {code} {name} | {count} |", severity.0.name());
    }
    out
}

/// What is shown of a file: its heading, and findings by weight and place.
struct Part {
    head: String,
    lines: BTreeMap<(std::cmp::Reverse<Severity>, usize), String>,
}

/// The findings that fit, heavy ones before light ones, grouped by file in the order of files.
fn fitting(report: &Report<'_>, mut room: usize) -> Vec<Part> {
    let mut lines = Lines::new(report.texts);
    let mut parts: BTreeMap<FileId, Part> = BTreeMap::new();
    let mut order: Vec<(usize, &Diagnostic)> = report.diagnostics.iter().enumerate().collect();
    order.sort_by_key(|(index, it)| (std::cmp::Reverse(it.severity), *index));
    for (index, diagnostic) in order {
        let line = line(report, diagnostic, &mut lines);
        let file = diagnostic.file();
        let head = if parts.contains_key(&file) { String::new() } else { head(report, file) };
        let Some(rest) = room.checked_sub(line.len() + head.len()) else { break };
        room = rest;
        let part = parts.entry(file).or_insert_with(|| Part { head, lines: BTreeMap::new() });
        part.lines.insert((std::cmp::Reverse(diagnostic.severity), index), line);
    }
    parts.into_values().collect()
}

fn head(report: &Report<'_>, file: FileId) -> String {
    let path = code(&shortened(&plain(&report.path(file)), LONGEST_WORDS));
    match report.document(file) {
        Some(it) => format!("\n### {}\n\n{path}\n\n", inline(&format!("{} {}", it.name, it.title))),
        None => format!("\n### {path}\n\n"),
    }
}

/// A finding as an entry of a list, with a link to its line.
pub(super) fn line(report: &Report<'_>, diagnostic: &Diagnostic, lines: &mut Lines<'_>) -> String {
    let finding = &diagnostic.finding;
    let line = lines.area(finding.place, Unit::Characters).start.line;
    let address = address_of(report, finding.place.file, line);
    let hint = finding.hint.as_deref().map(|it| format!(" → {}", inline(it))).unwrap_or_default();
    let (level, rule) = (diagnostic.severity.name(), diagnostic.rule);
    format!("- **{level}** [line {line}]({address}) {} {}: {}{hint}\n", rule.code, rule.name, inline(&finding.message))
}

/// The address of a line. GitHub and GitLab show lines of Markdown only in its plain form.
fn address_of(report: &Report<'_>, file: FileId, line: usize) -> String {
    let base = report.origin.address.unwrap_or_default();
    let is_safe = |it: char| it.is_ascii_alphanumeric() || "-._~/:%".contains(it);
    let base = if base.chars().all(is_safe) { base } else { "" };
    format!("{base}{}?plain=1#L{line}", address(&report.path(file)))
}

/// Words of a finding as Markdown on one line: what stands in backticks stays code, every other word is either free of
/// anything that Markdown or a forge could read (markup, links, mentions), or shown as code too.
pub(super) fn inline(words: &str) -> String {
    inline_whole(&shortened(&plain(words), LONGEST_WORDS))
}

/// The same without a limit to their length.
pub(super) fn inline_whole(words: &str) -> String {
    let words = plain(words);
    let is_paired = words.matches('`').count().is_multiple_of(2);
    let mut out = String::new();
    if is_paired {
        for (index, part) in words.split('`').enumerate() {
            if index % 2 == 0 { push_words(&mut out, part) } else { push_code(&mut out, part) }
        }
    } else {
        push_words(&mut out, &words);
    }
    out
}

fn push_words(out: &mut String, words: &str) {
    for (index, word) in words.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if is_harmless(word) { out.push_str(word) } else { push_code(out, word) }
    }
}

fn is_harmless(word: &str) -> bool {
    let is_harmless = |it: char| it.is_alphanumeric() || ".,;:()'’-–—/?!%+=§…→\"“”".contains(it);
    word.chars().all(is_harmless) && !word.contains("//") && !word.to_lowercase().contains("www.")
}

/// Two spans of code side by side would run into one, so a space keeps them apart.
fn push_code(out: &mut String, words: &str) {
    if words.is_empty() {
        return;
    }
    if out.ends_with('`') {
        out.push(' ');
    }
    out.push_str(&code(words));
}

/// Words as a span of code, in a fence that they do not hold.
pub(super) fn code(words: &str) -> String {
    let runs: BTreeSet<usize> = words.split(|it| it != '`').map(str::len).collect();
    let fence = "`".repeat(runs.last().map_or(1, |longest| longest + 1));
    let pad = if words.starts_with(['`', ' ']) || words.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, code, inline};
    use crate::diag::Severity;
    use crate::report::sample::Sample;
    use crate::report::{Format, Origin, write};

    #[test]
    fn the_summary_has_a_marker_a_verdict_counts_and_links() {
        let mut sample = Sample::hostile();
        sample.origin = Origin { folder: "isms/", address: Some("https://forge.example/o/r/blob/abc/") };
        let out = write(&sample.report(), Format::Markdown);
        let start = "<!-- ismsbook: check -->\n\n**Check failed: 1 error, 1 warning, 1 hint.**\nLooked at 1 document, \
                     93 lines of the statement of applicability and 5 register entries on 2026-11-21.\n\n\
                     | Level | Rule | Findings |\n| --- | --- | ---: |\n| error | D008 missing-owner | 1 |\n\
                     | warning | T705 vague-term | 1 |\n| info | L306 orphan-document | 1 |\n\n\
                     ### POL-007 Access `|` `<control>` policy\n\n`isms/policies/zugänge.md`\n\n\
                     - **error** [line 1](https://forge.example/o/r/blob/abc/isms/policies/zug%C3%A4nge.md?plain=1#L1) \
                     D008 missing-owner: `POL-007` names no owner → name the role, as in `owner: role:ciso`\n";
        assert!(out.starts_with(start), "{out}");
        assert_eq!(out, write(&sample.report(), Format::Markdown));
    }

    #[test]
    fn lighter_findings_than_the_threshold_pass() {
        let mut sample = Sample::new("a.md", "text");
        let verdict = |sample: &Sample| write(&sample.report(), Format::Markdown);
        assert!(verdict(&sample).contains("**Check passed: nothing found.**"));
        sample.find("text");
        assert!(verdict(&sample).contains("**Check passed: 1 warning.**"));
        sample.fail_on = Severity::Warning;
        assert!(verdict(&sample).contains("**Check failed: 1 warning.**"));
        sample.origin = Origin { folder: "", address: Some("javascript:alert(1)//") };
        assert!(verdict(&sample).contains("[line 1](a.md?plain=1#L1)"), "{}", verdict(&sample));
    }

    #[test]
    fn nothing_in_words_is_read_as_markup() {
        assert_eq!(inline("`A.5.1`'s owner, see p. 3"), "`A.5.1`'s owner, see p. 3");
        assert_eq!(
            inline("ask @all at http://b.example or www.b.example"),
            "ask `@all` at `http://b.example` or `www.b.example`"
        );
        assert_eq!(inline("[a](b) <i> *x* | a_b #1 \\"), "`[a](b)` `<i>` `*x*` `|` `a_b` `#1` `\\`");
        assert_eq!(inline("a `b\nc"), "a `` `b\\nc ``");
        assert_eq!(inline("`a``b`"), "`a` `b`");
        assert_eq!(inline("``` `a``b`"), "```` ``` ```` ``` `a``b` ```");
        assert_eq!(code("a``b"), "```a``b```");
    }

    #[test]
    fn a_long_summary_keeps_the_errors_and_counts_the_rest() {
        let mut sample = Sample::new("a.md", &"text ".repeat(3000));
        for _ in 0..1000 {
            sample.find("text");
        }
        sample.add_errors(5);
        let out = write(&sample.report(), Format::Markdown);
        assert!(out.len() <= LONGEST && out.len() > LONGEST - 500, "{}", out.len());
        assert_eq!(out.matches("- **error**").count(), 5);
        let shown = out.matches("- **warning**").count();
        let last = out.lines().last().expect("a last line");
        assert_eq!(last, format!("{} more, left out here for length: `ismsbook check` lists them all.", 1000 - shown));
    }
}
