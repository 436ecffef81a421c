//! L306: a document that nothing leads to.

use crate::check::hierarchy;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Citation, Field, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L306",
        name: "orphan-document",
        level: Severity::Warning,
        clause: "7.5.3 a, 7.5.3 c",
        since: "0.1",
        summary: "Nothing refers to a document, and it has no parent.",
        why: "People find a procedure through the policy that it puts into practice. One that hangs in the air is \
              found by those who wrote it.",
        cure: "Name the document it belongs to in `parent`, or refer to it where it is needed.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/main.md
---
id: POL-001
---
//- policies/a.md
---
id: PRO-001
parent: POL-001
---
//- policies/b.md
---
id: PRO-002
---
"],
    good: &[
        "\
//- policies/main.md
---
id: POL-001
---
See [[PRO-002]].
//- policies/a.md
---
id: PRO-001
parent: POL-001
---
//- policies/b.md
---
id: PRO-002
---
",
        "\
//- policies/a.md
---
id: POL-001
---
",
    ],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let is_between_documents = |it: &Citation| {
        matches!(it.to, Target::Document(_) | Target::Heading(..)) && hierarchy::source_document(it).is_some()
    };
    // Where no document refers to another, the collection is a flat list and hides nothing.
    if !cx.handbook.citations.iter().any(is_between_documents) {
        return;
    }
    for (index, document) in cx.handbook.indexed_documents() {
        let stands_alone = document.id().is_some()
            && !document.is_retired()
            && !document.front.has(Field::Parent)
            && !hierarchy::is_main_policy(cx.handbook, document)
            && hierarchy::leads_to(cx.handbook, index).next().is_none();
        if stands_alone {
            let place = document.place(document.front.place_of(Field::Id));
            findings.push(
                Finding::new(RULE.info.name, place, format!("nothing leads to `{}`", document.name()))
                    .hint("name the document it belongs to in `parent`, or refer to it where it is needed"),
            );
        }
    }
}
