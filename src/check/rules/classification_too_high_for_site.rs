//! H601: a document addressed to readers who may not see it.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::site;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H601",
        name: "classification-too-high-for-site",
        level: Severity::Error,
        clause: "7.5.3 b, A.5.12",
        since: "0.1",
        summary: "A document is addressed to the audience of a site that may not show its classification.",
        why: "Audience and classification contradict each other: the document is meant for readers who are not \
              cleared for it. The site leaves it out, so those readers never get it; one wrong click away it would \
              be leaked.",
        cure: "Lower the classification if the text allows it, or take the audience out.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- book.toml
[[site]]
name = \"customers\"
audience = \"public\"
classification = \"public\"
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
classification: confidential
audience: [public]
---
"],
    good: &["\
//- book.toml
[[site]]
name = \"customers\"
audience = \"public\"
classification = \"public\"
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
classification: confidential
audience: [all-staff]
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(site) = cx.site else { return };
    // Without an audience of its own a site simply leaves out what it may not show.
    let (Some(group), Some(limit)) = (&site.audience, &site.classification) else { return };
    let addressed = document.front.audience.iter().find(|it| it.value == group.value);
    let (Some(addressed), Some(written)) = (addressed, &document.front.classification) else { return };
    if !site::is_too_closed(cx, document) {
        return;
    }
    let message = format!(
        "`{}` is `{}`; the site `{}` for `{}` may show at most `{}`",
        document.name(),
        written.value,
        site.name.value,
        group.value,
        limit.value
    );
    findings.push(
        Finding::new(RULE.info.name, document.place(written.span), message)
            .hint("lower the classification, or take this audience out")
            .related(document.place(addressed.span), "addressed to the readers of the site"),
    );
}
