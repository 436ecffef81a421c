//! S409: a document on a control that is said not to apply.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S409",
        name: "excluded-but-used",
        level: Severity::Warning,
        clause: "6.1.3 d",
        since: "0.1",
        summary: "A document covers a control that the statement excludes.",
        why: "A rule that staff follow shows that the activity exists, so the exclusion is doubtful. If the \
              exclusion is right, the document has rules for nothing.",
        cure: "Include the control in the statement, or take it out of the document.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: no
    justification: We have no such thing.
//- policies/access.md
---
id: POL-007
controls: [A.5.15]
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
controls: [A.5.15]
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if document.is_retired() {
        return;
    }
    for control in &document.front.controls {
        let Some(Target::Control(index)) = control.target else { continue };
        let Some(line) = cx.handbook.statement_line(index).filter(|it| it.is_excluded()) else { continue };
        let message = format!("`{}` covers `{}`, which the statement excludes", document.name(), control.raw.value);
        findings.push(
            Finding::new(RULE.info.name, document.place(control.raw.span), message)
                .hint("include the control in the statement, or take it out of this document")
                .related(line.control_place(), "excluded here"),
        );
    }
}
