//! S402: a control left out without a word.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::StatementLine;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S402",
        name: "exclusion-without-reason",
        level: Severity::Error,
        clause: "6.1.3 d",
        since: "0.1",
        summary: "A control is excluded without a justification.",
        why: "An exclusion is a decision, and the standard asks for its reason. Without one nobody can tell later \
              whether the reason still holds.",
        cure: "Say in `justification` which activity or asset does not exist, and what would change the decision.",
    },
    scope: Scope::Line(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: no
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.8.30
    applicable: no
    justification: We have no outsourced development.
"],
};

fn check(_: &Context<'_>, line: &StatementLine, findings: &mut Vec<Finding>) {
    let Some(applicable) = line.applicable.as_ref().filter(|it| !it.value) else { return };
    if line.justification.as_ref().is_some_and(|it| !it.value.trim().is_empty()) {
        return;
    }
    let message = format!("`{}` is excluded without a justification", line.control.raw.value);
    findings.push(
        Finding::new(RULE.info.name, applicable.span.in_file(line.place.file), message)
            .hint("say in `justification` which activity or asset does not exist here"),
    );
}
