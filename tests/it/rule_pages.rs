//! Each rule has a page in `docs/rules/`, printed by `explain`.
//!
//! `SNAPSHOTS=overwrite cargo test rule_pages` prints them afresh.
#![expect(clippy::disallowed_methods, reason = "tests read and print the pages of the repository")]

use std::collections::BTreeMap;
use std::fs;

use crate::project::{Project, repository};

#[test]
fn every_rule_has_a_fresh_page_and_no_other_page_is_there() {
    let folder = repository().join("docs/rules");
    let printed: BTreeMap<String, String> = ismsbook::check::RULES
        .iter()
        .map(|rule| (format!("{}.md", rule.info.name), ismsbook::check::explain(rule)))
        .collect();
    if std::env::var_os("SNAPSHOTS").is_some_and(|it| it == "overwrite") {
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).expect("docs can be written");
        for (name, page) in &printed {
            fs::write(folder.join(name), page).expect("docs can be written");
        }
    }
    let entries = fs::read_dir(&folder).expect("docs/rules is there");
    let written: BTreeMap<String, String> = entries
        .map(|entry| entry.expect("an entry of docs/rules").path())
        .map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a page is text"))
        })
        .collect();
    let stale: Vec<&String> = printed.keys().filter(|name| written.get(*name) != printed.get(*name)).collect();
    let strange: Vec<&String> = written.keys().filter(|name| !printed.contains_key(*name)).collect();
    assert!(
        stale.is_empty() && strange.is_empty(),
        "stale: {stale:?}, without a rule: {strange:?}; run `SNAPSHOTS=overwrite cargo test rule_pages`"
    );
}

#[test]
fn explain_prints_the_page() {
    let project = Project::small("");
    let outcome = project.run(&["explain", "D008"]).exits(0);
    let page = fs::read_to_string(repository().join("docs/rules/missing-owner.md")).expect("the page is there");
    assert_eq!(outcome.stdout, page);
}
