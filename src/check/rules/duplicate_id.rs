//! D002: one id on two documents.

use std::collections::BTreeMap;

use crate::check::insertion;
use crate::check::numbering::Numbers;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Edit, Finding, Fix, RuleInfo, Severity};
use crate::model::Document;
use crate::text::Place;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D002",
        name: "duplicate-id",
        level: Severity::Error,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "Two documents have the same id.",
        why: "An approval, a link or a line of the statement names a document by its id. With one id on two \
              documents nobody can say which of them was approved or is meant. Ids that differ in capitals only are \
              the same address on a page.",
        cure: "Give the newer document the next free number. Never hand an old number to a new document.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
---
//- policies/backup.md
---
id: POL-007
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
---
//- policies/backup.md
---
id: POL-008
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<String, (&Document, Place)> = BTreeMap::new();
    let mut numbers = None;
    for document in &cx.handbook.documents {
        let Some(id) = &document.front.id else { continue };
        let place = document.place(id.span);
        let Some((holder, earlier)) = first.get(&id.value.as_str().to_lowercase()) else {
            first.insert(id.value.as_str().to_lowercase(), (document, place));
            continue;
        };
        let message = format!("id `{}` is already used by `{}`", id.value, cx.texts.name(holder.file));
        let next = numbers.get_or_insert_with(|| Numbers::of(cx)).next_like(id.value.as_str());
        let fix = next.map(|next| {
            let edit = Edit { place, replacement: insertion::scalar(&next) };
            Fix::wants_a_look(format!("give this one the next free number, `{next}`"), vec![edit])
        });
        findings.push(
            Finding::new(RULE.info.name, place, message)
                .hint("give one of the two the next free number")
                .related(*earlier, "first used here")
                .with(fix),
        );
    }
}
