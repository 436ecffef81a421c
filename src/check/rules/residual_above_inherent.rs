//! R423: a treatment that makes a risk worse.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Risk;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R423",
        name: "residual-above-inherent",
        level: Severity::Error,
        clause: "6.1.2 d, 6.1.3",
        since: "0.1",
        summary: "The residual score of a risk is above the inherent one.",
        why: "Controls take risk away. A higher score after them means that the two ratings were mixed up or made on \
              different assumptions.",
        cure: "Rate both again: inherent without the controls, residual with them.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    inherent: {likelihood: 2, impact: 3}
    residual: {likelihood: 3, impact: 3}
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    inherent: {likelihood: 3, impact: 3}
    residual: {likelihood: 2, impact: 3}
"],
};

fn check(_: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    let (Some(inherent), Some(residual)) = (&risk.inherent, &risk.residual) else { return };
    let (Some(before), Some(after)) = (inherent.computed, residual.computed) else { return };
    if after <= before {
        return;
    }
    let file = risk.record.place.file;
    let message = format!("residual score {after} of `{}` is above the inherent score {before}", risk.record.name());
    findings.push(
        Finding::new(RULE.info.name, residual.span.in_file(file), message)
            .hint("rate inherent without the controls and residual with them")
            .related(inherent.span.in_file(file), "the inherent rating"),
    );
}
