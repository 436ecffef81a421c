//! T713: words that are somebody else's.

use crate::check::quotation;
use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T713",
        name: "quotes-standard-text",
        level: Severity::Warning,
        clause: "7.5.3 b, A.5.32",
        since: "0.1",
        summary: "A text repeats a long run of words of a standard or another text that may not be copied.",
        why: "Standards are sold, and their wording may not be published, not even inside. A rule in somebody else's \
              words is also one that nobody here has thought through.",
        cure: "Say what you do in your own words and name the control by its number. The text is known by digests only, \
               which you make from your own licensed copy: `ismsbook wording --title TITLE FILE > controls/NAME.yaml`. \
               Without such a file the rule is silent. Of a sentence of 25 words with the same words in the same order \
               19 in 20 are found. Measured with digests of 62,000 words of the example handbook on 588 foreign texts: \
               no finding.",
    },
    scope: Scope::Passage(check),
    bad: &[QUOTED],
    good: &[OWN_WORDS],
};

const QUOTED: &str = "\
//- controls/orchard.yaml
# What `ismsbook wording` printed; the text itself is not here.
wording:
  title: The orchard standard
  runs: >
    0c16a6c637d27b05 16239504b0e94a68 396f4d4b99134135 3fa74abdc2373e5a 57ff5f597884cdf5 5db1127c2ecd669f
    6a2f79c68de7c20e 7267640312a75df4 8f5e83f46662aad9 96a804b28e97cd3b f19e52503500ebf2 fcb8b3507da841cd
//- policies/trees.md
---
id: POL-007
---
Every gardener shall water the young trees of the orchard before sunrise, at least twice in each dry week, and shall \
write the day, the hour and the amount of water into the book of the orchard.
";

const OWN_WORDS: &str = "\
//- controls/orchard.yaml
# What `ismsbook wording` printed; the text itself is not here.
wording:
  title: The orchard standard
  runs: >
    0c16a6c637d27b05 16239504b0e94a68 396f4d4b99134135 3fa74abdc2373e5a 57ff5f597884cdf5 5db1127c2ecd669f
    6a2f79c68de7c20e 7267640312a75df4 8f5e83f46662aad9 96a804b28e97cd3b f19e52503500ebf2 fcb8b3507da841cd
//- policies/trees.md
---
id: POL-007
---
In a dry week Ben waters all trees younger than three years on Tuesday and Friday before six, and notes how much.
";

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for wording in &cx.handbook.catalogue.wordings {
        for quotation in quotation::quotations(passage.body, wording) {
            let message = format!("{} words of `{}` repeat `{}`", quotation.words, passage.name, wording.title);
            findings.push(
                Finding::new(RULE.info.name, passage.place(quotation.span), message)
                    .hint("say it in your own words, or name the control by its number"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::QUOTED;
    use crate::check::rule::example;

    #[test]
    fn one_passage_is_one_finding_with_its_number_of_words() {
        let raised = example(QUOTED);
        let found: Vec<_> = raised.iter().filter(|it| it.rule.name == "quotes-standard-text").collect();
        let [found] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!(found.finding.message, "36 words of `POL-007` repeat `The orchard standard`");
    }

    #[test]
    fn digests_of_another_form_are_told_at_their_file() {
        let raised = example(&QUOTED.replace("0c16a6c637d27b05", "0c16"));
        assert!(raised.iter().any(|it| it.finding.message.contains("sixteen hexadecimal digits")), "{raised:#?}");
    }
}
