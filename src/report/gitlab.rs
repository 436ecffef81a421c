//! GitLab's Code Quality report: one JSON array. Lines and columns count from 1, columns in characters.

use serde::Serialize;

use super::Report;
use super::fingerprint::fingerprints;
use super::json::printed;
use super::lines::{Lines, Point, Unit};
use super::wording::plain;
use crate::diag::Severity;

#[derive(Serialize)]
struct WireIssue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: WireLocation,
}

#[derive(Serialize)]
struct WireLocation {
    path: String,
    positions: WirePositions,
}

#[derive(Serialize)]
struct WirePositions {
    begin: WirePosition,
    end: WirePosition,
}

#[derive(Serialize)]
struct WirePosition {
    line: usize,
    column: usize,
}

impl From<Point> for WirePosition {
    fn from(point: Point) -> Self {
        WirePosition { line: point.line, column: point.column }
    }
}

pub(super) fn write(report: &Report<'_>) -> String {
    let mut lines = Lines::new(report.texts);
    let issues = report.diagnostics.iter().zip(fingerprints(report)).map(|(diagnostic, fingerprint)| {
        let finding = &diagnostic.finding;
        let area = lines.area(finding.place, Unit::Characters);
        let positions = WirePositions { begin: area.start.into(), end: area.end.into() };
        // The name of the check is not shown, so the description carries it.
        let hint = finding.hint.as_deref().map(|it| format!("; {}", plain(it))).unwrap_or_default();
        let rule = diagnostic.rule;
        WireIssue {
            description: format!("{} {}: {}{hint}", rule.code, rule.name, plain(&finding.message)),
            check_name: rule.name,
            fingerprint,
            severity: match diagnostic.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: WireLocation { path: report.path(finding.place.file), positions },
        }
    });
    printed(&issues.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use crate::report::sample::Sample;
    use crate::report::{Format, Origin, write};

    #[test]
    fn every_issue_has_what_gitlab_needs() {
        let mut sample = Sample::hostile();
        sample.origin = Origin { folder: "isms/", address: None };
        let json: Value = serde_json::from_str(&write(&sample.report(), Format::Gitlab)).expect("JSON");
        let issues = json.as_array().expect("an array");
        for issue in issues {
            let severity = issue["severity"].as_str().expect("a level");
            assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
            assert!(issue["description"].as_str().is_some_and(|it| !it.contains('\n') && !it.contains('\u{1b}')));
            assert_eq!(issue["location"]["path"], "isms/policies/zugänge.md");
        }
        let prints: BTreeSet<_> = issues.iter().map(|it| it["fingerprint"].as_str()).collect();
        assert_eq!(prints.len(), 3);
        let positions = &issues[1]["location"]["positions"];
        assert_eq!(
            *positions,
            serde_json::json!({"begin": {"line": 5, "column": 6}, "end": {"line": 5, "column": 15}})
        );
        assert_eq!(issues[0]["check_name"], "missing-owner");
        assert_eq!(
            issues[0]["description"],
            "D008 missing-owner: `POL-007` names no owner; name the role, as in `owner: role:ciso`"
        );
    }

    #[test]
    fn nothing_found_is_an_empty_array() {
        assert_eq!(write(&Sample::new("a.md", "").report(), Format::Gitlab), "[]\n");
    }
}
