//! `ismsbook check`: what it finds where, what it prints, and how it ends.
#![expect(clippy::needless_raw_string_hashes, reason = "expected texts are written by snapbox")]

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::findings::Report;
use crate::project::{POLICY, Project, Run, SMALL};

/// A document with one error: no owner.
const OWNERLESS: &str = "\
//- policies/access.md
---
id: POL-007
title: Access control policy
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

This policy covers every account.

## Duties

The information security lead must review every account.
";

#[test]
fn a_handbook_without_fault_ends_with_0() {
    let report = Project::small(POLICY).check();
    assert_eq!(report.brief(), Vec::<String>::new());
    assert_eq!(report.code, Some(0));
}

#[test]
fn an_error_ends_with_1_and_is_shown_at_its_place() {
    let outcome = Project::small(OWNERLESS).run(&["check"]).exits(1);
    assert_data_eq!(
        outcome.stdout,
        str![[r#"
error[D008 missing-owner]: `POL-007` names no owner
 --> policies/access.md:2:1
  |
2 | id: POL-007
  | ^
  |
  = help: name the role that answers for it, as in `owner: role:ciso`

checked 1 document, 0 lines of the statement of applicability and 4 register entries: 1 error

"#]]
    );
}

#[test]
fn a_finding_can_be_one_line() {
    let outcome = Project::small(OWNERLESS).run(&["check", "--format", "concise"]).exits(1);
    assert_data_eq!(
        outcome.stdout,
        str![[r#"
policies/access.md:2:1: error[D008 missing-owner] `POL-007` names no owner

"#]]
    );
}

/// The good document with a warning: a heading that skips a level.
fn skipping() -> String {
    format!("{POLICY}\n#### Deep\n\nWords.\n")
}

#[test]
fn warnings_fail_the_run_only_when_asked() {
    let project = Project::small(&skipping());
    let report = project.check();
    assert_eq!((report.only("H608").level.as_str(), report.code), ("warning", Some(0)));
    project.run(&["check", "--fail-on", "warning"]).exits(1);
    project.run(&["check", "--fail-on", "error"]).exits(0);
}

#[test]
fn the_settings_choose_the_threshold_and_the_command_line_wins() {
    let project = Project::small(&skipping());
    let settings = project.read("book.toml").replace("[lint.rules]", "[lint]\nfail-on = \"warning\"\n[lint.rules]");
    project.write("book.toml", settings);
    project.run(&["check"]).exits(1);
    project.run(&["check", "--fail-on", "error"]).exits(0);
}

#[test]
fn a_level_in_the_settings_holds_by_code_and_by_name() {
    for rule in ["D008", "missing-owner", "d008"] {
        let project = Project::small(OWNERLESS);
        let off = project.read("book.toml") + &format!("{rule} = \"off\"\n");
        project.write("book.toml", &off);
        assert_eq!(project.check().of("D008").len(), 0, "{rule} off");
        project.write("book.toml", off.replace(&format!("{rule} = \"off\""), &format!("{rule} = \"info\"")));
        assert_eq!(project.check().only("D008").level, "info", "{rule}");
    }
}

#[test]
fn a_mistyped_setting_is_found_with_the_nearest_name() {
    let project =
        Project::small(POLICY).with("book.toml", "[book]\ntitel = \"T\"\n[lint.rules]\nmising-owner = \"off\"\n");
    let report = project.check();
    let settings = report.of("D034");
    let [title, rule] = settings.as_slice() else { panic!("{:#?}", report.brief()) };
    assert_eq!((title.start.line, title.hint.contains("`title`")), (2, true), "{title:?}");
    assert_eq!((rule.start.line, rule.hint.contains("`missing-owner`")), (4, true), "{rule:?}");
}

#[test]
fn the_report_for_programs_has_the_promised_shape() {
    let report = Project::small(OWNERLESS).check();
    assert_eq!(report.code, Some(1));
    let json = &report.json;
    assert_eq!((json["version"].as_u64(), json["today"].as_str()), (Some(1), Some("2026-11-21")));
    let summary = &json["summary"];
    assert_eq!(summary["documents"].as_u64(), Some(1));
    let counts = ["controls", "risks", "entries"].map(|key| summary[key].as_u64());
    assert_eq!(counts, [Some(0), Some(0), Some(4)], "lines of the statement, risks, entries of all registers");
    let count = |level: &str| report.findings.iter().filter(|it| it.level == level).count() as u64;
    for (key, level) in [("errors", "error"), ("warnings", "warning"), ("infos", "info")] {
        assert_eq!(summary[key].as_u64(), Some(count(level)), "{key}");
    }
    for finding in json["findings"].as_array().expect("a list") {
        let keys: Vec<&str> = finding.as_object().expect("an object").keys().map(String::as_str).collect();
        for key in ["code", "rule", "level", "message", "hint", "file", "start", "end", "related"] {
            assert!(keys.contains(&key), "`{key}` is missing in {finding}");
        }
        assert!(finding["related"].is_array());
    }
    let owner = report.only("D008");
    assert_eq!((owner.rule.as_str(), owner.level.as_str()), ("missing-owner", "error"));
    assert_eq!(owner.file, "policies/access.md");
}

#[test]
fn lines_and_columns_count_characters_and_offsets_count_bytes() {
    let text = "\u{feff}---\r\nid: POL-007\r\ntitle: Zugänge ✓\r\ntype: policy\r\nnext_review: \"2026-02-30\"   # ä\r\nowner: role:ciso\r\n---\r\n\r\nÄÖÜ A.9.4.2 text.\r\n";
    let report = Project::small("").with("policies/access.md", text).check();
    let date = report.only("D010");
    assert_eq!((date.start.line, date.start.column), (5, 14));
    assert!(date.slice(text).contains("2026-02-30"), "points at `{}`", date.slice(text));
    let number = report.only("L302");
    assert_eq!((number.start.line, number.start.column, number.slice(text)), (9, 5, "A.9.4.2"));
    assert_eq!(number.start.offset, text.find("A.9.4.2").expect("it is there") as u64);
    assert_eq!((number.end.line, number.end.column), (9, 12));
}

#[test]
fn the_report_can_go_to_a_file() {
    let project = Project::small(OWNERLESS);
    let file = project.path("out/report.json");
    project.write("out/keep", "");
    let argument = format!("json={}", file.display());
    let outcome = project.run(&["check", "--format", &argument]).exits(1);
    assert!(!outcome.stdout.contains("\"findings\""), "the report went to the file:\n{}", outcome.stdout);
    let json: Value = serde_json::from_str(&project.read("out/report.json")).expect("the file holds JSON");
    assert_eq!(json["findings"][0]["code"].as_str().map(str::len), Some(4));
}

#[test]
fn a_report_that_cannot_be_written_ends_with_2() {
    let project = Project::small(POLICY);
    let argument = format!("json={}", project.path("nowhere/report.json").display());
    project.run(&["check", "--format", &argument]).exits(2).says("report.json");
}

#[test]
fn paths_choose_whose_findings_are_shown() {
    let second = OWNERLESS.replace("access.md", "more/other.md").replace("POL-007", "POL-008");
    let project = Project::small(&format!("{OWNERLESS}{second}"));
    assert_eq!(project.check().of("D008").len(), 2);
    let path = project.path("policies/more/other.md").display().to_string();
    let report = project.check_paths(&[&path]);
    assert_eq!(report.only("D008").file, "policies/more/other.md");
    assert!(report.findings.iter().all(|it| it.file == "policies/more/other.md"), "{:#?}", report.brief());
    let folder = project.path("policies/more").display().to_string();
    assert_eq!(project.check_paths(&[&folder]).of("D008").len(), 1);
    assert_eq!(project.check_paths(&["policies/access.md"]).only("D008").file, "policies/access.md");
}

#[test]
fn a_path_that_is_not_there_ends_with_2() {
    Project::small(POLICY).run(&["check", "policies/absent.md"]).exits(2).says("absent.md");
}

#[test]
fn a_run_that_checked_nothing_says_so_and_is_no_success() {
    let empty = Project::of("").with("policies/notes.txt", "nothing for us");
    let outcome = empty.run(&["check"]).exits(2);
    assert!(outcome.stderr.contains("nothing"), "{}", outcome.stderr);
    let project = Project::small(POLICY).with("policies/picture.png", "");
    project.run(&["check", "policies/picture.png"]).exits(2);
}

#[test]
fn the_root_is_the_nearest_folder_upward_with_settings() {
    let project = Project::small(OWNERLESS).with("policies/deep/down/notes.txt", "");
    let run = Run::in_folder(&project.path("policies/deep/down")).args(&["check", "--today", "2026-11-21"]);
    let outcome = run.output().exits(1);
    assert!(outcome.stdout.contains("D008"), "{}", outcome.stdout);
}

#[test]
fn relative_paths_are_taken_from_where_the_command_was_started() {
    let project = Project::small(OWNERLESS);
    let run = Run::in_folder(&project.path("policies"));
    run.args(&["check", "access.md", "--today", "2026-11-21"]).output().exits(1).prints("D008");
}

#[test]
fn a_root_that_is_not_a_folder_ends_with_2() {
    let project = Project::small(POLICY);
    let absent = project.path("absent").display().to_string();
    Run::in_folder(project.root()).args(&["--root", &absent, "check"]).output().exits(2).says("absent");
}

#[test]
fn results_go_to_stdout_and_the_rest_to_stderr() {
    let outcome = Project::small(OWNERLESS).run(&["check"]).exits(1);
    assert!(!outcome.stderr.contains("names no owner"), "{}", outcome.stderr);
    let quiet = Project::small(OWNERLESS).run(&["-q", "check"]).exits(1);
    assert_eq!(quiet.stderr, "");
    assert!(quiet.stdout.contains("D008"), "{}", quiet.stdout);
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let project = Project::small(OWNERLESS);
    let has_colour = |arguments: &[&str]| project.run(arguments).stdout.contains('\u{1b}');
    assert!(!has_colour(&["check"]));
    assert!(has_colour(&["--color", "always", "check"]));
    assert!(!has_colour(&["--color", "never", "check"]));
    let json = project.run(&["--color", "always", "check", "--format", "json"]);
    assert!(!json.stdout.contains('\u{1b}'), "JSON is for programs");
}

#[test]
fn terminal_commands_in_a_document_are_not_passed_on() {
    let title = OWNERLESS.replace("title: Access control policy", "title: \"Access \\e]0;owned\\a\"");
    let raw = OWNERLESS.replace("language: en", "languge: \u{1b}]0;owned\u{7}");
    for text in [title, raw] {
        let outcome = Project::small(&text).run(&["check"]);
        assert!(!outcome.stdout.contains('\u{1b}') && !outcome.stderr.contains('\u{1b}'), "{}", outcome.stdout);
    }
}

#[test]
fn the_order_of_findings_does_not_depend_on_threads() {
    let mut fixture = SMALL.to_owned();
    for number in 1..=30 {
        let name = format!("p{number:02}.md");
        fixture += &OWNERLESS.replace("access.md", &name).replace("POL-007", &format!("POL-{number:03}"));
    }
    let project = Project::of(&fixture);
    let with_threads =
        |count: &str| project.command(["check"]).env("RAYON_NUM_THREADS", count).output().exits(1).stdout;
    let alone = with_threads("1");
    assert!(alone.matches("D008").count() >= 30);
    assert_eq!(alone, with_threads("7"));
}

#[test]
fn a_day_that_does_not_exist_ends_with_2() {
    let project = Project::small(POLICY);
    for day in ["2026-02-30", "21.11.2026", "tomorrow"] {
        project.run(&["check", "--today", day]).exits(2).says(day);
    }
}

#[test]
fn scalars_are_text_until_a_field_reads_them() {
    let text = POLICY.replace("version: \"1.0\"", "version: 1.10").replace("title: Access control policy", "title: no");
    let report = Project::small(&text).check();
    assert_eq!(report.brief(), Vec::<String>::new());
}

#[test]
fn all_faults_of_a_front_matter_are_found_in_one_run() {
    let text = "---\nid: POL-007\ntilte: Access\ntype: doc\nversion: 1.0\nstatus: done\nowner: role:nobody\nclassification: [TBD]\n\
                approved_on: 2026-02-30\nnext_review: 14/2/26\nreview_interval: sometimes\ncontrols: [A.9.4.2, A.5.99]\nclauses: [11.3]\n---\n\n## Scope\n";
    let report = Project::small("").with("policies/access.md", text).check();
    let lines = |code: &str| report.of(code).iter().map(|it| it.start.line).collect::<Vec<_>>();
    assert_eq!(lines("D012"), [3], "{:#?}", report.brief());
    assert!(report.only("D012").hint.contains("`title`"), "{:?}", report.only("D012"));
    assert_eq!(lines("D007"), [4]);
    assert_eq!(lines("D010"), [9, 10]);
    assert_eq!(lines("L302"), [12]);
    assert_eq!(lines("L301"), [12]);
    assert_eq!(lines("L303"), [13]);
    assert_eq!(lines("P501"), [7]);
    let on = |line: u64| report.in_file("policies/access.md").iter().any(|it| it.start.line == line);
    assert!(on(6) && on(8) && on(11), "status, classification and interval have their findings: {:#?}", report.brief());
}

#[test]
fn a_number_of_the_2013_edition_is_told_with_its_successors() {
    let text = POLICY.replace("[A.5.15]", "[A.5.15, A.9.4.2]");
    let report = Project::small(&text).check();
    let found = report.only("L302");
    assert!(format!("{} {}", found.message, found.hint).contains("A.8.5"), "{found:?}");
    assert_eq!(found.slice(&Project::of(&text).read("policies/access.md")), "A.9.4.2");
}

#[test]
fn controls_are_known_in_the_spellings_people_use() {
    let text = POLICY.replace("[A.5.15]", "[\"A 5.15\", A.05.16, A5.17, 5.18]");
    let report = Project::small(&text).check();
    assert_eq!(report.of("L301").len(), 0, "{:#?}", report.brief());
}

#[test]
fn broken_links_are_found_where_they_are_written() {
    let body = "\nSee [gone](absent.md), [heading](access.md#nowhere), [[POL-999]], [[A.5.99]] and [good](#scope).\n";
    let report = Project::small(&format!("{POLICY}{body}")).check();
    let text = Project::of(&format!("{POLICY}{body}")).read("policies/access.md");
    for (code, part) in [("L313", "absent.md"), ("L314", "nowhere"), ("L304", "POL-999"), ("L301", "A.5.99")] {
        let place = report.only(code).slice(&text);
        assert!(place.contains(part), "{code} points at `{place}`");
    }
    assert_eq!(report.findings.len(), 4, "{:#?}", report.brief());
}

#[test]
fn an_unknown_variable_is_an_error_at_its_place() {
    let report = Project::small(&format!("{POLICY}\nWe are {{{{ organisation }}}} and `{{{{ code }}}}`.\n")).check();
    let errors: Vec<_> = report.findings.iter().filter(|it| it.message.contains("organisation")).collect();
    let [found] = errors.as_slice() else { panic!("{:#?}", report.brief()) };
    assert_eq!(found.level, "error");
    assert!(!report.brief().iter().any(|it| it.contains("`code`")), "code is left alone: {:#?}", report.brief());
}

#[test]
fn aliases_of_fields_are_read_as_the_field() {
    let project = Project::small(&POLICY.replace("owner:", "policy_owner:"));
    assert_eq!(project.check().of("D008").len(), 1);
    project.write("book.toml", project.read("book.toml") + "[fields]\npolicy_owner = \"owner\"\n");
    assert_eq!(project.check().brief(), Vec::<String>::new());
}

#[test]
fn the_same_id_twice_is_told_with_both_places() {
    let report = Project::small(&format!("{POLICY}{}", POLICY.replace("access.md", "copy.md"))).check();
    assert!(!report.of("D002").is_empty(), "{:#?}", report.brief());
    let json = report.json["findings"].as_array().expect("a list");
    let duplicate = json.iter().find(|it| it["code"] == "D002").expect("found above");
    let names = [duplicate["file"].as_str(), duplicate["related"][0]["file"].as_str()].map(Option::unwrap_or_default);
    assert!(names.contains(&"policies/access.md") && names.contains(&"policies/copy.md"), "{duplicate}");
}

#[test]
fn a_statement_that_forgets_a_control_is_found() {
    let project = Project::example();
    let statement = project.read("controls/applicability.yaml");
    let at = statement.find("  - control: A.5.2\n").expect("the example has the line");
    let end = statement.find("  - control: A.5.3\n").expect("the example has the line");
    project.write("controls/applicability.yaml", format!("{}{}", &statement[..at], &statement[end..]));
    let report = project.check();
    assert!(report.only("S401").message.contains("A.5.2"), "{:?}", report.only("S401"));
    assert_eq!(report.code, Some(1));
}

#[test]
fn a_reassessed_risk_tells_everything_that_no_longer_holds() {
    let project = Project::example();
    let register = project.read("registers/risks.yaml");
    let rating = register.lines().find(|it| it.contains("residual:")).expect("the example has risks");
    let worse = "    residual: {likelihood: 5, impact: 5, score: 1}";
    project.write("registers/risks.yaml", register.replacen(rating, worse, 1));
    let report = project.check();
    assert!(!report.of("R422").is_empty(), "the written score is wrong: {:#?}", report.brief());
    assert_eq!(report.code, Some(1));
}

#[test]
fn the_example_handbook_has_no_findings_above_information() {
    let report: Report = Project::example().check();
    let heavy: Vec<_> = report.brief().into_iter().filter(|it| !it.starts_with("info")).collect();
    assert_eq!(heavy, Vec::<String>::new());
    assert_eq!(report.code, Some(0));
}

#[test]
fn a_rule_that_is_off_is_not_said_to_have_looked() {
    let project = Project::small(POLICY);
    let skipped = |report: &str| {
        let from = report.find("L311").map_or("", |at| &report[at..]);
        from.split("<testcase").next().is_some_and(|case| case.contains("<skipped"))
    };
    let report = project.run(&["check", "--format", "junit", "--exit-zero"]).exits(0).stdout;
    assert!(report.contains("L311") && skipped(&report), "off until the settings turn it on: {report}");
    project.write("book.toml", project.read("book.toml") + "[lint.rules]\nconflicting-limit = \"warning\"\n");
    let report = project.run(&["check", "--format", "junit", "--exit-zero"]).exits(0).stdout;
    assert!(report.contains("L311") && !skipped(&report), "{report}");
}
