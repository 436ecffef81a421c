//! One text to its parts: front matter, body, registers, catalogues. It cannot fail: what is wrong comes back as
//! findings beside what could be read. It knows no other file, no settings, no day and no disk.

mod anchors;
mod applicability;
mod body;
mod catalogue;
mod confirmations;
mod dates;
mod document;
mod entries;
pub mod faults;
mod fields;
mod front;
mod ledger;
mod observations;
mod outline;
mod placeholder;
mod plain;
mod prose;
mod registers;
mod rhythm;
mod risks;
mod values;
mod yaml;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::fields::Reading;
use self::yaml::{Limits, Node, Piece, Value};
use crate::diag::Finding;
use crate::model::{Body, Front, RegisterKind, Registers, StatementLine};
use crate::text::{Change, FileId, Place, Span, Spanned};

pub use catalogue::{CatalogueFault, catalogue, is_catalogue};
pub use confirmations::{Confirmations, confirmations};
pub use dates::understood_date;
pub use ledger::{RECORD_SCHEMA, RECORDS_FOLDER, record, record_bytes, record_name, record_place};
pub use outline::{Outline, OutlineField, Shape, front_outline, outline};
pub use placeholder::is_placeholder;
pub use plain::Plain;
pub use rhythm::RHYTHMS;

/// A document: front matter and text.
#[derive(Debug, Clone)]
pub struct ParsedDocument {
    pub front: Front,
    pub body: Body,
    pub findings: Vec<Finding>,
}

/// The introduction of a section, which is not under document control.
#[derive(Debug, Clone)]
pub struct ParsedIntro {
    /// From front matter, which an introduction may have and need not.
    pub title: Option<Spanned<String>>,
    pub body: Body,
    pub findings: Vec<Finding>,
}

/// A file of registers, the statement of applicability among them.
#[derive(Debug, Clone, Default)]
pub struct ParsedRegister {
    /// In the order of the file.
    pub registers: Registers,
    /// In the order of the file.
    pub statement: Vec<StatementLine>,
    /// The key `applicability`, where the file has one.
    pub statement_place: Option<Place>,
    pub findings: Vec<Finding>,
}

/// Register files that are longer, in bytes, are not read.
const LARGEST_REGISTER: usize = 32 * 1024 * 1024;

/// Reads a document. `aliases` maps foreign keys of front matter to canonical ones.
pub fn document(file: FileId, source: &Arc<str>, aliases: &BTreeMap<String, String>) -> ParsedDocument {
    let mut cx = Reading::new(file);
    let split = front::split(&mut cx, source);
    let front = match split.block {
        Some(block) => {
            let roots = front_matter(&mut cx, source, block, split.has_content);
            document::front(&mut cx, block, &roots, aliases)
        }
        None => Front::default(),
    };
    let body = body::body(source, split.body);
    ParsedDocument { front, body, findings: in_order(cx) }
}

/// Reads the README of a section. Of its front matter only `title` counts.
pub fn intro(file: FileId, source: &Arc<str>) -> ParsedIntro {
    let mut cx = Reading::new(file);
    let split = front::split(&mut cx, source);
    let mut title = None;
    if let Some(block) = split.block {
        let roots = front_matter(&mut cx, source, block, split.has_content);
        if let Some(Node { value: Value::Map(entries), .. }) = roots.first() {
            let entry = entries.iter().find(|entry| entry.key.value == "title");
            title = entry.and_then(|entry| values::text(&mut cx, entry));
        }
    }
    let body = body::body(source, split.body);
    ParsedIntro { title, body, findings: in_order(cx) }
}

/// Reads Markdown that is nothing but text: three hyphens at its head or in an example begin no front matter.
pub fn text(source: &Arc<str>) -> Body {
    body::body(source, Span::new(0, source.len()))
}

/// Reads a YAML file of registers: each top-level key names a kind, such as `risks` or `applicability`.
pub fn register(file: FileId, source: &str) -> ParsedRegister {
    let mut cx = Reading::new(file);
    let span = yaml::span_of_file(source);
    if source.len() > LARGEST_REGISTER {
        let words = format!("the file is {} MiB long; 32 MiB are read", source.len() / 1024 / 1024);
        cx.report(faults::FRONT_MATTER_TOO_LARGE, Span::at(span.start as usize), words).hint =
            Some("split it: any number of files may hold entries of one kind".to_owned());
        return ParsedRegister { findings: in_order(cx), ..ParsedRegister::default() };
    }
    let piece = Piece { file, source, span };
    let (roots, found) = yaml::read(piece, Limits::REGISTER);
    cx.findings.extend(found);
    let parsed = registers::registers(&mut cx, &roots);
    ParsedRegister { findings: in_order(cx), ..parsed }
}

/// Reads of a file of registers the entries that are not as they were before, and tells the stretch of both texts that they
/// fill. `starts` tells where in the text before each entry begins, in order. None where more may be different: in what is
/// no file of one large list, or where something is wrong with more than a value.
pub fn register_changed(
    file: FileId,
    (before, starts): (&str, &[usize]),
    now: &str,
) -> Option<(Change, ParsedRegister)> {
    let span = yaml::span_of_file(now);
    if now.len() > LARGEST_REGISTER || span.start != yaml::span_of_file(before).start {
        return None;
    }
    let piece = Piece { file, source: now, span };
    let touched = yaml::touched((before, starts), piece, Limits::REGISTER)?;
    let kind = RegisterKind::named(&touched.list.key.value).filter(|it| RegisterKind::WITH_ENTRIES.contains(it))?;
    let (mut cx, mut parsed) = (Reading::new(file), ParsedRegister::default());
    registers::all_entries(&mut cx, &mut parsed, kind, &touched.list);
    Some((touched.change, ParsedRegister { findings: in_order(cx), ..parsed }))
}

fn front_matter(cx: &mut Reading, source: &str, block: Span, has_content: bool) -> Vec<Node> {
    if !has_content {
        return Vec::new();
    }
    if block.len() > front::LARGEST_BLOCK {
        let first = source[block.range()].lines().next().unwrap_or_default().trim_end().len();
        let span = Span::new(block.start as usize, block.start as usize + first);
        let words = format!("the front matter is {} KiB long; 64 KiB are read", block.len() / 1024);
        cx.report(faults::FRONT_MATTER_TOO_LARGE, span, words).hint =
            Some("move text to the body, below the closing `---`".to_owned());
        return Vec::new();
    }
    let (roots, found) = yaml::read(Piece { file: cx.file, source, span: block }, Limits::FRONT_MATTER);
    cx.findings.extend(found);
    roots
}

fn in_order(mut cx: Reading) -> Vec<Finding> {
    cx.findings.sort_by_key(|finding| finding.place);
    cx.findings
}

#[cfg(test)]
mod forms;
#[cfg(test)]
mod tests;
