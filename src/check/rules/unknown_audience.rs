//! P509: readers that nobody declared.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity, nearest};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P509",
        name: "unknown-audience",
        level: Severity::Error,
        clause: "7.4, 7.5.3 c",
        since: "0.1",
        summary: "A document is written for a group that the settings do not declare.",
        why: "A mistyped group has no members: the document is on nobody's list, and the people it binds are never \
              told of it.",
        cure: "Use a group of `[isms] audiences` in `book.toml`, or declare the group there.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- book.toml
[isms]
audiences = [\"all-staff\", \"engineering\"]
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
audience: [all-staf]
---
"],
    good: &[
        "\
//- book.toml
[isms]
audiences = [\"all-staff\", \"engineering\"]
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
audience: [all-staff]
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
audience: [everybody]
---
",
    ],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let known = &cx.config.isms.audiences;
    if known.is_empty() {
        return;
    }
    let acknowledging = document.front.acknowledgement.iter().flat_map(|it| &it.audience);
    for group in document.front.audience.iter().chain(acknowledging).filter(|it| !known.contains(&it.value)) {
        let message = format!("audience `{}` is not declared", group.value);
        let finding = Finding::new(RULE.info.name, document.place(group.span), message);
        findings.push(match nearest(&group.value, known.iter().map(String::as_str)) {
            Some(near) => {
                finding.hint(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), group.span, near)
            }
            None => finding.hint(format!("declared are: {}", known.join(", "))),
        });
    }
}
