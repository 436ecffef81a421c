//! L309: a control that exists on paper only.

use crate::check::hierarchy;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::StatementLine;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L309",
        name: "control-without-document",
        level: Severity::Warning,
        clause: "6.1.3, 7.5.1 b, A.5.1",
        since: "0.1",
        summary: "A control is applicable, and no current document covers it.",
        why: "The statement says that the control is in place. Without a document nobody is told what to do, and the \
              auditor has nothing to hold practice against.",
        cure: "Add the control to the `controls` of the document that puts it into practice, or write that document.",
    },
    scope: Scope::Line(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.5.15]
---
"],
};

fn check(cx: &Context<'_>, line: &StatementLine, findings: &mut Vec<Finding>) {
    let Some(control) = line.control.target else { return };
    if line.is_excluded() || hierarchy::covers(cx.handbook, control) {
        return;
    }
    let (name, title) = cx.handbook.name_and_title(control);
    findings.push(
        Finding::new(RULE.info.name, line.control_place(), format!("`{name}` applies, and no document covers it"))
            .hint(format!("add it to `controls` of the document on: {title}")),
    );
}
