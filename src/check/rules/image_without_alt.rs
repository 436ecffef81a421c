//! H607: a picture that some readers cannot see.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H607",
        name: "image-without-alt",
        level: Severity::Error,
        clause: "7.5.2 b, 7.5.3 a",
        since: "0.1",
        summary: "A picture has no text alternative.",
        why: "Colleagues who use a screen reader, a printer or a slow line get nothing where the picture stands. If \
              a rule is in the picture, they cannot follow it.",
        cure: "Say between the brackets what the picture shows: `![The four classes and who may see \
               them](classes.png)`.",
    },
    scope: Scope::Passage(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
![](plan.png)
//- policies/plan.png
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
![Plan of the office](plan.png)
//- policies/plan.png
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for image in passage.body.images.iter().filter(|it| !it.has_alternative) {
        let message = format!("picture `{}` has no text alternative", image.destination);
        findings.push(
            Finding::new(RULE.info.name, passage.place(image.span), message)
                .hint("say between the brackets what it shows"),
        );
    }
}
