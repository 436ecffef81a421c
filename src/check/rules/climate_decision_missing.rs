//! L312: the amendment of 2024 not taken up.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L312",
        name: "climate-decision-missing",
        level: Severity::Warning,
        clause: "4.1, 4.2 (Amendment 1:2024)",
        since: "0.1",
        summary: "The document on the context of the organisation says nothing on climate change.",
        why: "Since February 2024 clause 4.1 asks each organisation to decide whether climate change is a relevant \
              issue. \"Not relevant, because …\" is an answer; silence is a finding in every audit since.",
        cure: "Write down the decision and its reason in the document that serves clause 4.1.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
clauses: [\"4.1\"]
---
Our market is growing.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
clauses: [\"4.1\"]
---
We decided that climate change is relevant for our data centre.
"],
};

/// How climate begins in the languages of most handbooks.
const WORDS: [&str; 2] = ["clima", "klima"];

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(clause) = cx.handbook.catalogue.clauses.iter().position(|it| it.id.as_str() == "4.1") else { return };
    let target = u32::try_from(clause).ok().map(Target::Clause);
    let current = cx.handbook.documents.iter().filter(|it| !it.is_retired());
    let mut named = current.flat_map(|document| {
        let references = document.front.clauses.iter().filter(|it| it.target == target);
        references.map(move |it| (document, document.place(it.raw.span)))
    });
    let Some((first, place)) = named.next() else { return };
    if mentions_climate(first) || named.any(|(document, _)| mentions_climate(document)) {
        return;
    }
    findings.push(
        Finding::new(RULE.info.name, place, format!("`{}` records no decision on climate change", first.name()))
            .hint("say whether climate change is a relevant issue for the ISMS, and why"),
    );
}

fn mentions_climate(document: &Document) -> bool {
    let text = document.body.source.get(document.body.span.range()).unwrap_or_default().to_lowercase();
    WORDS.iter().any(|it| text.contains(it))
}
