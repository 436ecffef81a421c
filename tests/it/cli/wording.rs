//! `ismsbook wording`: digests of a text, and the documents that are found to quote it.

use crate::project::{POLICY, Project, Run};

const TEXT: &str = "Every gardener shall water the young trees of the orchard before sunrise, at least twice in each dry \
                    week, and shall write the day, the hour and the amount of water into the book of the orchard.\n";

#[test]
fn what_it_prints_finds_a_quotation_and_holds_no_word_of_the_text() {
    let project = Project::small(POLICY).with("copy/standard.txt", TEXT.replace(' ', "\r\n"));
    let path = project.path("copy/standard.txt").display().to_string();
    let printed = project.run(&["wording", "--title", "The orchard: a \"standard\"", &path]).exits(0).stdout;
    assert!(!printed.contains("gardener") && !printed.contains("sunrise"), "{printed}");
    project.write("controls/orchard.yaml", printed);
    assert_eq!(project.check().brief(), Vec::<String>::new(), "nobody quotes it yet");
    let policy = project.read("policies/access.md");
    project
        .write("policies/access.md", format!("{policy}\n> **Every gardener** {}", TEXT.replace("Every gardener", "")));
    let report = project.check();
    let found = report.only("T713");
    assert!(found.message.ends_with("repeat `The orchard: a \"standard\"`"), "{found:?}");
    assert!(found.slice(&project.read("policies/access.md")).contains("before sunrise"), "{found:?}");
}

#[test]
fn a_text_without_runs_or_that_is_not_there_ends_with_2() {
    let project = Project::small(POLICY).with("short.txt", "Too short.");
    let run = |name: &str| Run::in_folder(project.root()).args(&["wording", name]).output().exits(2);
    assert_eq!(run("short.txt").says("too short").stdout, "");
    run("absent.txt").says("absent.txt");
}
