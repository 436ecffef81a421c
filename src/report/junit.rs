//! `JUnit` XML as Jenkins and GitLab read it. A suite is a document and a case a rule that looked at it, so that a green
//! report proves what was checked; the suite `handbook` holds the rules that look at more than one document.
//!
//! A case fails when its rule found something at the level from which the check fails. Lighter findings stand in the
//! output of a case that passes. Lines and columns count from 1, columns in characters.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::lines::{Lines, Unit};
use super::wording::plain;
use super::{Reach, Report, RuleInRun};
use crate::diag::Diagnostic;
use crate::text::FileId;

/// Findings of one file by the code of their rule.
type ByRule<'r> = BTreeMap<&'r str, Vec<&'r Diagnostic>>;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut by_file: BTreeMap<FileId, ByRule<'_>> = BTreeMap::new();
    for it in report.diagnostics {
        by_file.entry(it.file()).or_default().entry(it.rule.code).or_default().push(it);
    }
    let mut files: Vec<FileId> =
        report.extent.documents.iter().map(|it| it.file).chain(by_file.keys().copied()).collect();
    files.sort_unstable();
    files.dedup();
    let mut lines = Lines::new(report.texts);
    let nothing = ByRule::new();
    let mut suites = Vec::new();
    for file in files {
        suites.push(suite(report, file, by_file.get(&file).unwrap_or(&nothing), &mut lines));
    }
    if report.extent.is_whole {
        suites.push(handbook(report));
    }
    let total = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>();
    let (tests, failures) = (total(|it| it.tests), total(|it| it.failures));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<testsuites name=\"ismsbook\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    out.extend(suites.iter().map(Suite::printed));
    out.push_str("</testsuites>\n");
    out
}

#[derive(Default)]
struct Suite {
    name: String,
    file: Option<String>,
    properties: String,
    tests: usize,
    failures: usize,
    skipped: usize,
    cases: String,
}

impl Suite {
    /// Adds a case; `inside` is what stands in it, already as XML.
    fn case(&mut self, rule: &crate::diag::RuleInfo, class: &str, inside: &str) {
        self.tests += 1;
        let name = attribute(&format!("{} {}", rule.code, rule.name));
        let class = attribute(class);
        let _ = match inside {
            "" => writeln!(self.cases, "    <testcase name=\"{name}\" classname=\"{class}\"/>"),
            _ => writeln!(self.cases, "    <testcase name=\"{name}\" classname=\"{class}\">{inside}</testcase>"),
        };
    }

    fn printed(&self) -> String {
        let Suite { tests, failures, skipped, .. } = self;
        let name = attribute(&self.name);
        let file = self.file.as_deref().map(|it| format!(" file=\"{}\"", attribute(it))).unwrap_or_default();
        format!(
            "  <testsuite name=\"{name}\"{file} tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
             skipped=\"{skipped}\">\n{}{}  </testsuite>\n",
            self.properties, self.cases
        )
    }
}

/// A file with the rules that looked at it by itself, and with every other rule that found something in it.
fn suite(report: &Report<'_>, file: FileId, found: &ByRule<'_>, lines: &mut Lines<'_>) -> Suite {
    let path = report.path(file);
    let document = report.document(file);
    let (name, class) = match document {
        Some(it) => (format!("{} {}", it.name, it.title), it.name.to_owned()),
        None => (path.clone(), path.clone()),
    };
    let mut suite = Suite { name: plain(&name), file: Some(path), ..Suite::default() };
    let looked = |it: &&RuleInRun<'_>| document.is_some() && it.skipped.is_none() && it.reach == Reach::Document;
    let mut rules: BTreeMap<&str, _> =
        report.extent.rules.iter().filter(looked).map(|it| (it.info.code, it.info)).collect();
    rules.extend(found.iter().filter_map(|(code, list)| Some((*code, list.first()?.rule))));
    for (code, rule) in rules {
        let findings = found.get(code).map_or(&[][..], Vec::as_slice);
        let heavy: Vec<_> = findings.iter().filter(|it| it.severity >= report.fail_on).collect();
        let inside = match (heavy.first(), findings) {
            (None, []) => String::new(),
            (None, _) => format!("<system-out>{}</system-out>", text(&listed(report, findings, lines))),
            (Some(first), _) => {
                suite.failures += 1;
                let more =
                    if findings.len() > 1 { format!(" (and {} more)", findings.len() - 1) } else { String::new() };
                let message = attribute(&format!("{}{more}", plain(&first.finding.message)));
                let (level, list) = (first.severity.name(), text(&listed(report, findings, lines)));
                format!("<failure type=\"{level}\" message=\"{message}\">{list}</failure>")
            }
        };
        suite.case(rule, &class, &inside);
    }
    suite
}

