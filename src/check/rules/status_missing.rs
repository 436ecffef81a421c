//! S405: a control of which nobody knows how far it is.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Implementation, StatementLine};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S405",
        name: "status-missing",
        level: Severity::Error,
        clause: "6.1.3 d",
        since: "0.1",
        summary: "A control is applicable and has no implementation status.",
        why: "The statement says whether each necessary control is implemented. \"Not yet\" is an allowed answer if \
              the treatment plan goes on from there; silence is not.",
        cure: "Write `status`: not-started, planned, in-progress, partial or implemented.",
    },
    scope: Scope::Line(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    status: planned
"],
};

fn check(_: &Context<'_>, line: &StatementLine, findings: &mut Vec<Finding>) {
    if line.is_excluded() || line.status.is_some() {
        return;
    }
    let message = format!("`{}` has no implementation status", line.control.raw.value);
    let names = Implementation::ALL.map(Implementation::name).join(", ");
    findings.push(
        Finding::new(RULE.info.name, line.control_place(), message)
            .hint(format!("write `status` with one of: {names}")),
    );
}
