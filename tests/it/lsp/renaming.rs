//! A new id and what goes with it besides the texts: the document's file, the links to it, the baseline.

use serde_json::{Value, json};

use super::super::project::Project;
use super::client::Client;
use super::writing::edited;
use super::{FILE, place, policy, small};

const OWN: &str = "policies/keys/pol-008-keys.md";
const NEW: &str = "policies/keys/pol-018-keys.md";
const BASELINE: &str = "ismsbook-baseline.yaml";

/// A policy whose file carries its id, and everybody who names the file.
fn woven() -> Project {
    let text = policy().replace(
        "every account.",
        "every account, see [keys](keys/pol-008-keys.md#scope), [their scope][keys] and POL-008.\n\n[keys]: ./keys/pol-008-keys.md 'Keys'\n\n```\n[keys](keys/pol-008-keys.md)\n```",
    );
    let own = policy()
        .replace("POL-007", "POL-008")
        .replace("every account.", "[all](../access.md) of [it](pol-008-keys.md).");
    let project =
        small().with(FILE, text).with(OWN, own).with("policies/README.md", "# All\n\n[Keys](keys/pol-008-keys.md)\n");
    let settings = "[output.html.redirect]\n\"old.html\" = \"POL-008\"\n[[lint.allow]]\nrules = [\"long-sentence\"]\npaths = [\"policies/keys/pol-008-keys.md\"]\nuntil = 2027-01-01\nby = \"role:ciso\"\nreason = \"x\"\n";
    let settings = project.read("book.toml") + settings;
    let baseline = "# of old\nbaseline:\n  - {document: \"POL-008\", rule: missing-scope, count: 1} # POL-008\n  - {document: POL-0080, rule: missing-owner, count: 2}\n";
    project.with("book.toml", settings).with(BASELINE, baseline)
}

fn capabilities(operations: &Value) -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8"]},
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": operations}},
    })
}

fn rename(client: &mut Client, project: &Project, new: &str) -> Value {
    let (line, character) = place(&project.read(OWN), "POL-008");
    let (uri, at) = (client.uri(OWN), json!({"line": line, "character": character + 1}));
    let params = json!({"textDocument": {"uri": uri}, "position": at, "newName": new});
    client.ask("textDocument/rename", params)
}

#[test]
fn the_file_that_carries_the_id_goes_along_with_all_links_to_it() {
    let project = woven();
    let mut client = Client::open(&project, capabilities(&json!(["create", "rename", "delete"])));
    let edit = rename(&mut client, &project, "POL-018");
    let changes = edit["documentChanges"].as_array().expect("a list").clone();
    let moved: Vec<&Value> = changes.iter().filter(|it| it.get("kind").is_some()).collect();
    let expected = json!({"kind": "rename", "oldUri": client.uri(OWN), "newUri": client.uri(NEW)});
    assert_eq!(moved, [&expected]);
    assert_eq!(changes.last(), Some(&expected), "edits name the file as it is called before");

    let before = |name: &str| project.read(name);
    let after = |name: &str| edited(&before(name), &edit, &client.uri(name));
    let all_but_code = before(FILE).replace("POL-008", "POL-018").replace("pol-008", "pol-018");
    let all_but_code = all_but_code.replace("```\n[keys](keys/pol-018", "```\n[keys](keys/pol-008");
    assert_eq!(after(FILE), all_but_code);
    assert_eq!(after(OWN), before(OWN).replace("POL-008", "POL-018").replace("pol-008", "pol-018"));
    assert_eq!(after("policies/README.md"), before("policies/README.md").replace("pol-008", "pol-018"));
    let settings = before("book.toml").replace("POL-008", "POL-018").replace("pol-008", "pol-018");
    assert_eq!(after("book.toml"), settings);
    assert_eq!(after(BASELINE), before(BASELINE).replace("\"POL-008\"", "\"POL-018\""));

    // What the client makes of the edit is a handbook without a broken link.
    for name in [FILE, OWN, "policies/README.md", "book.toml", BASELINE] {
        project.write(name, after(name));
    }
    project.write(NEW, project.read(OWN));
    project.remove(OWN);
    let fresh = project.check();
    let broken: Vec<_> = fresh.findings.iter().filter(|it| it.code == "L304" || it.code.starts_with("D1")).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    assert_eq!(client.end(), (Some(0), String::new()));
}

