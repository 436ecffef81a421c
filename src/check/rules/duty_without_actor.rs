//! T704: a duty that nobody has.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Hit, Lexicon, Sentence, Writing, duties};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T704",
        name: "duty-without-actor",
        level: Severity::Warning,
        clause: "5.3, A.5.2",
        since: "0.1",
        summary: "A step or duty says that something must be done and not who does it.",
        why: "\"Backups must be made\" is everybody's duty and so nobody's. The step is skipped, and after an incident \
              it turns out that each thought another would do it. Measured on 176 texts of a foreign policy handbook: \
              46 findings, none wrong; on 666 manuals of software, read as procedures: 221 findings; of 74 that were \
              read, 2 were wrong.",
        cure: "Begin with the role, as in \"The platform lead must make backups\", or name it with \"by\". A role before a \
               colon, in the heading or in the sentence that leads into the list counts too.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/backup.md
---
id: PRO-009
title: Backup
type: procedure
---
## Steps

1. Backups must be made every night.
"],
    good: &["\
//- policies/backup.md
---
id: PRO-009
title: Backup
type: procedure
---
## Steps

1. The platform lead must make backups every night.
2. The result must be checked by the engineer on call.
3. The copy must be at least 100 km away.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let kind = passage.document.and_then(Document::document_type);
    let is_procedure = kind == Some(DocumentType::Procedure);
    let binds = is_procedure || matches!(kind, Some(DocumentType::Policy | DocumentType::Plan));
    if !binds || !writing.has(|it| matches!(it, Cue::Must | Cue::Shall)) {
        return;
    }
    for sentence in writing.sentences() {
        let counts = sentence.is_under_duties() || (is_procedure && !sentence.is_under_background());
        if !counts {
            continue;
        }
        // Whoever does the first thing in a sentence does the others.
        let Some(hit) = duties(&sentence).next() else { continue };
        let Some(length) = passive(&sentence, &hit) else { continue };
        if is_led_by_actor(passage, &sentence) {
            continue;
        }
        let end = hit.range.end + length;
        let message = format!("`{}` does not say who has this duty", passage.name);
        let span = sentence.span_of(hit.range.start..end);
        findings.push(
            Finding::new(RULE.info.name, passage.place(span), message)
                .hint("begin with the role, as in \"The IT lead must …\""),
        );
    }
}

/// Whether a role before a colon, the lead of the list or a heading says who.
fn is_led_by_actor(passage: &Passage<'_>, sentence: &Sentence<'_>) -> bool {
    let lexicon: &Lexicon = sentence.lexicon();
    let heading = sentence.heading.and_then(|it| passage.body.headings.get(it as usize));
    sentence.text.split_once(':').is_some_and(|(head, _)| lexicon.names_actor(head))
        || sentence.lead().is_some_and(|it| lexicon.names_actor(it.text))
        || heading.is_some_and(|it| lexicon.names_actor(&it.text))
}

/// How many bytes after a duty verb reach to the end of a participle, where the sentence names nobody who acts.
fn passive(sentence: &Sentence<'_>, hit: &Hit) -> Option<usize> {
    let words = sentence.lexicon().words;
    let subject = sentence.before(hit).split_whitespace().next_back().unwrap_or_default();
    if words.addressed.iter().any(|it| it.eq_ignore_ascii_case(subject)) {
        return None;
    }
    let after = sentence.after(hit);
    let lower = after.to_lowercase();
    if lower.len() != after.len() {
        return None;
    }
    let rest =
        words.passive.iter().filter_map(|it| lower.trim_start().strip_prefix(it)).find(|it| it.starts_with(' '))?;
    let mut verbs = rest.split_whitespace().map(|it| it.trim_end_matches(|it: char| !it.is_alphanumeric()));
    let verb = verbs.find(|it| !it.ends_with("ly"))?;
    if !(words.is_participle)(verb) {
        return None;
    }
    let padded = format!("{} ", rest.replace(|it: char| !it.is_alphanumeric(), " "));
    if words.doers.iter().any(|it| padded.contains(&format!(" {it} "))) {
        return None;
    }
    let at = lower.len() - rest.len() + rest.find(verb)?;
    Some(at + verb.len())
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn count(text: &str) -> usize {
        let raised = example(&format!("//- policies/a.md\n---\nid: PRO-009\ntype: procedure\n---\n{text}\n"));
        raised.iter().filter(|it| it.rule.name == "duty-without-actor").count()
    }

    #[test]
    fn the_passive_without_a_doer_is_found() {
        assert_eq!(count("Logs must be carefully kept. Keys shall not be shared."), 2);
        assert_eq!(count("Logs must be kept by the IT lead. Logs must be kept by Friday."), 0);
        assert_eq!(count("The copy must be red, limited, allowed, at rest. You must be trained."), 0);
    }

    #[test]
    fn a_role_before_the_duty_counts() {
        assert_eq!(count("**Administrators:** logs must be kept."), 0);
        assert_eq!(count("Administrators make sure that:\n\n- logs must be kept\n- keys must be stored\n"), 0);
        assert_eq!(count("## Administrators\n\nLogs must be kept."), 0);
    }

    #[test]
    fn tables_quotes_and_reasons_are_left() {
        assert_eq!(
            count("> Logs must be kept.\n\n| Rule |\n|---|\n| Logs must be kept. |\n\n## Why\n\nLogs must be kept."),
            0
        );
    }
}
