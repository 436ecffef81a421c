//! L315: a variable without a value.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity, nearest};
use crate::model::MOST_USES;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L315",
        name: "unknown-variable",
        level: Severity::Error,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A variable is used in the text that the settings do not declare.",
        why: "Where a contact address or a name should stand, readers would find braces. Nothing is replaced by \
              nothing.",
        cure: "Declare the variable under `[isms.variables]` in `book.toml`, or correct its name. To show braces as \
               they are, put them in backticks.",
    },
    scope: Scope::Passage(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Report to {{ incident_contct }}.
"],
    good: &["\
//- book.toml
[isms.variables]
incident_contact = \"desk@example.com\"
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Report to {{ incident_contact }}.
"],
};

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let known = &cx.handbook.variables;
    for used in passage.body.variables.iter().filter(|it| !known.contains_key(&it.name)) {
        let message = format!("variable `{}` is not declared", used.name);
        let finding = Finding::new(RULE.info.name, passage.place(used.span), message);
        findings.push(match nearest(&used.name, known.keys().map(String::as_str)) {
            Some(near) => finding.hint(format!("did you mean `{near}`?")).unsafe_fix(
                format!("use `{near}`"),
                used.span,
                format!("{{{{ {near} }}}}"),
            ),
            None => finding.hint("declare it under `[isms.variables]` in `book.toml`"),
        });
    }
    if let Some(last) = passage.body.variables.get(MOST_USES - 1) {
        let message =
            format!("variables are used here for the {MOST_USES}th time; what follows stays as it is written");
        findings.push(Finding::new(RULE.info.name, passage.place(last.span), message).hint("split the document"));
    }
}
