//! `verify`: a published folder is what the sources give, or each difference is named.
#![expect(clippy::disallowed_methods, reason = "a published page is taken away by hand")]

use std::fs;

use crate::git::Repository;
use crate::project::{POLICY, Project};

/// The small handbook with its policy in force.
fn in_force() -> Project {
    let approved = "status: approved\nreviewers: [role:ciso]\napprover: role:ceo\napproved_on: 2026-02-01\neffective_from: 2026-02-02";
    let history = "history:\n  - {version: \"1.0\", date: 2026-02-01, author: role:ciso, kind: major, summary: First}";
    let policy = POLICY.replace("status: draft", approved);
    Project::small(
        &policy.replace("review_interval", &format!("{history}\nlast_reviewed: 2026-02-01\nreview_interval")),
    )
}

fn built() -> Project {
    let project = in_force();
    project.run(&["build"]).exits(0);
    project
}

/// The lines before the verdict.
fn faults(project: &Project) -> Vec<String> {
    let out = project.run(&["verify", "book"]).stdout;
    let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
    lines.pop();
    lines
}

#[test]
fn what_was_built_from_the_sources_agrees_with_them() {
    let project = built();
    project.run(&["verify", "book"]).exits(0).prints("all agree with the sources");
    let json: serde_json::Value =
        serde_json::from_str(&project.run(&["verify", "book", "--format", "json"]).exits(0).stdout).expect("JSON");
    assert_eq!((&json["schema"], &json["faults"]), (&"ismsbook-verify/1".into(), &serde_json::json!([])));
    project.run(&["build", "--draft"]).exits(0);
    project.run(&["verify", "book"]).exits(0).prints("all agree");
}

#[test]
fn a_page_that_was_changed_added_or_taken_away_is_named() {
    let project = built();
    let page = project.read("book/documents/pol-007.html");
    project.write("book/documents/pol-007.html", page.replace("</main>", "<p>Nobody must.</p></main>"));
    project.write("book/documents/pol-999.html", "<p>Anybody may.</p>");
    fs::remove_file(project.root().join("book/coverage.html")).expect("a page");
    project.write("book/.htaccess", "Options -Indexes");
    project.run(&["verify", "book"]).exits(1).prints("3 differences found");
    let wanted = [
        "`documents/pol-007.html` was changed after it was built",
        "`coverage.html` is missing",
        "`documents/pol-999.html` does not belong to the site",
    ];
    assert_eq!(faults(&project), wanted);
}

#[test]
fn a_manifest_that_was_changed_with_its_page_does_not_help() {
    let project = built();
    let (page, manifest) = (project.read("book/documents/pol-007.html"), project.read("book/manifest.json"));
    project.write("book/documents/pol-007.html", project.read("book/404.html"));
    let entry = |manifest: &str, path: &str| {
        let after = manifest.split(&format!("\"path\": \"{path}\"")).nth(1).expect("an entry");
        after.split("\"sha256\": \"").nth(1).and_then(|it| it.get(..64)).expect("a digest").to_owned()
    };
    let (own, other) = (entry(&manifest, "documents/pol-007.html"), entry(&manifest, "404.html"));
    project.write("book/manifest.json", manifest.replace(&own, &other));
    assert_eq!(faults(&project), ["`documents/pol-007.html` is not what the sources give"]);
    project.write("book/documents/pol-007.html", page);
    assert_eq!(faults(&project), ["`documents/pol-007.html` was changed after it was built"]);
}

#[test]
fn sources_that_went_on_are_told_page_by_page() {
    let project = built();
    project.write("policies/access.md", project.read("policies/access.md").replace("every account", "each account"));
    let faults = faults(&project);
    assert!(faults.contains(&"`documents/pol-007.html` is not what the sources give".to_owned()), "{faults:#?}");
    assert!(!faults.iter().any(|it| it.contains("`coverage.html`")), "{faults:#?}");
}

#[test]
fn a_document_that_is_no_longer_in_force_is_named() {
    let project = built();
    let text = project.read("policies/access.md");
    project.write("policies/access.md", text.replace("status: approved", "status: retired"));
    let out = project.run(&["verify", "book"]).exits(1).stdout;
    assert!(out.contains("`POL-007 1.0` is shown as in force, and is retired\n"), "{out}");
    project.write("policies/access.md", text.replace("id: POL-007", "id: POL-008"));
    let out = project.run(&["verify", "book"]).exits(1).stdout;
    assert!(out.contains("`POL-007 1.0` is shown as in force, and the sources do not have it\n"), "{out}");
}

#[test]
fn the_commit_of_the_sources_is_told_where_they_are_what_it_holds() {
    let repository = Repository::of(in_force());
    let project = &repository.project;
    project.run(&["build", "--dest", "site"]).exits(0);
    let head = repository.git(&["rev-parse", "HEAD"]);
    assert!(project.read("site/manifest.json").contains(&format!("\"commit\": \"{}\"", head.trim())));
    repository.edit("policies/access.md", "every account", "each account");
    project.run(&["build", "--dest", "site"]).exits(0);
    assert!(!project.read("site/manifest.json").contains("\"commit\""));
}

#[test]
fn a_manifest_may_be_longer_than_a_text_that_people_write() {
    let project = built();
    let manifest = project.read("book/manifest.json");
    project.write("book/manifest.json", format!("{manifest}{}", " ".repeat(9 * 1024 * 1024)));
    project.run(&["verify", "book"]).exits(0).prints("all agree with the sources");
}

#[test]
fn what_is_no_site_ends_with_2() {
    let project = built();
    project.run(&["verify", "nowhere"]).exits(2).says("is not a folder");
    project.run(&["verify", "policies"]).exits(2).says("there is no manifest");
    project.write("book/manifest.json", "{");
    project.run(&["verify", "book"]).exits(2).says("cannot be read");
    project.write("book/manifest.json", "{\"version\": 9}");
    project.run(&["verify", "book"]).exits(2).says("cannot be read");
}
