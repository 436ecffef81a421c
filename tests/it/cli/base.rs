//! `check --base`: what a change causes, held against a real history.

use crate::findings::Report;
use crate::git::git;
use crate::project::{POLICY, Project, Run};

/// A second document, which refers to the first one and has a fault of its own: a heading that skips a level.
const OTHER: &str = "\
//- policies/other.md
---
id: POL-008
title: Passwords
type: policy
version: \"1.0\"
status: draft
language: en
owner: role:ciso
authors: [role:ciso]
classification: internal
audience: [all-staff]
scope: All systems.
review_interval: 12 months
roles: [role:ciso]
controls: [A.5.17]
clauses: [5.2]
related: [POL-007]
---

## Scope

This policy covers every password.

#### Deep

Words.
";

fn since(project: &Project, revision: &str) -> (Report, String) {
    let outcome = project.run(&["check", "--base", revision, "--format", "json"]);
    (Report::read(&outcome), outcome.stderr)
}

fn codes(report: &Report) -> Vec<String> {
    report.findings.iter().map(|it| format!("{} {}", it.code, it.file)).collect()
}

#[test]
fn only_what_the_change_causes_is_reported_also_in_files_it_did_not_touch() {
    let project = Project::small(&format!("{POLICY}{OTHER}"));
    project.commit();
    let (report, words) = since(&project, "HEAD");
    assert_eq!(codes(&report), [""; 0], "nothing changed");
    let older = project.check().findings.len();
    assert!(older >= 1 && words.contains(&format!("{older} older findings of `HEAD` stay")), "{words}");
    project.remove("policies/access.md");
    let (report, words) = since(&project, "HEAD");
    assert_eq!(codes(&report), ["L304 policies/other.md"], "the file that refers to it was not touched");
    assert!(words.contains(" older finding"), "{words}");
    assert_eq!(report.code, Some(1));
}

#[test]
fn an_older_finding_stays_older_when_its_line_and_its_file_move() {
    let project = Project::small(&format!("{POLICY}{OTHER}"));
    project.commit();
    let text = project.read("policies/other.md").replace("## Scope\n", "## Scope\n\nA word before.\n");
    project.remove("policies/other.md");
    project.write("policies/deeper/other.md", text.clone());
    assert_eq!(codes(&since(&project, "HEAD").0), [""; 0]);
    project.write("policies/deeper/other.md", text + "\n## More\n\n#### Deep again\n\nWords.\n");
    assert_eq!(codes(&since(&project, "HEAD").0), ["H608 policies/deeper/other.md"]);
}

#[test]
fn rules_on_change_speak_only_with_a_base() {
    let project = Project::small(POLICY);
    project.commit();
    project.write("policies/access.md", project.read("policies/access.md").replace("\"1.0\"", "\"0.9\""));
    let lower = |report: &Report| report.of("V202").len();
    assert_eq!(lower(&project.check()), 0);
    assert_eq!(lower(&since(&project, "HEAD").0), 1, "{:?}", codes(&since(&project, "HEAD").0));
    project.commit();
    assert_eq!(lower(&since(&project, "HEAD").0), 0);
    assert_eq!(lower(&since(&project, "HEAD~1").0), 1);
}

#[test]
fn a_handbook_below_the_top_of_its_repository_is_held_against_itself() {
    let project = Project::small(&format!("{POLICY}{OTHER}"));
    let whole = Project::of("//- readme.md\nwords\n");
    for (name, bytes) in project.tree("") {
        whole.write(&format!("isms/{name}"), bytes);
    }
    whole.commit();
    whole.remove("isms/policies/access.md");
    let run = Run::in_folder(&whole.path("isms/policies"));
    let outcome = run.args(&["check", "--base", "HEAD", "--format", "json", "--today", "2026-11-21"]).output();
    assert_eq!(codes(&Report::read(&outcome)), ["L304 policies/other.md"]);
}

#[test]
fn settings_of_the_base_are_read_from_the_base() {
    let project = Project::small(&format!("{POLICY}{OTHER}"));
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}H608 = \"off\"\n"));
    project.commit();
    project.write("book.toml", settings);
    assert_eq!(codes(&since(&project, "HEAD").0), ["H608 policies/other.md"], "turning a rule on is a change");
}

#[test]
fn a_revision_that_does_not_exist_ends_with_2() {
    let project = Project::small(POLICY);
    project.run(&["check", "--base", "HEAD"]).exits(2);
    project.commit();
    for revision in ["main~7", "no-such-branch", "", "--all", "HEAD:book.toml"] {
        let argument = format!("--base={revision}");
        let outcome = project.run(&["check", &argument]).exits(2);
        assert_eq!(outcome.stdout, "", "{revision}");
        assert!(outcome.stderr.contains("no revision"), "{revision}: {}", outcome.stderr);
    }
}

#[test]
fn a_shallow_clone_is_told_with_what_to_do() {
    let project = Project::small(POLICY);
    project.commit();
    project.commit();
    project.commit();
    let clone = Project::of("");
    let from = format!("file://{}", project.root().display());
    git(clone.root(), &["clone", "--quiet", "--depth", "1", &from, "."]);
    clone.run(&["check", "--base", "HEAD~2"]).exits(2).says("git fetch --unshallow");
    clone.run(&["check", "--base", "HEAD"]).exits(0);
}
