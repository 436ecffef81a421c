//! S404: a control that applies for no stated reason.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::StatementLine;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S404",
        name: "inclusion-without-reason",
        level: Severity::Error,
        clause: "6.1.3 d",
        since: "0.1",
        summary: "A control is applicable, and no reason is given.",
        why: "The standard asks for the reason of each inclusion too. Without it nobody knows which risk or duty a \
              control answers, nor whether it may be given up.",
        cure: "Add `reasons`: a risk, a legal or contractual duty, or a business need, each with its reference.",
    },
    scope: Scope::Line(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    status: implemented
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    reasons:
      - business: Customers ask for it in every tender.
"],
};

fn check(_: &Context<'_>, line: &StatementLine, findings: &mut Vec<Finding>) {
    if line.is_excluded() || !line.reasons.is_empty() {
        return;
    }
    let place = line.reasons_span.map_or(line.control_place(), |span| span.in_file(line.place.file));
    let message = format!("`{}` is applicable without a reason", line.control.raw.value);
    findings.push(
        Finding::new(RULE.info.name, place, message)
            .hint("add `reasons` with the risk, law, contract or business need behind it"),
    );
}
