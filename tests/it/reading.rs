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

/// A group of people as holders of a role, and a document in force for engineers, who confirm it, beside the policy for all.
fn with_audiences() -> Project {
    let guide = OTHER
        .replace("status: draft\n", "status: approved\napprover: role:ceo\napproved_by: Jonas Veldt\napproved_on: 2026-03-01\n")
        .replace("roles: [role:ciso]", "effective_from: 2026-03-01\naudience: [engineers]\nacknowledgement: yes\nroles: [role:ciso, role:employee]\nhistory:\n  - {version: \"1.0\", date: 2026-02-01, kind: major, summary: First words}")
        .replace("The lead needs", "Employees must ask for a ticket first. The lead needs");
    let project = Project::small(POLICY).with("policies/requests.md", guide);
    let settings = project.read("book.toml").replace("[\"all-staff\"]", "[\"all-staff\", \"engineers\", \"nobody\"]");
    let roles = project.read("registers/roles.yaml");
    let employee = "  - {id: employee, title: Employee, description: Everybody., held_by_group: Everybody}\n";
    project.with("book.toml", settings).with("registers/roles.yaml", roles + employee)
}

#[test]
fn the_page_of_an_audience_holds_what_it_must_do_and_confirm_and_what_changed() {
    let project = with_audiences();
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read("book/audiences/engineers.html");
    let part = |heading: &str| {
        let after = page.split(heading).nth(1).unwrap_or_else(|| panic!("no {heading} in {page}"));
        after.split("</section>").next().unwrap_or_default()
    };
    let duties = part("id=\"_duties\"");
    assert!(duties.contains("Employee</h3> <span class=\"note\">1 duty</span>"), "{duties}");
    assert!(duties.contains("Employees must ask for a ticket first. <span class=\"place\">"), "{duties}");
    assert!(!duties.contains("must review every account"), "the policy is for others: {duties}");
    assert!(duties.contains("../roles/ciso.html"), "{duties}");
    assert!(part("id=\"_confirm\"").contains("Access requests"), "{page}");
    assert!(part("id=\"_changes\"").contains("First words"), "{page}");
    assert!(page.contains("../feeds/engineers.xml"), "{page}");
    let list = project.read("book/audiences/index.html");
    assert!(list.contains("engineers.html") && list.contains("all-staff.html"), "{list}");
    assert!(!project.exists("book/audiences/nobody.html"), "no document names it");
    assert!(
        project.read("book/documents/pro-001.html").contains("<a href=\"../audiences/engineers.html\">Engineers</a>")
    );
    assert!(project.read("book/index.html").contains("<a href=\"audiences/engineers.html\">Engineers</a>"));
    let changes = project.read("book/changes.html");
    assert!(changes.contains("data-audience=\"engineers\""), "{changes}");
}

#[test]
fn a_site_for_one_audience_tells_of_no_other() {
    let project = with_audiences();
    let settings = project.read("book.toml") + "[[site]]\nname = \"all\"\naudience = \"all-staff\"\n";
    let project = project.with("book.toml", settings);
    project.run(&["build", "--draft", "--site", "all"]).exits(0);
    assert!(project.exists("book/audiences/all-staff.html") && !project.exists("book/audiences/engineers.html"));
}

#[test]
fn who_has_read_a_section_to_its_end_goes_on_with_the_next() {
    let project = Project::small(POLICY);
    let project = project
        .with("policies/a/requests.md", OTHER.replace("PRO-001", "PRO-002"))
        .with("policies/b/c/requests.md", OTHER);
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read("book/documents/pro-002.html");
    let beside = page.split("<nav class=\"beside\"").nth(1).unwrap_or_default();
    let (before, after) = beside.split_once("class=\"next\"").expect("both sides");
    assert!(before.contains("Previous") && before.contains("../documents/pol-007.html"), "{beside}");
    assert!(after.contains("Next") && after.contains("../documents/pro-001.html"), "{beside}");
    let contents =
        page.split("class=\"contents\"").nth(1).and_then(|it| it.split("</aside>").next()).unwrap_or_default();
    assert!(contents.contains("href=\"#_relations\"") && contents.contains("href=\"#_control\""), "{contents}");
}
