//! T703: a forecast where a duty is meant.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Hit, Sentence, Words, Writing, begins_with, binds, is_subordinate};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T703",
        name: "will-as-duty",
        level: Severity::Info,
        clause: "5.3, A.5.1",
        since: "0.1",
        summary: "A text says that somebody will do something where it means that they must.",
        why: "\"Users will lock their screens\" is a forecast. Staff cannot tell whether it binds them, and an auditor \
              cannot tell whether it is a rule. Measured on 176 texts of a foreign policy handbook and 1,102 manuals of \
              software, read as policies: 25 findings, none wrong.",
        cure: "Write `must`. Where the text does tell the future, name what happens instead of who does it.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Users will lock their screens when they leave their seat.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Users must lock their screens when they leave their seat.
After five minutes users will see the lock screen.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    if !binds(passage.document.and_then(Document::document_type)) || !writing.has(|it| it == Cue::Will) {
        return;
    }
    for sentence in writing.sentences().filter(|it| !it.is_question() && !it.is_under_background()) {
        for hit in sentence.hits().filter(|it| it.cue == Cue::Will && !is_subordinate(&sentence, it)) {
            let words = sentence.lexicon().words;
            let before = sentence.before(&hit);
            let Some(start) = sentence.lexicon().actor_at_end(before) else { continue };
            if is_forecast(before, words) || !is_subject(&before[..start], words) || foretells(&sentence, &hit) {
                continue;
            }
            if tells_the_future(sentence.after(&hit), words) {
                continue;
            }
            let actor = before[start..].trim_end();
            let message =
                format!("`{}` says that `{actor}` will do something; it is not clear whether they must", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range.clone())), message)
                    .hint("write `must` if it is a duty"),
            );
        }
    }
}

/// "Usually, users will …"
fn is_forecast(before: &str, words: &Words) -> bool {
    before
        .split(|it: char| !it.is_alphabetic())
        .any(|word| words.usually.iter().any(|it| it.eq_ignore_ascii_case(word)))
}

/// Whether the sentence tells before what will come of it: "it'll fail and the user will …".
fn foretells(sentence: &Sentence<'_>, hit: &Hit) -> bool {
    let stand_ins = sentence.lexicon().words.stand_ins;
    let is_of_nobody = |it: &Hit| {
        let subject = sentence.before(it).split_whitespace().next_back();
        it.cue == Cue::Will && subject.is_some_and(|it| stand_ins.iter().any(|one| one.eq_ignore_ascii_case(it)))
    };
    let earlier = |it: &Hit| it.range.start < hit.range.start;
    sentence.before(hit).contains("'ll ") || sentence.hits().filter(earlier).any(|it| is_of_nobody(&it))
}

/// Words before a name that may make it something else than the subject of a main clause.
const NEAR: usize = 3;

/// Whether a name stands as the subject: not "the mail to the users", "acts of authenticated users" or "before the users".
fn is_subject(before: &str, words: &Words) -> bool {
    let clause = before.rsplit([',', ';', ':', '(', '.']).next().unwrap_or_default();
    let turns = |word: &str| {
        let is_in = |list: &[&str]| list.iter().any(|it| it.eq_ignore_ascii_case(word));
        is_in(words.prepositions) || is_in(words.conjunctions)
    };
    !clause.split_whitespace().rev().take(NEAR).any(turns)
}

fn tells_the_future(after: &str, words: &Words) -> bool {
    let after = after.trim_start();
    let after = after.strip_prefix(words.not).filter(|it| it.starts_with(' ')).unwrap_or(after).trim_start();
    let aside = words.asides.iter().find(|it| begins_with(after, it)).map_or(0, |it| it.len());
    let after = after[aside..].trim_start();
    after.is_empty() || words.outlooks.iter().any(|it| begins_with(after, it))
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn count(text: &str) -> usize {
        let raised = example(&format!("//- policies/a.md\n---\nid: POL-007\ntype: policy\n---\n{text}\n"));
        raised.iter().filter(|it| it.rule.name == "will-as-duty").count()
    }

    #[test]
    fn what_those_who_bear_duties_will_do_is_found() {
        assert_eq!(count("All staff will wear a badge. The security team will not share keys."), 2);
    }

    #[test]
    fn what_comes_of_something_is_no_duty() {
        assert_eq!(count("If it has no rights, it'll fail and the user will call the desk."), 0);
        assert_eq!(count("By this you will save time, and your users will not observe a fault."), 0);
        assert_eq!(count("The lead will call, and the users will answer."), 1);
    }

    #[test]
    fn what_hangs_on_something_else_is_left() {
        assert_eq!(count("Ask twice before our support personnel will answer. Staff will also have a course."), 0);
        assert_eq!(count("Check that acts by authenticated users will leave a trace."), 0);
        assert_eq!(count("In an emergency, the security team will also call."), 1);
    }

    #[test]
    fn forecasts_and_other_subjects_are_left() {
        assert_eq!(count("Usually, users will call. Users will not want this. Mail to the users will stop."), 0);
        assert_eq!(count("What users will do is their choice. Will users do it? The laptop will lock."), 0);
    }
}
