//! Findings for programs. Version 1; `docs/json.md` describes it. Lines and columns count from 1, columns in characters
//! (Unicode scalar values), offsets in bytes of the file.

use serde::Serialize;

use super::lines::{Lines, Unit};
use super::{Report, Tally};
use crate::diag::{Diagnostic, RuleInfo};
use crate::text::{Place, Texts};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Wire<'r> {
    version: u32,
    today: String,
    summary: WireSummary,
    findings: Vec<WireFinding<'r>>,
    silenced: Vec<WireSilenced<'r>>,
}

/// A finding that somebody answers for.
#[derive(Serialize)]
struct WireSilenced<'r> {
    #[serde(flatten)]
    finding: WireFinding<'r>,
    reason: &'r str,
    by: &'r str,
    until: String,
    silenced_at: WireSpot<'r>,
}

#[derive(Serialize)]
struct WireSpot<'r> {
    file: &'r str,
    start: WirePosition,
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
    silenced: usize,
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
    enabled: bool,
    clause: &'r str,
    since: &'r str,
    summary: &'r str,
    why: &'r str,
    cure: &'r str,
}

pub(super) fn write(report: &Report<'_>) -> String {
    let tally = Tally::of(report.diagnostics);
    let looked_at = report.looked_at;
    let mut lines = Lines::new(report.texts);
    let findings = report.diagnostics.iter().map(|it| wire_finding(it, report.texts, &mut lines)).collect();
    let silenced = report.silenced.iter().map(|it| WireSilenced {
        finding: wire_finding(it.diagnostic, report.texts, &mut lines),
        reason: it.reason,
        by: it.by,
        until: it.until.to_string(),
        silenced_at: WireSpot { file: report.texts.name(it.place.file), start: positions(it.place, &mut lines).0 },
    });
    let silenced: Vec<WireSilenced<'_>> = silenced.collect();
    let wire = Wire {
        version: VERSION,
        today: report.today.to_string(),
        findings,
        summary: WireSummary {
            documents: looked_at.documents,
            controls: looked_at.statement_lines,
            risks: looked_at.risks,
            entries: looked_at.entries,
            errors: tally.errors,
            warnings: tally.warnings,
            infos: tally.infos,
            silenced: silenced.len(),
        },
        silenced,
    };
    printed(&wire)
}

fn wire_finding<'r>(diagnostic: &'r Diagnostic, texts: &'r Texts, lines: &mut Lines<'_>) -> WireFinding<'r> {
    let finding = &diagnostic.finding;
    let (start, end) = positions(finding.place, lines);
    let related = finding.related.iter().map(|label| {
        let (start, end) = positions(label.place, lines);
        WireLabel { file: texts.name(label.place.file), start, end, message: &label.words }
    });
    WireFinding {
        code: diagnostic.rule.code,
        rule: diagnostic.rule.name,
        level: diagnostic.severity.name(),
        message: &finding.message,
        hint: finding.hint.as_deref(),
        file: texts.name(finding.place.file),
        start,
        end,
        related: related.collect(),
    }
}

/// The list of rules, each with whether it looks where the settings say nothing.
pub fn rules<'r>(infos: impl IntoIterator<Item = (&'r RuleInfo, bool)>) -> String {
    let rule = |(info, enabled): (&'r RuleInfo, bool)| WireRule {
        code: info.code,
        rule: info.name,
        level: info.level.name(),
        enabled,
        clause: info.clause,
        since: info.since,
        summary: info.summary,
        why: info.why,
        cure: info.cure,
    };
    printed(&WireRules { version: VERSION, rules: infos.into_iter().map(rule).collect() })
}

/// Structs of texts and numbers always have a JSON form.
pub(super) fn printed(wire: &impl Serialize) -> String {
    serde_json::to_string_pretty(wire).unwrap_or_default() + "\n"
}

fn positions(place: Place, lines: &mut Lines<'_>) -> (WirePosition, WirePosition) {
    let area = lines.area(place, Unit::Characters);
    let position = |point: super::lines::Point, offset: u32| WirePosition {
        line: point.line,
        column: point.column,
        offset: offset as usize,
    };
    (position(area.start, place.span.start), position(area.end, place.span.end))
}
