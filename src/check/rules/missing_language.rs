//! D013: a document that does not say its language.

use crate::check::insertion;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, Fix, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D013",
        name: "missing-language",
        level: Severity::Warning,
        clause: "7.5.2 b",
        since: "0.1",
        summary: "A document names no language.",
        why: "Screen readers choose the voice by it, search its stemming, and checks of wording the rules that \
              apply. A translation is told from its original by it.",
        cure: "Write the code of the language in `language`, such as `en` or `de`.",
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
language: en
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if document.front.block.is_none() || document.front.has(Field::Language) {
        return;
    }
    let place = document.place(document.front.place_of(Field::Language));
    // What the document says of itself is then what it is taken for anyway.
    let language = &cx.handbook.identity.language;
    let line = insertion::field(cx, document, Field::Language, &insertion::scalar(language));
    findings.push(
        Finding::new(RULE.info.name, place, format!("`{}` does not say its language", document.name()))
            .hint(format!("add its code, as in `language: {language}`"))
            .with(line.map(|line| Fix::safe("add the language of the handbook", vec![line]))),
    );
}
