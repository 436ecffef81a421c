//! V212: a rule for a time that is over.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V212",
        name: "expired-temporary-rule",
        level: Severity::Error,
        clause: "7.5.3 f",
        since: "0.1",
        summary: "A document is still approved after the last day for which it was made.",
        why: "A rule for a time was approved for that time only. After it nobody knows whether it still binds, and a \
              waiver that never ends has become the rule.",
        cure: "Set the status to `retired`, or have a longer time approved as a new version.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/visitors.md
---
id: POL-030
status: approved
effective_until: 2026-09-30
---
"],
    good: &["\
//- policies/visitors.md
---
id: POL-030
status: approved
effective_until: 2026-11-21
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(end) = document.front.effective_until.filter(|it| it.value < cx.today) else { return };
    if !document.is_approved() {
        return;
    }
    let message = format!("`{}` ended on {} and is still approved", document.name(), end.value);
    findings.push(
        Finding::new(RULE.info.name, document.place(end.span), message)
            .hint("retire it, or have a longer time approved as a new version"),
    );
}
