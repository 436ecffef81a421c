//! Findings for programs. Version 1; `docs/json.md` describes it. Lines and columns count from 1, columns in characters
//! (Unicode scalar values), offsets in bytes of the file.

use serde::Serialize;

use super::{Report, Tally};
use crate::diag::RuleInfo;
use crate::text::{LineIndex, Place, Texts};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Wire<'r> {
    version: u32,
    today: String,
    summary: WireSummary,
    findings: Vec<WireFinding<'r>>,
}

#[derive(Serialize)]
struct WireSummary {
    documents: usize,
    controls: usize,
    risks: usize,
    entries: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct WireFinding<'r> {
    code: &'r str,
    rule: &'r str,
    level: &'r str,
    message: &'r str,
    hint: Option<&'r str>,
    file: &'r str,
    start: WirePosition,
    end: WirePosition,
    related: Vec<WireLabel<'r>>,
}

#[derive(Serialize)]
struct WireLabel<'r> {
    file: &'r str,
    start: WirePosition,
    end: WirePosition,
    message: &'r str,
}

#[derive(Serialize)]
struct WirePosition {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct WireRules<'r> {
    version: u32,
    rules: Vec<WireRule<'r>>,
}

#[derive(Serialize)]
struct WireRule<'r> {
    code: &'r str,
    rule: &'r str,
    level: &'r str,
    clause: &'r str,
    since: &'r str,
    summary: &'r str,
    why: &'r str,
    cure: &'r str,
}

pub(super) fn write(report: &Report<'_>) -> String {
    let tally = Tally::of(report.diagnostics);
    let looked_at = report.looked_at;
    let mut positions = Positions { texts: report.texts, last: None };
    let findings = report.diagnostics.iter().map(|diagnostic| {
        let finding = &diagnostic.finding;
        let (start, end) = positions.of(finding.place);
        let related = finding.related.iter().map(|label| {
            let (start, end) = positions.of(label.place);
            WireLabel { file: report.texts.name(label.place.file), start, end, message: &label.words }
        });
        WireFinding {
            code: diagnostic.rule.code,
            rule: diagnostic.rule.name,
            level: diagnostic.severity.name(),
            message: &finding.message,
            hint: finding.hint.as_deref(),
            file: report.texts.name(finding.place.file),
            start,
            end,
            related: related.collect(),
        }
    });
    let wire = Wire {
        version: VERSION,
        today: report.today.to_string(),
        findings: findings.collect(),
        summary: WireSummary {
            documents: looked_at.documents,
            controls: looked_at.statement_lines,
            risks: looked_at.risks,
            entries: looked_at.entries,
            errors: tally.errors,
            warnings: tally.warnings,
            infos: tally.infos,
        },
    };
    printed(&wire)
}

/// The list of rules.
pub fn rules<'r>(infos: impl IntoIterator<Item = &'r RuleInfo>) -> String {
    let rule = |info: &'r RuleInfo| WireRule {
        code: info.code,
        rule: info.name,
        level: info.level.name(),
        clause: info.clause,
        since: info.since,
        summary: info.summary,
        why: info.why,
        cure: info.cure,
    };
    printed(&WireRules { version: VERSION, rules: infos.into_iter().map(rule).collect() })
}

/// Structs of texts and numbers always have a JSON form.
fn printed(wire: &impl Serialize) -> String {
    serde_json::to_string_pretty(wire).unwrap_or_default() + "\n"
}

struct Positions<'t> {
    texts: &'t Texts,
    last: Option<(crate::text::FileId, LineIndex<'t>)>,
}

impl Positions<'_> {
    fn of(&mut self, place: Place) -> (WirePosition, WirePosition) {
        if self.last.as_ref().is_none_or(|(file, _)| *file != place.file) {
            self.last = None;
        }
        let texts = self.texts;
        let (_, index) = self.last.get_or_insert_with(|| (place.file, LineIndex::new(&texts.of(place.file).content)));
        let position = |offset: u32| {
            let offset = offset as usize;
            let at = index.in_characters(offset);
            WirePosition { line: at.line + 1, column: at.column + 1, offset }
        };
        (position(place.span.start), position(place.span.end))
    }
}
