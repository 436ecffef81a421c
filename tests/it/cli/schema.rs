//! `ismsbook schema`: what editors are told agrees with what the linter says, judged by a validator of others. The page of
//! settings is printed from the same source.
#![expect(clippy::disallowed_methods, reason = "the printed page is a file of the tree")]

use std::env;
use std::fs;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use ismsbook::model::form::{Form, REGISTERS, Shape};
use serde_json::{Value, json};

use crate::project::{POLICY, Project, repository};

/// A schema as an editor has it.
struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn of(project: &Project, subject: &str) -> Self {
        let printed = project.run(&["schema", subject]).exits(0).stdout;
        let value: Value = serde_json::from_str(&printed).expect("JSON");
        assert_eq!(value["$schema"], "http://json-schema.org/draft-07/schema#");
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.set_default_draft(Draft::V7);
        compiler.enable_format_assertions();
        compiler.add_resource("https://example.com/schema.json", value).expect("a resource");
        let index = compiler.compile("https://example.com/schema.json", &mut schemas).expect("a schema");
        Schema { schemas, index }
    }

    /// What is wrong with a value; empty when nothing is.
    fn faults(&self, value: &Value) -> String {
        self.schemas.validate(value, self.index).err().map(|error| format!("{error:#}")).unwrap_or_default()
    }
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// The front matter of a document; none where it has none.
fn front_matter(text: &str) -> Option<Value> {
    let (front, _) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    Some(yaml(front))
}

#[test]
fn every_document_of_the_example_keeps_the_schema() {
    let example = Project::example();
    let schema = Schema::of(&example, "front-matter");
    let mut number = 0;
    for (name, bytes) in example.tree("policies") {
        let text = String::from_utf8(bytes).unwrap_or_default();
        let Some(front) = front_matter(&text).filter(|_| !name.ends_with("README.md")) else { continue };
        assert_eq!(schema.faults(&front), "", "{name}");
        number += 1;
    }
    assert!(number > 50, "{number} documents");
}

#[test]
fn every_register_of_the_example_and_its_settings_keep_the_schema() {
    let example = Project::example();
    let schema = Schema::of(&example, "registers");
    let mut number = 0;
    for (name, bytes) in example.tree("registers") {
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(schema.faults(&yaml(&text)), "", "{name}");
        number += 1;
    }
    assert!(number > 8, "{number} registers");
    assert_eq!(schema.faults(&yaml(&example.read("controls/applicability.yaml"))), "");
    let settings: toml::Table = example.read("book.toml").parse().expect("TOML");
    let settings = serde_json::to_value(settings).expect("tables have a JSON form");
    assert_eq!(Schema::of(&example, "book").faults(&settings), "");
}

#[test]
fn what_the_linter_refuses_the_schema_refuses_too() {
    let project = Project::small(POLICY);
    let schema = Schema::of(&project, "front-matter");
    let good = front_matter(&project.read("policies/access.md")).expect("front matter");
    assert_eq!(schema.faults(&good), "");
    for (field, wrong) in [
        ("ower", json!("role:ciso")),
        ("type", json!("doc")),
        ("status", json!("done")),
        ("approved_on", json!("14/2/26")),
        ("title", json!(["two", "titles"])),
        ("acknowledgement", json!({"requird": true})),
        ("history", json!([{"version": 1.0, "kind": "large"}])),
    ] {
        let mut broken = good.clone();
        broken[field] = wrong;
        assert_ne!(schema.faults(&broken), "", "{field}");
        let text = format!("---\n{broken}\n---\n\n## Scope\n\nText.\n");
        let report = Project::small("").with("policies/access.md", text).check();
        assert!(!report.findings.is_empty(), "the linter refuses `{field}` too");
    }
    for field in ["id", "title", "type", "version", "owner", "scope", "roles"] {
        let mut broken = good.clone();
        broken.as_object_mut().expect("a map").remove(field);
        assert_ne!(schema.faults(&broken), "", "a policy needs `{field}`");
    }
    let mut approved = good.clone();
    approved["status"] = json!("approved");
    assert_ne!(schema.faults(&approved), "", "from the approval on more is needed");
    let registers = Schema::of(&project, "registers");
    for wrong in
        ["rsks: []", "risks:\n  - {id: R-1, owne: x}", "findings:\n  - {status: ajar}", "audits:\n  - {date: soon}"]
    {
        assert_ne!(registers.faults(&yaml(wrong)), "", "{wrong}");
    }
    assert_eq!(registers.faults(&yaml("risks:\n  - {id: R-1, treatment: mitigate}")), "", "a synonym is understood");
    let book = Schema::of(&project, "book");
    for wrong in
        [json!({"book": {"titel": "x"}}), json!({"lint": {"fail-on": "never"}}), json!({"site": {"name": "x"}})]
    {
        assert_ne!(book.faults(&wrong), "", "{wrong}");
    }
}

/// A value that is not of this shape, in one line of YAML; none where every text is.
fn wrong(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Text | Shape::Interval | Shape::TextMap(_) | Shape::Grid => None,
        Shape::Texts => Some("{a: b}"),
        Shape::Date => Some("soon"),
        Shape::Number => Some("several"),
        Shape::YesOrNo | Shape::YesOrMap(_) => Some("perhaps"),
        Shape::OneOf(_) | Shape::Suggested(..) => Some("hope"),
        Shape::SomeOf(_) => Some("[hope]"),
        Shape::Map(_) | Shape::Maps(_) => Some("[[1]]"),
        Shape::TextOrMap(_) => Some("[1]"),
        Shape::Reasons => Some("[{hope: [RISK-001]}]"),
    }
}

