//! `ismsbook explain`: a rule in its own words.

use ismsbook::check::RULES;

use crate::project::Project;

#[test]
fn a_rule_is_explained_by_code_and_by_name() {
    let project = Project::of("");
    let by_code = project.run(&["explain", "D008"]).exits(0);
    let by_name = project.run(&["explain", "missing-owner"]).exits(0);
    assert_eq!(by_code.stdout, by_name.stdout);
    let outcome =
        by_code.prints("D008").prints("missing-owner").prints("A document names no owner.").prints("5.3, A.5.2");
    assert!(outcome.stdout.contains("policies/access.md"), "an example is shown:\n{}", outcome.stdout);
}

#[test]
fn every_rule_explains_why_and_what_to_do() {
    let project = Project::of("");
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for rule in RULES {
        let outcome = project.run(&["explain", rule.info.code]).exits(0);
        let shown = plain(&outcome.stdout);
        for words in [rule.info.name, rule.info.summary, rule.info.why, rule.info.cure] {
            assert!(shown.contains(&plain(words)), "{} lacks `{words}`:\n{}", rule.info.code, outcome.stdout);
        }
    }
}

#[test]
fn an_unknown_rule_ends_with_2_and_the_nearest_name() {
    let project = Project::of("");
    project.run(&["explain", "mising-owner"]).exits(2).says("missing-owner");
    project.run(&["explain", "nonsense-of-all-kinds"]).exits(2).says("nonsense-of-all-kinds");
}
