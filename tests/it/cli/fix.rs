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
    project.run(&["check", "--fix", "--exit-zero"]).exits(0).says("2 fixes left");
    assert_eq!(project.read("policies/access.md"), approved);
    project.run(&["check", "--unsafe-fixes", "--exit-zero"]).exits(0).says("voids the approval of `POL-007`");
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

/// What `--unsafe-fixes` makes of a document of the small handbook, without its name line.
fn mended(document: &str) -> String {
    let project = project(document);
    project.run(&["check", "--unsafe-fixes", "--exit-zero"]).exits(0);
    project.read("policies/access.md")
}

fn policy() -> String {
    POLICY.replace("//- policies/access.md\n", "")
}

#[test]
fn a_heading_is_raised_with_its_siblings_and_all_below() {
    let head = policy();
    let head = head.split("## Scope").next().expect("the front matter");
    let body = "## One\n\n#### A\n\n###### Deep\n\n#### B ####\n\n> #### In a quote\n\n### C\n\n## Two\n\n#### D\n";
    let expected = "## One\n\n### A\n\n##### Deep\n\n### B ####\n\n> ### In a quote\n\n### C\n\n## Two\n\n### D\n";
    let once = mended(&format!("{head}{body}"));
    assert_eq!(once.replace("##### Deep", "#### Deep"), format!("{head}{expected}").replace("##### Deep", "#### Deep"));
    assert!(once.contains("\n#### Deep\n"), "a jump inside is mended too: {once}");
}

#[test]
fn what_the_handbook_says_anyway_is_written_into_the_document() {
    let text = policy().replace("title: Access control policy\n", "").replace("language: en\n", "");
    let text = text
        .replace("type: policy\n", "# a remark\ntype: policy\n")
        .replace("## Scope", "# Access: who may\n\n## Scope");
    let project = project(&text);
    project.run(&["check", "--fix", "--exit-zero"]).exits(0).says("2 findings mended");
    let expected = text
        .replace("# a remark\n", "title: \"Access: who may\"\n# a remark\n")
        .replace("status: draft\n", "status: draft\nlanguage: en\n");
    assert_eq!(project.read("policies/access.md"), expected);
}

#[test]
fn the_day_of_a_review_that_follows_from_the_approval_is_written_down() {
    let approved = policy().replace(
        "status: draft",
        "status: approved\napprover: role:ceo\napproved_by: person:jonas-veldt\napproved_on: 2026-03-31",
    );
    assert!(
        mended(&approved).contains("review_interval: 12 months\nnext_review: 2027-03-31\nroles:"),
        "{}",
        mended(&approved)
    );
    let reviewed = approved.replace("roles:", "last_reviewed: 2026-05-01\nroles:");
    assert!(!mended(&reviewed).contains("next_review"), "it is computed from the review");
}

#[test]
fn a_field_that_is_there_under_a_mistyped_name_is_renamed_and_not_written_again() {
    let text = policy().replace("language:", "lnguage:");
    assert_eq!(mended(&text), policy());
}

#[test]
fn a_document_gets_the_next_number_that_was_never_given() {
    let settings = "[isms.id-pattern]\npolicy = \"POL-###\"\n";
    let nameless = policy().replace("id: POL-007\n", "");
    let project =
        Project::small("").with("policies/a.md", policy().replace("authors:", "supersedes: [POL-011@1.0]\nauthors:"));
    project.write("book.toml", project.read("book.toml").replace("[lint.rules]", &format!("{settings}[lint.rules]")));
    project.write("policies/b.md", &nameless);
    project.write("policies/c.md", policy().replace("id: POL-007", "id: \"pol-007\""));
    project.write("policies/d.md", &nameless);
    project.run(&["check", "--fix", "--exit-zero"]).exits(0);
    assert_eq!(project.read("policies/b.md"), nameless, "a number is for ever, so a person decides");
    project.run(&["check", "--unsafe-fixes", "--exit-zero"]).exits(0);
    let id = |name: &str| {
        let text = project.read(name);
        text.lines().find(|it| it.starts_with("id:")).unwrap_or_else(|| panic!("{name}: {text}")).to_owned()
    };
    assert_eq!(id("policies/a.md"), "id: POL-007");
    assert_eq!([id("policies/b.md"), id("policies/d.md")], ["id: POL-012", "id: POL-013"]);
    assert!(id("policies/c.md").contains("pol-008"), "{}", id("policies/c.md"));
}

#[test]
fn a_new_version_gets_an_entry_whose_summary_is_left_to_a_person() {
    let approved = |history: &str| {
        policy().replace(
            "status: draft",
            &format!("status: approved\napprover: role:ceo\napproved_by: person:jonas-veldt\napproved_on: 2026-03-31\nhistory:\n{history}"),
        )
    };
    let old = "  - {version: \"0.9\", date: 2025-01-01, author: role:ciso, kind: minor, summary: Words}";
    let new = "  - {version: \"1.0\", date: 2026-03-31, author: role:ciso, kind: major, summary: \"\"}\n";
    assert!(mended(&approved(&format!("{old}\n"))).contains(&format!("history:\n{new}{old}\n")), "the newest is first");
    let older = old.replace("0.9", "0.8");
    let text = mended(&approved(&format!("{older}\n{old} # so far\n")));
    assert!(text.contains(&format!("{old} # so far\n{new}")), "the newest is last: {text}");
    let blocks = "  - version: \"0.9\"\n    date: 2025-01-01\n    summary: Words\n";
    let text = mended(&approved(blocks));
    assert!(text.contains(&format!("history:\n{new}{blocks}")), "{text}");
    let project = project(&text);
    let empty = project.check();
    assert!(empty.of("D025").iter().any(|it| it.message.contains("summary")), "{:#?}", empty.brief());
}

#[test]
fn a_day_is_brought_into_its_form_where_it_can_be_read_in_one_way() {
    for (written, mended) in [("16 February 2026", true), ("2026/02/16", true), ("16.2.2026", false), ("2/3/26", false)]
    {
        let text = policy().replace("roles:", &format!("last_reviewed: {written}\nroles:"));
        let project = project(&text);
        project.run(&["check", "--fix", "--exit-zero"]).exits(0);
        let is_mended = project.read("policies/access.md").contains("last_reviewed: 2026-02-16\n");
        assert_eq!(is_mended, mended, "{written}");
    }
    assert!(mended(&policy().replace("roles:", "last_reviewed: 16.2.2026\nroles:")).contains("2026-02-16"));
}

#[test]
fn files_whose_names_take_all_the_bytes_of_a_name_are_mended() {
    let text = draft();
    let names = ["x".repeat(252), "😀".repeat(63)].map(|it| format!("policies/{it}.md"));
    let project = project(&text).with(&names[0], text.replace("POL-007", "POL-008"));
    let project = project.with(&names[1], text.replace("POL-007", "POL-009"));
    project.run(&["check", "--fix", "--exit-zero"]).exits(0);
    for name in names {
        assert!(project.read(&name).contains("[A.5.15,"), "{name}");
    }
}
