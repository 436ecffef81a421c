//! T715: news that has grown old.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Hit, Sentence, Writing};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};
use crate::text::{Date, Interval};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T715",
        name: "date-in-text-past",
        level: Severity::Info,
        clause: "7.5.2 c, A.5.1",
        since: "0.1",
        summary: "A document that is in force for more than a year speaks of a day that is over, or of what is current or new.",
        why: "\"From 1 March 2023\" and \"currently\" were true on the day of writing. Years later readers cannot \
              tell whether the rule behind them still holds, and an auditor doubts the reviews. Measured on 666 \
              foreign texts, read as policies of 2020: 125 findings; of 55 that were read, 2 were wrong.",
        cure: "Say what holds now and take the day out; the history of the document keeps it.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: approved
effective_from: 2023-02-01
---
From 1 March 2023 sign-in needs a second factor.
We currently accept passwords.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: approved
effective_from: 2023-02-01
---
Sign-in needs a second factor.
From 1 March 2027 it needs a hardware key.
"],
};

fn check(cx: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    if !passage.document.is_some_and(|it| is_old(it, cx.today)) {
        return;
    }
    for sentence in writing.sentences() {
        for hit in sentence.hits().filter(|it| it.cue == Cue::Passing && is_of_its_time(&sentence, it)) {
            let words = sentence.text[hit.range.clone()].to_lowercase();
            let message = format!("`{}` says `{words}`, more than a year after it took effect", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range)), message)
                    .hint("say what holds, without the time"),
            );
        }
        if let Some((start, end, _)) = dated(&sentence).filter(|(_, _, day)| *day < cx.today) {
            let message = format!("`{}` says `{}`, and that day is over", passage.name, &sentence.text[start..end]);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span_of(start..end)), message)
                    .hint("say what holds now; the history keeps the day"),
            );
        }
    }
}

/// Whether such a word tells of the day of writing; "the devices currently in use" are always those of today.
fn is_of_its_time(sentence: &Sentence<'_>, hit: &Hit) -> bool {
    if !sentence.text[hit.range.clone()].to_lowercase().ends_with("ly") {
        return true;
    }
    let words = sentence.lexicon().words;
    let is_in =
        |list: &[&str], word: Option<&str>| word.is_some_and(|it| list.iter().any(|one| one.eq_ignore_ascii_case(it)));
    let before = sentence.before(hit).split_whitespace().next_back();
    let after = sentence.after(hit).split_whitespace().next();
    before.is_none() || is_in(words.speakers, before) || is_in(words.negations, before) || is_in(words.negations, after)
}

/// Whether a document that tells staff what holds took effect more than a year ago.
fn is_old(document: &Document, today: Date) -> bool {
    let tells = matches!(
        document.document_type(),
        Some(
            DocumentType::Policy
                | DocumentType::Standard
                | DocumentType::Procedure
                | DocumentType::Guideline
                | DocumentType::Manual
        )
    );
    let front = &document.front;
    let days = [&front.effective_from, &front.approved_on];
    let since = days.into_iter().flatten().map(|it| it.value).max();
    let year_after = since.and_then(|it| it.plus(Interval::of_months(12)));
    tells && document.is_approved() && year_after.is_some_and(|it| it < today)
}

/// A day in words or figures after a word such as "from", with its bytes in the sentence.
fn dated(sentence: &Sentence<'_>) -> Option<(usize, usize, Date)> {
    let text = sentence.text;
    if !text.bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    let words: Vec<(usize, &str)> = text
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .collect();
    let leads = sentence.lexicon().words.date_leads;
    (1..words.len()).find_map(|index| {
        let before = &text[..words[index].0];
        let lead = leads.iter().find(|it| ends_with_word(before.trim_end(), it))?;
        let (length, day) = day_in(&words[index..], sentence.lexicon().words.months)?;
        let (last, word) = words[index + length - 1];
        Some((before.trim_end().len() - lead.len(), last + bare(word).len(), day))
    })
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len()).filter(|it| text.is_char_boundary(*it));
    start.is_some_and(|at| text[at..].eq_ignore_ascii_case(word) && !text[..at].ends_with(char::is_alphanumeric))
}

fn bare(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', ')', '!', '?'])
}

/// The day with which these words begin and how many of them it takes: `2023-03-01`, `1 March 2023`, `March 1, 2023`,
/// `March 2023`.
fn day_in(words: &[(usize, &str)], months: &[&str]) -> Option<(usize, Date)> {
    let word = |at: usize| words.get(at).map(|it| bare(it.1));
    let month = |at: usize| {
        let name = word(at)?;
        (1..).zip(months).find(|(_, it)| it.eq_ignore_ascii_case(name)).map(|(number, _)| number)
    };
    let day = |at: usize| word(at)?.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<i8>().ok();
    let year = |at: usize| word(at).filter(|it| it.len() == 4)?.parse::<i16>().ok();
    let written = || Date::parse(word(0)?).map(|it| (1, it));
    let day_first = || Date::new(year(2)?, month(1)?, day(0)?).map(|it| (3, it));
    let month_first = || Date::new(year(2)?, month(0)?, day(1)?).map(|it| (3, it));
    let no_day = || Date::new(year(1)?, month(0)?, 28).map(|it| (2, it));
    written().or_else(day_first).or_else(month_first).or_else(no_day)
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn count(effective: &str, text: &str) -> usize {
        let front = format!("id: POL-007\ntype: policy\nstatus: approved\neffective_from: {effective}");
        let raised = example(&format!("//- policies/a.md\n---\n{front}\n---\n{text}\n"));
        raised.iter().filter(|it| it.rule.name == "date-in-text-past").count()
    }

    #[test]
    fn days_are_read_in_the_usual_forms() {
        for form in ["1 March 2023", "March 1, 2023", "2023-03-01", "March 2023", "1st March 2023"] {
            assert_eq!(count("2023-01-01", &format!("It holds from {form}, says the lead.")), 1, "{form}");
        }
    }

    #[test]
    fn young_texts_days_to_come_and_bare_days_are_left() {
        assert_eq!(count("2026-01-01", "It holds from 1 March 2026. We currently test it."), 0);
        assert_eq!(count("2023-01-01", "It holds from 1 March 2027. The law of 1 March 2019 applies."), 0);
    }
}
