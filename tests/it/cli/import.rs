//! `import`: a corpus of many looks comes in, nothing is lost, and the source stays as it is.

use crate::project::{Project, Run};

const CORPUS: &str = "\
//- old/README.md
# Our policies
//- old/access_policy_v1.2.md
# Access policy

> Owner: CISO | Status: Approved

Rules after A.9.4.2, see [the other](sub/backup.md) and [gone](gone.md).

![plan](sub/plan.png)
//- old/sub/backup.md
---
policy_owner: ciso
document_id: PRO-7
name: Backup procedure
---
1. Copy it.
//- old/sub/plan.png
not really a picture
//- old/risks.xlsx
x
//- old/Policy.docx
x
";

#[test]
fn without_a_terminal_it_shows_and_writes_nothing() {
    let project = Project::of(CORPUS);
    let before = project.tree("");
    let outcome = project.run(&["import", "old", "--dest", "new"]).exits(0).says("nothing was written");
    for words in [
        "access_policy_v1.2.md: POL-001 Access policy (read from quoted lines; the id is new; that header leaves the text)\n",
        "policies/access_policy_v1.2.md:6:32: warning[D042 undecided-value] `POL-001` leaves its `status` undecided: ",
        "policies/access_policy_v1.2.md:11:13: warning[L302 control-of-2013] `A.9.4.2` ",
        "policies/access_policy_v1.2.md:11:57: error[L313 broken-link] `POL-001` links to `gone.md`",
        "sub/backup.md: PRO-7 Backup procedure (read from front matter)\n",
        "field `document_id` stands for `id`\n",
        "left out: Policy.docx: convert it with `pandoc",
        "left out: risks.xlsx: a register",
    ] {
        assert!(outcome.stdout.contains(words), "{words}:\n{}", outcome.stdout);
    }
    assert_eq!(project.tree(""), before);
}

#[test]
fn a_handbook_begins_with_an_import_and_a_baseline() {
    let project = Project::of(CORPUS);
    let before = project.tree("old");
    project.run(&["import", "old", "--dest", "new", "--yes", "--today", "2026-11-21"]).exits(0).says("recorded in");
    assert_eq!(project.tree("old"), before);
    let new = project.tree("new");
    let names: Vec<_> = new.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "book.toml",
            "ismsbook-baseline.yaml",
            "policies/README.md",
            "policies/access_policy_v1.2.md",
            "policies/sub/backup.md",
            "policies/sub/plan.png"
        ]
    );
    let policy = project.read("new/policies/access_policy_v1.2.md");
    let text = "---\n# Access policy\n\nRules after A.9.4.2, see [the other](sub/backup.md) and [gone](gone.md).\n\n![plan](sub/plan.png)\n";
    assert!(policy.ends_with(text), "the text is whole, without its old header:\n{policy}");
    let front = "\nversion: \"1.2\"\nstatus: draft # was: Approved; undecided: no record proves it\nowner: \"CISO\"\n";
    assert!(policy.contains(front), "{policy}");
    assert!(project.read("new/book.toml").contains("[fields]\n\"document_id\" = \"id\"\n"));
    // What is known is no error from now on, and what is new is; what is left to decide stays in sight.
    let concise = ["check", "--today", "2026-11-21", "--format", "concise"];
    let check = || Run::in_folder(&project.path("new")).args(&concise).output();
    let outcome = check().exits(0);
    assert_eq!(outcome.stdout.lines().count(), 1, "{}", outcome.stdout);
    outcome.prints("policies/access_policy_v1.2.md:6:32: warning[D042 undecided-value]").says("left out, as");
    let status = Run::in_folder(&project.path("new")).args(&["status", "--today", "2026-11-21"]).output().exits(0);
    status.prints(
        "\n  1 value left undecided\n    policies/access_policy_v1.2.md:6: POL-001  `status`: no record proves it\n",
    );
    project.write("new/policies/new.md", "No front matter.\n");
    check().exits(1);
}

#[test]
fn it_comes_into_a_handbook_beside_what_is_there() {
    let settings = "[book]\ntitle = \"T\" # kept";
    let project = Project::of(CORPUS)
        .with("hand/book.toml", settings)
        .with("hand/registers/roles.yaml", "roles:\n  - {id: ciso, title: Lead, held_by_group: All}\n")
        .with("hand/policies/README.md", "mine\n")
        .with("hand/policies/a.md", "---\nid: POL-001\ntitle: T\n---\nT\n");
    let arguments = ["import", "old", "--dest", "hand", "--yes", "--today", "2026-11-21"];
    project.run(&arguments).exits(0).prints("left alone, as it is there: policies/README.md\n");
    assert_eq!(project.read("hand/policies/README.md"), "mine\n");
    assert!(project.read("hand/book.toml").starts_with(&format!("{settings}\n\n# Names")));
    let policy = project.read("hand/policies/access_policy_v1.2.md");
    assert!(policy.contains("\nowner: role:ciso\n") && policy.starts_with("---\nid: \"POL-002\"\n"), "{policy}");
    let before = project.tree("hand");
    project.run(&arguments).exits(0);
    assert_eq!(project.tree("hand"), before, "a second import changes nothing");
}

