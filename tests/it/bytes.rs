//! Whatever marks, blanks and line ends a file has: `check --fix`, `new`, `approve`, `import` and a new id in an editor
//! change what they are asked to change, and no other byte.
#![expect(clippy::disallowed_methods, reason = "the files are read as bytes")]

use std::fs;

use serde_json::json;

use super::lsp::{Client, edited, place};
use super::project::{POLICY, Project, SMALL, TODAY};

const FILE: &str = "policies/access.md";
const RISKS: &str = "registers/risks.yaml";

/// A look that a whole text may have. What is done to a text and the look that it has can change places.
type Look = (&'static str, fn(&str) -> String);

const LOOKS: [Look; 7] = [
    ("as it is", str::to_owned),
    ("byte order mark", |text| format!("\u{feff}{text}")),
    ("line ends of Windows", |text| text.replace('\n', "\r\n")),
    ("no last line end", |text| text.trim_end_matches('\n').to_owned()),
    ("blanks at ends of lines", |text| text.replace("Scope\n", "Scope  \n").replace("title: One\n", "title: One \t\n")),
    ("comments and blank lines", |text| {
        text.replace("owner: role:ciso\n", "owner: role:ciso   # 😀 who: \"x\"\n\n# a line, A 5.15\n")
    }),
    ("mark, Windows and no last line end", |text| format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n"))),
];

fn document() -> String {
    let text = POLICY.split_once('\n').expect("the fixture begins with the name of its file").1;
    text.replace("every account.\n", "every account, RISK-001.\n\n\ta tab\n")
}

fn risks() -> String {
    "# all of them\nrisks:\n  - id: RISK-001\n    title: One\n    owner: role:ciso\n    controls: [ A.5.15 ]\n"
        .to_owned()
}

fn project(document: &str, risks: &str) -> Project {
    Project::of(SMALL).with(FILE, document).with(RISKS, risks)
}

#[test]
fn mending_changes_the_words_of_the_fixes_only() {
    let faulty = document()
        .replace("status: draft", "status: Draft")
        .replace("[A.5.15]", "[A 5.15, A.05.16]")
        .replace("review_interval: 12 months\n", "review_interval: 12 months\nlast_reviewed: 2026/03/01\n");
    for (name, look) in LOOKS {
        let project = project(&look(&faulty), &look(&risks()));
        project.run(&["check", "--fix", "--exit-zero"]).exits(0).says("mended in 1 file");
        let mended = faulty
            .replace("status: Draft", "status: draft")
            .replace("[A 5.15, A.05.16]", "[A.5.15, A.5.16]")
            .replace("2026/03/01", "2026-03-01");
        assert_eq!(project.read(FILE), look(&mended), "{name}");
        assert_eq!(project.read(RISKS), look(&risks()), "{name}");
    }
}

#[test]
fn a_new_entry_is_put_in_and_nothing_else_changes() {
    for (name, look) in LOOKS {
        let before = look(&risks());
        let project = project(&look(&document()), &before);
        let tree = project.tree("");
        project.run(&["new", "risk", "Two", "--owner", "ciso"]).exits(0);
        let mut after = project.tree("");
        let text = String::from_utf8(after.insert(RISKS.to_owned(), before.clone().into_bytes()).expect("it is there"));
        assert_eq!(after, tree, "{name}: only the register changes");
        let text = text.expect("UTF-8");
        let same_head = before.bytes().zip(text.bytes()).take_while(|(one, other)| one == other).count();
        let rest = before.len() - same_head;
        assert!(
            text.len() > before.len() && text.as_bytes().ends_with(&before.as_bytes()[before.len() - rest..]),
            "{name}: {text:?}"
        );
        assert!(text.contains("id: RISK-002"), "{name}: {text:?}");
        assert_eq!(
            text.matches("\r\n").count() == text.matches('\n').count(),
            before.contains("\r\n"),
            "{name}: {text:?}"
        );
        project.run(&["new", "policy", "Another", "--owner", "ciso"]).exits(0);
        assert_eq!(project.read(FILE), look(&document()), "{name}");
    }
}

#[test]
fn an_approval_writes_a_record_and_a_review_its_three_fields() {
    let approved = document().replace("status: draft", "status: approved").replace(
        "review_interval: 12 months\n",
        "review_interval: 12 months\nlast_reviewed: 2026-02-10\nhistory:\n  - {version: \"1.0\", date: 2026-02-10, author: role:ciso, kind: major, summary: First}\n",
    );
    let reviewed = |text: &str| {
        let project = project(text, &risks());
        let tree = project.tree("");
        project.run(&["approve", "POL-007", "--role", "ceo", "--today", "2026-02-16"]).exits(0);
        let mut after = project.tree("");
        after.retain(|name, _| !name.starts_with("approvals/"));
        assert_eq!(after, tree, "an approval changes no file");
        project.run(&["approve", "POL-007", "--role", "ceo", "--reviewed=Still right", "--today", TODAY]).exits(0);
        project.read(FILE)
    };
    let expected = reviewed(&approved);
    assert!(expected.contains("Still right") && expected.contains("last_reviewed: 2026-11-21\n"), "{expected}");
    for (name, look) in LOOKS {
        assert_eq!(reviewed(&look(&approved)), look(&expected), "{name}");
    }
}

#[test]
fn a_new_id_is_written_where_the_old_one_stands() {
    for (name, look) in LOOKS {
        let project = project(&look(&document()), &look(&risks()));
        let mut client = Client::in_bytes(&project);
        let (line, character) = place(&project.read(RISKS), "RISK-001");
        let id = client.request(
            "textDocument/rename",
            json!({
                "textDocument": {"uri": client.uri(RISKS)},
                "position": {"line": line, "character": character + 1},
                "newName": "RISK-901",
            }),
        );
        let edit = client.answer(id)["result"].clone();
        for file in [FILE, RISKS] {
            let after = edited(&project.read(file), &edit, &client.uri(file));
            assert_eq!(after, project.read(file).replace("RISK-001", "RISK-901"), "{name}: {file}");
        }
    }
}

#[test]
fn an_import_only_reads_and_its_body_is_as_it_was() {
    let foreign = "Access policy\n=============\n\nScope\n-----\n\nAll of them. \t\n\n\ta tab\n\n<!-- a comment -->\n";
    for (name, look) in LOOKS {
        let text = look(foreign);
        let project =
            Project::of("").with("old/a.md", text.as_str()).with("old/x/pic.png", b"\x89PNG\r\n\xff".as_slice());
        let before = project.tree("old");
        project.run(&["import", "old", "--dest", "new", "--yes"]).exits(0);
        assert_eq!(project.tree("old"), before, "{name}");
        let made = project.read("new/policies/a.md");
        assert!(made.ends_with(text.trim_start_matches('\u{feff}')), "{name}: {made:?}");
        assert_eq!(made.starts_with('\u{feff}'), text.starts_with('\u{feff}'), "{name}");
        let windows = made.matches("\r\n").count();
        assert_eq!(windows, if text.contains('\r') { made.matches('\n').count() } else { 0 }, "{name}: {made:?}");
        let picture = fs::read(project.path("new/policies/x/pic.png")).expect("the picture came along");
        assert_eq!(picture, b"\x89PNG\r\n\xff", "{name}");
    }
}

/// Anchors are refused, so nothing is written into a register that has them.
#[test]
fn a_register_that_cannot_be_read_is_left_as_it_is() {
    for text in [
        "risks: &all\n  - id: RISK-001\nmore: *all\n",
        "risks:\n\t- id: RISK-001\n",
        "risks: {\n",
        "risks:\n  - id: RISK-001\n    id: RISK-009\n",
    ] {
        let project = project(&document(), text);
        project.run(&["new", "risk", "Two", "--owner", "ciso"]).exits(2).says("has faults; mend them first");
        let _ = project.run(&["check", "--fix", "--exit-zero"]).exits(0);
        assert_eq!(project.read(RISKS), text);
    }
}