/// The rules that look at more than one document and found nothing, and those that did not look.
fn handbook(report: &Report<'_>) -> Suite {
    let today = report.today;
    let properties = format!("    <properties><property name=\"today\" value=\"{today}\"/></properties>\n");
    let mut suite = Suite { name: "handbook".to_owned(), properties, ..Suite::default() };
    let spoken: BTreeSet<&str> = report.diagnostics.iter().map(|it| it.rule.code).collect();
    for rule in report.extent.rules {
        if let Some(reason) = rule.skipped {
            suite.skipped += 1;
            suite.case(rule.info, "handbook", &format!("<skipped message=\"{}\"/>", attribute(reason)));
        } else if rule.reach == Reach::Handbook && !spoken.contains(rule.info.code) {
            suite.case(rule.info, "handbook", "");
        }
    }
    suite
}

fn listed(report: &Report<'_>, findings: &[&Diagnostic], lines: &mut Lines<'_>) -> String {
    let mut out = String::new();
    for it in findings {
        let start = lines.area(it.finding.place, Unit::Characters).start;
        let (path, level) = (plain(&report.path(it.file())), it.severity.name());
        let _ = writeln!(out, "{path}:{}:{}: {level}: {}", start.line, start.column, plain(&it.finding.message));
        if let Some(hint) = &it.finding.hint {
            let _ = writeln!(out, "  help: {}", plain(hint));
        }
    }
    out
}

/// Words between tags. What XML 1.0 has no way to write becomes U+FFFD.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(character),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

/// Words in double quotes. Ends of lines are written out, since a reader would take them for spaces.
fn attribute(words: &str) -> String {
    text(words).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus};

    use super::{attribute, text};
    use crate::diag::Severity;
    use crate::report::sample::Sample;
    use crate::report::{Format, write};

    fn parsed(sample: &Sample) -> Report {
        Report::deserialize_from_str(&write(&sample.report(), Format::Junit)).expect("JUnit XML")
    }

    fn cases(suite: &quick_junit::TestSuite) -> Vec<(String, &'static str)> {
        let end = |case: &TestCase| match &case.status {
            TestCaseStatus::Success { .. } => "passed",
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, .. } => "failed",
            TestCaseStatus::NonSuccess { .. } => "error",
            TestCaseStatus::Skipped { .. } => "skipped",
        };
        suite.test_cases.iter().map(|it| (it.name.to_string(), end(it))).collect()
    }

    #[test]
    fn a_green_report_names_every_rule_that_looked() {
        let report = parsed(&Sample::new("policies/a.md", "text\n"));
        let [document, handbook] = report.test_suites.as_slice() else { panic!("{report:#?}") };
        assert_eq!(document.name.as_str(), "POL-007 Access | <control> policy");
        let passed = |name: &str| (name.to_owned(), "passed");
        assert_eq!(cases(document), [passed("D008 missing-owner"), passed("T705 vague-term")]);
        let off = ("L312 climate-decision-missing".to_owned(), "skipped");
        assert_eq!(cases(handbook), [passed("L306 orphan-document"), off]);
        assert_eq!((report.tests, report.failures), (4, 0));
    }

    #[test]
    fn what_fails_the_check_fails_its_case_and_the_rest_is_told() {
        let mut sample = Sample::hostile();
        sample.add_errors(2);
        let report = parsed(&sample);
        let document = &report.test_suites[0];
        let ends: Vec<_> = cases(document).into_iter().map(|(_, end)| end).collect();
        assert_eq!(ends, ["failed", "passed", "passed"]);
        let TestCaseStatus::NonSuccess { message, description, .. } = &document.test_cases[0].status else {
            panic!("{document:#?}")
        };
        let message = message.as_ref().expect("a message");
        assert_eq!(message.as_str(), "`POL-007` names no owner (and 2 more)");
        let description = description.as_ref().expect("the findings");
        assert!(description.as_str().contains("policies/zugänge.md:1:1: error: `POL-007`"), "{description:?}");
        let output = document.test_cases[2].system_out.as_ref().expect("a lighter finding is told");
        assert!(output.as_str().contains("zugänge.md:5:6: warning: ``x`\\r\\n::error::owned"), "{output:?}");
        assert!(output.as_str().contains("]]></failure>"), "{output:?}");
        assert_eq!(cases(&report.test_suites[1]).len(), 1, "a rule that spoke elsewhere has not passed");
        sample.fail_on = Severity::Info;
        assert_eq!(parsed(&sample).failures, 3);
    }

    #[test]
    fn a_file_that_is_no_document_and_a_part_of_the_handbook() {
        let mut sample = Sample::new("registers/risks.yaml", "risks:\n");
        sample.find("risks");
        sample.is_whole = false;
        let report = parsed(&sample);
        let [suite] = report.test_suites.as_slice() else { panic!("{report:#?}") };
        assert_eq!((suite.name.as_str(), suite.test_cases.len()), ("registers/risks.yaml", 1));
    }

    #[test]
    fn nothing_leaves_its_place_in_the_markup() {
        assert_eq!(text("a ]]> <b> & \u{0}\u{1b}ü"), "a ]]&gt; &lt;b&gt; &amp; \u{fffd}\u{fffd}ü");
        assert_eq!(attribute("\"a\"\n\tb"), "&quot;a&quot;&#10;&#9;b");
    }
}
