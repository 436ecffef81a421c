//! V207: a document that was replaced and does not say by what.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::validity;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V207",
        name: "superseded-not-linked",
        level: Severity::Error,
        clause: "7.5.3 e, 7.5.3 f",
        since: "0.1",
        summary: "A document was replaced by another one and does not name it.",
        why: "Whoever comes to the old document by a bookmark or a reference is at a dead end, and cannot even see that \
              it no longer counts.",
        cure: "Name the new document in `superseded_by` of the old one.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/fax.md
---
id: POL-007
status: retired
---
//- policies/transfer.md
---
id: POL-021
status: approved
supersedes: [POL-007]
---
"],
    good: &["\
//- policies/fax.md
---
id: POL-007
status: retired
superseded_by: POL-021
---
//- policies/transfer.md
---
id: POL-021
status: approved
supersedes: [POL-007]
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, document) in cx.handbook.indexed_documents() {
        let front = &document.front;
        let names_itself = front.superseded_by.as_ref().is_some_and(|it| it.target == Some(Target::Document(index)));
        let message = if names_itself {
            format!("`{}` says that it is superseded by itself", document.name())
        } else if front.has(Field::SupersededBy) {
            continue;
        } else if let Some(new) = validity::claimants(cx, index).next() {
            format!("`{}` is superseded by `{}` and does not name it", document.name(), new.name())
        } else {
            continue;
        };
        findings.push(
            Finding::new(RULE.info.name, document.place(place(document)), message)
                .hint("name the new document in `superseded_by`"),
        );
    }
}

fn place(document: &Document) -> crate::text::Span {
    let front = &document.front;
    let status = front.status.map(|it| it.span);
    let written = front.superseded_by.as_ref().map(|it| it.raw.span).or(status);
    written.unwrap_or_else(|| front.place_of(Field::SupersededBy))
}
