//! T711: a heading that says nothing.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::Writing;
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T711",
        name: "heading-not-telling",
        level: Severity::Info,
        clause: "7.5.2 b, 7.5.3 a",
        since: "0.1",
        summary: "A heading such as `General` or `Miscellaneous` does not say what its section holds.",
        why: "Readers find their duties by headings, in the table of contents and in the search. What stands under \
              `Other` is found by nobody who does not know already that it is there. Measured on 666 foreign texts: \
              43 findings, none wrong.",
        cure: "Name what the section is about, or move its parts to where readers look for them. \
               `untelling-headings` under `[lint]` replaces the list.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
## 7. Miscellaneous

Doors are locked at 20:00.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
## Other people's accounts

Doors are locked at 20:00.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let mut annex: Option<u8> = None;
    for heading in passage.body.headings.iter() {
        annex = annex.filter(|level| heading.level > *level);
        let bare = heading.text.trim_start_matches(|it: char| it.is_ascii_digit() || matches!(it, '.' | ' ' | ')'));
        let bare = bare.trim_end_matches([':', '.', ' ']).to_lowercase();
        if annex.is_none() && writing.lexicon.words.annex_headings.iter().any(|it| bare.starts_with(it)) {
            annex = Some(heading.level);
        }
        if annex.is_some() || !writing.lexicon.untelling_headings.contains(&bare) {
            continue;
        }
        let message = format!("heading `{}` does not say what its section holds", heading.text);
        findings.push(
            Finding::new(RULE.info.name, passage.place(heading.span), message).hint("name what the section is about"),
        );
    }
}
