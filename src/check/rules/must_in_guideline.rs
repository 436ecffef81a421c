//! T716: advice that turns into an order.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, MARK, Writing, duties};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T716",
        name: "must-in-guideline",
        level: Severity::Warning,
        clause: "5.2, 7.5.2 c",
        since: "0.1",
        summary: "A guideline sets a duty.",
        why: "A guideline recommends; duties have their place in policies, standards and procedures, which others \
              approve and audits look into. A duty in a guideline is missed by both. Measured on 666 foreign texts, \
              read as guidelines: 393 findings; of 70 that were read, 2 were wrong.",
        cure: "Write `should`, or move the duty to a policy or standard and link to it. A sentence that links to a \
               document may repeat what that document demands.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/tips.md
---
id: GDL-001
title: Working securely
type: guideline
---
You must lock your screen.
"],
    good: &["\
//- policies/tips.md
---
id: GDL-001
title: Working securely
type: guideline
---
You should lock your screen. What you must do is in the policies.
You must report a lost card, as [[POL-009]] says.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let kind = passage.document.and_then(Document::document_type);
    if kind != Some(DocumentType::Guideline) || !writing.has(|it| matches!(it, Cue::Must | Cue::Shall)) {
        return;
    }
    for sentence in writing.sentences().filter(|it| !it.text.contains(MARK)) {
        for hit in duties(&sentence) {
            let word = sentence.text[hit.range.clone()].to_lowercase();
            let message = format!("guideline `{}` sets a duty with `{word}`", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range)), message)
                    .hint("write `should`, or move the duty to a policy and link to it"),
            );
        }
    }
}
