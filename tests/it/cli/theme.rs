//! `ismsbook theme`, and what `check` and `build` say of a theme.

use crate::project::{POLICY, Project};

/// A template of the project's own that changes one block.
fn with_block(template: &str, block: &str, content: &str) -> String {
    format!("{{% extends \"builtin/{template}\" %}}\n{{% block {block} %}}{content}{{% endblock {block} %}}\n")
}

#[test]
fn a_fault_of_a_template_is_told_at_its_place_and_the_last_site_stays() {
    let project = Project::small(POLICY);
    project.run(&["build"]).exits(0);
    let published = project.tree("book");
    for (content, column, words) in [
        ("{{ view.ownr }}", 33, "ownr"),
        ("{{ t(key=\"frame.skp\") }}", 28, "frame.skp"),
        ("{% if view.id %}", 44, "unknown tag"),
    ] {
        project.write("theme/templates/document.html", with_block("document.html", "document_end", content));
        let told = project.run(&["check", "--format", "concise"]).exits(1).stdout;
        let line = told.lines().find(|it| it.contains("broken-theme")).unwrap_or_else(|| panic!("{told}")).to_owned();
        let place = format!("theme/templates/document.html:2:{column}: ");
        assert!(line.starts_with(&place) && line.contains(words), "{line}");
        project.run(&["build"]).exits(1).says("theme/templates/document.html:2");
        assert_eq!(project.tree("book"), published);
    }
    project.write(
        "theme/templates/document.html",
        with_block("document.html", "document_end", "<p>{{ view.title }} here</p>"),
    );
    project.run(&["build"]).exits(0);
    assert!(project.read("book/documents/pol-007.html").contains("<p>Access control policy here</p>"));
}

#[test]
fn a_fault_of_a_catalogue_is_told_at_its_place() {
    let project = Project::small(POLICY).with("theme/words/en.toml", "[frame]\nskip = 7\n");
    let told = project.run(&["check", "--format", "concise"]).exits(1).stdout;
    assert!(told.contains("theme/words/en.toml:2:8") && told.contains("`frame.skip` is no text"), "{told}");
}

#[test]
fn a_file_that_nothing_uses_is_told_with_the_nearest_name() {
    let project =
        Project::small(POLICY).with("theme/templates/documents.html", "x").with("theme/README.md", "Notes.\n");
    let told = project.run(&["check"]).stdout;
    assert!(
        told.contains("nothing uses `templates/documents.html`") && told.contains("`templates/document.html`"),
        "{told}"
    );
    assert!(!told.contains("README"), "{told}");
}

#[test]
fn files_are_listed_shown_and_compared() {
    let project = Project::small(POLICY)
        .with("theme/templates/home.html", with_block("home.html", "home_top", "x"))
        .with("theme/styles/90-own.css", ":root { --measure: 74ch; }\n");
    let list = project.run(&["theme", "list"]).exits(0).stdout;
    for line in ["built in  templates/base.html", "extended  templates/home.html", "added     styles/90-own.css"] {
        assert!(list.lines().any(|it| it == line), "{line} in\n{list}");
    }
    let shown = project.run(&["theme", "show", "theme/templates/home.html"]).exits(0).stdout;
    assert!(shown.contains("block home_roles"));
    project.run(&["theme", "show", "templates/hom.html"]).exits(2).says("is it `templates/home.html`?");
    let diff = project.run(&["theme", "diff"]).exits(0).stdout;
    assert!(diff.contains("+{% extends \"builtin/home.html\" %}") && !diff.contains("90-own"), "{diff}");
    project.run(&["theme", "diff", "templates/base.html"]).exits(2);
}
