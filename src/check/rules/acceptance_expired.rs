//! R426: an acceptance whose time is over.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Risk;
use crate::text::counted;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R426",
        name: "acceptance-expired",
        level: Severity::Warning,
        clause: "6.1.3 f, 8.2",
        since: "0.1",
        summary: "The acceptance of a risk has ended.",
        why: "Risks are accepted for a time because things change. After its end the old decision says nothing on \
              the risk as it is now.",
        cure: "Assess the risk again, and have it accepted anew or treated.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    acceptance: {by: role:cto, on: 2025-09-24, until: 2026-09-30}
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    acceptance: {by: role:cto, on: 2026-09-24, until: 2027-09-30}
"],
};

fn check(cx: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    let until = risk.acceptance.as_ref().and_then(|it| it.until.as_ref());
    let Some(until) = until.filter(|it| it.value < cx.today) else { return };
    let days = counted(usize::try_from(cx.today.days_since(until.value)).unwrap_or(0), "day");
    let message = format!("the acceptance of `{}` ended on {}, {days} ago", risk.record.name(), until.value);
    findings.push(
        Finding::new(RULE.info.name, until.span.in_file(risk.record.place.file), message)
            .hint("assess the risk again, and have it accepted anew or treated"),
    );
}
