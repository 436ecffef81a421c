//! The report on a change: `ismsbook status --base REVISION --format markdown`.

use crate::git::Repository;
use crate::project::{POLICY, Project};

const REPORT: [&str; 5] = ["status", "--base", "main", "--format", "markdown"];

fn repository() -> Repository {
    let policy = POLICY.replace("status: draft", "status: approved\nacknowledgement: {required: true}");
    let repository = Repository::of(Project::small(&policy));
    repository.project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    repository.commit("approved");
    repository
}

#[test]
fn a_change_is_reported_with_all_that_it_needs() {
    let repository = repository();
    let project = &repository.project;
    let calm = project.run(&REPORT).exits(0).stdout;
    assert_eq!(
        calm,
        "<!-- ismsbook: change -->\n\n**Nothing changes in the handbook.**\nAgainst main: nothing changed.\n"
    );
    repository.edit("policies/access.md", "twice a year", "every month, says @all in #12");
    repository.edit("policies/access.md", "title: Access control policy", "title: Access | <b>control</b>");
    let out = project.run(&REPORT).exits(0).stdout;
    for words in [
        "**Not ready: new findings: ",
        "1 document to be approved; 1 approval voided.**\n",
        "| POL-007 Access `\\|` `<b>control</b>` | still version 1.0; 6 words in, 3 out | in force (bound) → in review | ",
        "approval by 1 person (ceo); to be confirmed anew |\n",
        "### New errors\n\n- policies/access.md **error** [line ",
        "text-differs-from-approval",
        "### Duties altered\n\n- `POL-007` ciso: ",
        "<del>twice a year</del><ins>every month, says `@all` in `#12`</ins>",
        "### Approvals voided\n\n- `POL-007` Access `|` `<b>control</b>` version 1.0, approved by jonas-veldt as ceo\n",
    ] {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    assert!(!out.contains("unchanged since"), "{out}");
    let on = |day: &str| project.run(&[&REPORT[..], &["--today", day]].concat()).exits(0).stdout;
    assert_eq!(on("2026-11-21"), on("2026-11-22"), "the day alone is no news");
    assert_eq!(on("2026-11-21"), out);
}

#[test]
fn who_may_approve_is_asked_of_the_base() {
    let repository = repository();
    let project = &repository.project;
    repository.edit("registers/roles.yaml", "held_by: [person:jonas-veldt]", "held_by: [person:mira-solberg]");
    repository.edit("policies/access.md", "version: \"1.0\"", "version: \"1.1\"");
    project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    let out = project.run(&REPORT).exits(0).stdout;
    assert!(out.contains("### Takes effect after this change\n\n- the register of roles: who may approve\n"), "{out}");
    assert!(out.contains("approver-without-role"), "{out}");
    assert!(out.contains("### Approvals needed\n\n- `POL-007` Access control policy: 1 person (ceo)\n"), "{out}");
    assert!(out.contains("<details>\n<summary>Everything else</summary>\n\n### Registers\n\n- role `ceo`"), "{out}");
}
