//! T707: more than one breath.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::Writing;
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T707",
        name: "long-sentence",
        level: Severity::Info,
        clause: "7.5.3 a, A.5.1",
        since: "0.1",
        summary: "A sentence has more than 30 words, or more than the settings allow.",
        why: "Public guides to plain language put the limit near 25 words. In a longer sentence readers lose the \
              beginning, and a duty in its middle is the one that is forgotten. Measured on 666 foreign texts: \
              1,545 findings; of 60 that were read, none was wrong.",
        cure: "Make two sentences, or a list. The entries of a list count one by one. `longest-sentence` under `[lint]` \
               sets another limit.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
A person who leaves the company gives back every device, card and key on the last working day, while the lead closes \
the accounts, keeps the mail for the successor and tells the customers.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
On the last working day a leaver gives back:

- every device, card and key that belongs to the company
- the papers and the copies of papers that belong to the company or to its customers
"],
};

fn check(cx: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let longest = cx.config.lint.longest_sentence;
    for sentence in writing.sentences().filter(|it| it.words > longest) {
        let message = format!("a sentence of `{}` has {} words", passage.name, sentence.words);
        findings.push(
            Finding::new(RULE.info.name, passage.place(sentence.span()), message).hint("make two sentences, or a list"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn count(front: &str, text: &str) -> usize {
        let raised = example(&format!("//- policies/a.md\n---\nid: POL-007\n{front}---\n{text}\n"));
        raised.iter().filter(|it| it.rule.name == "long-sentence").count()
    }

    #[test]
    fn words_are_counted_over_lines_and_markup() {
        let thirty = "word ".repeat(30);
        assert_eq!((count("", &thirty), count("", &format!("{thirty}\n**more**."))), (0, 1));
    }

    #[test]
    fn the_settings_set_another_limit() {
        let text = "word ".repeat(20);
        let with = |limit: usize| {
            let settings = format!("//- book.toml\n[lint]\nlongest-sentence = {limit}\n");
            let raised = example(&format!("{settings}//- policies/a.md\n---\nid: POL-007\n---\n{text}\n"));
            raised.iter().filter(|it| it.rule.name == "long-sentence").count()
        };
        assert_eq!((with(20), with(19)), (0, 1));
    }

    #[test]
    fn other_languages_and_retired_texts_are_left() {
        let long = "word ".repeat(40);
        assert_eq!((count("language: de\n", &long), count("status: retired\n", &long)), (0, 0));
        assert_eq!(count("language: en-US\n", &long), 1);
    }
}
