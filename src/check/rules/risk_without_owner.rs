//! R421: a risk that belongs to nobody.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Risk;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R421",
        name: "risk-without-owner",
        level: Severity::Error,
        clause: "6.1.2 c",
        since: "0.1",
        summary: "A risk names no owner.",
        why: "The owner approves the treatment and accepts what remains. Without one nobody can do either, and the \
              standard asks for one by name.",
        cure: "Name the role in `owner` that can decide on money and work for this risk.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    owner: role:cto
"],
};

fn check(_: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    if risk.owner.is_some() {
        return;
    }
    findings.push(
        Finding::new(RULE.info.name, risk.record.name_place(), format!("`{}` has no owner", risk.record.name()))
            .hint("name the role that decides on it, as in `owner: role:cto`"),
    );
}
