//! S410: a statement that does not know the last assessment.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Risk;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S410",
        name: "soa-older-than-assessment",
        level: Severity::Warning,
        clause: "6.1.3 d, 8.2, 8.3",
        since: "0.1",
        summary: "The last check of the statement lies before the last assessment of a risk.",
        why: "The statement rests on the risk assessment. After a new one somebody has to ask whether each control \
              is still needed and enough.",
        cure: "Go through the statement and set `checked_on` of the lines that were looked at.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    checked_on: 2026-03-01
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    assessed_on: 2026-09-14
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    checked_on: 2026-09-21
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    assessed_on: 2026-09-14
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(place) = cx.handbook.statement_place else { return };
    let checked = cx.handbook.statement.iter().filter_map(|it| it.checked_on.as_ref()).map(|it| it.value).max();
    let dated =
        |risk: &'_ Risk| risk.assessed_on.as_ref().map(|it| (it.value, it.span.in_file(risk.record.place.file)));
    let assessed = cx.handbook.registers.risks.iter().filter_map(dated).max_by_key(|(day, _)| *day);
    let (Some(checked), Some((assessed, assessment))) = (checked, assessed) else { return };
    if checked >= assessed {
        return;
    }
    let message = format!("the statement was last checked on {checked}, before the risk assessment of {assessed}");
    findings.push(
        Finding::new(RULE.info.name, place, message)
            .hint("go through it and set `checked_on` of the lines that were looked at")
            .related(assessment, "the last assessment"),
    );
}
