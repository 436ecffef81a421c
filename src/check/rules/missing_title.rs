//! D005: a document without a title.

use crate::check::insertion;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, Fix, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D005",
        name: "missing-title",
        level: Severity::Error,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "A document has front matter but no title.",
        why: "The title is what people read in lists, search results and audit samples. A first heading is text and \
              may change with it; the title is part of what is approved.",
        cure: "Write a short `title` without a version or date in it.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
type: policy
---
# Access control policy
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if document.front.block.is_none() || document.front.has(Field::Title) {
        return;
    }
    let place = document.place(document.front.place_of(Field::Title));
    let heading = document.body.headings.iter().find(|it| it.level == 1);
    let hint = match heading {
        Some(heading) => format!("take over the first heading, as in `title: {}`", heading.text),
        None => "say in a few words what the document is about, as in `title: Access control policy`".to_owned(),
    };
    let line = heading
        .filter(|it| !it.text.trim().is_empty())
        .and_then(|it| insertion::field(cx, document, Field::Title, &insertion::scalar(it.text.trim())));
    findings.push(
        Finding::new(RULE.info.name, place, format!("`{}` has no title", document.name()))
            .hint(hint)
            .with(line.map(|line| Fix::safe("take over the first heading", vec![line]))),
    );
}
