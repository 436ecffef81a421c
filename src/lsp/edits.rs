//! Changes to texts as the client makes them, and which approvals they void.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::look::Look;
use crate::model::{Document, RegisterKind};
use crate::text::{FileId, Span};

/// Replacements by file, each in the text as it is now. They must not overlap.
pub(super) type Changes = BTreeMap<FileId, BTreeMap<Span, String>>;

/// The changes as one edit, which the client takes back in one step. What voids approvals is marked where the client
/// asks before it goes on.
pub(super) fn workspace_edit(look: &Look<'_>, changes: &Changes) -> Value {
    workspace_edit_with(look, changes, Vec::new())
}

/// The same with more changes of documents behind them, as the protocol has them.
pub(super) fn workspace_edit_with(look: &Look<'_>, changes: &Changes, more: Vec<Value>) -> Value {
    let voided = voided(look, changes);
    let warning = (look.confirms_changes && !voided.is_empty()).then(|| {
        let label = format!("voids the approval of {}", voided.join(", "));
        json!({"approvals": {"label": label, "needsConfirmation": true}})
    });
    let by_file = changes.iter().map(|(file, edits)| {
        let lines = look.lines(*file);
        let edits = edits.iter().map(|(span, replacement)| {
            let mut edit = json!({"range": lines.range(*span), "newText": replacement});
            if warning.is_some() {
                edit["annotationId"] = json!("approvals");
            }
            edit
        });
        let document = json!({"uri": look.uri(*file), "version": look.desk.version(look.name(*file))});
        json!({"textDocument": document, "edits": edits.collect::<Vec<_>>()})
    });
    let mut more = more;
    if warning.is_some() {
        more.iter_mut().filter(|it| it["kind"] == "rename").for_each(|it| it["annotationId"] = json!("approvals"));
    }
    let mut edit = json!({"documentChanges": by_file.chain(more).collect::<Vec<_>>()});
    if let Some(warning) = warning {
        edit["changeAnnotations"] = warning;
    }
    edit
}

/// The names of approved documents whose words the changes touch: their own, or those of a register that they show.
pub(super) fn voided(look: &Look<'_>, changes: &Changes) -> Vec<String> {
    let handbook = look.handbook();
    let holds = |file: FileId, kind: RegisterKind| match kind {
        RegisterKind::Applicability => handbook.statement.iter().any(|it| it.place.file == file),
        RegisterKind::Treatment => handbook.registers.risks.iter().any(|it| it.record.place.file == file),
        _ => handbook.registers.records(kind).iter().any(|it| it.place.file == file),
    };
    let is_touched = |document: &Document| {
        let shown = document.front.register.as_ref().map(|it| it.value);
        changes.keys().any(|file| *file == document.file || shown.is_some_and(|kind| holds(*file, kind)))
    };
    let is_approved = |document: &Document| {
        let has_records = look.standing(document).is_some_and(|it| !it.approvals.is_empty());
        document.is_approved() || has_records
    };
    let documents = handbook.documents.iter().filter(|it| is_approved(it) && is_touched(it));
    documents.map(|it| it.name().to_owned()).collect::<BTreeSet<_>>().into_iter().collect()
}
