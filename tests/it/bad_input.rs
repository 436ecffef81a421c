//! Whatever is in the repository: a finding with its place, the rest still checked, no panic, no hang, nothing lost.

use std::fmt::Write as _;

use super::findings::{Found, Report};
use super::git::git;
use super::preview::Preview;
use super::project::{POLICY, Project};

/// A second document whose only fault (no owner) proves that the rest is still checked.
pub const WITNESS: &str = "\
//- policies/witness.md
---
id: POL-099
title: Witness policy
type: policy
version: \"1.0\"
status: draft
language: en
authors: [role:ciso]
classification: internal
audience: [all-staff]
scope: All systems.
review_interval: 12 months
roles: [role:ciso]
controls: [A.5.15]
clauses: [5.2]
---

## Scope

This policy covers every account.
";

/// The report of a project with the witness and one file more, after a look that the witness was judged.
#[track_caller]
fn report_with(name: &str, content: impl AsRef<[u8]>) -> Report {
    let project = Project::small(WITNESS).with(name, content);
    let report = project.check();
    witness(&report);
    project.run(&["build", "--draft"]).exits(0);
    report
}

#[track_caller]
pub fn witness(report: &Report) {
    assert_eq!(report.code, Some(1), "{:#?}", report.brief());
    let is_found = report.of("D008").iter().any(|it| it.file == "policies/witness.md");
    assert!(is_found, "the rest is still checked: {:#?}", report.brief());
}

/// The findings of a file, at least one.
#[track_caller]
pub fn found_in<'r>(report: &'r Report, name: &str) -> Vec<&'r Found> {
    let found = report.in_file(name);
    assert!(!found.is_empty(), "`{name}` has a finding: {:#?}", report.brief());
    found
}

/// The text of the good document of the tests.
fn policy() -> &'static str {
    POLICY.strip_prefix("//- policies/access.md\n").expect("it begins so")
}

#[test]
fn front_matter_without_end_is_found_at_its_opening_line() {
    let text = policy().replacen("---\n\n## Scope", "\n## Scope", 1);
    let report = report_with("policies/access.md", &text);
    let found = found_in(&report, "policies/access.md");
    assert!(found.iter().any(|it| it.level == "error" && it.start.line == 1), "{:#?}", report.brief());
}

#[test]
fn a_byte_order_mark_is_read_over_and_places_stay_right() {
    let text = format!("\u{feff}{}", policy().replace("[A.5.15]", "[A.5.99]"));
    let report = report_with("policies/access.md", &text);
    assert_eq!(report.only("L301").slice(&text), "A.5.99");
    let other = report.in_file("policies/access.md").into_iter().filter(|it| it.code != "L301" && it.level == "error");
    assert_eq!(other.collect::<Vec<_>>(), Vec::<&Found>::new());
}

#[test]
fn line_ends_of_windows_are_read_over_and_places_stay_right() {
    let text = policy().replace("[A.5.15]", "[A.5.99]").replace('\n', "\r\n");
    let report = report_with("policies/access.md", &text);
    let found = report.only("L301");
    assert_eq!((found.slice(&text), found.start.line), ("A.5.99", 15));
    assert_eq!(report.in_file("policies/access.md").len(), 1, "{:#?}", report.brief());
}

#[test]
fn lone_carriage_returns_and_odd_spaces_do_no_harm() {
    let text = policy().replace("every account", "every\raccount\u{2028}\u{a0}\u{200b}\u{202e}\u{0}");
    report_with("policies/access.md", &text);
}

#[test]
fn tabs_in_front_matter_are_found_at_the_tab() {
    let text = policy()
        .replace("owner: role:ciso", "owner:\trole:ciso")
        .replace("roles: [role:ciso]", "roles:\n\t- role:ciso");
    let report = report_with("policies/access.md", &text);
    let found = found_in(&report, "policies/access.md");
    assert!(found.iter().any(|it| it.start.line == 15 || it.start.line == 16), "{:#?}", report.brief());
}

#[test]
fn a_key_given_twice_is_found_with_both_places() {
    let text = policy().replace("status: draft", "status: draft\nowner: role:ceo");
    let report = report_with("policies/access.md", &text);
    let found = found_in(&report, "policies/access.md");
    let twice: Vec<_> = found.iter().filter(|it| it.message.contains("owner")).collect();
    assert_eq!(twice.len(), 1, "{:#?}", report.brief());
    let json = report.json["findings"].as_array().expect("a list");
    let related = json.iter().find(|it| it["message"] == twice[0].message.as_str()).expect("the same");
    assert_eq!(related["related"].as_array().map(Vec::len), Some(1), "{related}");
}