#[test]
fn a_file_keeps_its_name_where_it_must_and_says_so() {
    let project = woven();
    let mut client = Client::open(&project, capabilities(&json!(["create"])));
    let edit = rename(&mut client, &project, "POL-018");
    assert!(!edit.to_string().contains("\"rename\"") && !edit.to_string().contains("pol-018"), "{edit}");
    client.until(|it| !it.shown.is_empty());
    assert!(client.shown[0].contains("the file keeps its name `policies/keys/pol-008-keys.md`"), "{:?}", client.shown);

    project.write(NEW, "# A draft of something else\n");
    let mut client = Client::open(&project, capabilities(&json!(["rename"])));
    let edit = rename(&mut client, &project, "POL-018");
    assert!(!edit.to_string().contains("\"rename\"") && !edit.to_string().contains("pol-018"), "{edit}");
}

#[test]
fn a_baseline_that_is_open_is_changed_as_it_stands_in_the_editor() {
    let project = woven();
    let mut client = Client::open(&project, capabilities(&json!([])));
    let text = format!("# one more line\n{}", project.read(BASELINE));
    client.open_file(BASELINE, &text);
    let edit = rename(&mut client, &project, "POL-018");
    let uri = client.uri(BASELINE);
    assert_eq!(edited(&text, &edit, &uri), text.replace("\"POL-008\"", "\"POL-018\""));
    let changes = edit["documentChanges"].as_array().expect("a list");
    let change = changes.iter().find(|it| it["textDocument"]["uri"] == uri).expect("the baseline changes");
    assert_eq!(change["textDocument"]["version"], 1);
}

/// A policy in a folder that is named after it, with pictures, a deeper folder of that name, and whoever leads there.
fn in_folders() -> Project {
    let text = policy().replace(
        "every account.",
        "every account: [keys](pol-008/pol-008-keys.md#scope), ![plan](./pol-008/plan.png), [[pol-008-keys|the pol-008]], [form] and [far](pol-0080/plan.png).\n\n[form]: pol-008/forms-of-POL-008/a.png",
    );
    let own = policy().replace("POL-007", "POL-008").replace(
        "every account.",
        "![a](plan.png) ![b](../pol-008/plan.png) ![c](forms-of-POL-008/a.png) [d](pol-008-keys).",
    );
    let neighbour = policy().replace("POL-007", "POL-009").replace("every account.", "[keys](pol-008-keys.md).");
    let settings = "[[lint.allow]]\nrules = [\"long-sentence\"]\npaths = [\"policies/pol-008/**\"]\nuntil = 2027-01-01\nby = \"role:ciso\"\nreason = \"x\"\n";
    let evidence = "evidence:\n  - {id: EVD-001, title: Proof, link: policies/pol-008/plan.png, owner: role:ciso, collected_on: 2026-01-01}\n  - {id: EVD-002, title: Other, link: https://example.com/pol-008/plan.png, owner: role:ciso, collected_on: 2026-01-01}\n";
    let project = small().with(FILE, text).with("policies/pol-008/pol-008-keys.md", own);
    let settings = project.read("book.toml") + settings;
    let pictures =
        ["policies/pol-008/plan.png", "policies/pol-008/forms-of-POL-008/a.png", "policies/pol-0080/plan.png"];
    let project = pictures.iter().fold(project, |project, name| project.with(name, "picture"));
    let project = project.with("policies/pol-008/neighbour.md", neighbour).with("book.toml", settings);
    project.with("registers/evidence.yaml", evidence)
}

const IN_FOLDER: &str = "policies/pol-008/pol-008-keys.md";

