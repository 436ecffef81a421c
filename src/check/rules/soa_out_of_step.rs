//! S408: a treatment that the statement excludes.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Risk, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S408",
        name: "soa-out-of-step",
        level: Severity::Error,
        clause: "6.1.3 b, 6.1.3 d",
        since: "0.1",
        summary: "A risk is treated by a control that the statement excludes.",
        why: "Treatment and statement are two views of one decision. Where they contradict each other, either the \
              risk is not treated or the exclusion is wrong.",
        cure: "Include the control with this risk as its reason, or treat the risk in another way.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: no
    justification: We have no such thing.
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    controls: [A.5.15]
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    controls: [A.5.15]
"],
};

fn check(cx: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    for control in &risk.controls {
        let Some(Target::Control(index)) = control.target else { continue };
        let Some(line) = cx.handbook.statement_line(index).filter(|it| it.is_excluded()) else { continue };
        let (risk_name, name) = (risk.record.name(), &control.raw.value);
        let message = format!("treatment of `{risk_name}` uses `{name}`, which the statement excludes");
        findings.push(
            Finding::new(RULE.info.name, control.raw.span.in_file(risk.record.place.file), message)
                .hint("include the control with this risk as its reason, or treat the risk in another way")
                .related(line.control_place(), "excluded here"),
        );
    }
}
