//! H605: a link to a page that readers of the site cannot open.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::site;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H605",
        name: "unpublished-link",
        level: Severity::Warning,
        clause: "7.5.3 b, 7.5.3 c",
        since: "0.1",
        summary: "A document on a site links to a document that the site does not show.",
        why: "The reader hits a wall, and the words of the link may give away what the site is to hide. It is a warning \
              and no error, because a policy for the public may rightly name a procedure that only staff may read: the \
              site then shows the words of the text without the link, and nothing else of its target. Where nothing of \
              the kind may be named, `[lint.rules]` makes it an error.",
        cure: "Take the link out, or move it into a document for the same readers.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- book.toml
[[site]]
name = \"staff\"
classification = \"internal\"
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
classification: internal
---
See [[PLN-001]].
//- policies/plan.md
---
id: PLN-001
classification: restricted
---
"],
    good: &["\
//- book.toml
[[site]]
name = \"staff\"
classification = \"internal\"
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
classification: internal
---
See [[PLN-001]].
//- policies/plan.md
---
id: PLN-001
classification: internal
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(site) = cx.site else { return };
    if !site::shows(cx, document) {
        return;
    }
    for link in &document.body.links {
        let Some(Target::Document(index) | Target::Heading(index, _)) = link.target else { continue };
        let target = cx.handbook.document(index);
        if site::shows(cx, target) {
            continue;
        }
        let message = format!(
            "`{}` links to `{}`, which is not on the site `{}`",
            document.name(),
            target.name(),
            site.name.value
        );
        findings.push(
            Finding::new(RULE.info.name, document.place(link.span), message)
                .hint("take the link out, or move it into a document for the same readers"),
        );
    }
}
