//! `check --format F=FILE`: where reports go, what stays unwritten, and what other programs may rely on.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Junit, TestCaseStatus};
use serde_json::Value;

use crate::project::{POLICY, Project, Run};

/// A document without an owner, with letters beyond ASCII before what is wrong on a line.
const FAULTY: &str = "\
//- policies/zugänge.md
---
id: POL-008
title: Zugänge – 😀
type: policy
version: \"1.0\"
status: draft
language: en
authors: [role:ciso]
classification: internal
audience: [all-staff]
scope: All systems.
roles: [role:ciso]
controls: [A.5.15]
clauses: [5.2]
---

## Scope

Ä😀 see [x](fort.md) and [y](fort.md).
";

/// The other formats, that all go to files.
const FORMATS: [&str; 9] = ["text", "concise", "json", "github", "gitlab", "sarif", "junit", "rdjson", "markdown"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

#[test]
fn every_format_can_be_written_in_one_run() {
    let project = Project::small(FAULTY).with("out/keep", "");
    let wanted: Vec<String> = FORMATS.iter().map(|it| format!("--format={it}=out/{it}")).collect();
    let mut arguments = vec!["check", "--today", "2026-11-21"];
    arguments.extend(wanted.iter().map(String::as_str));
    let outcome = Run::in_folder(project.root()).args(&arguments).output().exits(1);
    assert_eq!(outcome.stdout, "", "all went to files");
    for format in FORMATS {
        let alone = project.run(&["check", "--format", format, "--color", "never"]).exits(1);
        assert_eq!(project.read(&format!("out/{format}")), alone.stdout, "{format}");
    }
    assert!(!project.read("out/text").contains('\u{1b}'), "a file has no colours, whatever is asked for");
}

#[test]
fn a_file_has_no_colours_even_where_they_are_asked_for() {
    let project = Project::small(FAULTY).with("out/keep", "");
    let outcome = project.run(&["--color", "always", "check", &in_folder(&project, "text", "report")]).exits(1);
    assert!(!project.read("out/report").contains('\u{1b}'), "{}", outcome.stdout);
}

fn in_folder(project: &Project, format: &str, name: &str) -> String {
    format!("--format={format}={}", project.path("out").join(name).display())
}

#[test]
fn two_reports_for_one_place_end_with_2_and_nothing_is_written() {
    let project = Project::small(FAULTY).with("out/keep", "");
    let (one, two) = (in_folder(&project, "json", "a"), in_folder(&project, "sarif", "../out/a"));
    project.run(&["check", &one, &two]).exits(2).says("same file");
    project.run(&["check", "--format", "text", "--format", "json"]).exits(2).says("name a file for one");
    project.run(&["check", "--format", "text", "--format", "json=-"]).exits(2).says("name a file for one");
    assert_eq!(project.tree("out").len(), 1, "{:?}", project.tree("out").keys());
}

#[test]
fn when_one_report_cannot_be_written_none_is() {
    let project = Project::small(FAULTY).with("out/keep", "").with("out/old", "old").with("out/folder/keep", "");
    let (new, old) = (in_folder(&project, "json", "new"), in_folder(&project, "sarif", "old"));
    for wrong in ["nowhere/report", "folder"] {
        let wrong = in_folder(&project, "gitlab", wrong);
        let outcome = project.run(&["check", &new, &old, &wrong]).exits(2);
        assert_eq!(outcome.stdout, "");
        assert_eq!(project.read("out/old"), "old");
        let names: Vec<String> = project.tree("out").into_keys().collect();
        assert_eq!(names, ["folder/keep", "keep", "old"], "no new file and no temporary one");
    }
}

#[test]
fn no_report_is_written_over_the_handbook() {
    let project = Project::small(FAULTY);
    let before = project.tree("");
    for name in ["book.toml", "policies/zugänge.md", "registers/../registers/roles.yaml"] {
        let wanted = format!("--format=json={}", project.path(name).display());
        project.run(&["check", &wanted]).exits(2).says("file of the handbook");
    }
    assert_eq!(project.tree(""), before);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_file_that_is_written() {
    let project = Project::small(FAULTY).with("out/behind", "old");
    std::os::unix::fs::symlink("behind", project.path("out/link")).expect("a link");
    project.run(&["check", &in_folder(&project, "json", "link")]).exits(1);
    assert!(project.path("out/link").is_symlink(), "the link stays");
    assert!(json(&project.read("out/behind"))["findings"].is_array());
    let (one, two) = (in_folder(&project, "json", "link"), in_folder(&project, "sarif", "behind"));
    project.run(&["check", &one, &two]).exits(2).says("same file");
    std::os::unix::fs::symlink("../book.toml", project.path("out/settings")).expect("a link");
    project.run(&["check", &in_folder(&project, "json", "settings")]).exits(2).says("file of the handbook");
}

#[test]
fn with_exit_zero_findings_are_told_and_the_run_ends_well() {
    let project = Project::small(FAULTY);
    project.run(&["check", "--exit-zero"]).exits(0).prints("D008");
    project.run(&["check", "--exit-zero", "--fail-on", "info"]).exits(0);
    project.run(&["check", "--exit-zero", "policies/absent.md"]).exits(2);
}

#[test]
fn a_reader_who_goes_away_changes_neither_the_end_nor_the_words() {
    let mut fixture = String::new();
    for number in 0..300 {
        fixture += &FAULTY.replace("zugänge", &format!("p{number}")).replace("POL-008", &format!("POL-{number:03}"));
    }
    let project = Project::small(&fixture);
    for format in ["text", "json"] {
        let outcome = project.command(["check", "--format", format]).output_unread();
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), ""), "{format}");
    }
}

