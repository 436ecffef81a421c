//! What can be done about a finding: mend it, mend all that is safe, or allow it with a reason.

use gen_lsp_types::{CodeActionKind, CodeActionParams};
use serde_json::{Value, json};

use super::edits::{Changes, voided, workspace_edit};
use super::look::Look;
use super::navigate::body_of;
use crate::diag::{Diagnostic, Fix};
use crate::model::RegisterKind;
use crate::text::{FileId, Interval, LineIndex, Span, Texts};

/// How long a permission lasts unless somebody writes another day.
const GRANTED: &str = "90 days";

/// What is offered for a part of a file. Nothing while the text is newer than its last check.
pub(super) fn actions(look: &Look<'_>, params: &CodeActionParams) -> Vec<Value> {
    let Some(file) = look.file(&params.text_document.uri) else { return Vec::new() };
    let Some(checked) = look.checked else { return Vec::new() };
    let span = look.lines(file).span(params.range);
    let touches = |it: &Span| it.start <= span.end && span.start <= it.end;
    let current = Current { look, texts: &checked.texts };
    let Some(known) = checked.texts.find(look.name(file)).filter(|it| current.file(*it).is_some()) else {
        return Vec::new();
    };
    let in_file: Vec<&Diagnostic> = checked.diagnostics.iter().filter(|it| it.file() == known).collect();
    let wants = |kind: &CodeActionKind| wants(params.context.only.as_deref(), kind);
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QuickFix) {
        let here: Vec<&Diagnostic> = in_file.iter().copied().filter(|it| touches(&it.finding.place.span)).collect();
        for diagnostic in &here {
            let fixes = diagnostic.finding.fixes.iter();
            actions.extend(fixes.filter_map(|fix| mend(&current, diagnostic, fix)));
        }
        actions.extend(here.iter().filter_map(|it| allow(look, file, it)));
    }
    if wants(&CodeActionKind::SourceFixAll) {
        actions.extend(mend_all(&current, &in_file, file));
    }
    actions
}

/// Whether the client asks for this kind, or for all.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let name = kind.to_string();
    only.is_none_or(|kinds| {
        kinds
            .iter()
            .map(ToString::to_string)
            .any(|it| it.is_empty() || name == it || name.starts_with(&format!("{it}.")))
    })
}

/// The files of the last check as they are now.
struct Current<'l, 'd> {
    look: &'l Look<'d>,
    texts: &'l Texts,
}

impl Current<'_, '_> {
    /// The same file now; none where its text has changed since.
    fn file(&self, checked: FileId) -> Option<FileId> {
        let text = self.texts.of(checked);
        let now = self.look.project().sources.texts.find(&text.name)?;
        (self.look.text(now) == &*text.content).then_some(now)
    }

    fn changes(&self, fixes: &[&Fix]) -> Option<Changes> {
        let mut changes = Changes::new();
        for edit in fixes.iter().flat_map(|it| &it.edits) {
            let file = self.file(edit.place.file)?;
            changes.entry(file).or_default().insert(edit.place.span, edit.replacement.clone());
        }
        Some(changes)
    }
}

fn mend(current: &Current<'_, '_>, diagnostic: &Diagnostic, fix: &Fix) -> Option<Value> {
    let changes = current.changes(&[fix])?;
    let voided = voided(current.look, &changes);
    let mut title = fix.title.clone();
    if !fix.is_safe {
        title.push_str(" (may change the meaning)");
    }
    if !voided.is_empty() {
        title.push_str(&voids(&voided));
    }
    Some(json!({
        "title": format!("{title} [{}]", diagnostic.rule.code),
        "kind": "quickfix",
        "isPreferred": fix.is_safe && voided.is_empty(),
        "edit": workspace_edit(current.look, &changes),
    }))
}

fn voids(documents: &[String]) -> String {
    format!(" (voids the approval of {})", documents.join(", "))
}

