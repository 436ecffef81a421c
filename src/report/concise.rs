//! One line a finding: `file:line:column: level[code] message`.

use std::fmt::Write as _;

use super::Report;
use crate::text::LineIndex;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut last = None;
    for diagnostic in report.diagnostics {
        let place = diagnostic.finding.place;
        let text = report.texts.of(place.file);
        if last.as_ref().is_none_or(|(file, _)| *file != place.file) {
            last = Some((place.file, LineIndex::new(&text.content)));
        }
        let Some((_, index)) = &last else { continue };
        let position = index.in_characters(place.span.start as usize);
        let (line, column) = (position.line + 1, position.column + 1);
        let message = diagnostic.finding.message.replace(['\n', '\r'], " ");
        let (level, code) = (diagnostic.severity.name(), diagnostic.rule.code);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}:{line}:{column}: {level}[{code} {}] {message}", text.name, diagnostic.rule.name);
    }
    out
}
