//! JSON Schemas (draft 7, which editors know best) of what people write: front matter, registers and settings. Printed from
//! the forms that reading is held against. The page of settings is printed from the same.

mod settings;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::check::{self, OneOf};
use crate::config::TABLES;
use crate::config::form::{Absent, Kind, Setting};
use crate::model::form::{self, Form, REGISTERS, Shape};
use crate::model::{DocumentType, Field, ReasonKind, Status};

pub use settings::page as settings_page;

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of a document, with what each type needs.
    FrontMatter,
    /// A file of registers.
    Registers,
    /// `book.toml`.
    Book,
}

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    /// Every scalar is text first.
    Yaml,
    Toml,
}

/// The schema as JSON. `aliases` maps foreign keys of front matter to canonical ones.
pub fn write(subject: Subject, aliases: &BTreeMap<String, String>) -> String {
    let schema = match subject {
        Subject::FrontMatter => front_matter(aliases),
        Subject::Registers => registers(),
        Subject::Book => with_head(book(), "book.toml of ismsbook"),
    };
    // A value always has a JSON form.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn with_head(mut schema: Value, title: &str) -> Value {
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    schema
}

fn front_matter(aliases: &BTreeMap<String, String>) -> Value {
    let mut fields = Map::new();
    for field in Field::ALL {
        fields.insert(field.name().to_owned(), value(form::of_field(field), Language::Yaml));
    }
    for (foreign, own) in aliases {
        if let Some(field) = Field::named(own) {
            fields.insert(foreign.clone(), value(form::of_field(field), Language::Yaml));
        }
    }
    // What else is needed hangs on the type.
    let always = json!({"allOf": all_of(&[&[Field::Type]], aliases)});
    let by_type = DocumentType::ALL.iter().flat_map(|kind| needs(*kind, aliases));
    let rules: Vec<Value> = std::iter::once(always).chain(by_type).collect();
    let schema = json!({"type": "object", "properties": fields, "additionalProperties": false, "allOf": rules});
    with_head(schema, "front matter of a document")
}

/// What a type needs in every state, and what from its approval on.
fn needs(kind: DocumentType, aliases: &BTreeMap<String, String>) -> [Value; 2] {
    let is_kind = json!({"properties": {"type": {"const": kind.name()}}, "required": ["type"]});
    let is_approved = json!({
        "properties": {"type": {"const": kind.name()}, "status": {"const": Status::Approved.name()}},
        "required": ["type", "status"],
    });
    let needed = check::needed(kind);
    [
        json!({"if": is_kind, "then": {"allOf": all_of(&needed.always, aliases)}}),
        json!({"if": is_approved, "then": {"allOf": all_of(&needed.from_approval, aliases)}}),
    ]
}

/// One schema for each need: any of its fields, under any of their names.
fn all_of(needs: &[OneOf], aliases: &BTreeMap<String, String>) -> Value {
    let names = |field: &Field| {
        let own = field.name();
        let foreign = aliases.iter().filter(move |(_, it)| *it == own).map(|(foreign, _)| foreign.as_str());
        std::iter::once(own).chain(foreign)
    };
    let one = |fields: &OneOf| {
        let ways: Vec<Value> = fields.iter().flat_map(names).map(|name| json!({"required": [name]})).collect();
        match ways.as_slice() {
            [way] => way.clone(),
            _ => json!({"anyOf": ways}),
        }
    };
    let all: Vec<Value> = needs.iter().map(one).collect();
    // A list of conditions may not be empty.
    if all.is_empty() { json!([true]) } else { Value::Array(all) }
}

fn registers() -> Value {
    let mut kinds = Map::new();
    for (name, forms) in REGISTERS {
        kinds.insert(name.to_owned(), json!({"type": ["array", "null"], "items": object(forms, Language::Yaml)}));
    }
    let schema = json!({"type": "object", "properties": kinds, "additionalProperties": false});
    with_head(schema, "a file of registers")
}

fn book() -> Value {
    let mut book = empty_object();
    for table in TABLES {
        let mut path: Vec<&str> = table.path.split('.').collect();
        let Some(name) = path.pop() else { continue };
        let outer = path.into_iter().fold(&mut book, |outer, name| {
            let inner = &mut outer["properties"][name];
            if inner.is_null() {
                *inner = empty_object();
            }
            inner
        });
        let mut made = match table.kind {
            Kind::One(settings) => object_of(settings),
            Kind::Many(settings) => json!({"type": "array", "items": object_of(settings)}),
            Kind::Texts(names) => value(Shape::TextMap(names), Language::Toml),
        };
        if !table.about.is_empty() {
            made["description"] = json!(settings::plain(table.about));
        }
        outer["properties"][name] = made;
    }
    book
}

