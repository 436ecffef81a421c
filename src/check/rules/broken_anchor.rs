//! L314: a link to a heading that is not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::destination::Destination;
use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity, nearest};
use crate::model::{LinkForm, Target};
use crate::text::slug;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L314",
        name: "broken-anchor",
        level: Severity::Error,
        clause: "7.5.3 a, 7.5.3 c",
        since: "0.1",
        summary: "A link points at a heading that its page does not have.",
        why: "Headings get better words over time, and links to the old ones silently lead to the top of the page. \
              In a long policy the reader then searches for the rule that was meant.",
        cure: "Correct the part after `#`. A heading can be given a lasting anchor: `## Scope {#scope}`.",
    },
    scope: Scope::Passage(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
See [below](#exceptions).

## Scope
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
See [below](#scope).

## Scope
"],
};

/// Places of one text for which the nearest heading is looked for; further ones are told without an offer.
const OFFERS: usize = 50;
/// Headings of a page among which the nearest is looked for; no text written by people has more.
const HEADINGS: usize = 1_000;

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    // The anchors of each page that is linked to, by the document, none for the passage itself: gathered once, since a
    // long text may hold thousands of links to thousands of headings.
    let mut pages: BTreeMap<Option<u32>, BTreeSet<&str>> = BTreeMap::new();
    let mut offers = 0;
    for link in &passage.body.links {
        if link.form == LinkForm::Auto {
            continue;
        }
        let destination = Destination::of(&link.destination);
        let Some(anchor) = destination.anchor() else { continue };
        let (key, body, page) = match (link.target, destination) {
            (None | Some(Target::Section(_)), Destination::Anchor(_)) => (None, passage.body, passage.name),
            (Some(Target::Document(index)), _) => {
                let document = cx.handbook.document(index);
                (Some(index), &*document.body, document.name())
            }
            _ => continue,
        };
        let anchors = pages.entry(key).or_insert_with(|| body.headings.iter().map(|it| it.anchor.as_str()).collect());
        // Every browser takes `#top` to the head of a page.
        if anchor == "top" || anchors.contains(anchor) {
            continue;
        }
        let message = format!("`{page}` has no heading with the anchor `#{anchor}`");
        let finding = Finding::new(RULE.info.name, passage.place(link.span), message);
        let same = anchors.get(slug(anchor).as_str()).copied().or_else(|| {
            offers += 1;
            let is_cheap = offers <= OFFERS && anchors.len() <= HEADINGS;
            if is_cheap { nearest(anchor, anchors.iter().copied()) } else { None }
        });
        findings.push(match same {
            Some(near) => finding.hint(format!("did you mean `#{near}`?")),
            None => finding.hint("link to a heading that is there, or to the page without `#`"),
        });
    }
}
