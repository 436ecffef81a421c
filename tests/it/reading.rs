//! What a page tells its reader beyond the words of a document: where a duty's ids lead, and what is excepted until when.

use super::project::{POLICY, Project};

const OTHER: &str = "\
---
id: PRO-001
title: Access requests
type: procedure
version: \"1.0\"
status: draft
language: en
owner: role:ciso
classification: internal
roles: [role:ciso]
---

## Steps

The lead needs a ticket first.
Information security lead: you must follow POL-007 and [the other rules](access.md) for A.5.15. Nobody must call POL-999.
";

const EXCEPTIONS: &str = "\
exceptions:
  - {id: EXC-1, title: One old server, document: POL-007, reason: It ends soon, owner: role:ciso, approver: role:ciso, expires: 2027-03-31}
  - {id: EXC-2, title: Another, document: POL-007, reason: It ended, owner: role:ciso, approver: role:ciso, expires: 2026-10-31}
";

#[test]
fn what_a_duty_names_is_linked_where_the_role_reads_it() {
    let project = Project::small(POLICY).with("policies/requests.md", OTHER);
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read("book/roles/ciso.html");
    let id =
        |href: &str, id: &str| format!("<a href=\"../{href}\" class=\"only-id\"><span class=\"id\">{id}</span></a>");
    let sentence = format!(
        "<li>Information security lead: you must follow {} and <a href=\"../documents/pol-007.html\">the other rules</a> for {}. <span",
        id("documents/pol-007.html", "POL-007"),
        id("controls/a-5-15.html", "A.5.15")
    );
    assert!(page.contains(&sentence), "{page}");
}

#[test]
fn a_document_tells_the_exceptions_from_it_with_their_ends() {
    let project = Project::small(POLICY).with("registers/exceptions.yaml", EXCEPTIONS);
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read("book/documents/pol-007.html");
    let told = page.split("<dt>Exceptions</dt>").nth(1).and_then(|it| it.split("</dd>").next()).unwrap_or_default();
    let (ended, running) = told.split_once("exceptions.html#exc-1").expect("the one that ended stands first");
    assert!(ended.contains("#exc-2") && ended.contains("Expired") && ended.contains("31 October 2026"), "{told}");
    assert!(running.contains("Running") && running.contains("until <time datetime=\"2027-03-31\">"), "{told}");
    assert!(!page.contains("Named by registers"), "each stands once: {page}");
}

#[test]
fn a_document_that_is_not_in_force_says_so_wherever_it_is_named() {
    let asking = OTHER.replace("roles: [", "controls: [A.5.15]\nacknowledgement: yes\nroles: [");
    let project = Project::small(POLICY).with("policies/access/requests.md", asking);
    project.run(&["build", "--draft"]).exits(0);
    let mark = |page: &str, before: &str| {
        let page = project.read(page);
        let after = page.split(before).nth(1).unwrap_or_else(|| panic!("{before} is not in {page}"));
        after.split("</li>").next().is_some_and(|it| it.contains("badge tone-draft") && it.contains("Draft"))
    };
    let named = "<span class=\"id\">PRO-001</span> ";
    for page in ["documents/pro-001.html", "lists/titles.html", "controls/a-5-15.html", "roles/ciso.html"] {
        assert!(mark(&format!("book/{page}"), named), "{page}");
    }
    assert!(!mark("book/lists/states.html", named), "the title of the group says it");
    let page = project.read("book/documents/pro-001.html");
    assert!(page.contains("<p class=\"banner tone-draft\">") && page.contains("these words do not hold yet"), "{page}");
    assert!(!page.contains("class=\"confirm\""), "nobody confirms a draft: {page}");
}
