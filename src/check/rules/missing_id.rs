//! D001: a document that nothing can refer to.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D001",
        name: "missing-id",
        level: Severity::Error,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "A document has front matter but no id.",
        why: "The standard asks that documents can be told apart. Titles change and file names move; a number that \
              never changes is what approvals, links, registers and old editions hold on to.",
        cure: "Give the document the next free number of its type in `id`. `ismsbook new` does so by itself.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
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
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if document.front.block.is_none() || document.front.has(Field::Id) {
        return;
    }
    let pattern = document.document_type().and_then(|kind| cx.config.isms.id_patterns.get(&kind));
    let hint = match pattern {
        Some(pattern) => format!("give it the next free number of the pattern `{}`", pattern.value),
        None => "give it the next free number of its type, as in `id: POL-001`".to_owned(),
    };
    let place = document.place(document.front.place_of(Field::Id));
    findings.push(Finding::new(RULE.info.name, place, format!("`{}` has no id", document.stem)).hint(hint));
}
