//! SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks for beyond the standard: help text for every rule, a
//! location for every result. Columns count UTF-16 code units from 1 and the format says so; an end is the first position
//! after a place.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::json::printed;
use super::lines::{Lines, Unit};
use super::wording::{address, plain, shortened};
use super::{Report, RuleInRun};
use crate::diag::{Diagnostic, Fix, Severity};
use crate::text::{FileId, Place};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Name of our own fingerprint and its version. GitHub's own key is left to its upload action, which computes it and
/// warns of every value that is not its own.
const FINGERPRINT: &str = "ismsbook/v1";
/// Longest descriptions that GitHub takes, in characters.
const LONGEST: usize = 1024;
/// Tags that GitHub keeps of a rule.
const MOST_TAGS: usize = 10;

#[derive(Serialize)]
struct Wire<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [WireRun<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireRun<'r> {
    tool: WireTool<'r>,
    automation_details: WireAutomation,
    column_kind: &'static str,
    results: Vec<WireResult<'r>>,
}

#[derive(Serialize)]
struct WireTool<'r> {
    driver: WireDriver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireDriver<'r> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<WireRule<'r>>,
}

#[derive(Serialize)]
struct WireAutomation {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireRule<'r> {
    id: &'r str,
    name: &'r str,
    short_description: WireText,
    full_description: WireText,
    help: WireHelp,
    default_configuration: WireConfiguration,
    properties: WireProperties<'r>,
}

#[derive(Serialize)]
struct WireText {
    text: String,
}