/// Fields with a wrong value, those of maps inside as well.
fn wrongs(forms: &[Form]) -> Vec<String> {
    let mut all = vec!["no_field_of_ours: x".to_owned()];
    for form in forms {
        all.extend(wrong(form.shape).map(|it| format!("{}: {it}", form.key)));
        if let Shape::Map(inner) | Shape::Maps(inner) = form.shape {
            all.extend(wrongs(inner).into_iter().map(|it| format!("{}: {{{it}}}", form.key)));
        }
    }
    all
}

#[test]
fn a_wrong_value_in_any_field_of_any_register_is_refused_by_both() {
    let schema = Schema::of(&Project::of(""), "registers");
    let mut number = 0;
    for (register, forms) in REGISTERS {
        let lines = wrongs(forms);
        let mut text = format!("{register}:\n");
        for line in &lines {
            assert_ne!(schema.faults(&yaml(&format!("{register}:\n  - {{{line}}}\n"))), "", "{register}: {line}");
            text.extend(["  - {", line.as_str(), "}\n"]);
        }
        let name = format!("registers/{register}.yaml");
        let report = Project::small(POLICY).with(&name, text).check();
        for (line, wrong) in (2..).zip(&lines) {
            let refuses = |it: &&crate::findings::Found| {
                it.file == name && it.start.line == line && ["D0", "D1"].iter().any(|code| it.code.starts_with(code))
            };
            assert!(report.findings.iter().any(|it| refuses(&it)), "the linter refuses `{wrong}` of {register} too");
        }
        number += lines.len();
    }
    assert!(number > 60, "{number} wrong values");
}

#[test]
fn other_words_for_a_value_are_understood_by_both() {
    let schema = Schema::of(&Project::of(""), "registers");
    for right in [
        "risks:\n  - {id: R-1, title: T, treatment: Mitigate, properties: [c, I, availability]}",
        "applicability:\n  - {control: A.5.1, reasons: [Best practice, {regulatory: OBL-001}]}",
    ] {
        assert_eq!(schema.faults(&yaml(right)), "", "{right}");
        let report = Project::small(POLICY).with("registers/r.yaml", right).check();
        assert!(!report.findings.iter().any(|it| it.message.contains("not one of")), "{right}: {:#?}", report.findings);
    }
    for wrong in ["treatment: hope", "treatment: unmitigated"] {
        assert_ne!(schema.faults(&yaml(&format!("risks:\n  - {{id: R-1, {wrong}}}"))), "", "{wrong}");
    }
}

#[test]
fn keys_that_the_settings_declare_are_known_to_the_schema() {
    let project = Project::small(POLICY);
    let foreign = project.read("policies/access.md").replace("owner:", "policy_owner:");
    let front = front_matter(&foreign).expect("front matter");
    assert_ne!(Schema::of(&project, "front-matter").faults(&front), "");
    project.write("book.toml", project.read("book.toml") + "[fields]\npolicy_owner = \"owner\"\n");
    assert_eq!(Schema::of(&project, "front-matter").faults(&front), "");
}

#[test]
fn outside_a_handbook_the_schema_is_printed_all_the_same() {
    let nothing = Project::of("");
    assert!(nothing.run(&["schema"]).exits(0).stdout.contains("\"review_interval\""));
    nothing.run(&["schema", "everything"]).exits(2);
}

#[test]
fn the_page_of_settings_is_fresh() {
    let path = repository().join("docs/settings.md");
    let page = ismsbook::schema::settings_page();
    if env::var("SNAPSHOTS").is_ok_and(|it| it == "overwrite") {
        fs::write(&path, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(&path).expect("docs/settings.md is there");
    assert!(
        written == page,
        "docs/settings.md is stale; run `SNAPSHOTS=overwrite cargo test the_page_of_settings_is_fresh`"
    );
}

#[test]
fn every_example_of_the_page_of_settings_keeps_the_schema() {
    let schema = Schema::of(&Project::of(""), "book");
    let page = ismsbook::schema::settings_page();
    let examples = page.split("```toml\n").skip(1).filter_map(|it| it.split_once("```"));
    let mut number = 0;
    for (example, _) in examples {
        let settings: toml::Table = example.parse().expect("TOML");
        let settings = serde_json::to_value(settings).expect("tables have a JSON form");
        assert_eq!(schema.faults(&settings), "", "{example}");
        number += 1;
    }
    assert_eq!(number, ismsbook::config::TABLES.len());
}

#[test]
fn editors_are_told_what_a_setting_is_for_and_what_holds_without_it() {
    let book: Value = serde_json::from_str(&Project::of("").run(&["schema", "book"]).exits(0).stdout).expect("JSON");
    let language = &book["properties"]["book"]["properties"]["language"];
    assert_eq!(language["default"], "en");
    let about = language["description"].as_str().unwrap_or_default();
    assert!(about.ends_with("the language in which the site speaks"), "{about}");
    assert_eq!(book["properties"]["isms"]["properties"]["risk"]["properties"]["acceptance"]["default"], 8);
}
