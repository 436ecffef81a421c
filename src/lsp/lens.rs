//! What is written above and beside the lines of a file: states, coverage, scores, and titles of bare ids.

use gen_lsp_types::{CodeLens, CodeLensParams, Command, InlayHint, InlayHintParams, Label};

use super::about::state;
use super::look::Look;
use super::navigate::body_of;
use crate::model::{LinkForm, Relation, StatementLine, Target};
use crate::text::{FileId, Span, counted};

/// Letters of a title that are shown beside an id.
const LONGEST_TITLE: usize = 40;

pub(super) fn lenses(look: &Look<'_>, params: &CodeLensParams) -> Vec<CodeLens> {
    let Some(file) = look.file(&params.text_document.uri) else { return Vec::new() };
    let lines = look.lines(file);
    let lens = |(span, title): (Span, String)| {
        // A command without a name is shown and does nothing.
        let command = Command { title, tooltip: None, command: String::new(), arguments: None };
        CodeLens { range: lines.range(span), command: Some(command), data: None }
    };
    told(look, file).into_iter().map(lens).collect()
}

fn told(look: &Look<'_>, file: FileId) -> Vec<(Span, String)> {
    if let Some(document) = look.document_in(file) {
        let span = document.front.id.as_ref().map_or(Span::at(0), |it| it.span);
        return look.standing(document).map(|it| (span, state(document, it))).into_iter().collect();
    }
    let handbook = look.handbook();
    let of_line = |line: &StatementLine| Some((line.control.raw.span, coverage(look, line)?));
    let mut told: Vec<(Span, String)> =
        handbook.statement.iter().filter(|it| it.place.file == file).filter_map(of_line).collect();
    for risk in handbook.registers.risks.iter().filter(|it| it.record.place.file == file) {
        if let Some(score) = risk.current_score() {
            let method = &handbook.risk_method;
            let asks = if score > method.acceptance { ", above what is accepted" } else { "" };
            told.push((risk.record.name_place().span, format!("score {score}, {}{asks}", method.band_name(score))));
        }
    }
    told
}

/// What covers a control.
fn coverage(look: &Look<'_>, line: &StatementLine) -> Option<String> {
    let target = line.control.target?;
    let cited = look.handbook().cited_by(target);
    let count = |is_wanted: &dyn Fn(Target, Relation) -> bool| {
        let mut from: Vec<Target> =
            cited.iter().filter(|it| is_wanted(it.from, it.relation)).map(|it| it.from).collect();
        from.sort_unstable();
        from.dedup();
        from.len()
    };
    let documents = count(&|from, relation| relation == Relation::Implements && matches!(from, Target::Document(_)));
    let risks = count(&|from, _| matches!(from, Target::Entry(crate::model::RegisterKind::Risks, _)));
    Some(format!("{}, {}", counted(documents, "document"), counted(risks, "risk")))
}

/// The title beside each bare id.
pub(super) fn hints(look: &Look<'_>, params: &InlayHintParams) -> Vec<InlayHint> {
    let Some(file) = look.file(&params.text_document.uri) else { return Vec::new() };
    let lines = look.lines(file);
    let shown = lines.span(params.range);
    let hints =
        bare_ids(look, file).into_iter().filter(|(span, _)| shown.contains(*span)).filter_map(|(span, target)| {
            let (name, title) = look.handbook().name_and_title(target);
            (name != title).then(|| InlayHint {
                position: lines.position(span.end as usize),
                label: Label::String(shortened(title)),
                kind: None,
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            })
        });
    hints.collect()
}

/// Names in a file that readers of the source see without a title, with what they lead to.
fn bare_ids(look: &Look<'_>, file: FileId) -> Vec<(Span, Target)> {
    let mut found = Vec::new();
    if let Some(body) = body_of(look, file) {
        found.extend(body.mentions.iter().filter_map(|it| Some((it.span, it.target?))));
        let links = body.links.iter().filter(|it| it.form == LinkForm::WikiBare);
        found.extend(links.filter_map(|it| Some((it.span, it.target?))));
    }
    let cited = look.handbook().citations.iter().filter(|it| it.place.file == file);
    found.extend(cited.filter(|it| it.relation != Relation::Mentions).map(|it| (it.place.span, it.to)));
    found.sort_unstable();
    found.dedup();
    found
}

fn shortened(title: &str) -> String {
    let mut letters = title.chars();
    let head: String = letters.by_ref().take(LONGEST_TITLE).collect();
    if letters.next().is_some() { format!("{}…", head.trim_end()) } else { head }
}
