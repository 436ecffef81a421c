//! H608: a step that is missing between headings.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H608",
        name: "heading-skipped",
        level: Severity::Warning,
        clause: "7.5.2 b, 7.5.3 a",
        since: "0.1",
        summary: "A heading is more than one level below the one before it.",
        why: "Readers with a screen reader move through a page by its headings, and the table of contents is built \
              from them. A missing level looks like a missing section.",
        cure: "Use the next level below. The title of the document is level 1, so its text begins with `##`.",
    },
    scope: Scope::Passage(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
## Scope

#### Offices
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
## Scope

### Offices

## Rules
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    // The title of a document is its heading of level 1.
    let mut before = 1;
    for heading in &passage.body.headings {
        if heading.level > before + 1 {
            let message = format!("heading `{}` jumps from level {before} to level {}", heading.text, heading.level);
            findings.push(
                Finding::new(RULE.info.name, passage.place(heading.span), message)
                    .hint(format!("begin it with `{}`", "#".repeat(usize::from(before) + 1))),
            );
        }
        before = heading.level;
    }
}