#[derive(Serialize)]
struct WireHelp {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct WireConfiguration {
    level: &'static str,
}

#[derive(Serialize)]
struct WireProperties<'r> {
    tags: Vec<&'r str>,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireResult<'r> {
    rule_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: WireText,
    locations: [WireLocation; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<WireLocation>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<WireFix<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireLocation {
    physical_location: WirePhysical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<WireText>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WirePhysical {
    artifact_location: WireArtifact,
    region: WireRegion,
}

#[derive(Serialize)]
struct WireArtifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireFix<'r> {
    description: WireText,
    artifact_changes: Vec<WireChange<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireChange<'r> {
    artifact_location: WireArtifact,
    replacements: Vec<WireReplacement<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireReplacement<'r> {
    deleted_region: WireRegion,
    inserted_content: WireContent<'r>,
}

#[derive(Serialize)]
struct WireContent<'r> {
    text: &'r str,
}

pub(super) fn write(report: &Report<'_>) -> String {
    let mut printer = Printer { report, lines: Lines::new(report.texts) };
    let prints = fingerprints(report);
    let results = report.diagnostics.iter().zip(prints).map(|(it, print)| printer.result(it, print)).collect();
    let driver = WireDriver {
        name: "ismsbook",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: report.extent.rules.iter().map(rule).collect(),
    };
    let run = WireRun {
        tool: WireTool { driver },
        automation_details: WireAutomation { id: "ismsbook/" },
        column_kind: "utf16CodeUnits",
        results,
    };
    printed(&Wire { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

/// A rule with its words, whether or not it found anything, so that the list is the same from run to run.
fn rule<'r>(rule: &RuleInRun<'r>) -> WireRule<'r> {
    let info = rule.info;
    let text = |words: &str| WireText { text: shortened(words, LONGEST) };
    let serves = format!("Serves ISO/IEC 27001:2022 {}.", info.clause);
    WireRule {
        id: info.code,
        name: info.name,
        short_description: text(info.summary),
        full_description: text(info.why),
        help: WireHelp {
            text: format!("{}\n\n{}\n\n{serves}", info.why, info.cure),
            markdown: format!(
                "{}\n\n**Why.** {}\n\n**What to do.** {}\n\n{serves}\n\n`ismsbook explain {}` shows examples.",
                info.summary, info.why, info.cure, info.name
            ),
        },
        default_configuration: WireConfiguration { level: level(info.level) },
        properties: WireProperties {
            tags: info.clause.split(", ").filter(|it| !it.is_empty()).take(MOST_TAGS).collect(),
            severity: match info.level {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

struct Printer<'r> {
    report: &'r Report<'r>,
    lines: Lines<'r>,
}

impl<'r> Printer<'r> {
    fn result(&mut self, diagnostic: &'r Diagnostic, fingerprint: String) -> WireResult<'r> {
        let finding = &diagnostic.finding;
        let hint = finding.hint.as_deref().map(|it| format!("\n\n{}", message(it))).unwrap_or_default();
        let related = finding.related.iter().map(|label| WireLocation {
            message: Some(WireText { text: message(&label.words) }),
            physical_location: self.physical(label.place),
        });
        let related_locations = related.collect();
        let rules = self.report.extent.rules;
        WireResult {
            rule_id: diagnostic.rule.code,
            rule_index: rules.iter().position(|it| it.info.code == diagnostic.rule.code),
            level: level(diagnostic.severity),
            message: WireText { text: format!("{}{hint}", message(&finding.message)) },
            locations: [WireLocation { physical_location: self.physical(finding.place), message: None }],
            related_locations,
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
            fixes: finding.fixes.iter().map(|it| self.fix(it)).collect(),
        }
    }

    fn physical(&mut self, place: Place) -> WirePhysical {
        WirePhysical { artifact_location: self.artifact(place.file), region: self.region(place) }
    }

    fn artifact(&self, file: FileId) -> WireArtifact {
        WireArtifact { uri: address(&self.report.path(file)) }
    }

    fn region(&mut self, place: Place) -> WireRegion {
        let area = self.lines.area(place, Unit::Utf16);
        let (start, end) = (area.start, area.end);
        WireRegion { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }

    fn fix(&mut self, fix: &'r Fix) -> WireFix<'r> {
        let mut by_file: BTreeMap<FileId, Vec<WireReplacement<'r>>> = BTreeMap::new();
        for edit in &fix.edits {
            let deleted_region = self.region(edit.place);
            let replacement =
                WireReplacement { deleted_region, inserted_content: WireContent { text: &edit.replacement } };
            by_file.entry(edit.place.file).or_default().push(replacement);
        }
        let change = |(file, replacements)| WireChange { artifact_location: self.artifact(file), replacements };
        let artifact_changes = by_file.into_iter().map(change).collect();
        WireFix { description: WireText { text: message(&fix.title) }, artifact_changes }
    }
}

/// Words for a message. Brackets before a parenthesis would be read as a link.
fn message(words: &str) -> String {
    plain(words).replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::sample::Sample;
    use crate::report::{Format, Origin, write};

    fn run(sample: &Sample) -> Value {
        let mut json: Value = serde_json::from_str(&write(&sample.report(), Format::Sarif)).expect("JSON");
        assert_eq!(json["version"], "2.1.0");
        json["runs"][0].take()
    }

    #[test]
    fn every_rule_is_listed_with_its_help_in_a_stable_order() {
        let run = run(&Sample::new("a.md", ""));
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let ids: Vec<_> = rules.iter().map(|it| it["id"].as_str().unwrap_or_default()).collect();
        assert_eq!(ids, ["D008", "L306", "L312", "T705"]);
        for rule in rules {
            for path in ["/name", "/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown"] {
                let text = rule.pointer(path).and_then(Value::as_str);
                assert!(text.is_some_and(|it| !it.is_empty()), "{path} of {rule}");
            }
        }
        assert_eq!(rules[0]["properties"], json!({"tags": ["5.3", "A.5.2"], "problem.severity": "error"}));
        assert_eq!(run["results"], json!([]));
    }

    #[test]
    fn every_result_has_a_whole_region_in_utf16() {
        let mut sample = Sample::hostile();
        sample.origin = Origin { folder: "is ms/", address: None };
        let run = run(&sample);
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        let location = |index: usize| &run["results"][index]["locations"][0]["physicalLocation"];
        assert_eq!(location(1)["artifactLocation"]["uri"], "is%20ms/policies/zug%C3%A4nge.md");
        let region = |index: usize| &location(index)["region"];
        assert_eq!(*region(0), json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}));
        assert_eq!(*region(1), json!({"startLine": 5, "startColumn": 7, "endLine": 5, "endColumn": 16}));
        assert_eq!(*region(2), json!({"startLine": 7, "startColumn": 1, "endLine": 8, "endColumn": 6}));
        let change = &run["results"][1]["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(
            (&change["deletedRegion"], &change["insertedContent"]["text"]),
            (region(1), &json!("within 3 days"))
        );
        assert_eq!(run["results"][1]["ruleIndex"], 3);
    }

    #[test]
    fn words_of_a_document_make_no_link() {
        let run = run(&Sample::hostile());
        let message = run["results"][1]["message"]["text"].as_str().expect("a text");
        assert!(message.contains("[a] (http") && !message.contains('\u{1b}'), "{message}");
    }
}
