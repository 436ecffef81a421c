//! Names in texts: what they are, where they lead, who else uses them.

use serde_json::{Value, json};

use super::super::project::Project;
use super::client::Client;
use super::{FILE, place, policy, small};

const RISKS: &str = "registers/risks.yaml";

/// A handbook in which each kind of thing is named in each kind of file.
fn woven() -> Project {
    let text = policy().replace(
        "This policy covers every account.",
        "This policy covers every account, see A.5.15, clause 5.2, RISK-001 and [[POL-008#scope]].\nAn asset counts.",
    );
    small()
        .with(FILE, text)
        .with("policies/second.md", policy().replace("POL-007", "POL-008").replace("Access control", "Key handling"))
        .with(RISKS, "risks:\n  - id: RISK-001\n    title: Stolen account\n    scenario: Somebody signs in.\n    owner: role:ciso\n    controls: [A.5.15]\n    inherent: {likelihood: 4, impact: 4}\n    residual: {likelihood: 2, impact: 3}\n    treatment: modify\n")
        .with("registers/terms.yaml", "terms:\n  - {term: asset, definition: Anything of worth., abbreviation: AST}\n")
        .with(
            "controls/applicability.yaml",
            "applicability:\n  - control: A.5.15\n    applicable: yes\n    reasons: [{risk: [RISK-001]}]\n    status: partial\n    owner: role:ciso\n",
        )
}

const RECORD: &str = "approvals/POL-007/1.0/ceo.yaml";

/// A permission and an approval record, which name things too.
fn permitted_and_recorded(project: Project) -> Project {
    let allowed = "# Notes\n\n<!-- ismsbook: allow(weak-duty, until=2027-01-31, by=role:ceo, reason=\"x\") -->\n";
    project.with("policies/allowed.md", allowed).with(RECORD, super::super::upheaval::RECORD)
}

fn hover(client: &mut Client, project: &Project, (name, words): (&str, &str)) -> String {
    let (line, column) = place(&project.read(name), words);
    let answer = client.ask_at("textDocument/hover", name, (line, column + 1));
    answer["contents"]["value"].as_str().unwrap_or_else(|| panic!("nothing on `{words}`: {answer}")).to_owned()
}

#[test]
fn pointing_at_a_name_tells_what_it_is() {
    let project = permitted_and_recorded(woven());
    let mut client = Client::in_bytes(&project);
    client.open_file(FILE, &project.read(FILE));
    client.until(|it| !it.diagnostics.is_empty());
    for (words, told) in [
        ("A.5.15,", "**A.5.15** Access control"),
        ("A.5.15,", "- Statement: applies, partial"),
        ("A.5.15,", "- Answers for it: Information security lead (`role:ciso`)"),
        ("A.5.15,", "Documents: POL-007 Access control policy, POL-008 Key handling policy"),
        ("5.2, RISK", "Served by: POL-007"),
        ("RISK-001", "- Residual: 6 (medium)"),
        ("RISK-001", "- Inherent: 16 (critical)"),
        ("role:ciso", "- Held by: Mira Solberg (`person:mira-solberg`)"),
        ("[[POL-008", "Scope"),
        ("POL-007", "policy, draft, version 1.0"),
        ("asset counts", "Anything of worth."),
    ] {
        let said = hover(&mut client, &project, (FILE, words));
        assert!(said.contains(told), "{words}: {said}");
    }
    assert!(hover(&mut client, &project, (RISKS, "A.5.15")).contains("Access control"));
    let allowed = "policies/allowed.md";
    assert!(hover(&mut client, &project, (allowed, "role:ceo, reason")).contains("Chief executive"));
    for (words, told) in
        [("POL-007", "Access control policy"), ("role:ceo", "Chief executive"), ("person:j", "Jonas Veldt")]
    {
        assert!(hover(&mut client, &project, (RECORD, words)).contains(told), "{words}");
    }
    let text = project.read(FILE).replace("An asset counts.", "For {{ organization }} and {{ organisation }}.");
    client.change_file(FILE, 2, &text);
    let mut at = |words: &str| {
        let (line, column) = place(&text, words);
        let answer = client.ask_at("textDocument/hover", FILE, (line, column + 4));
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(at("{{ organization"), "**organization** Example Ltd\n\nVariable, used in 1 place");
    assert!(at("{{ organisation").contains("is set nowhere"));
    let nothing = client.ask_at("textDocument/hover", FILE, (0, 1));
    assert_eq!(nothing, Value::Null);
}

#[test]
fn a_name_leads_to_where_it_is_written_and_to_all_who_use_it() {
    let project = woven();
    project
        .write("book.toml", project.read("book.toml") + "[[approval]]\nids = [\"POL-007\"]\nroles = [\"role:ciso\"]\n");
    let mut client = Client::in_bytes(&project);
    let text = project.read(FILE);
    let mut leads = |name: &str, words: &str| {
        let (line, column) = place(&project.read(name), words);
        let found = client.ask_at("textDocument/definition", name, (line, column + 1));
        let start = &found["range"]["start"];
        (client.name(found["uri"].as_str().expect("an address")), start["line"].as_u64().expect("a line"))
    };
    assert_eq!(leads(FILE, "RISK-001"), (RISKS.to_owned(), 1));
    assert_eq!(leads(FILE, "A.5.15,"), ("controls/applicability.yaml".to_owned(), 1));
    assert_eq!(leads(FILE, "role:ciso"), ("registers/roles.yaml".to_owned(), 1));
    let scope = place(&project.read("policies/second.md"), "## Scope").0 as u64;
    assert_eq!(leads(FILE, "[[POL-008"), ("policies/second.md".to_owned(), scope));
    assert_eq!(leads("book.toml", "POL-007"), (FILE.to_owned(), 1));

    let (line, column) = place(&text, "role:ciso");
    let found = client.ask_at("textDocument/references", FILE, (line, column + 1));
    let mut files: Vec<String> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| client.name(it["uri"].as_str().expect("an address")))
        .collect();
    files.dedup();
    let expected =
        ["book.toml", "controls/applicability.yaml", FILE, "policies/second.md", RISKS, "registers/roles.yaml"];
    assert_eq!(files, expected);
}