#[test]
fn anchors_aliases_tags_and_merge_keys_are_refused() {
    for (lines, word) in [
        ("title: &name Access", "&name"),
        ("summary: *name", "*name"),
        ("summary: !!python/object:os.system x", "!!python"),
        ("<<: {title: Other}", "<<"),
    ] {
        let text = policy()
            .replace("language: en", &format!("language: en\n{lines}"))
            .replace(if lines.starts_with("title") { "title: Access control policy\n" } else { "\u{0}" }, "");
        let report = report_with("policies/access.md", &text);
        assert!(!found_in(&report, "policies/access.md").is_empty(), "{word}");
    }
}

#[test]
fn an_alias_bomb_is_refused_at_once() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let six = format!("*a{}, ", level - 1).repeat(6);
        bomb.extend([format!("a{level}: &a{level} [{six}]\n")]);
    }
    bomb += "---\n\n## Scope\n";
    let report = report_with("policies/access.md", &bomb);
    found_in(&report, "policies/access.md");
}

#[test]
fn five_thousand_levels_are_found_and_not_followed() {
    let deep = |open: &str, close: &str| open.repeat(5_000) + &close.repeat(5_000);
    let front = format!("---\nid: POL-007\ntitle: {}\n---\n\n## Scope\n", deep("[", "]"));
    found_in(&report_with("policies/access.md", &front), "policies/access.md");
    let mapping = format!("---\nid: POL-007\ntitle: {}1{}\n---\n\n## Scope\n", "{a: ".repeat(5_000), "}".repeat(5_000));
    found_in(&report_with("policies/access.md", &mapping), "policies/access.md");
    let register = format!("risks: {}\n", deep("[", "]"));
    found_in(&report_with("registers/risks.yaml", &register), "registers/risks.yaml");
    let block = format!("risks:\n  {}x\n", "- ".repeat(5_000));
    found_in(&report_with("registers/deep.yaml", &block), "registers/deep.yaml");
}

