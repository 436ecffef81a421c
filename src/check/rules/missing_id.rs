//! D001: a document that nothing can refer to.

use crate::check::insertion;
use crate::check::numbering::Numbers;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, Fix, RuleInfo, Severity};
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
    scope: Scope::Handbook(check),
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

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let is_nameless = |it: &&Document| it.front.block.is_some() && !it.front.has(Field::Id);
    let mut nameless = cx.handbook.documents.iter().filter(is_nameless).peekable();
    if nameless.peek().is_none() {
        return;
    }
    let mut numbers = Numbers::of(cx);
    findings.extend(nameless.map(|it| finding(cx, it, &mut numbers)));
}

fn finding(cx: &Context<'_>, document: &Document, numbers: &mut Numbers) -> Finding {
    let pattern = document.document_type().and_then(|kind| cx.config.isms.id_patterns.get(&kind));
    let hint = match pattern {
        Some(pattern) => format!("give it the next free number of the pattern `{}`", pattern.value),
        None => "give it the next free number of its type, as in `id: POL-001`".to_owned(),
    };
    let place = document.place(document.front.place_of(Field::Id));
    let next = document.document_type().and_then(|kind| numbers.next_of_type(cx, kind));
    let fix = next.and_then(|id| {
        let line = insertion::field(cx, document, Field::Id, &insertion::scalar(&id))?;
        Some(Fix::wants_a_look(format!("give it the next free number, `{id}`"), vec![line]))
    });
    Finding::new(RULE.info.name, place, format!("`{}` has no id", document.stem)).hint(hint).with(fix)
}
