//! D011: a document without a label.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D011",
        name: "missing-classification",
        level: Severity::Error,
        clause: "7.5.3 b, A.5.12, A.5.13",
        since: "0.1",
        summary: "A document names no classification.",
        why: "Readers cannot know whether they may pass a document on, and a build for a wider audience cannot know \
              whether to leave it out.",
        cure: "Write one of the levels of your scheme in `classification`; they stand under `[isms] classifications` \
               in `book.toml`.",
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
classification: internal
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if document.front.block.is_none() || document.front.has(Field::Classification) {
        return;
    }
    let place = document.place(document.front.place_of(Field::Classification));
    let levels = cx.config.isms.classifications.join(", ");
    findings.push(
        Finding::new(RULE.info.name, place, format!("`{}` has no classification", document.name()))
            .hint(format!("label it with one of: {levels}")),
    );
}
