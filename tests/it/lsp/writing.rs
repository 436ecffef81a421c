//! What an editor offers while somebody writes: words to choose from, fixes, permissions, new names.

use serde_json::{Value, json};

use super::super::project::{Project, SMALL};
use super::client::Client;
use super::{FILE, place, policy, small};

const RISKS: &str = "registers/risks.yaml";

/// What is offered where `|` stands in a text, as label and title.
fn offered(client: &mut Client, name: &str, text: &str) -> Vec<(String, String)> {
    let at = place(text, "|");
    let text = text.replacen('|', "", 1);
    client.change_file(name, 9, &text);
    let answer = client.ask_at("textDocument/completion", name, at);
    let word = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|it| (word(&it["label"]), word(&it["detail"]))).collect()
}

fn labels(offered: &[(String, String)]) -> Vec<&str> {
    offered.iter().map(|it| it.0.as_str()).collect()
}

#[test]
fn fields_values_and_names_are_offered_where_they_fit() {
    let project = small().with(
        RISKS,
        "risks:\n  - id: RISK-001\n    title: Stolen account\n    owner: role:ciso\n  - id: RISK-002\n    title: Fire\n",
    );
    let mut client = Client::in_bytes(&project);
    let text = policy();
    client.open_file(FILE, &text);
    let mut at = |from: &str, to: &str| offered(&mut client, FILE, &text.replacen(from, to, 1));

    let controls = at("controls: [A.5.15]", "controls: [A.5.15, A.8.5|]");
    assert_eq!(controls[0], ("A.8.5".to_owned(), "Secure authentication".to_owned()));
    let by_title = at("controls: [A.5.15]", "controls: [A.5.15, secure auth|]");
    assert!(labels(&by_title).contains(&"A.8.5"), "{by_title:?}");
    let fields = at("status: draft\n", "stat|\n");
    assert_eq!(labels(&fields), ["status"]);
    let missing = at("scope: All systems.\n", "|\n");
    assert!(labels(&missing).contains(&"scope") && !labels(&missing).contains(&"owner"), "{missing:?}");
    assert_eq!(labels(&at("status: draft", "status: |")), ["draft", "in-review", "approved", "retired"]);
    assert_eq!(labels(&at("owner: role:ciso", "owner: |")), ["role:ceo", "role:ciso"]);
    assert_eq!(labels(&at("classification: internal", "classification: in|")), ["internal"]);
    assert_eq!(labels(&at("language: en", "language: |")), ["en", "de", "fr", "es"]);
    let risks = at("clauses: [5.2]", "clauses: [5.2]\nrisks:\n  - RISK|");
    assert_eq!(risks[0], ("RISK-001".to_owned(), "Stolen account".to_owned()));
    assert_eq!(labels(&at("clauses: [5.2]", "history:\n  - {version: \"1.0\", kind: m|}")), ["major", "minor"]);

    let body = "This policy covers every account.";
    assert_eq!(labels(&at(body, "See [[POL-|")), ["POL-007"]);
    assert_eq!(labels(&at(body, "See [[stolen|")), ["RISK-001"]);
    assert_eq!(labels(&at(body, "ä, see RISK-|")), ["RISK-001", "RISK-002"]);
    assert_eq!(labels(&at(body, "see A.8.5|")), ["A.8.5"]);
    assert_eq!(labels(&at(body, "{{ org|")), ["organization"]);
    assert!(labels(&at(body, "<!-- ismsbook: allow(missing-ow|")).contains(&"missing-owner"));
    assert_eq!(labels(&at(body, "<!-- ismsbook: allow(missing-owner, by=role:ci|")), ["role:ciso"]);
    assert!(at(body, "Nothing is known of plain words|").is_empty());
    assert_eq!(
        at(body, "see clause 6.1.3|")[0],
        ("6.1.3".to_owned(), "Information security risk treatment".to_owned())
    );
    assert!(at(body, "in 6.1|").is_empty());
    // The colon of a prefix begins no map.
    assert_eq!(labels(&at("authors: [role:ciso]", "authors: [role:|]")), ["role:ceo", "role:ciso"]);
    assert_eq!(labels(&at("authors: [role:ciso]", "authors:\n  - role:|")), ["role:ceo", "role:ciso"]);

    let risks = project.read(RISKS);
    client.open_file(RISKS, &risks);
    let keys = offered(&mut client, RISKS, &risks.replace("    owner: role:ciso\n", "    owner: role:ciso\n    |\n"));
    assert!(labels(&keys).contains(&"treatment") && !labels(&keys).contains(&"owner"), "{keys:?}");
    let first = offered(&mut client, RISKS, &format!("{risks}  - i|"));
    assert!(labels(&first).contains(&"id"), "{first:?}");
    let steps = offered(&mut client, RISKS, &format!("{risks}    inherent: {{likelihood: |"));
    assert_eq!(steps[0], ("1".to_owned(), "rare".to_owned()));
    assert_eq!(labels(&offered(&mut client, RISKS, &format!("{risks}asse|"))), ["assets"]);
    let settings = project.read("book.toml");
    client.open_file("book.toml", &settings);
    let more = format!("{settings}[[lint.allow]]\ndocuments = [\"POL|");
    assert_eq!(labels(&offered(&mut client, "book.toml", &more)), ["POL-007"]);
}

