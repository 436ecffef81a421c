//! V206: two versions of one document in force.

use std::collections::BTreeMap;

use crate::check::change::compare_versions;
use crate::check::rule::{Context, Rule, Scope};
use crate::check::validity;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V206",
        name: "two-published-versions",
        level: Severity::Error,
        clause: "7.5.3 a, 7.5.3 e",
        since: "0.1",
        summary: "Two versions of one document are in force in the same language.",
        why: "Readers find one of the two and follow it. Half of them follow the old rules, and nobody can say who.",
        cure: "Take out the file with the old version: git keeps it, and every edition shows it.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
version: 1.0
status: approved
---
//- policies/access-new.md
---
id: POL-007
version: 2.0
status: approved
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
version: 1.0
status: approved
---
//- policies/access-new.md
---
id: POL-007
version: 2.0
status: draft
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut in_force: BTreeMap<(&str, &str), &Document> = BTreeMap::new();
    for document in cx.handbook.documents.iter().filter(|it| validity::is_in_force(cx, it)) {
        let (Some(id), Some(version)) = (document.id(), &document.front.version) else { continue };
        let language = document.front.language.as_ref().map_or("", |it| it.value.as_str());
        let first = *in_force.entry((id.as_str(), language)).or_insert(document);
        let Some(other) = first.front.version.as_ref().filter(|it| compare_versions(&it.value, &version.value).is_ne())
        else {
            continue;
        };
        let message = format!("`{id}` is in force as version `{}` and as version `{}`", other.value, version.value);
        findings.push(
            Finding::new(RULE.info.name, document.place(version.span), message)
                .hint("take out the file with the old version")
                .related(first.place(other.span), "the other version"),
        );
    }
}
