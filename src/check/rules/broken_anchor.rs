//! L314: a link to a heading that is not there.

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

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for link in &passage.body.links {
        if link.form == LinkForm::Auto {
            continue;
        }
        let destination = Destination::of(&link.destination);
        let Some(anchor) = destination.anchor() else { continue };
        let (body, page) = match (link.target, destination) {
            (None | Some(Target::Section(_)), Destination::Anchor(_)) => (passage.body, passage.name),
            (Some(Target::Document(index)), _) => {
                let document = cx.handbook.document(index);
                (&document.body, document.name())
            }
            _ => continue,
        };
        // Every browser takes `#top` to the head of a page.
        if anchor == "top" || body.headings.iter().any(|it| it.anchor == anchor) {
            continue;
        }
        let message = format!("`{page}` has no heading with the anchor `#{anchor}`");
        let finding = Finding::new(RULE.info.name, passage.place(link.span), message);
        let anchors = || body.headings.iter().map(|it| it.anchor.as_str());
        let same = anchors().find(|it| *it == slug(anchor)).or_else(|| nearest(anchor, anchors()));
        findings.push(match same {
            Some(near) => finding.hint(format!("did you mean `#{near}`?")),
            None => finding.hint("link to a heading that is there, or to the page without `#`"),
        });
    }
}
