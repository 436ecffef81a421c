//! `check --fix`, `--unsafe-fixes` and `--diff`: what is changed, byte by byte, and what is not.

use crate::project::{POLICY, Project};

/// A draft with comments, CRLF, a byte order mark and faults that can be mended.
fn draft() -> String {
    let text = "\u{feff}---\n# who answers\nid: POL-007 # never reused\ntitle: Access\ntype: policy\nversion: \"1.0\"\nstatus: Draft\n\
                lnguage: en   # mistyped\nowner: role:ciso\nlast_reviewed: 2026/03/01\n\
                controls: [A 5.15, A.9.4.2]\n---\n\n## Scope\n\nÄ😀 see A.05.16 here.  \n";
    text.replace('\n', "\r\n")
}

fn project(text: &str) -> Project {
    Project::small("").with("policies/access.md", text)
}

#[test]
fn safe_fixes_change_their_bytes_and_no_others() {
    let text = draft();
    let project = project(&text);
    let outcome = project.run(&["check", "--fix", "--exit-zero"]).exits(0);
    assert!(outcome.stderr.contains("mended in 1 file"), "{}", outcome.stderr);
    let expected = text
        .replace("status: Draft", "status: draft")
        .replace("2026/03/01", "2026-03-01")
        .replace("A 5.15", "A.5.15")
        .replace("A.05.16", "A.5.16");
    assert_eq!(project.read("policies/access.md"), expected);
    project.run(&["check", "--fix", "--exit-zero"]).exits(0).says("0 findings mended");
    assert_eq!(project.read("policies/access.md"), expected, "a second run finds nothing more to mend");
}

#[test]
fn unsafe_fixes_mend_what_wants_a_look() {
    let project = project(&draft());
    project.run(&["check", "--unsafe-fixes", "--exit-zero"]).exits(0);
    let mended = project.read("policies/access.md");
    assert!(mended.contains("language: en   # mistyped\r\n"), "{mended}");
    assert!(mended.contains("A.8.5") && !mended.contains("A.9.4.2"), "{mended}");
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let project = project(&draft());
    let before = project.tree("");
    let outcome = project.run(&["check", "--diff"]).exits(0);
    assert!(outcome.stdout.contains("--- a/policies/access.md\n+++ b/policies/access.md\n"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("-status: Draft\r\n+status: draft\r\n"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("+language"), "that one is unsafe: {}", outcome.stdout);
    let outcome = project.run(&["check", "--diff", "--unsafe-fixes"]).exits(0);
    assert!(outcome.stdout.contains("+language: en   # mistyped"), "{}", outcome.stdout);
    assert_eq!(project.tree(""), before);
}

#[test]
fn an_approved_document_is_mended_only_on_demand_and_the_run_says_so() {
    let approved = POLICY
        .replace("//- policies/access.md\n", "")
        .replace(
            "status: draft",
            "status: approved\napprover: role:ceo\napproved_by: person:jonas-veldt\napproved_on: 2026-03-01",
        )
        .replace("[A.5.15]", "[A 5.15]");
    let project = project(&approved);
    project.run(&["check", "--fix", "--exit-zero"]).exits(0).says("1 fix left");
    assert_eq!(project.read("policies/access.md"), approved);
    project.run(&["check", "--unsafe-fixes", "--exit-zero"]).exits(0).says("voids the approval of POL-007");
    assert!(project.read("policies/access.md").contains("[A.5.15]"));
}

#[test]
fn what_is_silenced_or_not_asked_for_is_not_mended() {
    let text = draft();
    let project = project(&text).with("policies/other.md", text.replace("POL-007", "POL-008"));
    let path = project.path("policies/other.md").display().to_string();
    project.run(&["check", "--fix", "--exit-zero", &path]).exits(0);
    assert_eq!(project.read("policies/access.md"), text);
    let silence = "# ismsbook: allow(bad-value, until=2027-01-01, by=role:ciso, reason=\"the old spelling is quoted\")";
    let silenced = text.replace("status: Draft", &format!("status: Draft {silence}"));
    project.write("policies/access.md", &silenced);
    project.run(&["check", "--fix", "--exit-zero"]).exits(0);
    assert!(project.read("policies/access.md").contains("status: Draft"), "{}", project.read("policies/access.md"));
}
