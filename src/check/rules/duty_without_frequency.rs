//! T706: again and again, and nobody knows when.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Writing, binds, duties, recurring_without_frequency};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T706",
        name: "duty-without-frequency",
        level: Severity::Info,
        clause: "9.1, A.5.36",
        since: "0.1",
        summary: "Something is to be done regularly, and the text does not say how often.",
        why: "A review that is due regularly is never late. Clause 9.1 asks when something is measured; an auditor \
              looks for the number and compares it with the records. Measured on 176 texts of a foreign policy handbook \
              and 1,102 manuals of software, read as policies: 5 findings, none wrong.",
        cure: "Name the interval, as in \"every 3 months\", or the document or plan that sets it.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Asset owners must regularly review access rights.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Asset owners must review access rights every 6 months.
Backups must be tested regularly, as [[PRO-009]] says.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    if !binds(passage.document.and_then(Document::document_type)) || !writing.has(|it| it == Cue::Often) {
        return;
    }
    for sentence in writing.sentences().filter(|it| it.is_under_duties() || duties(it).next().is_some()) {
        let Some(hit) = sentence.hits().find(|it| it.cue == Cue::Often) else { continue };
        let Some(verb) = recurring_without_frequency(&sentence, &hit) else { continue };
        let words = sentence.text[hit.range.clone()].to_lowercase();
        let message = format!("`{}` does not say how often `{words}` is (`{}`)", passage.name, verb.to_lowercase());
        findings.push(
            Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range)), message)
                .hint("name the interval, as in \"every 3 months\", or where it is set"),
        );
    }
}
