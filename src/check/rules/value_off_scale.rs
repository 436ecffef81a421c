//! R429: a rating that the scale does not have.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Risk;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R429",
        name: "value-off-scale",
        level: Severity::Error,
        clause: "6.1.2 a, 6.1.2 d",
        since: "0.1",
        summary: "A likelihood or impact is not a step of its scale.",
        why: "A 3.7 on a scale of 1 to 5 gives a score that no band was made for, and cannot be compared with any \
              other risk.",
        cure: "Use a step of the scale, by number or by name; the scales stand under `[isms.risk]` in `book.toml`.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    inherent: {likelihood: 7, impact: 3}
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    inherent: {likelihood: 5, impact: 3}
"],
};

fn check(cx: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    let method = &cx.handbook.risk_method;
    for rating in risk.inherent.iter().chain(&risk.residual).filter(|it| it.levels.is_none()) {
        let values =
            [("likelihood", &rating.likelihood, &method.likelihood), ("impact", &rating.impact, &method.impact)];
        for (field, value, scale) in values {
            let Some(value) = value.as_ref().filter(|it| !is_on_scale(&it.value, scale)) else { continue };
            let name = risk.record.name();
            let message = format!("{field} `{}` of `{name}` is off the scale of 1 to {}", value.value, scale.len());
            findings.push(
                Finding::new(RULE.info.name, value.span.in_file(risk.record.place.file), message)
                    .hint(format!("the steps are: {}", scale.join(", "))),
            );
        }
    }
}

fn is_on_scale(value: &str, scale: &[String]) -> bool {
    let is_step = value.trim().parse::<usize>().is_ok_and(|it| (1..=scale.len()).contains(&it));
    is_step || scale.iter().any(|it| it.eq_ignore_ascii_case(value.trim()))
}
