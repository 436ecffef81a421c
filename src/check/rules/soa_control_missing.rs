//! S401: a statement that leaves controls out.

use std::collections::BTreeSet;

use crate::check::rule::{Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Target;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S401",
        name: "soa-control-missing",
        level: Severity::Error,
        clause: "6.1.3 c, 6.1.3 d",
        since: "0.1",
        summary: "The statement of applicability has no line for some controls of Annex A.",
        why: "The statement says for each of the 93 controls whether it applies and why. A control without a line \
              was not decided on but forgotten, and an auditor counts.",
        cure: "Add a line for each of them with `applicable: yes` and reasons, or `applicable: no` and a \
               justification.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
"],
    good: &["\
//- policies/access.md
---
id: POL-007
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(place) = cx.handbook.statement_place else { return };
    let listed: BTreeSet<Target> = cx.handbook.statement.iter().filter_map(|it| it.control.target).collect();
    let controls = (0..).zip(&cx.handbook.catalogue.controls).filter(|(_, it)| it.is_reference);
    let all = controls.clone().count();
    let missing: Vec<&str> = controls
        .filter(|(index, _)| !listed.contains(&Target::Control(*index)))
        .map(|(_, it)| it.id.as_str())
        .collect();
    if missing.is_empty() {
        return;
    }
    let message =
        format!("the statement lacks {} of {all} controls: {}", missing.len(), words::listed(missing.clone()));
    findings.push(
        Finding::new(RULE.info.name, place, message)
            .hint("add a line for each, with reasons where it applies and a justification where it does not"),
    );
}
