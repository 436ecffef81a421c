//! One line a finding: `file:line:column: level[code] message`. Columns count characters.

use super::Report;
use super::lines::{Lines, Unit};
use super::wording::plain;
use crate::diag::Diagnostic;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut lines = Lines::new(report.texts);
    report.diagnostics.iter().map(|it| line(it, &mut lines)).collect()
}

fn line(diagnostic: &Diagnostic, lines: &mut Lines<'_>) -> String {
    let place = diagnostic.finding.place;
    let start = lines.area(place, Unit::Characters).start;
    let (file, message) = (plain(lines.texts().name(place.file)), plain(&diagnostic.finding.message));
    let (level, code, name) = (diagnostic.severity.name(), diagnostic.rule.code, diagnostic.rule.name);
    format!("{file}:{}:{}: {level}[{code} {name}] {message}\n", start.line, start.column)
}

#[cfg(test)]
mod tests {
    use crate::report::sample::Sample;
    use crate::report::{Format, write};

    #[test]
    fn a_finding_is_one_line_whatever_it_holds() {
        let out = write(&Sample::hostile().report(), Format::Concise);
        assert_eq!(out.lines().count(), 3, "{out}");
        assert!(
            out.starts_with("policies/zugänge.md:1:1: error[D008 missing-owner] `POL-007` names no owner\n"),
            "{out}"
        );
        assert!(out.contains("policies/zugänge.md:5:6: warning[T705 vague-term]"), "{out}");
        assert!(!out.lines().any(|line| line.starts_with("::")), "{out}");
    }
}
