//! T702: a duty with a way out.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Hit, Sentence, Writing, is_subordinate};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T702",
        name: "weak-duty",
        level: Severity::Warning,
        clause: "5.2, A.5.1",
        since: "0.1",
        summary: "A policy or standard weakens a duty with `should`, `try to` or `if possible`.",
        why: "Nobody can fail a duty that holds only if possible, and no auditor can find it kept. Readers learn from \
              it that the other duties may be meant so too. Measured on 176 texts of a foreign policy handbook: 9 \
              findings, none wrong; on 1,023 manuals of software, read as policies: 221 findings; of 67 that were read, \
              3 were wrong.",
        cure: "Write `must` and name the exceptions, or move the advice to a guideline.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
## What you must do

You should lock your screen whenever possible.
"],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
## What you must do

You must lock your screen. Should it fail to lock, report it.
",
        "\
//- policies/tips.md
---
id: GDL-001
title: Working securely
type: guideline
---
## Rules of thumb

You should lock your screen.
",
    ],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let kind = passage.document.and_then(Document::document_type);
    let is_bound = matches!(kind, Some(DocumentType::Policy | DocumentType::Standard));
    if !is_bound || !writing.has(|it| matches!(it, Cue::Should | Cue::Weak)) {
        return;
    }
    for sentence in writing.sentences().filter(|it| writing.is_among_duties(it) && !it.is_question()) {
        let weak = sentence.hits().find(|hit| match hit.cue {
            Cue::Should => is_advice(&sentence, hit),
            Cue::Weak => weakens(&sentence, hit),
            _ => false,
        });
        let Some(hit) = weak else { continue };
        let words = &sentence.text[hit.range.clone()];
        let message = format!("`{}` weakens a duty with `{}`", passage.name, words.to_lowercase());
        findings.push(
            Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range.clone())), message)
                .hint("write `must` and name the exceptions, or move the advice to a guideline"),
        );
    }
}

/// Whether a way out belongs to a duty: one that is set here, or one under a heading that announces duties. "It helps to
/// try to" is none.
fn weakens(sentence: &Sentence<'_>, hit: &Hit) -> bool {
    let sets_duty =
        sentence.is_under_duties() || sentence.hits().any(|it| matches!(it.cue, Cue::Must | Cue::Shall | Cue::Should));
    sets_duty && !is_subordinate(sentence, hit) && !sentence.before(hit).ends_with(" to ")
}

/// "Should it fail" and "if it should fail" are conditions, "what it should hold" is a thing, "you should be able to" a
/// forecast.
fn is_advice(sentence: &Sentence<'_>, hit: &Hit) -> bool {
    let after = sentence.after(hit).trim_start();
    let words = sentence.lexicon().words;
    let is_forecast = words.prospects.iter().any(|it| after.starts_with(it));
    let next = after.split(' ').next().unwrap_or_default();
    let is_condition = words.subject_openers.iter().any(|it| it.eq_ignore_ascii_case(next));
    !is_condition && !is_forecast && !is_subordinate(sentence, hit)
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn count(text: &str) -> usize {
        let raised = example(&format!("//- policies/a.md\n---\nid: POL-007\ntype: policy\n---\n{text}\n"));
        raised.iter().filter(|it| it.rule.name == "weak-duty").count()
    }

    #[test]
    fn advice_among_duties_is_found_under_any_heading_that_does_not_explain() {
        assert_eq!(count("## Keys\n\nYou must keep it. You should try to hide it."), 1);
        assert_eq!(
            count("## Rules\n\nIf possible, hide it.\n\n## Keys\n\nIf possible, they are red. You must keep it."),
            1
        );
        assert_eq!(count("## Background\n\nYou must keep it. You should hide it."), 0);
    }

    #[test]
    fn conditions_quotes_and_things_are_left() {
        assert_eq!(
            count(
                "## Rules\n\nShould it fail, call, and call should the lead fail. If it should fail, call. Write what the log should hold."
            ),
            0
        );
        assert_eq!(count("## Rules\n\nThis should only impact visitors. One day should suffice."), 0);
        assert_eq!(count("## Rules\n\n> You should.\n\nWe write \"should\" and `should` for advice.\n"), 0);
    }
}