#[test]
fn ways_to_files_and_headings_are_offered_inside_of_links() {
    let other = policy().replace("POL-007", "POL-008").replace("Access control", "Key handling");
    let project = small().with("policies/20-keys/keys.md", other).with("policies/plan.png", "x");
    let mut client = Client::in_bytes(&project);
    let text = policy();
    client.open_file(FILE, &text);
    let mut at =
        |words: &str| offered(&mut client, FILE, &text.replacen("This policy covers every account.", words, 1));
    assert_eq!(at("see [keys](20|"), [("20-keys/keys.md".to_owned(), "Key handling policy".to_owned())]);
    assert_eq!(labels(&at("see [keys](key hand|")), [] as [&str; 0], "an address has no space");
    assert_eq!(labels(&at("see [keys](handling|")), ["20-keys/keys.md"], "found by its title");
    assert_eq!(labels(&at("see ![plan](./pl|)")), ["plan.png"]);
    let headings = at("see [keys](20-keys/keys.md#sc|)");
    assert_eq!(headings, [("scope".to_owned(), "Scope".to_owned())]);
    assert_eq!(labels(&at("see [here](#|)")), ["scope", "duties"]);
    assert_eq!(labels(&at("see [[POL-008#|]]")), ["scope", "duties"]);
    assert!(at("see [keys](https://example.com/|)").is_empty());
    assert!(at("see [keys](20-keys/keys.md) 20|").is_empty(), "behind a link");
}

#[test]
fn settings_and_their_values_are_offered() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    let settings = project.read("book.toml");
    client.open_file("book.toml", &settings);
    let mut at = |words: &str| offered(&mut client, "book.toml", &format!("{settings}{words}"));
    assert_eq!(labels(&at("[isms.r|]\n")), ["[isms.risk", "[[isms.risk.bands"]);
    assert_eq!(labels(&at("[review.i|")), ["[review.interval]"]);
    let keys = at("[output.html]\naccent = \"#000000\"\n|\ncname = \"x\"\n");
    let labels_of_keys = labels(&keys);
    assert!(labels_of_keys.contains(&"theme") && !labels_of_keys.contains(&"cname"), "{keys:?}");
    assert!(!labels_of_keys.contains(&"accent") && !labels_of_keys.contains(&"src"), "{keys:?}");
    assert_eq!(labels(&at("[output.html]\ndefault-theme = |")), ["\"light\"", "\"dark\""]);
    assert_eq!(labels(&at("[output.html]\ndefault-theme = \"da|\"")), ["dark"]);
    assert_eq!(labels(&at("[output.html.search]\nenable = |")), ["true", "false"]);
    assert_eq!(labels(&at("[[lint.allow]]\nby = |")), ["\"role:ceo\"", "\"role:ciso\""]);
    assert_eq!(labels(&at("missing-ow|")), ["missing-owner"]);
    assert_eq!(labels(&at("missing-owner = \"w|\"")), ["warning"]);
    assert!(at("# nothing |").is_empty());
}

/// The text after the edits of a file.
pub fn edited(text: &str, edit: &Value, uri: &str) -> String {
    let changes = edit["documentChanges"].as_array().expect("a list of changes");
    let change = changes.iter().find(|it| it["textDocument"]["uri"] == uri).expect("the file is changed");
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let offset = |it: &Value| {
        let number = |key: &str| usize::try_from(it[key].as_u64().expect("a number")).expect("small");
        starts[number("line")] + number("character")
    };
    let mut edits: Vec<(usize, usize, &str)> = change["edits"]
        .as_array()
        .expect("a list of edits")
        .iter()
        .map(|it| {
            let range = &it["range"];
            (offset(&range["start"]), offset(&range["end"]), it["newText"].as_str().expect("words"))
        })
        .collect();
    edits.sort_unstable();
    let mut made = text.to_owned();
    for (start, end, words) in edits.into_iter().rev() {
        made.replace_range(start..end, words);
    }
    made
}

fn actions(client: &mut Client, name: &str, (line, character): (usize, usize)) -> Vec<Value> {
    let at = json!({"line": line, "character": character});
    let params = json!({
        "textDocument": {"uri": client.uri(name)},
        "range": {"start": at, "end": at},
        "context": {"diagnostics": []},
    });
    client.ask("textDocument/codeAction", params).as_array().expect("a list").clone()
}