#[test]
fn a_path_limits_the_suites_of_junit_to_what_was_asked_for() {
    let project = Project::small(&format!("{POLICY}{FAULTY}"));
    let suites = |paths: &[&str]| {
        let mut arguments = vec!["check", "--format", "junit"];
        arguments.extend(paths);
        let report = Junit::deserialize_from_str(&project.run(&arguments).stdout).expect("JUnit XML");
        report.test_suites.iter().map(|it| it.name.as_str().to_owned()).collect::<Vec<_>>()
    };
    let (access, other) = ("POL-007 Access control policy".to_owned(), "POL-008 Zugänge – 😀".to_owned());
    assert_eq!(suites(&[]), [access.clone(), other.clone(), "handbook".to_owned()]);
    let path = project.path("policies/access.md").display().to_string();
    assert_eq!(suites(&[&path]), [access], "the handbook as a whole was not asked about");
    let path = project.path("policies/zugänge.md").display().to_string();
    assert_eq!(suites(&[&path]), [other]);
}

#[test]
fn junit_counts_its_cases_and_fails_exactly_where_the_run_does() {
    for (fixture, code) in [(POLICY.to_owned(), 0), (format!("{POLICY}{FAULTY}"), 1)] {
        let outcome = Project::small(&fixture).run(&["check", "--format", "junit"]).exits(code);
        let report = Junit::deserialize_from_str(&outcome.stdout).expect("JUnit XML");
        let cases: Vec<_> = report.test_suites.iter().flat_map(|it| &it.test_cases).collect();
        let is_failure = |it: &&&quick_junit::TestCase| {
            matches!(it.status, TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, .. })
        };
        let failures = cases.iter().filter(is_failure).count();
        assert_eq!((report.tests, report.failures, report.errors), (cases.len(), failures, 0));
        assert_eq!(failures > 0, code == 1);
        for suite in &report.test_suites {
            let own = suite.test_cases.iter().collect::<Vec<_>>();
            let failed = own.iter().filter(is_failure).count();
            assert_eq!((suite.tests, suite.failures), (own.len(), failed), "{:?}", suite.name);
        }
    }
}

