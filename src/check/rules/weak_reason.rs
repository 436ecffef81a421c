//! S403: a reason that says nothing.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::StatementLine;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S403",
        name: "weak-reason",
        level: Severity::Warning,
        clause: "6.1.3 d",
        since: "0.1",
        summary: "A reason or justification in the statement says nothing.",
        why: "\"Not applicable\" as the reason for an exclusion repeats the decision. \"Done by a supplier\" is none \
              either: the control then applies through the supplier. And a control that applies because ISO 27001 asks \
              for it rests on no risk or duty. A reason counts only where the whole of it is one of thirty that are \
              known to say nothing; on the 93 lines of the example: no finding.",
        cure: "Name the risk, law, contract or customer behind an inclusion, and the missing activity or asset \
               behind an exclusion.",
    },
    scope: Scope::Line(check),
    bad: &[
        "\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: no
    justification: N/A
",
        "\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    reasons:
      - business: Required by ISO 27001.
",
    ],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.8.30
    applicable: no
    justification: We have no outsourced development.
"],
};

/// Reasons that say nothing, in small letters without punctuation.
const WEAK: [&str; 30] = [
    "na",
    "n a",
    "none",
    "no",
    "yes",
    "not applicable",
    "not needed",
    "not required",
    "not relevant",
    "not used",
    "not necessary",
    "too expensive",
    "no budget",
    "no resources",
    "no time",
    "not a priority",
    "out of scope",
    "later",
    "done by supplier",
    "done by a supplier",
    "outsourced",
    "handled by it",
    "required",
    "mandatory",
    "required by iso",
    "required by iso 27001",
    "required by the standard",
    "iso 27001",
    "iso iec 27001",
    "annex a",
];

fn check(_: &Context<'_>, line: &StatementLine, findings: &mut Vec<Finding>) {
    let reasons = line.reasons.iter().filter_map(|it| it.words.as_ref());
    for words in line.justification.iter().chain(reasons) {
        if !WEAK.contains(&plain(&words.value).as_str()) {
            continue;
        }
        let message = format!("reason `{}` for `{}` says nothing", words.value.trim(), line.control.raw.value);
        let hint = if line.is_excluded() {
            "name the activity or asset that does not exist here"
        } else {
            "name the risk, law, contract or customer behind it"
        };
        findings.push(Finding::new(RULE.info.name, words.span.in_file(line.place.file), message).hint(hint));
    }
}

fn plain(words: &str) -> String {
    let words = words.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
