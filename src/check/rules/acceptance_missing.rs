//! R425: a risk that is kept without a decision of its owner.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Risk, Treatment};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R425",
        name: "acceptance-missing",
        level: Severity::Error,
        clause: "6.1.3 f",
        since: "0.1",
        summary: "A risk is retained, and its owner has not accepted it.",
        why: "To live with a risk is a decision of the one who answers for it. Without a record of who decided and \
              when, the risk is not accepted but ignored.",
        cure: "Record the decision of the owner in `acceptance`, with `by` and `on`.",
    },
    scope: Scope::Risk(check),
    bad: &[
        "\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    owner: role:cto
    treatment: retain
",
        "\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    owner: role:cto
    treatment: retain
    acceptance: {by: role:ceo, on: 2026-09-24}
//- registers/roles.yaml
roles:
  - {id: cto, title: CTO}
  - {id: ceo, title: CEO}
",
    ],
    good: &[
        "\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    owner: role:cto
    treatment: retain
    acceptance: {by: role:cto, on: 2026-09-24}
",
        "\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    owner: role:cto
    treatment: modify
",
    ],
};

fn check(_: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    let file = risk.record.place.file;
    let name = risk.record.name();
    let Some(treatment) = risk.treatment.as_ref().filter(|it| it.value == Treatment::Retain) else { return };
    let Some(acceptance) = &risk.acceptance else {
        findings.push(
            Finding::new(
                RULE.info.name,
                treatment.span.in_file(file),
                format!("`{name}` is retained and not accepted"),
            )
            .hint("record the decision of its owner in `acceptance`, with `by` and `on`"),
        );
        return;
    };
    let (Some(by), Some(_)) = (&acceptance.by, &acceptance.on) else {
        let message = format!("the acceptance of `{name}` does not say by whom and on which day");
        findings.push(
            Finding::new(RULE.info.name, acceptance.span.in_file(file), message)
                .hint("add `by` with the owner's role, and `on` with the day"),
        );
        return;
    };
    let Some(owner) = risk.owner.as_ref().filter(|it| it.target.is_some() && by.target.is_some()) else { return };
    if owner.target != by.target {
        let message = format!("`{name}` was accepted by `{}`, who is not its owner", by.raw.value);
        findings.push(
            Finding::new(RULE.info.name, by.raw.span.in_file(file), message)
                .hint(format!("have it accepted by `{}`, or change the owner", owner.raw.value))
                .related(owner.raw.span.in_file(file), "the owner"),
        );
    }
}