#[test]
fn a_corpus_is_not_imported_into_itself() {
    let project = Project::of(CORPUS);
    let before = project.tree("");
    project.run(&["import", "old", "--dest", "old/new", "--yes"]).exits(2).says("lies in the folder that is imported");
    project.run(&["import", "old"]).exits(2).says("with `--dest`");
    project.run(&["import", "none", "--dest", "new", "--yes"]).exits(2).says("is not a folder");
    project.run(&["import", "old/sub/plan.png", "--dest", "new", "--yes"]).exits(2);
    assert_eq!(project.tree(""), before);
}

#[test]
fn what_cannot_be_read_is_named_and_left_out() {
    let project = Project::of(CORPUS).with("old/latin.md", b"\xe4\xf6\xfc\0".as_slice());
    let arguments = ["import", "old", "--dest", "new", "--yes"];
    project.run(&arguments).exits(0).prints("latin.md:1:1: error[D029 not-utf8] ");
    assert!(!project.exists("new/policies/latin.md"));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_corpus_is_not_followed() {
    let (project, elsewhere) = (Project::of(CORPUS), Project::of("//- secret.md\nsecret\n"));
    std::os::unix::fs::symlink(elsewhere.root(), project.path("old/there")).expect("a link");
    project.run(&["import", "old", "--dest", "new", "--yes"]).exits(0).prints("there:1:1: warning[D033 ");
    assert!(!project.exists("new/policies/there"));
}

#[test]
fn a_very_large_file_keeps_nothing_else_from_coming_in() {
    let project = Project::of(CORPUS).with("old/film.mp4", vec![0; 9 << 20]);
    let outcome = project.run(&["import", "old", "--dest", "new", "--yes"]).exits(0);
    assert!(outcome.stdout.contains("left out: film.mp4: it is very large"), "{}", outcome.stdout);
    assert!(project.exists("new/policies/sub/backup.md") && !project.exists("new/policies/film.mp4"));
}

#[test]
fn texts_in_other_letters_come_in_as_utf8() {
    let project = Project::of(CORPUS)
        .with("old/latin.md", b"# R\xfcckgabe von Ger\xe4ten\n".as_slice())
        .with("old/README.md", b"\xff\xfeB\0\xfc\0r\0o\0".as_slice());
    let before = project.tree("old");
    project.run(&["import", "old", "--dest", "new", "--yes"]).exits(0).prints(
        "latin.md: POL-002 Rückgabe von Geräten (read from nothing; the id is new; its letters are those of Windows-1252)\n",
    );
    let text = project.read("new/policies/latin.md");
    assert!(
        text.contains("\n# undecided: the letters were read") && text.ends_with("\n# Rückgabe von Geräten\n"),
        "{text}"
    );
    assert_eq!(project.read("new/policies/README.md"), "Büro");
    assert_eq!(project.tree("old"), before);
}

#[test]
fn a_german_corpus_begins_a_german_handbook_and_its_frame_stays_outside() {
    let text = "Die Rechte werden von der Leitung vergeben und sind für die Dauer der Arbeit mit dem Team.";
    let project = Project::of(&format!(
        "//- old/Zugriff.md\n# Zugriffsrichtlinie\n\n> Version: 1.0 | Klassifizierung: Vertraulich\n\n{text}\n//- old/_Sidebar.md\n- [[Zugriff]]\n//- old/page.mdx\nimport X\n"
    ));
    let outcome = project.run(&["import", "old", "--dest", "new", "--yes", "--today", "2026-11-21"]).exits(0);
    for words in ["left out: _Sidebar.md is no document\n", "taken along as it is: page.mdx is no Markdown; rename it"]
    {
        assert!(outcome.stdout.contains(words), "{}", outcome.stdout);
    }
    assert!(project.read("new/book.toml").contains("\nlanguage = \"de\"\n"));
    let made = project.read("new/policies/Zugriff.md");
    for line in ["\nlanguage: de\n", "\nclassification: \"confidential\" # was: Vertraulich\n"] {
        assert!(made.contains(line), "{line}:\n{made}");
    }
    assert!(!project.exists("new/policies/_Sidebar.md") && project.exists("new/policies/page.mdx"));
}

#[test]
fn what_is_left_to_decide_is_reported_for_programs_too() {
    let project = Project::of(CORPUS);
    let formats = ["--format", "json", "--format", "sarif=found.sarif"];
    let outcome = project.run(&[&["import", "old", "--dest", "new"], formats.as_slice()].concat()).exits(0);
    let read: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("nothing but JSON");
    let found: Vec<&str> =
        read["findings"].as_array().expect("findings").iter().filter_map(|it| it["code"].as_str()).collect();
    assert_eq!(found, ["D042", "L302", "L313"]);
    assert!(project.read("found.sarif").contains("policies/access_policy_v1.2.md"));
    outcome.says("access_policy_v1.2.md: POL-001 Access policy");
    assert!(!project.exists("new"));
}

#[test]
fn a_handbook_that_fails_on_warnings_takes_what_is_undecided_into_its_baseline() {
    let project = Project::of(CORPUS).with("hand/book.toml", "[lint]\nfail-on = \"warning\"\n");
    project.run(&["import", "old", "--dest", "hand", "--yes", "--today", "2026-11-21"]).exits(0);
    assert!(project.read("hand/ismsbook-baseline.yaml").contains("rule: undecided-value"));
    Run::in_folder(&project.path("hand")).args(&["check", "--today", "2026-11-21"]).output().exits(0);
}

/// Nothing looks for a role where none is described; with the first one all owners in words would be errors at once.
#[test]
fn the_first_role_makes_no_errors_of_owners_that_came_in_as_words() {
    let old = |name: &str, owner: &str| format!("//- old/{name}.md\n# {name} policy\n\n> Owner: {owner}\n\nText.\n");
    let corpus = [old("a", "CISO"), old("b", "CISO"), old("c", "Head of IT"), old("d", "Jane Doe")].concat();
    let project = Project::of(&corpus);
    let told = "names of roles in words: CISO (2), Head of IT (1), Jane Doe (1); add each with `ismsbook new role`";
    project.run(&["import", "old", "--dest", "new", "--yes", "--today", "2026-11-21"]).exits(0).says(told);
    let run = |arguments: &[&str]| Run::in_folder(&project.path("new")).args(arguments).output();
    let check = || run(&["check", "--today", "2026-11-21"]);
    check().exits(0);
    let added = run(&["new", "role", "CISO"]).exits(0);
    added
        .says("2 places name it in words; `ismsbook check --fix` writes `role:ciso` there")
        .says("not described yet: Head of IT (1), Jane Doe (1); add each with `ismsbook new role`");
    check().exits(0);
    run(&["check", "--fix", "--today", "2026-11-21"]).exits(0);
    for name in ["a", "b"] {
        assert!(project.read(&format!("new/policies/{name}.md")).contains("\nowner: role:ciso\n"));
    }
    run(&["new", "person", "Jane Doe"])
        .exits(0)
        .says("1 place names it in words; `ismsbook check --fix` writes `person:jane-doe`");
    check().exits(0).says("of `ismsbook-baseline.yaml` mended");
    run(&["check", "--write-baseline", "--today", "2026-11-21"]).exits(0);
    let baseline = project.read("new/ismsbook-baseline.yaml");
    assert_eq!(baseline.matches("rule: unknown-role").count(), 2, "of those that are left:\n{baseline}");
    // A name that nobody knows in a document that comes later is an error as ever.
    project.write("new/policies/e.md", "---\nid: POL-009\ntitle: E\nowner: CISSO\n---\nText.\n");
    check().exits(1).prints("P501");
}

#[test]
fn a_baseline_that_is_pruned_before_there_are_roles_keeps_the_owners_in_words() {
    let project = Project::of("//- old/a.md\n# A policy\n\n> Owner: CISO\n\nText.\n");
    project.run(&["import", "old", "--dest", "new", "--yes", "--today", "2026-11-21"]).exits(0);
    let before = project.read("new/ismsbook-baseline.yaml");
    let run = |arguments: &[&str]| Run::in_folder(&project.path("new")).args(arguments).output();
    run(&["check", "--write-baseline", "--today", "2026-11-21"]).exits(0);
    assert_eq!(project.read("new/ismsbook-baseline.yaml"), before);
    let shown = run(&["check", "--today", "2026-11-21"]).exits(0);
    assert!(!shown.stderr.contains("mended"), "{}", shown.stderr);
}
