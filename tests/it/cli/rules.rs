//! `ismsbook rules`: the list of rules, and the page of documentation that is printed from it.
#![expect(clippy::disallowed_methods, reason = "the printed page is a file of the tree")]

use std::env;
use std::fmt::Write as _;
use std::fs;

use ismsbook::check::RULES;
use serde_json::Value;

use crate::project::{Project, repository};

#[test]
fn the_list_names_every_rule_in_the_order_of_codes() {
    let outcome = Project::of("").run(&["rules"]).exits(0);
    let mut last = 0;
    for rule in RULES {
        let at = outcome.stdout.find(rule.info.code).unwrap_or_else(|| panic!("{} is missing", rule.info.code));
        assert!(at >= last, "{} is out of order", rule.info.code);
        assert!(outcome.stdout.contains(rule.info.name), "{}", rule.info.name);
        last = at;
    }
}

#[test]
fn a_rule_that_is_off_until_the_settings_turn_it_on_is_listed_so() {
    let list = Project::of("").run(&["rules"]).exits(0).stdout;
    let level = |code: &str| list.lines().find_map(|it| it.strip_prefix(code)?.split_whitespace().nth(1)).unwrap_or("");
    assert_eq!((level("L311"), level("L310")), ("off", "info"));
    let json: Value = serde_json::from_str(&Project::of("").run(&["rules", "--format", "json"]).stdout).expect("JSON");
    let is_on = |code: &str| {
        let rules = json["rules"].as_array().into_iter().flatten();
        rules.filter(|it| it["code"] == code).find_map(|it| it["enabled"].as_bool())
    };
    assert_eq!((is_on("L311"), is_on("L310")), (Some(false), Some(true)));
}

#[test]
fn the_list_can_be_read_by_programs() {
    let outcome = Project::of("").run(&["rules", "--format", "json"]).exits(0);
    let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(json["version"].as_u64(), Some(1));
    let rules = json["rules"].as_array().expect("a list of rules");
    assert_eq!(rules.len(), RULES.len());
    for (shown, rule) in rules.iter().zip(RULES) {
        let text = |key: &str| shown[key].as_str().unwrap_or_default();
        assert_eq!(
            (text("code"), text("rule"), text("level")),
            (rule.info.code, rule.info.name, rule.info.level.name())
        );
        assert_eq!((text("summary"), text("why"), text("cure")), (rule.info.summary, rule.info.why, rule.info.cure));
        assert_eq!((text("clause"), text("since")), (rule.info.clause, rule.info.since));
    }
}

/// Families in the order of the table, with what they are about.
const FAMILIES: [(char, &str); 9] = [
    ('D', "Identification and description"),
    ('A', "Approval and review"),
    ('V', "Versions and life cycle"),
    ('L', "Links between documents, clauses and controls"),
    ('S', "Statement of applicability"),
    ('R', "Risks"),
    ('P', "Roles, exceptions, people"),
    ('H', "Publication"),
    ('T', "Text"),
];

/// The page of all rules, printed from their own words.
fn page() -> String {
    let mut page = "# Rules\n\nThis page is printed from the rules' own text; `ismsbook explain RULE` prints one of them with examples.\n\
                    Codes never change their meaning, and none is used twice.\n"
        .to_owned();
    let families = FAMILIES.iter().filter(|(family, _)| RULES.iter().any(|it| it.info.code.starts_with(*family)));
    for (family, about) in families {
        let _ = write!(
            page,
            "\n## {about} ({family})\n\n| Code | Name | Level | Clause | Finds |\n|---|---|---|---|---|\n"
        );
        for rule in RULES.iter().filter(|it| it.info.code.starts_with(*family)) {
            let info = &rule.info;
            let (level, clause) = (info.level.name(), if info.clause.is_empty() { "–" } else { info.clause });
            let _ = writeln!(page, "| `{}` | `{}` | {level} | {clause} | {} |", info.code, info.name, info.summary);
        }
    }
    page
}

#[test]
fn the_page_of_rules_is_fresh() {
    let path = repository().join("docs/rules.md");
    if env::var("SNAPSHOTS").is_ok_and(|it| it == "overwrite") {
        fs::write(&path, page()).expect("the page can be written");
    }
    let written = fs::read_to_string(&path).expect("docs/rules.md is there");
    assert!(
        written == page(),
        "docs/rules.md is stale; run `SNAPSHOTS=overwrite cargo test the_page_of_rules_is_fresh`"
    );
}

#[test]
fn every_code_belongs_to_a_family() {
    for rule in RULES {
        let info = &rule.info;
        let (family, number) = info.code.split_at(1);
        assert!(FAMILIES.iter().any(|(it, _)| family.starts_with(*it)), "{}", info.code);
        assert!(number.len() == 3 && number.bytes().all(|it| it.is_ascii_digit()), "{}", info.code);
        let is_plain = info.name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
        assert!(is_plain, "{}", info.name);
    }
}
