//! S407: a plan without an end.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Implementation, RegisterKind, StatementLine, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S407",
        name: "planned-without-date",
        level: Severity::Warning,
        clause: "6.1.3 e, 6.2",
        since: "0.1",
        summary: "A control is not implemented yet, and neither a date nor an open action says when it will be.",
        why: "A necessary control may be missing for a while if somebody is to bring it about by a day. Without that \
              day it is missing for good.",
        cure: "Write the day in `due`, or add an action with a day to a risk that the control treats.",
    },
    scope: Scope::Line(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    status: planned
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    status: planned
    due: 2027-02-28
"],
};

fn check(cx: &Context<'_>, line: &StatementLine, findings: &mut Vec<Finding>) {
    let Some(status) = line.status.as_ref().filter(|it| it.value != Implementation::Implemented) else { return };
    if line.is_excluded() || line.due.is_some() || has_action(cx, line) {
        return;
    }
    let message = format!("`{}` is `{}` and has no date", line.control.raw.value, status.value.name());
    findings.push(
        Finding::new(RULE.info.name, status.span.in_file(line.place.file), message)
            .hint("write the day in `due`, or add an action with a day to a risk that it treats"),
    );
}

/// Whether a risk that the control treats has something open with a day.
fn has_action(cx: &Context<'_>, line: &StatementLine) -> bool {
    let Some(control) = line.control.target else { return false };
    let risks = cx.handbook.cited_by(control).iter().filter_map(|it| match it.from {
        Target::Entry(RegisterKind::Risks, index) => cx.handbook.registers.risks.get(index as usize),
        _ => None,
    });
    risks.flat_map(|it| &it.actions).any(|it| !it.is_done() && it.due.is_some())
}