fn titled<'a>(actions: &'a [Value], words: &str) -> &'a Value {
    let found = actions.iter().find(|it| it["title"].as_str().is_some_and(|it| it.contains(words)));
    found.unwrap_or_else(|| panic!("nothing is offered as `{words}`: {actions:#?}"))
}

#[test]
fn a_fix_mends_and_a_permission_is_written_with_its_reason_left_open() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    let text = policy().replace("review_interval: 12 months", "review_interval: 12 months\nlast_reviewed: 2026/03/01");
    client.open_file(FILE, &text);
    client.until(|it| it.codes(FILE).contains(&"D010"));
    let found = actions(&mut client, FILE, place(&text, "2026/03/01"));
    let fix = titled(&found, "write `2026-03-01`");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    let uri = client.uri(FILE);
    let mended = edited(&text, &fix["edit"], &uri);
    assert!(mended.contains("last_reviewed: 2026-03-01\n"), "{mended}");
    let all = titled(&found, "everything in this file");
    assert_eq!(edited(&text, &all["edit"], &uri), mended);

    let allow = titled(&found, "allow `bad-date` here");
    let allowed = edited(&text, &allow["edit"], &uri);
    let line = "# ismsbook: allow(bad-date, until=2027-02-19, by=role:ciso, reason=\"\")\nlast_reviewed:";
    assert!(allowed.contains(line), "{allowed}");
    // Without a reason it does not count; with one it does.
    client.change_file(FILE, 2, &allowed.replace("reason=\"\"", "reason=\"moved over as it was\""));
    client.until(|it| it.codes(FILE).is_empty());

    let text = policy().replace("every account.", "every account, see A.9.4.2.");
    client.change_file(FILE, 3, &text);
    client.until(|it| it.codes(FILE).contains(&"L302"));
    let found = actions(&mut client, FILE, place(&text, "A.9.4.2"));
    let allowed = edited(&text, &titled(&found, "allow `control-of-2013`")["edit"], &uri);
    assert!(allowed.contains("## Scope\n\n<!-- ismsbook: allow(control-of-2013, "), "{allowed}");
    client.change_file(FILE, 4, &allowed.replace("reason=\"\"", "reason=\"history\""));
    client.until(|it| it.codes(FILE).is_empty());

    // In a register the role that answers for most documents is proposed, and not the first one by its name.
    let risks = "risks:\n  - id: RISK-001\n    title: One\n    owner: role:ciso\n    controls: [A.9.4.2]\n";
    client.open_file(RISKS, risks);
    client.until(|it| it.codes(RISKS).contains(&"L302"));
    let found = actions(&mut client, RISKS, place(risks, "A.9.4.2"));
    let allowed = edited(risks, &titled(&found, "allow `control-of-2013`")["edit"], &client.uri(RISKS));
    assert!(allowed.contains("    # ismsbook: allow(control-of-2013, until=2027-02-19, by=role:ciso,"), "{allowed}");
}