fn rename_in_folder(client: &mut Client, project: &Project) -> Value {
    let (line, character) = place(&project.read(IN_FOLDER), "POL-008");
    let at = json!({"line": line, "character": character + 1});
    let params = json!({"textDocument": {"uri": client.uri(IN_FOLDER)}, "position": at, "newName": "POL-018"});
    client.ask("textDocument/rename", params)
}

#[test]
fn folders_that_are_named_after_a_document_go_along() {
    let project = in_folders();
    let broken = |project: &Project| {
        let report = project.check();
        let found = report.findings.into_iter().filter(|it| it.code.starts_with("L30"));
        found.map(|it| it.message).collect::<Vec<_>>()
    };
    let before = broken(&project);
    let mut client = Client::open(&project, capabilities(&json!(["rename"])));
    let edit = rename_in_folder(&mut client, &project);
    let changes = edit["documentChanges"].as_array().expect("a list").clone();
    let renames = changes.iter().filter(|it| it["kind"] == "rename");
    let renames: Vec<_> =
        renames.map(|it| ["oldUri", "newUri"].map(|key| client.name(it[key].as_str().expect("a uri")))).collect();
    let expected = [
        ["policies/pol-008/forms-of-POL-008", "policies/pol-008/forms-of-POL-018"],
        ["policies/pol-008/pol-008-keys.md", "policies/pol-008/pol-018-keys.md"],
        ["policies/pol-008", "policies/pol-018"],
    ];
    assert_eq!(renames, expected);

    let text = |name: &str| edited(&project.read(name), &edit, &client.uri(name));
    let touched =
        ["book.toml", "policies/access.md", "policies/pol-008/neighbour.md", IN_FOLDER, "registers/evidence.yaml"];
    let texts = touched.map(|name| (name, text(name)));
    for (name, text) in &texts {
        let is_left = |it: &&str| it.contains("pol-008") || it.contains("POL-008");
        let left: Vec<&str> = text.split([' ', ',', '\n']).filter(is_left).collect();
        let expected: &[&str] = match *name {
            FILE => &["pol-008]]", "[far](pol-0080/plan.png)."],
            "registers/evidence.yaml" => &["https://example.com/pol-008/plan.png"],
            _ => &[],
        };
        assert_eq!(left, expected, "{name}");
    }
    // The client does as it is told, in this order, and nothing is broken.
    for (name, text) in texts {
        project.write(name, text);
    }
    for [from, to] in &renames {
        project.rename(from, to);
    }
    assert_eq!(broken(&project), before);
    client.files_changed(&["book.toml", FILE, "registers/evidence.yaml", "policies/pol-008", "policies/pol-018"]);
    let moved = "policies/pol-018/pol-018-keys.md";
    let hover = client.ask_at("textDocument/hover", moved, place(&project.read(moved), "POL-018"));
    assert!(hover.to_string().contains("POL-018"), "{hover}");
    assert_eq!(client.end(), (Some(0), String::new()));
}

#[test]
fn a_folder_whose_new_name_is_taken_keeps_its_own_and_so_do_the_ways_to_it() {
    let project = in_folders().with("policies/pol-018/notes.txt", "taken");
    let mut client = Client::open(&project, capabilities(&json!(["rename"])));
    let edit = rename_in_folder(&mut client, &project).to_string();
    assert!(!edit.contains("policies/pol-018\"") && edit.contains("policies/pol-008/pol-018-keys.md"), "{edit}");
    client.until(|it| !it.shown.is_empty());
    assert!(client.shown[0].contains("the folder keeps its name `policies/pol-008`"), "{:?}", client.shown);

    let project = in_folders();
    let mut client = Client::open(&project, capabilities(&json!([])));
    let edit = rename_in_folder(&mut client, &project);
    assert!(!edit.to_string().contains("\"rename\"") && !edit.to_string().contains("pol-018"), "{edit}");
    client.until(|it| !it.shown.is_empty());
    let told = "the folder keeps its name `policies/pol-008/forms-of-POL-008`; the file keeps its name `policies/pol-008/pol-008-keys.md`";
    assert!(client.shown[0].contains(told), "{:?}", client.shown);
}
