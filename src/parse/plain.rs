//! YAML as canonical JSON, for the normal form that digests are made of: keys sorted, every scalar a text, comments,
//! quotes and layout gone. What cannot be read without a finding is taken as it is written, so that nothing escapes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::yaml::{self, Limits, Node, Piece, Value};
use super::{LARGEST_REGISTER, front};
use crate::model::{Field, RegisterKind};
use crate::text::{FileId, Span};

/// How scalars and keys of front matter become those of the normal form.
pub struct Plain<'p> {
    /// Foreign keys of front matter and the canonical keys they stand for.
    pub aliases: &'p BTreeMap<String, String>,
    /// Fields that are left out.
    pub left_out: &'p [Field],
    /// Replaces variables in a text.
    pub fill: &'p (dyn Fn(&str) -> String + Sync),
}

impl Plain<'_> {
    /// The front matter between the fences as one JSON object; `null` where the file has none.
    pub fn front(&self, source: &str, block: Option<Span>) -> String {
        let Some(block) = block else { return "null".to_owned() };
        let text = source.get(block.range()).unwrap_or_default();
        if block.len() > front::LARGEST_BLOCK {
            return as_written(text);
        }
        let piece = Piece { file: FileId::new(0), source, span: block };
        let (roots, findings) = yaml::read(piece, Limits::FRONT_MATTER);
        match roots.as_slice() {
            [] if findings.is_empty() => "{}".to_owned(),
            [Node { value: Value::Map(entries), .. }] if findings.is_empty() => {
                let named = entries.iter().map(|entry| (self.canonical(&entry.key.value), &entry.value));
                let is_kept = |key: &str| Field::named(key).is_none_or(|field| !self.left_out.contains(&field));
                let mut json = String::new();
                self.object(&mut json, named.filter(|(key, _)| is_kept(key)).collect());
                json
            }
            _ => as_written(text),
        }
    }

    fn canonical<'k>(&'k self, key: &'k str) -> &'k str {
        let alias = || self.aliases.get(key).map(String::as_str).filter(|it| Field::named(it).is_some());
        if Field::named(key).is_some() { key } else { alias().unwrap_or(key) }
    }

    /// Every entry of a register file with its kind, in the order of the file.
    pub fn entries(&self, source: &str) -> Vec<(RegisterKind, String)> {
        let all = |json: String| RegisterKind::ALL.map(|kind| (kind, json.clone())).to_vec();
        let span = yaml::span_of_file(source);
        if source.len() > LARGEST_REGISTER {
            return all(as_written(source));
        }
        let piece = Piece { file: FileId::new(0), source, span };
        let (roots, findings) = yaml::read(piece, Limits::REGISTER);
        if !findings.is_empty() {
            return all(as_written(&source[span.range()]));
        }
        let mut made = Vec::new();
        for root in &roots {
            let Value::Map(kinds) = &root.value else { continue };
            for entry in kinds {
                let Some(kind) = RegisterKind::named(&entry.key.value) else { continue };
                let nodes = match &entry.value.value {
                    Value::List(nodes) => nodes.as_slice(),
                    _ => std::slice::from_ref(&entry.value),
                };
                made.extend(nodes.iter().map(|node| (kind, self.json(node))));
            }
        }
        made
    }

    fn json(&self, node: &Node) -> String {
        let mut json = String::new();
        self.push(&mut json, node);
        json
    }

    /// The depth of the tree is bounded by its reader.
    fn push(&self, json: &mut String, node: &Node) {
        match &node.value {
            Value::Text(text) => {
                let filled =
                    if text.contains("{{") { Cow::Owned((self.fill)(text)) } else { Cow::Borrowed(text.as_str()) };
                json.push_str(&quoted(&filled));
            }
            Value::Empty | Value::Broken => json.push_str("null"),
            Value::List(nodes) => {
                json.push('[');
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        json.push(',');
                    }
                    self.push(json, node);
                }
                json.push(']');
            }
            Value::Map(entries) => {
                self.object(json, entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value)).collect());
            }
        }
    }

    /// Two keys that come to the same name stay in the order of the file.
    fn object(&self, json: &mut String, mut pairs: Vec<(&str, &Node)>) {
        pairs.sort_by_key(|(key, _)| *key);
        json.push('{');
        for (index, (key, node)) in pairs.into_iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            json.push_str(&quoted(key));
            json.push(':');
            self.push(json, node);
        }
        json.push('}');
    }
}

/// Text of which a finding says that it cannot be read, as JSON of another shape than what can be.
fn as_written(text: &str) -> String {
    format!("[{}]", quoted(&text.replace("\r\n", "\n")))
}

/// A text as JSON; only quotation marks, backslashes and control characters are escaped.
fn quoted(text: &str) -> String {
    // A text always has a form in JSON.
    serde_json::to_string(text).unwrap_or_default()
}
