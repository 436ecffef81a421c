//! S406: a control that is only claimed.

use crate::check::hierarchy;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Implementation, StatementLine};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S406",
        name: "implemented-without-evidence",
        level: Severity::Warning,
        clause: "6.1.3 d, 9.1",
        since: "0.1",
        summary: "A control is marked implemented, and neither a document nor evidence is linked.",
        why: "An auditor asks to be shown. What cannot be shown within minutes is taken as not done, whatever the \
              statement says.",
        cure: "Link `evidence`, or add the control to the `controls` of the document that puts it into practice.",
    },
    scope: Scope::Line(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    status: implemented
"],
    good: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    status: implemented
//- policies/access.md
---
id: POL-007
controls: [A.5.15]
---
"],
};

fn check(cx: &Context<'_>, line: &StatementLine, findings: &mut Vec<Finding>) {
    let Some(status) = line.status.as_ref().filter(|it| it.value == Implementation::Implemented) else { return };
    let has_document = line.control.target.is_some_and(|it| hierarchy::covers(cx.handbook, it));
    if line.is_excluded() || !line.evidence.is_empty() || has_document {
        return;
    }
    let message = format!("`{}` is marked implemented, and nothing shows it", line.control.raw.value);
    findings.push(
        Finding::new(RULE.info.name, status.span.in_file(line.place.file), message)
            .hint("link `evidence`, or name the control in the document that puts it into practice"),
    );
}
