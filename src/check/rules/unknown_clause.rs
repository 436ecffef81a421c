//! L303: a clause that does not exist.

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L303",
        name: "unknown-clause",
        level: Severity::Error,
        clause: "7.5.1 a",
        since: "0.1",
        summary: "A clause is named that ISO/IEC 27001:2022 does not have.",
        why: "Which document fulfils which clause is one of the first questions of an audit. A wrong number answers \
              it for a clause that is not there.",
        cure: "Correct the number; clauses run from 4 to 10.2.",
    },
    scope: Scope::Names(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
clauses: [\"11.3\"]
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
clauses: [\"7.2\"]
---
"],
};

fn check(cx: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    for naming in namings.iter().filter(|it| it.is_lost(Sought::Clause)) {
        let message = format!("there is no clause `{}` in ISO/IEC 27001:2022", naming.text);
        let near = cx.handbook.catalogue.clauses.iter().rfind(|it| naming.text.starts_with(it.id.as_str()));
        let hint = near.map_or_else(
            || "clauses run from 4 to 10.2".to_owned(),
            |it| format!("the nearest one is {} ({})", it.id, it.title),
        );
        findings.push(Finding::new(RULE.info.name, naming.place, message).hint(hint));
    }
}
