//! Acknowledgements: where people confirm, what other systems are told, and what their records come to.

use crate::project::{POLICY, Project};

/// A policy in force by its own head, with an address at which it is confirmed.
fn confirmed() -> Project {
    let policy = POLICY.replace("status: draft\n", "status: approved\n").replace(
        "scope: All",
        "approver: role:ceo\napproved_on: 2026-02-01\neffective_from: 2026-02-02\nlast_reviewed: 2026-02-01\n\
         acknowledgement: {required: true, interval: 12 months, due_days: 14}\nscope: All",
    );
    let project = Project::small(&policy);
    let url = "[acknowledgement]\nurl = \"https://forms.example/?d={id}&v={version}&w={digest}&r={role}\"\n";
    project.write("book.toml", format!("{}{url}", project.read("book.toml")));
    project
}

#[test]
fn a_document_and_the_page_of_a_role_lead_to_where_it_is_confirmed() {
    let project = confirmed();
    project.run(&["build", "--draft"]).exits(0);
    let link = |role: &str| format!("href=\"https://forms.example/?d=POL-007&amp;v=1.0&amp;w=&amp;r={role}\"");
    let page = project.read("book/documents/pol-007.html");
    assert!(page.contains(&link("")), "{page}");
    let page = project.read("book/roles/ciso.html");
    assert!(page.contains(&link("ciso")) && page.contains("Read it and confirm that you have."), "{page}");
    assert!(page.contains("<h3 id=\"_when-yearly\">Every year or half-year</h3>"), "{page}");
    let asked: serde_json::Value =
        serde_json::from_str(&project.read("book/api/acknowledgements.json")).expect("the file is JSON");
    assert_eq!(asked["documents"][0]["due_days"], 14, "{asked}");
    assert_eq!(asked["documents"][0]["interval"], "12 months", "{asked}");
    let duties = project.read("book/data/duties.csv");
    assert!(duties.contains("Information security lead,POL-007,"), "{duties}");
}

#[test]
fn duties_in_other_languages_are_not_grouped_by_english_words() {
    let project = confirmed();
    let policy = project.read("policies/access.md").replace("language: en", "language: nl");
    project.write("policies/access.md", policy);
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read("book/roles/ciso.html");
    assert!(page.contains("<h3 id=\"_when-untold\">At the times that the text names</h3>"), "{page}");
    assert!(!page.contains("_when-yearly"), "{page}");
}

#[test]
fn a_draft_is_not_confirmed_and_only_a_page_of_the_web_is_an_address() {
    let project = confirmed();
    let policy = project.read("policies/access.md").replace("status: approved", "status: draft");
    project.write("policies/access.md", policy);
    project.run(&["build", "--draft"]).exits(0);
    assert!(!project.read("book/documents/pol-007.html").contains("forms.example"));
    let settings = project.read("book.toml").replace("https://forms", "javascript:forms");
    project.write("book.toml", settings);
    project.run(&["check"]).exits(1).prints("setting `acknowledgement.url` wants an address that begins with https://");
}

#[test]
fn records_are_counted_by_their_words_and_nobody_is_named() {
    let project = confirmed();
    let records = "person,document,version,time\n\
                   ann.hush@example.com,POL-007,1.0,2026-03-01T08:00:00Z\n\
                   ann.hush@example.com,POL-007,0.9,2025-03-01\n\
                   bob.hush@example.com,POL-007,0.9,2025-03-01\n\
                   eve.hush@example.com,POL-007,1.0,2025-03-01\n\
                   dan.hush@example.com,POL-099,1.0,2026-03-01\n\
                   ,POL-007,1.0,2026-03-01\n";
    let path = project.with("records.csv", records);
    let file = path.path("records.csv").display().to_string();
    let run = |more: &[&str]| {
        let outcome = path.run(&[&["acknowledgements", &file], more].concat());
        assert!(!outcome.stdout.contains("hush") && !outcome.stderr.contains("hush"), "{}", outcome.stdout);
        outcome
    };
    let told = run(&["--people", "4"]).exits(0).stdout;
    let expected = "Acknowledgements on 2026-11-21\n  \
                    POL-007 Access control policy, version 1.0: 1 of 4 (25 %), 1 to be renewed, 1 for another version only\n\
                    acknowledgements at 25 %\n\
                    1 record for no document in force that asks for one\n\
                    1 record without a person or a document, or not to be read\n";
    assert_eq!(told, expected);
    run(&["--people", "4", "--at-least", "26"]).exits(1);
    run(&["--people", "4", "--at-least", "25"]).exits(0);
    run(&["--at-least", "25"]).exits(2).says("--people");
    let told: serde_json::Value =
        serde_json::from_str(&run(&["--people", "4", "--format", "json"]).exits(0).stdout).expect("JSON");
    assert_eq!(told["documents"][0]["other_version"], 1, "{told}");
    let entry = run(&["--people", "4", "--format", "register"]).exits(0).stdout;
    path.write("registers/acknowledgements.yaml", entry);
    let report = path.check();
    assert!(report.brief().iter().any(|it| it.contains("P508")), "{:?}", report.brief());
    // The register now says how many are asked.
    run(&["--at-least", "26"]).exits(1);
}

#[test]
fn a_file_without_a_record_ends_with_2() {
    let project = confirmed().with("empty.csv", "person,document\n");
    let file = project.path("empty.csv").display().to_string();
    project.run(&["acknowledgements", &file]).exits(2).says("no record");
    project.run(&["acknowledgements", "absent.csv"]).exits(2).says("absent.csv");
}

#[test]
fn a_record_without_a_digest_counts_by_its_version_and_is_told_apart() {
    let project = confirmed();
    project.commit();
    let approve = ["approve", "POL-007", "--role", "role:ceo", "--by", "person:jonas-veldt", "--yes"];
    project.run(&approve).exits(0);
    project.run(&["build", "--draft"]).exits(0);
    let asked: serde_json::Value =
        serde_json::from_str(&project.read("book/api/acknowledgements.json")).expect("the file is JSON");
    let digest = asked["documents"][0]["digest"].as_str().expect("approved words have a digest");
    let records = format!(
        "person,document,version,digest,time\nann,POL-007,1.0,{digest},2026-11-20\nbob,POL-007,1.0,,2026-11-20\n\
         eve,POL-007,1.0,sha256:{},2026-11-20\neve,POL-007,1.0,,2026-11-20\ndan,POL-007,1.0,sha256:00,2026-11-20\n",
        "0".repeat(64)
    );
    project.write("records.csv", records);
    let file = project.path("records.csv").display().to_string();
    let told = project.run(&["acknowledgements", &file, "--people", "8"]).exits(0).stdout;
    assert!(
        told.contains("3 of 8 (37 %), 2 of them by the version alone, 1 for other words of this version\n"),
        "{told}"
    );
    let told = project.run(&["acknowledgements", &file, "--format", "json"]).exits(0).stdout;
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((&told["documents"][0]["acknowledged"], &told["documents"][0]["by_version"]), (&3.into(), &2.into()));
}
