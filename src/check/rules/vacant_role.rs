//! P502: a role that nobody holds.

use std::collections::BTreeSet;

use crate::check::hierarchy;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{RegisterKind, Target};
use crate::text::counted;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P502",
        name: "vacant-role",
        level: Severity::Warning,
        clause: "5.3, 7.1, A.5.2",
        since: "0.1",
        summary: "A role on which documents depend is held by nobody.",
        why: "A document may name its owner and still have none. Vacant roles are where approvals wait, reviews are \
              missed and incidents find nobody.",
        cure: "Say in `held_by` who holds the role, in `held_by_group` which group does, or give its duties to \
               another role.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
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

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, role) in (0..).zip(&cx.handbook.registers.roles) {
        if !role.held_by.is_empty() || role.held_by_group.is_some() {
            continue;
        }
        let citations = cx.handbook.cited_by(Target::Entry(RegisterKind::Roles, index));
        let documents: BTreeSet<u32> = citations.iter().filter_map(hierarchy::source_document).collect();
        if documents.is_empty() {
            continue;
        }
        let depend = if documents.len() == 1 { "depends" } else { "depend" };
        let count = counted(documents.len(), "document");
        let message = format!("role `{}` is held by nobody, and {count} {depend} on it", role.record.name());
        findings.push(
            Finding::new(RULE.info.name, role.record.name_place(), message)
                .hint("say who holds it in `held_by`, or which group in `held_by_group`"),
        );
    }
}
