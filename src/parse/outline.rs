//! The keys and values of a YAML text with their bytes, for those who change a text and must leave the rest as it is.

use super::fields::Reading;
use super::front;
use super::yaml::{self, Limits, Node, Piece};
use crate::text::{FileId, Span, Spanned};

/// A value with its bytes; a quoted text has its quotes in the span, a list or map in brackets the brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    pub shape: Shape,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Text(String),
    Empty,
    List(Vec<Outline>),
    Map(Vec<OutlineField>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineField {
    pub key: Spanned<String>,
    pub value: Outline,
}

impl Outline {
    /// The fields of a map; none of any other value.
    pub fn fields(&self) -> &[OutlineField] {
        if let Shape::Map(fields) = &self.shape { fields } else { &[] }
    }

    /// The entries of a list; none of any other value.
    pub fn entries(&self) -> &[Outline] {
        if let Shape::List(entries) = &self.shape { entries } else { &[] }
    }

    pub fn field(&self, key: &str) -> Option<&OutlineField> {
        self.fields().iter().find(|it| it.key.value == key)
    }

    /// The text under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        match &self.field(key)?.value.shape {
            Shape::Text(text) => Some(text),
            Shape::Empty | Shape::List(_) | Shape::Map(_) => None,
        }
    }
}

/// The outline of a register file. None where it is empty, holds several documents or has any fault: a text that is not
/// understood whole is not changed.
pub fn outline(source: &str) -> Option<Outline> {
    read(source, yaml::span_of_file(source), Limits::REGISTER)
}

/// The outline of the front matter of a document, and its bytes between the fences. None where there is no front matter
/// or it has any fault.
pub fn front_outline(source: &str) -> Option<(Span, Outline)> {
    let mut cx = Reading::new(FileId::new(0));
    let split = front::split(&mut cx, source);
    let block = split.block.filter(|_| cx.findings.is_empty())?;
    Some((block, read(source, block, Limits::FRONT_MATTER)?))
}

fn read(source: &str, span: Span, limits: Limits) -> Option<Outline> {
    let (roots, findings) = yaml::read(Piece { file: FileId::new(0), source, span }, limits);
    match roots.as_slice() {
        [root] if findings.is_empty() => outlined(root),
        _ => None,
    }
}

fn outlined(node: &Node) -> Option<Outline> {
    let shape = match &node.value {
        yaml::Value::Text(text) => Shape::Text(text.clone()),
        yaml::Value::Empty => Shape::Empty,
        yaml::Value::List(nodes) => Shape::List(nodes.iter().map(outlined).collect::<Option<_>>()?),
        yaml::Value::Map(entries) => {
            let field = |it: &yaml::Entry| Some(OutlineField { key: it.key.clone(), value: outlined(&it.value)? });
            Shape::Map(entries.iter().map(field).collect::<Option<_>>()?)
        }
        yaml::Value::Broken => return None,
    };
    Some(Outline { shape, span: node.span })
}
