//! D009: an owner who may leave the company.

use crate::check::contacts;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, RegisterKind, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D009",
        name: "owner-is-person",
        level: Severity::Warning,
        clause: "5.3, A.5.2",
        since: "0.1",
        summary: "The owner of a document is a person instead of a role.",
        why: "People change jobs and leave. A document owned by a name is owned by nobody on the day after, and every \
              such document has to be found and changed. An address counts where the people register has it or where it \
              is of two names; that of a team does not. It compares names and guesses nothing else; on the example \
              handbook: no finding.",
        cure: "Name a role of the roles register in `owner`, and say in the register who holds the role.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
owner: person:mira-solberg
---
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
",
        "\
//- policies/access.md
---
id: POL-007
owner: mira.solberg@example.com
---
",
    ],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
owner: role:ciso
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
",
        "\
//- policies/access.md
---
id: POL-007
owner: security-team@example.com
---
",
    ],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(owner) = &document.front.owner else { return };
    let name = owner.raw.value.as_str();
    let is_person = match owner.target {
        Some(Target::Entry(RegisterKind::People, _)) => true,
        Some(_) => false,
        None => name.starts_with("person:") || is_address_of_person(cx, name) || is_known_name(cx, name),
    };
    if is_person {
        findings.push(
            Finding::new(RULE.info.name, document.place(owner.raw.span), format!("owner `{name}` is a person"))
                .hint("name the role that this person holds, as in `owner: role:ciso`"),
        );
    }
}

/// A team's address is no person; that it is no role either is told by another rule.
fn is_address_of_person(cx: &Context<'_>, name: &str) -> bool {
    name.contains('@') && contacts::is_of_person(&cx.handbook.registers, name.trim())
}

fn is_known_name(cx: &Context<'_>, name: &str) -> bool {
    cx.handbook.registers.people.iter().any(|it| it.record.title().eq_ignore_ascii_case(name))
}
