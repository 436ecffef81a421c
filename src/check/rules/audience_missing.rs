//! P506: a document written for nobody.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P506",
        name: "audience-missing",
        level: Severity::Error,
        clause: "7.4, 7.5.3 c, A.5.1",
        since: "0.1",
        summary: "A document names no audience.",
        why: "Policies are to be made known to those whom they concern. Without an audience the document is on no \
              group's list, and nobody is told when it changes.",
        cure: "Name the groups in `audience`, as in `[all-staff]`.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
audience: [all-staff]
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let is_optional = matches!(document.document_type(), Some(DocumentType::Record | DocumentType::Template));
    if document.front.block.is_none() || document.front.has(Field::Audience) || is_optional || document.is_retired() {
        return;
    }
    let groups = &cx.config.isms.audiences;
    let hint = if groups.is_empty() {
        "name the groups that it is for, as in `audience: [all-staff]`".to_owned()
    } else {
        format!("name the groups that it is for: {}", groups.join(", "))
    };
    let place = document.place(document.front.place_of(Field::Audience));
    findings
        .push(Finding::new(RULE.info.name, place, format!("`{}` is written for nobody", document.name())).hint(hint));
}