#[test]
fn markdown_nested_five_thousand_deep_does_no_harm() {
    for body in [
        "> ".repeat(5_000) + "deep",
        "- ".repeat(5_000) + "deep",
        "1. ".repeat(5_000) + "deep",
        "[".repeat(5_000),
        "*_".repeat(5_000) + "x" + &"_*".repeat(5_000),
        "![".repeat(2_500) + &"](x)".repeat(2_500),
        "<div>".repeat(5_000),
        "[[".repeat(5_000) + &"]]".repeat(5_000),
        "{{".repeat(5_000) + &"}}".repeat(5_000),
        "`".repeat(20_000),
        "#".repeat(20_000),
        format!("|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000)),
        "[^1]".repeat(5_000) + "\n\n[^1]: [^1]\n",
        "&".repeat(20_000),
    ] {
        report_with("policies/access.md", format!("{}\n{body}\n", policy()));
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_found_and_nothing_is_guessed() {
    let mut text = policy().replace("every account", "Zug").into_bytes();
    text.extend([b'\n', 0xe4, 0xf6, 0xfc, b'\n']);
    let report = report_with("policies/access.md", &text);
    let found = found_in(&report, "policies/access.md");
    assert_eq!(found.len(), 1, "{:#?}", report.brief());
    assert!(found[0].message.contains("UTF-8") && found[0].level == "error", "{:?}", found[0]);
    for wide in [&[0xff_u8, 0xfe, b'-', 0, b'-', 0][..], &[0_u8; 4_096][..]] {
        report_with("policies/wide.md", wide);
    }
}

#[test]
fn a_register_that_is_not_yaml_is_found_and_the_others_are_read() {
    for text in [
        "risks: [",
        "risks:\n  - id: RISK-001\n   title: x\n",
        "- just\n- a list\n",
        "risks: seven\n",
        "42\n",
        ":\n",
        "---\n---\n---\n",
    ] {
        let report = report_with("registers/risks.yaml", text);
        assert!(!report.in_file("registers/risks.yaml").is_empty(), "{text:?}: {:#?}", report.brief());
    }
}

#[test]
fn markers_of_a_merge_conflict_are_found() {
    let register = "risks:\n<<<<<<< HEAD\n  - id: RISK-001\n=======\n  - id: RISK-002\n>>>>>>> other\n";
    found_in(&report_with("registers/risks.yaml", register), "registers/risks.yaml");
    let text =
        policy().replace("owner: role:ciso", "<<<<<<< HEAD\nowner: role:ciso\n=======\nowner: role:ceo\n>>>>>>> other");
    found_in(&report_with("policies/access.md", text), "policies/access.md");
}

#[test]
fn a_file_of_100_megabytes_is_found_and_not_read() {
    let project = Project::small(WITNESS).with("policies/huge.md", "").with("registers/huge.yaml", "");
    for name in ["policies/huge.md", "registers/huge.yaml"] {
        let file = std::fs::OpenOptions::new().write(true).open(project.path(name)).expect("the file is there");
        file.set_len(100 * 1024 * 1024).expect("a sparse file can be made");
    }
    let outcome = project.run(&["check", "--format", "json"]);
    let report = Report::read(&outcome);
    witness(&report);
    for name in ["policies/huge.md", "registers/huge.yaml"] {
        assert!(found_in(&report, name)[0].message.contains("100 MiB"), "{:#?}", report.brief());
    }
    assert!(outcome.peak_kib.is_none_or(|it| it < 90_000), "held {:?} KiB", outcome.peak_kib);
    project.run(&["build", "--draft"]).exits(0);
}

#[test]
fn an_attachment_of_any_size_is_copied_in_little_memory() {
    const SIZE: u64 = 400 * 1024 * 1024;
    let text = format!("{}\nSee the [recording](recording.mp4) and [nothing](empty.txt).\n", policy());
    let project = Project::small(POLICY)
        .with("policies/access.md", text)
        .with("policies/recording.mp4", "")
        .with("policies/empty.txt", "");
    let file = std::fs::OpenOptions::new().write(true).open(project.path("policies/recording.mp4"));
    file.expect("the file is there").set_len(SIZE).expect("a sparse file can be made");
    project.commit();
    git(project.root(), &["tag", "v1"]);
    let built = project.run(&["build", "--draft", "--edition", "all"]).exits(0);
    let verified = project.run(&["verify", "book"]).exits(0);
    for outcome in [built, verified] {
        assert!(outcome.peak_kib.is_none_or(|it| it < 250_000), "held {:?} KiB", outcome.peak_kib);
    }
    for folder in ["book", "book/editions/v1"] {
        let size = |name: &str| std::fs::metadata(project.path(&format!("{folder}/files/policies/{name}"))).ok();
        assert_eq!(size("recording.mp4").map(|it| it.len()), Some(SIZE), "{folder}");
        assert_eq!(size("empty.txt").map(|it| it.len()), Some(0), "{folder}");
    }
    let preview = Preview::of(&project);
    assert_eq!(preview.length_of("/files/policies/recording.mp4"), SIZE);
    assert_eq!(preview.length_of("/files/policies/empty.txt"), 0);
    assert!(preview.peak_kib().is_none_or(|it| it < 250_000), "held {:?} KiB", preview.peak_kib());
}

#[test]
fn a_long_file_within_the_limit_is_read_in_good_time() {
    let line = "The lead must review A.5.15 and RISK-001, see [[POL-099]] and `code`.\n";
    report_with("policies/long.md", format!("{}\n{}", policy(), line.repeat(50_000)));
    report_with("policies/wide.md", format!("{}\n{}", policy(), line.trim_end().repeat(20_000)));
}

#[test]
fn thousands_of_broken_links_among_as_many_headings_are_found_in_good_time() {
    let mut text = policy().to_owned();
    for number in 0..10_000 {
        let _ = write!(
            text,
            "\n## Heading number {number} of many\n\n[x](#heading-numbre-{number}-of-mony) {{{{ varible{number} }}}}\n"
        );
    }
    let report = report_with("policies/access.md", &text);
    assert_eq!(report.of("L314").len(), 10_000);
}

#[test]
fn one_line_with_thousands_of_things_is_read_in_good_time() {
    let with_numbers =
        |word: &str| (0..8_000).fold(String::new(), |line, number| line + &word.replace('#', &number.to_string()));
    let line = ["the lead must do it and ".repeat(20_000), "<b>x</b> ".repeat(8_000), with_numbers("[a](gone-#.md) ")]
        .join("\n\n");
    let line = format!("{line}\n\n{}\n\n{}", "A.5.15 and RISK-001 ".repeat(8_000), with_numbers("evidence-#-of-2026 "));
    let headings = "## Same level\n\nWords.\n\n".repeat(8_000);
    report_with("policies/access.md", format!("{}\n{line}\n\n{headings}", policy()));
    let register = format!("risks: [{}]\n", "x, ".repeat(20_000));
    found_in(&report_with("registers/risks.yaml", register), "registers/risks.yaml");
}

#[test]
fn thousands_of_headings_of_the_same_words_get_their_anchors_in_good_time() {
    report_with("policies/access.md", format!("{}\n{}", policy(), "## Same\n\n".repeat(20_000)));
}

#[test]
fn an_empty_file_and_one_of_spaces_do_no_harm() {
    for text in ["", "\n", "   \n\t\n", "---", "---\n", "---\n---", "---\n---\n", "\u{feff}", "\u{feff}---\n---\n"] {
        report_with("policies/empty.md", text);
        report_with("registers/empty.yaml", text);
    }
    let project = Project::small(WITNESS).with("book.toml", "");
    witness(&project.check());
}

#[test]
fn settings_with_a_fault_are_found_and_the_rest_is_still_checked() {
    for text in [
        "[book\n",
        "book = 7\n",
        "[book]\nsrc = \n",
        "title\n",
        "[lint.rules]\nD008 = 3\n",
        "[isms.risk]\nlikelihood = []\n",
    ] {
        let project = Project::small(WITNESS).with("book.toml", text);
        let report = project.check();
        witness(&report);
        assert!(!report.in_file("book.toml").is_empty(), "{text:?}: {:#?}", report.brief());
    }
}

#[test]
fn a_documents_folder_outside_the_root_is_refused() {
    for folder in ["..", "/", "../../etc", "policies/../..", "C:\\\\"] {
        let project = Project::small(WITNESS).with("book.toml", format!("[book]\nsrc = \"{folder}\"\n"));
        let report = project.check();
        witness(&report);
        assert!(!report.in_file("book.toml").is_empty(), "{folder}: {:#?}", report.brief());
        let target = Project::small(WITNESS).with("book.toml", format!("[build]\nbuild-dir = \"{folder}\"\n"));
        assert!(!target.check().in_file("book.toml").is_empty(), "{folder}");
    }
}

#[test]
fn settings_that_would_make_a_small_text_a_huge_one_are_refused_at_their_place() {
    let long = format!("[isms.variables]\nlong = \"{}\"\nshort = \"words\"\n", "x".repeat(3_000));
    let levels = format!("[isms.risk]\nlikelihood = [{}]\n", "\"level\", ".repeat(3_000));
    for (settings, words) in [(long, "isms.variables.long"), (levels, "isms.risk.likelihood")] {
        let text = format!("{}\n{}", policy(), "{{ long }} {{ short }}\n".repeat(1_000));
        let project = Project::small(WITNESS).with("policies/access.md", text);
        let own = project.read("book.toml").replace("[isms.variables]\norganization = \"Example Ltd\"\n", "");
        project.write("book.toml", format!("{own}{settings}"));
        let report = project.check();
        witness(&report);
        let found = found_in(&report, "book.toml");
        assert!(found.iter().any(|it| it.message.contains(words) && it.message.contains("at most")), "{found:#?}");
        let built = project.run(&["build", "--draft"]).exits(0);
        assert!(built.peak_kib.is_none_or(|it| it < 400_000), "held {:?} KiB", built.peak_kib);
    }
}

#[test]
fn variables_are_replaced_so_many_times_and_the_rest_is_told() {
    let text = format!("{}\n{}", policy(), "{{ organization }}\n".repeat(20_100));
    let report = report_with("policies/access.md", &text);
    let found = report.of("L315");
    assert_eq!(found.len(), 1, "{:#?}", report.brief());
    assert!(found[0].message.contains("stays as it is written"), "{found:#?}");
}

#[test]
fn settings_of_megabytes_are_found_and_the_rest_is_still_checked() {
    let project = Project::small(WITNESS);
    project.write("book.toml", format!("{}{}", project.read("book.toml"), "[[lint.allow]]\n".repeat(80_000)));
    let outcome = project.run(&["check", "--format", "json"]);
    let report = Report::read(&outcome);
    witness(&report);
    assert!(found_in(&report, "book.toml")[0].message.contains("1024 KiB are read"), "{:#?}", report.brief());
    assert!(outcome.peak_kib.is_none_or(|it| it < 150_000), "held {:?} KiB", outcome.peak_kib);
}

#[test]
fn folders_in_folders_are_read_so_deep_and_the_rest_is_told() {
    let deep = |count: usize| "policies".to_owned() + &"/d".repeat(count);
    let project = Project::small(WITNESS)
        .with(&format!("{}/last.md", deep(12)), "# Last\n\nWords.\n")
        .with(&format!("{}/lost.md", deep(13)), "# Lost\n\nWords.\n")
        .with(&format!("{}/lost.md", deep(90)), "# Lost\n\nWords.\n");
    let report = project.check();
    witness(&report);
    let found = found_in(&report, &deep(13));
    assert!(found.len() == 1 && found[0].message.contains("12 folders deep"), "{found:#?}");
    found_in(&report, &format!("{}/last.md", deep(12)));
    project.run(&["build", "--draft"]).exits(0);
    let named = |words: &str| project.tree("book").into_keys().any(|it| it.contains(words));
    assert!(named("last") && !named("lost"), "{:?}", project.tree("book").into_keys());
}
