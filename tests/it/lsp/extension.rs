//! What the extension for VS Code brings: its files are JSON, and its snippets make what `check` takes.
#![expect(clippy::disallowed_methods, reason = "the extension is files of this repository")]

use std::fs;

use serde_json::Value;

use super::super::project::{Project, SMALL, repository};

fn json(name: &str) -> Value {
    let path = repository().join("editors/vscode").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The text that a snippet leaves when every field is left as it is offered.
fn expanded(body: &Value) -> String {
    let lines: Vec<&str> = body.as_array().expect("lines").iter().map(|it| it.as_str().expect("a line")).collect();
    let text = lines.join("\n") + "\n";
    let text = text.replace("$CURRENT_YEAR", "2026").replace("$CURRENT_MONTH", "11").replace("$CURRENT_DATE", "20");
    let mut made = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('$') {
        made.push_str(&rest[..at]);
        let field = &rest[at + 1..];
        let Some(inner) = field.strip_prefix('{') else {
            rest = field.trim_start_matches(|it: char| it.is_ascii_digit());
            continue;
        };
        let end = inner.find('}').expect("a field ends");
        let offered = inner[..end].trim_start_matches(|it: char| it.is_ascii_digit());
        made.push_str(match offered.strip_prefix('|') {
            Some(choices) => choices.split(',').next().unwrap_or_default(),
            None => offered.trim_start_matches(':'),
        });
        rest = &inner[end + 1..];
    }
    made + rest
}

fn snippet(file: &str, name: &str) -> String {
    expanded(&json(&format!("snippets/{file}.json"))[name]["body"])
}

#[test]
fn what_is_contributed_is_json_and_has_a_description() {
    let manifest = json("package.json");
    for kind in ["grammars", "snippets"] {
        for entry in manifest["contributes"][kind].as_array().expect("a list") {
            let path = entry["path"].as_str().expect("a path").trim_start_matches("./");
            assert!(json(path).is_object(), "{path}");
        }
    }
    for file in ["markdown", "yaml"] {
        for (name, snippet) in json(&format!("snippets/{file}.json")).as_object().expect("a map") {
            let prefix = snippet["prefix"].as_str().expect("a prefix");
            assert!(prefix.starts_with("isms-") && snippet["description"].is_string(), "{name}");
        }
    }
    let lock = json("package-lock.json");
    assert_eq!(lock["packages"][""]["dependencies"], manifest["dependencies"]);
}

#[test]
fn a_snippet_makes_a_document_that_passes() {
    let policy = snippet("markdown", "Policy");
    let procedure = snippet("markdown", "Procedure").replace("scope: All", "parent: POL-001\nscope: All");
    let project = Project::of(SMALL).with("policies/a.md", policy).with("policies/b.md", procedure);
    let report = project.check();
    let found: Vec<_> = report.findings.iter().map(|it| (&it.file, &it.code, &it.message)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_snippet_makes_an_entry_that_passes() {
    let indented = |text: String| text.lines().map(|line| format!("  {line}\n")).collect::<Vec<_>>().concat();
    let register = |key: &str, name: &str| format!("{key}:\n{}", indented(snippet("yaml", name)));
    let allow = snippet("markdown", "Allow with a reason").replace("(rule,", "(undefined-term,");
    let policy = snippet("markdown", "Policy").replace("\n## Rules", &format!("\n{allow}\n## Rules"));
    let project = Project::of(SMALL)
        .with("policies/a.md", policy)
        .with("registers/risks.yaml", register("risks", "Risk"))
        .with("registers/exceptions.yaml", register("exceptions", "Exception"))
        .with("controls/applicability.yaml", register("applicability", "Line of the statement"));
    let report = project.check();
    // Entries are read without a fault; what the example leaves to be decided is no fault of its form.
    let faults: Vec<_> = report
        .findings
        .iter()
        .filter(|it| {
            (it.code.starts_with('D') && it.rule != "silence-idle")
                || ["L301", "L304", "H601"].contains(&it.code.as_str())
        })
        .map(|it| (&it.file, &it.code, &it.message))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(report.json["summary"]["risks"], 1);
    let malformed = report.findings.iter().find(|it| it.rule == "silence-malformed");
    assert!(malformed.is_none(), "{malformed:?}");
}