fn empty_object() -> Value {
    json!({"type": "object", "properties": {}, "additionalProperties": false})
}

fn object_of(settings: &[Setting]) -> Value {
    let mut object = empty_object();
    for setting in settings {
        let mut made = value(setting.shape, Language::Toml);
        made["description"] = json!(settings::plain(setting.about));
        // Texts, numbers and lists of them are written alike in TOML and JSON.
        if let Absent::Is(text) = setting.absent
            && let Ok(default) = serde_json::from_str::<Value>(text)
        {
            made["default"] = default;
        }
        object["properties"][setting.key] = made;
    }
    object
}

fn object(forms: &[Form], language: Language) -> Value {
    let fields: Map<String, Value> = forms.iter().map(|it| (it.key.to_owned(), value(it.shape, language))).collect();
    json!({"type": "object", "properties": fields, "additionalProperties": false})
}

fn value(shape: Shape, language: Language) -> Value {
    let text = || match language {
        Language::Yaml => json!({"type": ["string", "number", "boolean"]}),
        Language::Toml => json!({"type": "string"}),
    };
    let one_or_more = |one: Value| {
        let list = json!({"type": "array", "items": one});
        if language == Language::Yaml { json!({"anyOf": [list, one]}) } else { list }
    };
    match shape {
        Shape::Text => text(),
        Shape::Texts => one_or_more(text()),
        Shape::Date => json!({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        Shape::Interval => json!({"type": "string", "examples": ["12 months", "P12M", "1 year", "90 days"]}),
        Shape::Number if language == Language::Toml => json!({"type": "integer", "minimum": 0}),
        Shape::Number => json!({"type": ["integer", "string"], "minimum": 0, "pattern": r"^\d+$"}),
        Shape::YesOrNo if language == Language::Toml => json!({"type": "boolean"}),
        Shape::YesOrNo => json!({"enum": [true, false, "yes", "no", "true", "false"]}),
        Shape::OneOf(names) => json!({"enum": names()}),
        Shape::Suggested(names, others) => {
            json!({"anyOf": [{"enum": names()}, {"type": "string", "pattern": pattern(others)}]})
        }
        Shape::SomeOf(names) => one_or_more(json!({"enum": names()})),
        Shape::Map(forms) => object(forms, language),
        Shape::Maps(forms) => one_or_more(object(forms, language)),
        Shape::YesOrMap(forms) => json!({"anyOf": [value(Shape::YesOrNo, language), object(forms, language)]}),
        Shape::TextOrMap(forms) => json!({"anyOf": [text(), object(forms, language)]}),
        Shape::Reasons => reasons(),
        Shape::TextMap(names) => {
            let texts = json!({"type": "object", "additionalProperties": text()});
            let names = names();
            if names.is_empty() { texts } else { among(texts, &names) }
        }
        Shape::Grid => json!({"type": "array", "items": {"type": "array", "items": {"type": "integer", "minimum": 0}}}),
    }
}

fn among(mut texts: Value, names: &[&str]) -> Value {
    texts["propertyNames"] = json!({"enum": names});
    texts
}

/// Other words for a value, in large or small letters and with or without a mark between their parts, as reading takes
/// them.
fn pattern(others: &[(&str, &str)]) -> String {
    let letter = |it: char| format!("[{it}{}]", it.to_ascii_uppercase());
    let word = |(word, _): &(&str, &str)| word.chars().map(letter).collect::<Vec<_>>().join("[ _-]?");
    format!("^(?:{})$", others.iter().map(word).collect::<Vec<_>>().join("|"))
}

/// Kinds, and maps from a kind to ids or words; other words for a kind are understood.
fn reasons() -> Value {
    let others = ReasonKind::SYNONYMS;
    let kind = value(Shape::Suggested(form::reasons, others), Language::Yaml);
    let grounds = value(Shape::Texts, Language::Yaml);
    let known: Map<String, Value> = form::reasons().into_iter().map(|it| (it.to_owned(), grounds.clone())).collect();
    let understood = json!({pattern(others): grounds});
    let map =
        json!({"type": "object", "properties": known, "patternProperties": understood, "additionalProperties": false});
    let one = json!({"anyOf": [kind, map]});
    json!({"anyOf": [one.clone(), {"type": "array", "items": one}]})
}