#[test]
fn what_voids_an_approval_says_so_and_is_asked_about() {
    let project = small();
    let capabilities = json!({
        "general": {"positionEncodings": ["utf-8"]},
        "workspace": {"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {}}},
    });
    let text = policy().replace("status: draft", "status: approved").replace("A.5.15", "A 5.15");
    project.write(FILE, &text);
    let mut client = Client::open(&project, capabilities);
    client.open_file(FILE, &text);
    client.until(|it| !it.codes(FILE).is_empty());
    let found = actions(&mut client, FILE, place(&text, "A 5.15"));
    let fix = titled(&found, "(voids the approval of POL-007)");
    assert_eq!(fix["edit"]["changeAnnotations"]["approvals"]["needsConfirmation"], true);
    assert_eq!(fix["edit"]["documentChanges"][0]["edits"][0]["annotationId"], "approvals");
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    assert!(!found.iter().any(|it| it["kind"] == "source.fixAll"), "{found:#?}");
}

/// Two documents, a risk and settings that name each other in every way.
fn woven() -> Project {
    let text = policy().replace(
        "every account.",
        "every account, see [[POL-008#scope]], [[POL-007]], RISK-001 and [POL-008](second.md).\n\n<!-- ismsbook: allow(long-sentence, until=2027-01-01, by=role:ciso, reason=\"x\") -->\nNot POL-0077.",
    );
    Project::of(SMALL)
        .with(FILE, text.replace("scope: All", "risks:\n  - RISK-001\nrelated: [POL-008]\nscope: All"))
        .with("policies/second.md", policy().replace("id: POL-007", "id: \"POL-008\"\nparent: POL-007"))
        .with(RISKS, "risks:\n  - id: RISK-001\n    title: Fire\n    owner: role:ciso\n")
}

#[test]
fn a_new_id_is_written_everywhere_and_nowhere_else() {
    let project = woven();
    project.write(
        "book.toml",
        project.read("book.toml") + "[[approval]]\nids = [\"POL-008\"] # POL-008\nroles = [\"role:ciso\"]\n",
    );
    project.write("approvals/POL-008/1.0/ceo.yaml", "schema: ismsbook-approval/1\ndocument: POL-008\n");
    let mut client = Client::in_bytes(&project);
    let rename = |client: &mut Client, (name, words): (&str, &str), new: &str| {
        let (line, character) = place(&project.read(name), words);
        let params = json!({
            "textDocument": {"uri": client.uri(name)},
            "position": {"line": line, "character": character + 1},
            "newName": new,
        });
        let id = client.request("textDocument/rename", params);
        client.answer(id)
    };
    let (line, character) = place(&project.read(FILE), "[[POL-008");
    let ready = client.ask_at("textDocument/prepareRename", FILE, (line, character + 4));
    assert_eq!(ready["placeholder"], "POL-008");
    assert_eq!(ready["range"]["start"]["character"], character + 2);

    let answer = rename(&mut client, (FILE, "[[POL-008"), "POL-018");
    let edit = answer["result"].clone();
    let after = |client: &Client, name: &str| edited(&project.read(name), &edit, &client.uri(name));
    assert_eq!(
        after(&client, FILE),
        project.read(FILE).replace("[[POL-008#", "[[POL-018#").replace("[POL-008", "[POL-018"),
    );
    assert_eq!(after(&client, "policies/second.md"), project.read("policies/second.md").replace("POL-008", "POL-018"));
    assert_eq!(after(&client, "book.toml"), project.read("book.toml").replace("\"POL-008\"", "\"POL-018\""));
    assert!(!edit.to_string().contains("approvals/"), "{edit}");
    client.until(|it| !it.shown.is_empty());
    assert!(client.shown[0].contains("the records in `approvals/POL-008` stay as they are"), "{:?}", client.shown);

    for (new, words) in [
        ("POL-007", "`POL-007` exists already"),
        ("pol-007", "`pol-007` exists already"),
        ("RISK-001", "`RISK-001` exists already"),
        ("A.5.15", "`A.5.15` exists already"),
        ("POL 9", "`POL 9` is no id: it takes letters, digits, `-`, `.` and `_`"),
        ("POL-008", "`POL-008` is its id already"),
    ] {
        let refused = rename(&mut client, (FILE, "[[POL-008"), new);
        assert_eq!(refused["error"]["message"], words, "{refused}");
    }
    let refused = rename(&mut client, (FILE, "A.5.15"), "A.5.99");
    assert_eq!(refused["error"]["message"], "nothing here has an id that can be changed");

    let answer = rename(&mut client, (FILE, "role:ciso"), "role:security-lead");
    let edit = answer["result"].clone();
    let after = |client: &Client, name: &str| edited(&project.read(name), &edit, &client.uri(name));
    for name in [FILE, "policies/second.md", RISKS, "book.toml"] {
        assert_eq!(after(&client, name), project.read(name).replace("role:ciso", "role:security-lead"), "{name}");
    }
    let roles = project.read("registers/roles.yaml").replace("id: ciso", "id: security-lead");
    assert_eq!(after(&client, "registers/roles.yaml"), roles);
}

/// The editor's part of a day on which a policy changes.
#[test]
fn a_policy_changes_in_the_editor() {
    let project = Project::example();
    let name = "policies/10-management-system/man-001-isms-manual.md";
    let mut client = Client::in_bytes(&project);
    let text = project.read(name);
    client.open_file(name, &text);
    let changed = text.replace("## Purpose\n", "## Purpose\n\nWho signs in must follow A.9.4.2 each day.\n");
    client.change_file(name, 2, &changed);
    client.until(|it| it.codes(name).contains(&"L302"));
    let told = client.diagnostics[name].iter().find(|it| it["code"] == "L302").expect("it is there").clone();
    assert!(told["message"].as_str().is_some_and(|it| it.contains("A.8.5")), "{told}");
    let state = client.ask_of("textDocument/codeLens", name)[0]["command"]["title"].clone();
    assert!(state.as_str().is_some_and(|it| it.contains("changed since its approval")), "{state}");
    let found = actions(&mut client, name, place(&changed, "A.9.4.2"));
    titled(&found, "allow `control-of-2013`");
    let typed = changed.replace("A.9.4.2", "A.8.5|");
    assert_eq!(labels(&offered(&mut client, name, &typed)), ["A.8.5"]);
    client.close_file(name);
    client.until(|it| !it.codes(name).contains(&"L302"));
    assert_eq!(client.end(), (Some(0), String::new()));
}
