//! R424: a risk above the line with which nothing happens.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Risk, Treatment};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R424",
        name: "untreated-above-criteria",
        level: Severity::Error,
        clause: "6.1.2 a, 6.1.3 e, 8.3",
        since: "0.1",
        summary: "A risk is above the acceptance level and has neither an open action nor a recorded acceptance.",
        why: "Above its own acceptance level an organisation has said that it will act or decide. A risk that just \
              stays there is the finding that auditors look for in a register.",
        cure: "Add an action with owner and day, or have the owner accept the risk in `acceptance`.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    residual: {likelihood: 4, impact: 4}
"],
    good: &[
        "\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    residual: {likelihood: 4, impact: 4}
    actions:
      - {id: ACT-001, title: Encrypt laptops, owner: role:it-lead, due: 2027-01-31, status: open}
",
        "\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    residual: {likelihood: 2, impact: 4}
",
    ],
};

fn check(cx: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    let limit = cx.handbook.risk_method.acceptance;
    let Some(score) = risk.current_score().filter(|it| *it > limit) else { return };
    // A risk that is retained without acceptance is the case of `acceptance-missing`.
    let is_retained = risk.treatment.as_ref().is_some_and(|it| it.value == Treatment::Retain);
    if is_retained || risk.acceptance.is_some() || risk.actions.iter().any(|it| !it.is_done()) {
        return;
    }
    let name = risk.record.name();
    let message =
        format!("`{name}` has a score of {score}, above the acceptance level of {limit}, and nothing is planned");
    findings.push(
        Finding::new(RULE.info.name, risk.record.name_place(), message)
            .hint("add an action with owner and day, or record the owner's `acceptance`"),
    );
}
