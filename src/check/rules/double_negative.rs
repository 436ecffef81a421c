//! T712: not unlikely to be misread.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Writing};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T712",
        name: "double-negative",
        level: Severity::Info,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A sentence denies twice, as in `not uncommon` or `must not fail to`.",
        why: "Two denials are read as one under pressure and in a foreign language, and then the sentence says the \
              opposite. Measured on 666 foreign texts: 3 findings, none wrong.",
        cure: "Say it straight: `common`, `must`.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Employees must not fail to report a lost card.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Employees must report a lost card. You must not unlock the door for strangers.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    if !writing.has(|it| it == Cue::DoubleNegative) {
        return;
    }
    for sentence in writing.sentences() {
        for hit in sentence.hits().filter(|it| it.cue == Cue::DoubleNegative) {
            let words = sentence.text[hit.range.clone()].to_lowercase();
            let message = format!("`{}` denies twice: `{words}`", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range)), message)
                    .hint("say it straight"),
            );
        }
    }
}
