//! reviewdog's diagnostic format as one JSON object. Lines and columns count from 1, columns in bytes of UTF-8; an end is
//! the first position after a place. Messages are Markdown, since reviewdog posts them as comments.

use serde::Serialize;

use super::Report;
use super::json::printed;
use super::lines::{Lines, Point, Unit};
use super::markdown::inline;
use crate::diag::{Finding, Severity};
use crate::text::Place;

#[derive(Serialize)]
struct Wire<'r> {
    source: WireSource,
    diagnostics: Vec<WireDiagnostic<'r>>,
}

#[derive(Serialize)]
struct WireSource {
    name: &'static str,
}

#[derive(Serialize)]
struct WireDiagnostic<'r> {
    message: String,
    location: WireLocation,
    severity: &'static str,
    code: WireCode<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<WireSuggestion<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<WireRelated>,
}

#[derive(Serialize)]
struct WireCode<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct WireLocation {
    path: String,
    range: WireRange,
}

#[derive(Serialize)]
struct WireRange {
    start: WirePosition,
    end: WirePosition,
}

#[derive(Serialize)]
struct WirePosition {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct WireSuggestion<'r> {
    range: WireRange,
    text: &'r str,
}

#[derive(Serialize)]
struct WireRelated {
    message: String,
    location: WireLocation,
}

pub(super) fn write(report: &Report<'_>) -> String {
    let mut lines = Lines::new(report.texts);
    let diagnostics = report.diagnostics.iter().map(|diagnostic| {
        let finding = &diagnostic.finding;
        let hint = finding.hint.as_deref().map(|it| format!("\n{}", inline(it))).unwrap_or_default();
        let related = finding.related.iter().map(|label| WireRelated {
            message: inline(&label.words),
            location: location(report, label.place, &mut lines),
        });
        let related_locations = related.collect();
        WireDiagnostic {
            message: format!("{}: {}{hint}", diagnostic.rule.name, inline(&finding.message)),
            location: location(report, finding.place, &mut lines),
            severity: match diagnostic.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            code: WireCode { value: diagnostic.rule.code },
            suggestions: suggestions(finding, &mut lines),
            related_locations,
        }
    });
    printed(&Wire { source: WireSource { name: "ismsbook" }, diagnostics: diagnostics.collect() })
}

fn location(report: &Report<'_>, place: Place, lines: &mut Lines<'_>) -> WireLocation {
    WireLocation { path: report.path(place.file), range: range(place, lines) }
}

fn range(place: Place, lines: &mut Lines<'_>) -> WireRange {
    let area = lines.area(place, Unit::Bytes);
    let position = |point: Point| WirePosition { line: point.line, column: point.column };
    WireRange { start: position(area.start), end: position(area.end) }
}

/// Fixes of one edit in the finding's own file. Each suggestion is taken by itself, so edits that belong together are none.
fn suggestions<'r>(finding: &'r Finding, lines: &mut Lines<'_>) -> Vec<WireSuggestion<'r>> {
    let mut suggestions = Vec::new();
    for fix in &finding.fixes {
        if let [edit] = fix.edits.as_slice()
            && edit.place.file == finding.place.file
        {
            suggestions.push(WireSuggestion { range: range(edit.place, lines), text: &edit.replacement });
        }
    }
    suggestions
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::sample::Sample;
    use crate::report::{Format, write};

    #[test]
    fn ranges_count_bytes_and_fixes_become_suggestions() {
        let json: Value = serde_json::from_str(&write(&Sample::hostile().report(), Format::Rdjson)).expect("JSON");
        let range = json!({"start": {"line": 5, "column": 11}, "end": {"line": 5, "column": 20}});
        let vague = &json["diagnostics"][1];
        assert_eq!(vague["location"], json!({"path": "policies/zugänge.md", "range": range}));
        assert_eq!(vague["suggestions"], json!([{"range": range, "text": "within 3 days"}]));
        assert_eq!((&vague["severity"], &vague["code"]["value"]), (&json!("WARNING"), &json!("T705")));
        assert_eq!(vague["related_locations"][0]["location"]["range"]["start"], json!({"line": 2, "column": 8}));
        assert_eq!(json["diagnostics"][0]["location"]["range"]["end"], json!({"line": 1, "column": 1}));
    }

    #[test]
    fn words_of_a_document_stay_words_in_a_comment() {
        let json: Value = serde_json::from_str(&write(&Sample::hostile().report(), Format::Rdjson)).expect("JSON");
        let message = json["diagnostics"][1]["message"].as_str().expect("a text");
        assert_eq!(message.lines().count(), 2, "{message}");
        assert!(message.contains("`@everyone`"), "{message}");
    }
}
