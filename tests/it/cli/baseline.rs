//! `check --write-baseline`: a way in for old corpora, which can only shrink.

use crate::project::{POLICY, Project};

const BASELINE: &str = "ismsbook-baseline.yaml";

/// The good document with as many headings that skip a level.
fn skipping(number: usize) -> String {
    POLICY.to_owned() + &"\n## Part\n\n#### Deep\n\nWords.\n".repeat(number)
}

fn project(number: usize) -> Project {
    Project::small(&skipping(number))
}

fn set(project: &Project, number: usize) {
    let text = skipping(number);
    project.write("policies/access.md", text.strip_prefix("//- policies/access.md\n").expect("the name is first"));
}

#[test]
fn what_is_recorded_is_left_out_and_told_in_numbers() {
    let project = project(2);
    assert_eq!(project.check().of("H608").len(), 2);
    project.run(&["check", "--write-baseline"]).exits(0).says("2 findings recorded");
    let text = project.read(BASELINE);
    assert!(text.contains("  - {document: \"POL-007\", rule: heading-skipped, count: 2}\n"), "{text}");
    let outcome = project.run(&["check", "--fail-on", "info"]).exits(0);
    assert!(outcome.stderr.contains("2 findings left out"), "{}", outcome.stderr);
    project.run(&["check", "--no-ignores"]).exits(0).prints("H608");
}

#[test]
fn more_than_recorded_shows_them_all() {
    let project = project(2);
    project.run(&["check", "--write-baseline"]).exits(0);
    set(&project, 3);
    assert_eq!(project.check().of("H608").len(), 3);
}

#[test]
fn less_than_recorded_asks_to_prune_and_never_grows_again() {
    let project = project(3);
    project.run(&["check", "--write-baseline"]).exits(0);
    let first = project.read(BASELINE);
    set(&project, 1);
    project.run(&["check"]).exits(0).says("2 findings of `ismsbook-baseline.yaml` mended");
    project.run(&["check", "--write-baseline"]).exits(0).says("1 finding recorded");
    let pruned = project.read(BASELINE);
    assert_eq!(pruned, first.replace("count: 3", "count: 1"), "one line changed");
    set(&project, 3);
    project.run(&["check", "--write-baseline"]).exits(0);
    assert_eq!(project.read(BASELINE), pruned, "writing again takes nothing new in");
    assert_eq!(project.check().of("H608").len(), 3);
    let other = POLICY.replace("access.md", "other.md").replace("POL-007", "POL-008").replace("owner: role:ciso\n", "");
    project.write("policies/other.md", other.strip_prefix("//- policies/other.md\n").expect("the name is first"));
    project.run(&["check", "--write-baseline"]).exits(0);
    assert!(!project.read(BASELINE).contains("POL-008"), "nor a document that came later");
}

#[test]
fn a_moved_document_keeps_its_line() {
    let project = project(2);
    project.run(&["check", "--write-baseline"]).exits(0);
    project.write("policies/deeper/moved.md", project.read("policies/access.md"));
    project.remove("policies/access.md");
    assert_eq!(project.check().of("H608").len(), 0);
}

#[test]
fn a_baseline_that_is_not_ours_ends_with_2_and_stays() {
    for text in ["ignore:\n  - a\n", "{]", "baseline: {}\n", "baseline:\n  - {document: a, rule: b, count: -1}\n"] {
        let project = project(1).with(BASELINE, text);
        for arguments in [&["check"] as &[&str], &["check", "--write-baseline"]] {
            let outcome = project.run(arguments).exits(2);
            assert!(outcome.stderr.contains("is not a baseline"), "{text}: {}", outcome.stderr);
            assert_eq!(outcome.stdout, "");
        }
        assert_eq!(project.read(BASELINE), text);
    }
}

#[test]
fn a_baseline_is_of_the_whole_handbook_as_it_is() {
    let project = project(1);
    for with in [&["--no-ignores"] as &[&str], &["--base", "HEAD"], &["policies/access.md"]] {
        let mut arguments = vec!["check", "--write-baseline"];
        arguments.extend(with);
        project.run(&arguments).exits(2);
    }
    assert!(!project.exists(BASELINE));
}
