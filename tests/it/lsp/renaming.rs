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
