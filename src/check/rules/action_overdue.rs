//! R427: an action that was to be done.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Risk;
use crate::text::counted;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R427",
        name: "action-overdue",
        level: Severity::Warning,
        clause: "6.1.3 e, 8.3",
        since: "0.1",
        summary: "An open action of the treatment plan is past its day.",
        why: "A treatment plan is kept or it is a list of wishes. Auditors compare its dates with the day of the \
              audit before they read anything else in it.",
        cure: "Finish the action and set `status: done`, or agree on a new day with the owner of the risk.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    actions:
      - {id: ACT-001, title: Encrypt laptops, due: 2026-06-30, status: open}
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    actions:
      - {id: ACT-001, title: Encrypt laptops, due: 2026-06-30, status: done}
"],
};

fn check(cx: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    for action in risk.actions.iter().filter(|it| !it.is_done()) {
        let Some(due) = action.due.as_ref().filter(|it| it.value < cx.today) else { continue };
        let name = action.id.as_ref().or(action.title.as_ref()).map_or("action", |it| it.value.as_str());
        let days = counted(usize::try_from(cx.today.days_since(due.value)).unwrap_or(0), "day");
        let message = format!("`{name}` for `{}` was due on {}, {days} ago", risk.record.name(), due.value);
        findings.push(
            Finding::new(RULE.info.name, due.span.in_file(risk.record.place.file), message)
                .hint("finish it and set `status: done`, or agree on a new day with the owner of the risk"),
        );
    }
}
