//! P501: a role that is not in the register.

use std::collections::BTreeMap;

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity, nearest};
use crate::model::Role;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P501",
        name: "unknown-role",
        level: Severity::Error,
        clause: "5.3, A.5.2",
        since: "0.1",
        summary: "A role is named that the roles register does not have.",
        why: "Duties of a role that does not exist are done by nobody. After a reorganisation such names stay behind \
              in dozens of documents.",
        cure: "Correct the name, or enter the role in the register and say who holds it.",
    },
    scope: Scope::Names(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
owner: role:cso
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    held_by: [person:mira-solberg]
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
owner: role:ciso
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    held_by: [person:mira-solberg]
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
"],
};

fn check(cx: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    let roles = &cx.handbook.registers.roles;
    // A handbook without a register of roles has no list to hold names against.
    if roles.is_empty() {
        return;
    }
    // Many documents name the same lost role; its nearest neighbour is looked for once.
    let mut nearest_to: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for naming in namings.iter().filter(|it| it.is_lost(Sought::Role)) {
        let name = naming.text.strip_prefix("role:").unwrap_or(naming.text);
        let message = format!("`{}` names the role `{name}`, which is not in the register of roles", naming.holder);
        let near = *nearest_to.entry(name).or_insert_with(|| nearest_role(roles, name));
        let hint = near.map_or_else(
            || "correct the name, or enter the role in the register".to_owned(),
            |near| format!("did you mean `role:{near}`?"),
        );
        findings.push(Finding::new(RULE.info.name, naming.place, message).hint(hint));
    }
}

/// The role of this title, or else the one whose id is spelled most alike.
fn nearest_role<'h>(roles: &'h [Role], name: &str) -> Option<&'h str> {
    let titled = roles.iter().find(|it| it.record.title().eq_ignore_ascii_case(name)).map(|it| it.record.name());
    titled.or_else(|| nearest(name, roles.iter().map(|it| it.record.name())))
}
