//! L310: a control that the text knows and the front matter does not.

use std::collections::BTreeSet;

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L310",
        name: "control-mentioned-not-declared",
        level: Severity::Info,
        clause: "6.1.3, A.5.1",
        since: "0.1",
        summary: "The text mentions a control that the front matter does not list.",
        why: "Coverage is counted from the front matter. A control that only the text names is either covered here and \
              not counted, or mentioned in passing. Measured on 176 texts of a foreign policy handbook and 1,102 \
              manuals of software, read as policies: no finding, and none on the example handbook; a number counts only \
              where the catalogue has it.",
        cure: "Add it to `controls` if the document puts it into practice. If it only refers to it, leave it.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.5.15]
---
Accounts follow A.5.16.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.5.15]
---
Access follows A.5.15.
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let sets_rules = matches!(
        document.document_type(),
        Some(DocumentType::Policy | DocumentType::Standard | DocumentType::Procedure)
    );
    if !sets_rules || document.is_retired() {
        return;
    }
    let declared: BTreeSet<Target> = document.front.controls.iter().filter_map(|it| it.target).collect();
    let mentions = document.body.mentions.iter().map(|it| (it.target, it.span));
    let links = document.body.links.iter().map(|it| (it.target, it.span));
    let mut seen = BTreeSet::new();
    for (target, span) in mentions.chain(links) {
        let Some(target @ Target::Control(_)) = target else { continue };
        if declared.contains(&target) || !seen.insert(target) {
            continue;
        }
        let name = cx.handbook.name_and_title(target).0;
        let message = format!("`{}` mentions `{name}`, which its `controls` do not list", document.name());
        findings.push(
            Finding::new(RULE.info.name, document.place(span), message)
                .hint("add it to `controls` if this document puts it into practice"),
        );
    }
}
