//! Front matter and register entries as names and values, and what lies between two of them, field by field.

use std::collections::BTreeMap;

use serde_json::Value;

/// A field that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub name: String,
    pub values: Values,
}

/// How a value changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// None where the field is absent or empty.
    One { before: Option<String>, after: Option<String> },
    /// What came into a list and what left it.
    Many { added: Vec<String>, removed: Vec<String> },
}

pub(super) type Fields = BTreeMap<String, Value>;

/// The members of a JSON object; none where the text is no object.
pub(super) fn read(json: &str) -> Option<Fields> {
    serde_json::from_str(json).ok()
}

/// The fields that differ, in the order of their names.
pub(super) fn differences(before: &Fields, after: &Fields) -> Vec<FieldChange> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let absent = Value::Null;
    let change = |name: &String| {
        let (was, is) = (before.get(name).unwrap_or(&absent), after.get(name).unwrap_or(&absent));
        (was != is).then(|| FieldChange { name: name.clone(), values: values(was, is) })
    };
    names.into_iter().filter_map(change).collect()
}

fn values(before: &Value, after: &Value) -> Values {
    let members = |value: &Value| match value {
        Value::Array(values) => values.iter().map(words).collect(),
        Value::Null => Vec::new(),
        value => vec![words(value)],
    };
    if before.is_array() || after.is_array() {
        let (old, new): (Vec<String>, Vec<String>) = (members(before), members(after));
        let added: Vec<String> = new.iter().filter(|it| !old.contains(it)).cloned().collect();
        let removed: Vec<String> = old.iter().filter(|it| !new.contains(it)).cloned().collect();
        // Only the order, or a repetition, is another: then the lists themselves tell more.
        if !added.is_empty() || !removed.is_empty() {
            return Values::Many { added, removed };
        }
    }
    let one = |value: &Value| Some(words(value)).filter(|_| !value.is_null());
    Values::One { before: one(before), after: one(after) }
}

/// A value as people would write it on one line. The depth is that of a tree that was read with a bound.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| format!("{name}: {}", words(value))).collect::<Vec<_>>().join("; ")
        }
    }
}