/// Everything in a file that can be mended without changing a meaning or an approved document.
fn mend_all(current: &Current<'_, '_>, diagnostics: &[&Diagnostic], file: FileId) -> Option<Value> {
    let mut taken: Vec<Span> = Vec::new();
    let mut fixes = Vec::new();
    for fix in diagnostics.iter().filter_map(|it| it.finding.fixes.iter().find(|it| it.is_safe)) {
        let stays_here = fix.edits.iter().all(|it| current.file(it.place.file) == Some(file));
        let is_apart = |span: Span| taken.iter().all(|it| span.end < it.start || it.end < span.start);
        if stays_here && fix.edits.iter().all(|it| is_apart(it.place.span)) {
            taken.extend(fix.edits.iter().map(|it| it.place.span));
            fixes.push(fix);
        }
    }
    let changes = current.changes(&fixes)?;
    let is_of_use = !changes.is_empty() && voided(current.look, &changes).is_empty();
    is_of_use.then(|| {
        json!({
            "title": "mend everything in this file that is safe to mend",
            "kind": "source.fixAll",
            "edit": workspace_edit(current.look, &changes),
        })
    })
}

/// Writes a permission above the finding; its reason is left to the author, and until then it does not count.
fn allow(look: &Look<'_>, file: FileId, diagnostic: &Diagnostic) -> Option<Value> {
    let name = look.name(file);
    if name == "book.toml" || name.starts_with("approvals/") || diagnostic.rule.name.starts_with("silence-") {
        return None;
    }
    let until = look.today.plus(Interval::parse(GRANTED).ok()?)?;
    let words =
        format!("ismsbook: allow({}, until={until}, by={}, reason=\"\")", diagnostic.rule.name, owner(look, file));
    let text = look.text(file);
    let lines = LineIndex::new(text);
    let line = lines.line(diagnostic.finding.place.span.start as usize);
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let body = body_of(look, file).map(|it| it.span.start).filter(|it| *it <= diagnostic.finding.place.span.start);
    let (at, comment) = match body {
        Some(body) => {
            let first = lines.line(body as usize);
            let above =
                (first..=line).rev().take_while(|it| !lines.text_of(*it).trim().is_empty()).last().unwrap_or(line);
            (lines.start_of(above).max(body as usize), format!("<!-- {words} -->{end}"))
        }
        None => {
            let written = lines.text_of(line);
            let indent = &written[..written.len() - written.trim_start().len()];
            (lines.start_of(line), format!("{indent}# {words}{end}"))
        }
    };
    let changes = Changes::from([(file, [(Span::at(at), comment)].into())]);
    let voided = voided(look, &changes);
    let ending = if voided.is_empty() { String::new() } else { voids(&voided) };
    Some(json!({
        "title": format!("allow `{}` here, with a reason to fill in{ending}", diagnostic.rule.name),
        "kind": "quickfix",
        "edit": workspace_edit(look, &changes),
    }))
}

/// The role that would answer for a permission in a file.
fn owner(look: &Look<'_>, file: FileId) -> String {
    let own = look.document_in(file).and_then(|it| it.front.owner.as_ref()).map(|it| it.raw.value.clone());
    own.filter(|it| it.starts_with("role:")).or_else(|| likeliest(look)).unwrap_or_else(|| "role:".to_owned())
}

/// The role of the register that answers for most documents; the first of those that answer for as many.
fn likeliest(look: &Look<'_>) -> Option<String> {
    let handbook = look.handbook();
    let owners = || handbook.documents.iter().filter_map(|it| it.front.owner.as_ref());
    let answers_for = |name: &str| owners().filter(|it| it.raw.value.strip_prefix("role:") == Some(name)).count();
    let roles = handbook.registers.records(RegisterKind::Roles);
    let counted = roles.into_iter().map(|it| (answers_for(it.name()), it.name()));
    let (_, name) = counted.rev().max_by_key(|(count, _)| *count)?;
    Some(format!("role:{name}"))
}
