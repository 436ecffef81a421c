//! L316: a control in another spelling.

use crate::check::naming::Naming;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{ControlId, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L316",
        name: "control-spelling",
        level: Severity::Info,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "A control is written in another spelling than the catalogue has.",
        why: "`A 5.15`, `A5.15` and `A.05.15` are understood here, but a search for `A.5.15` finds none of them, nor \
              does the script of an auditor.",
        cure: "Write the number as the standard does, such as `A.5.15`. `check --fix` does so.",
    },
    scope: Scope::Names(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A 5.15]
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.5.15]
---
"],
};

fn check(cx: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    for naming in namings {
        let Some(target @ Target::Control(_)) = naming.target else { continue };
        let name = cx.handbook.name_and_title(target).0;
        let is_spelling = ControlId::parse_loosely(naming.text).is_some_and(|it| it.to_string() == name);
        if !is_spelling || naming.text == name {
            continue;
        }
        // A change in an approved document voids its approval, so a person has to decide on it.
        findings.push(
            Finding::new(RULE.info.name, naming.place, format!("`{}` is usually written `{name}`", naming.text))
                .hint("use the spelling of the standard")
                .fix(format!("write `{name}`"), naming.place.span, name),
        );
    }
}