/// The fingerprints of a report by format, sorted, with how often each stands there.
fn fingerprints(project: &Project) -> [BTreeMap<String, usize>; 2] {
    let counted = |prints: Vec<String>| {
        prints.into_iter().fold(BTreeMap::new(), |mut counts, it| {
            *counts.entry(it).or_insert(0) += 1;
            counts
        })
    };
    let gitlab = json(&project.run(&["check", "--format", "gitlab"]).stdout);
    let sarif = json(&project.run(&["check", "--format", "sarif"]).stdout);
    let text = |it: &Value| it.as_str().expect("a fingerprint").to_owned();
    let gitlab = gitlab.as_array().expect("a list").iter().map(|it| text(&it["fingerprint"]));
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let sarif = results.iter().map(|it| text(&it["partialFingerprints"]["ismsbook/v1"]));
    [counted(gitlab.collect()), counted(sarif.collect())]
}

#[test]
fn fingerprints_stay_when_lines_move_and_are_unique_in_a_file() {
    let project = Project::small(&format!("{FAULTY}\n## Duties\n\nWe [x](fort.md).\n\nWe [x](fort.md).\n"));
    let [before, in_sarif] = fingerprints(&project);
    assert!(before.len() >= 5, "{before:?}");
    assert!(before.values().all(|it| *it == 1), "the same words on two lines have two fingerprints: {before:?}");
    assert_eq!(before, in_sarif, "all formats tell a finding by the same fingerprint");
    let moved = project
        .read("policies/zugänge.md")
        .replace("title:", "contact: desk\ntitle:")
        .replace("## Scope\n", "## Scope\n\nA paragraph that says nothing.\n");
    project.remove("policies/zugänge.md");
    project.write("policies/deeper/moved.md", moved);
    assert_eq!(fingerprints(&project)[0], before, "lines and the file moved, the findings are the same");
}

#[test]
fn no_report_repeats_a_secret_whatever_finding_stands_beside_it() {
    let leak = POLICY.replace("This policy covers", "Password: `Tr0ub4dor&3` [x](fort.md). This policy covers");
    let project = Project::small(&leak).with("out/keep", "");
    for format in FORMATS {
        let shown = project.run(&["check", "--format", format]).exits(1).stdout;
        assert!(shown.contains("H602") || shown.contains("secret-in-text"), "{format}: {shown}");
        assert!(!shown.contains("Tr0ub4dor"), "{format}: {shown}");
    }
    project.write("book.toml", project.read("book.toml") + "H602 = \"off\"\n");
    let shown = project.run(&["check"]).exits(1).stdout;
    assert!(shown.contains("Password: `***********` [x](fort.md)"), "also where nobody looks for secrets: {shown}");
}

#[test]
fn the_report_for_programs_lists_what_is_silenced_with_who_answers_for_it() {
    let silence =
        "<!-- ismsbook: allow(L313, until=2027-01-31, by=role:ciso, reason=\"the page comes in \u{fc} May\") -->";
    let project = Project::small(&FAULTY.replace("Ä😀 see", &format!("{silence}\n\nÄ😀 see")));
    let report = project.check();
    assert!(report.of("L313").is_empty(), "{:#?}", report.brief());
    let silenced = report.json["silenced"].as_array().expect("a list");
    assert_eq!(report.json["summary"]["silenced"].as_u64(), Some(silenced.len() as u64));
    let [one, _] = silenced.as_slice() else { panic!("{silenced:#?}") };
    assert_eq!((one["rule"].as_str(), one["file"].as_str()), (Some("broken-link"), Some("policies/zugänge.md")));
    let facts = ["reason", "by", "until"].map(|key| one[key].as_str().unwrap_or_default());
    assert_eq!(facts, ["the page comes in ü May", "role:ciso", "2027-01-31"]);
    let text = project.read("policies/zugänge.md");
    let line = text.lines().position(|it| it.contains("ismsbook: allow")).expect("it is there") as u64 + 1;
    assert_eq!(one["silenced_at"]["start"]["line"].as_u64(), Some(line));
    let all: Value = json(&project.run(&["check", "--no-ignores", "--format", "json"]).stdout);
    assert_eq!(all["silenced"].as_array().map(Vec::len), Some(0), "they are among the findings");
    let other = project
        .with("policies/more/other.md", FAULTY.split_once('\n').expect("a name").1.replace("POL-008", "POL-009"));
    let path = other.path("policies/more").display().to_string();
    assert_eq!(other.check_paths(&[&path]).json["silenced"].as_array().map(Vec::len), Some(0));
}
