//! A small YAML tree in which every key and value knows its bytes in the original file. Scalars are text as written;
//! what they mean is for the field that reads them. Anchors, aliases, tags, merge keys and further documents are refused.

mod builder;
mod conflict;
mod fault;
mod parts;
mod recovery;

use granit_parser::{Parser, options};

use self::builder::{Builder, Pass};
pub(super) use self::parts::touched;
use self::recovery::Recovery;
use super::faults;
use crate::diag::Finding;
use crate::text::{FileId, Span, Spanned};

/// A value with its bytes. The span of a quoted text includes the quotes, that of a list or map in brackets the brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Plain text exactly as written, quoted text with its escapes resolved.
    Text(String),
    /// Nothing, `~` or `null`.
    Empty,
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// What could not be read; a finding says why.
    Broken,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub key: Spanned<String>,
    pub value: Node,
}

/// How much is read before it is too much.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub nodes: usize,
    /// What is read, for messages.
    pub subject: &'static str,
}

impl Limits {
    pub(super) const FRONT_MATTER: Limits = Limits { nodes: 5_000, subject: "the front matter" };
    pub(super) const RECORD: Limits = Limits { nodes: 100, subject: "the record" };
    pub(super) const REGISTER: Limits = Limits { nodes: 500_000, subject: "the file" };
}

/// Maps and lists inside each other, the outermost counted.
const DEPTH: usize = 16;
/// Where the parser itself gives up; above [`DEPTH`], so that our own finding comes first.
const HARD_DEPTH: usize = 64;
/// Syntax errors that are looked for in one text.
const FAULTS: usize = 20;

/// A piece of a file that holds YAML.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'s> {
    pub file: FileId,
    pub source: &'s str,
    /// Which bytes of the source; both ends lie on character boundaries.
    pub span: Span,
}

/// The bytes of a file of its own that is read as YAML: all but a byte order mark, and but a line `%YAML 1.2` that stands
/// before the `---` it belongs to. Which version of YAML is meant makes no difference here, where every scalar is text.
pub(super) fn span_of_file(source: &str) -> Span {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut version = None;
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        at += line.len();
        match version {
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            None if is_version(line) => version = Some(at),
            Some(end) if line.trim_end() == "---" || line.starts_with("--- ") => return Span::new(end, source.len()),
            _ => break,
        }
    }
    Span::new(start, source.len())
}

/// Whether a line is the directive that names a version of YAML 1.
fn is_version(line: &str) -> bool {
    let version = line.strip_prefix("%YAML ").or_else(|| line.strip_prefix("%YAML\t"));
    let version = version.map(|it| it.split(" #").next().unwrap_or_default().trim());
    let minor = version.and_then(|it| it.strip_prefix("1."));
    minor.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The top-level values of a piece, in order (one, unless it is empty or holds several documents), and what is wrong
/// with it. After a syntax error the line is left out and the rest is read all the same.
pub(super) fn read(piece: Piece<'_>, limits: Limits) -> (Vec<Node>, Vec<Finding>) {
    match parts::read(piece, limits) {
        Some(root) => (vec![root], Vec::new()),
        None => read_whole(piece, limits),
    }
}

fn read_whole(piece: Piece<'_>, limits: Limits) -> (Vec<Node>, Vec<Finding>) {
    let Some(text) = piece.source.get(piece.span.range()) else { return (Vec::new(), Vec::new()) };
    let mut findings = Vec::new();
    let mut recovery = Recovery::new(piece, text);
    conflict::take_out(&mut recovery, &mut findings);
    for _ in 0..FAULTS {
        let pass = run(recovery.text(), Builder::new(piece, limits, &recovery));
        let Some(error) = &pass.error else { return conclude(pass, findings, &recovery, limits) };
        let mended = recovery.mend(error, &pass.context);
        findings.extend(mended.findings);
        if !mended.has_changed {
            return conclude(pass, findings, &recovery, limits);
        }
    }
    let pass = run(recovery.text(), Builder::new(piece, limits, &recovery));
    if let Some(error) = &pass.error {
        findings.push(give_up(&recovery, error));
    }
    conclude(pass, findings, &recovery, limits)
}

/// Joins what the last run found with what was found on the way to it.
fn conclude(
    pass: Pass,
    mut findings: Vec<Finding>,
    recovery: &Recovery<'_>,
    limits: Limits,
) -> (Vec<Node>, Vec<Finding>) {
    let is_told = pass.findings.iter().any(|finding| finding.rule == faults::FRONT_MATTER_TOO_LARGE);
    if let Some(place) = recovery.too_deep().filter(|_| !is_told) {
        let finding = Finding::new(faults::FRONT_MATTER_TOO_LARGE, place, builder::too_deep(limits));
        findings.push(finding.hint(builder::TOO_DEEP_HINT));
    }
    findings.extend(pass.findings);
    (pass.roots, findings)
}

/// One run of the parser over a text, up to its end or its first error.
fn run(text: &str, mut builder: Builder<'_>) -> Pass {
    let mut options = options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        disallow_directives: true,
        flow_nesting_limit: HARD_DEPTH,
        block_nesting_limit: HARD_DEPTH,
    };
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                if builder.take(event, &span).is_break() {
                    return builder.finish(None);
                }
            }
            Err(error) => return builder.finish(Some(error)),
        }
    }
    builder.finish(None)
}

fn give_up(recovery: &Recovery<'_>, error: &granit_parser::ScanError) -> Finding {
    let place = recovery.place_of(error);
    Finding::new(faults::YAML_SYNTAX, place, format!("reading stops here after {FAULTS} faults"))
        .hint("mend the faults above first; what follows was not read")
}

#[cfg(test)]
mod tests;