#[test]
fn a_file_shows_what_it_is_made_of() {
    let project = woven();
    let mut client = Client::in_bytes(&project);
    let symbols = client.ask_of("textDocument/documentSymbol", FILE);
    let names: Vec<&str> = symbols.as_array().expect("a list").iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["Scope", "Duties"]);
    let risks = client.ask_of("textDocument/documentSymbol", RISKS);
    assert_eq!((&risks[0]["name"], &risks[0]["detail"]), (&json!("RISK-001"), &json!("Stolen account")));
    let lines = project.read(RISKS).lines().count() as u64;
    assert_eq!(risks[0]["range"]["end"]["line"].as_u64(), Some(lines - 1));

    let tables = client.ask_of("textDocument/documentSymbol", "book.toml");
    let names: Vec<&str> = tables.as_array().expect("a list").iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["book", "isms", "isms.variables", "lint.rules"]);
    assert_eq!(tables[1]["children"][0]["name"], "organization");
    let folds = client.ask_of("textDocument/foldingRange", "book.toml");
    assert_eq!((folds[1]["startLine"].as_u64(), folds[1]["endLine"].as_u64()), (Some(2), Some(4)));

    let found = client.ask("workspace/symbol", json!({"query": "key hand"}));
    assert_eq!(found[0]["name"], "POL-008 Key handling policy");
    let found = client.ask("workspace/symbol", json!({"query": "risk-001"}));
    assert_eq!(found[0]["name"], "RISK-001 Stolen account");

    let folds = client.ask_of("textDocument/foldingRange", FILE);
    let front = place(&project.read(FILE), "---\n\n## Scope").0 as u64;
    assert_eq!((folds[0]["startLine"].as_u64(), folds[0]["endLine"].as_u64()), (Some(0), Some(front)));
    assert_eq!(folds.as_array().map(Vec::len), Some(3));
}

#[test]
fn lines_carry_states_scores_and_titles() {
    let project = woven();
    let mut client = Client::in_bytes(&project);
    client.open_file(FILE, &project.read(FILE));
    client.until(|it| !it.diagnostics.is_empty());
    let title = |lenses: &Value| lenses[0]["command"]["title"].as_str().unwrap_or_default().to_owned();
    assert!(title(&client.ask_of("textDocument/codeLens", FILE)).starts_with("draft, version 1.0"));
    assert_eq!(title(&client.ask_of("textDocument/codeLens", RISKS)), "score 6, medium");
    let lens = client.ask_of("textDocument/codeLens", "controls/applicability.yaml");
    assert_eq!(title(&lens), "2 documents, 1 risk");

    let hints = client.ask_of("textDocument/inlayHint", FILE);
    let shown: Vec<&str> = hints.as_array().expect("a list").iter().filter_map(|it| it["label"].as_str()).collect();
    assert!(shown.contains(&"Stolen account") && shown.contains(&"Information security lead"), "{shown:?}");

    let links = client.ask_of("textDocument/documentLink", FILE);
    let target = links[0]["target"].as_str().expect("an address");
    assert!(target.contains("policies/second.md#L"), "{target}");
}
