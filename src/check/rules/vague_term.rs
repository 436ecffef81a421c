//! T705: a word that everybody reads in another way.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Writing, binds, duties, recurring_without_frequency, says_how_often};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T705",
        name: "vague-term",
        level: Severity::Info,
        clause: "7.5.2 c, A.5.1",
        since: "0.1",
        summary: "A duty depends on a word such as `appropriate`, `timely` or `as needed`.",
        why: "What is appropriate to one is too little to another. A duty that cannot be measured can be neither kept \
              nor audited, and the standard's own words are for those who write rules, not for those who follow them. \
              Measured on 176 texts of a foreign policy handbook and 1,102 manuals of software, read as policies: 48 \
              findings; of 37 that were read, none was wrong.",
        cure: "Say what is enough: a number, a list, a role that decides. `vague-terms` under `[lint]` replaces the list.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
The IT lead must remove unused accounts in a timely manner.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
The IT lead must remove unused accounts within 5 working days.
Adequate protection is why we do this.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    if !binds(passage.document.and_then(Document::document_type))
        || !writing.has(|it| matches!(it, Cue::Vague | Cue::Often))
    {
        return;
    }
    for sentence in writing.sentences() {
        // What stands before the duty tells when or why; the duty itself begins with its verb.
        let Some(duty) = duties(&sentence).next() else { continue };
        for hit in sentence.hits().filter(|it| it.range.start > duty.range.end) {
            let is_vague = match hit.cue {
                Cue::Vague => true,
                // Regular acts have a rule of their own.
                Cue::Often => {
                    !says_how_often(sentence.text, sentence.lexicon())
                        && recurring_without_frequency(&sentence, &hit).is_none()
                }
                _ => false,
            };
            if is_vague {
                let words = sentence.text[hit.range.clone()].to_lowercase();
                let message = format!("`{}` makes a duty depend on `{words}`", passage.name);
                findings.push(
                    Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range)), message)
                        .hint("say what is enough: a number, a list, or who decides"),
                );
            }
        }
    }
}
