//! A105: an author who approves the own text.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Reference, RegisterKind, Role, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A105",
        name: "self-approval",
        level: Severity::Error,
        clause: "7.5.2 c, A.5.3",
        since: "0.1",
        summary: "The only approver of a document is also its author.",
        why: "Approval means that a second pair of eyes took responsibility. Whoever approves the own text has checked \
              nothing, and duties that control each other belong in different hands.",
        cure: "Have somebody else approve the document, or name the author who really wrote it.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
authors: [role:ciso]
approver: role:ciso
---
",
        "\
//- policies/access.md
---
id: POL-007
authors: [role:ciso]
approver: role:ceo
approved_by: person:tomas-lindqvist
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    held_by: [person:tomas-lindqvist]
//- registers/people.yaml
people:
  - id: tomas-lindqvist
    name: Tomas Lindqvist
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
authors: [role:ciso]
approver: role:ceo
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let front = &document.front;
    let same = |approver: &Reference, author: &Reference| {
        approver.raw.value == author.raw.value
            || approver.target.is_some_and(|it| author.target == Some(it) || only_holder(cx, author) == Some(it))
    };
    let approvers = front.approver.iter().chain(&front.approved_by);
    let pair = approvers.flat_map(|approver| front.authors.iter().map(move |author| (approver, author)));
    let Some((approver, author)) = pair.into_iter().find(|(approver, author)| same(approver, author)) else { return };
    if document.is_retired() || cx.handbook.has_records(document) {
        return;
    }
    let message = format!("`{}` is author and only approver of `{}`", approver.raw.value, document.name());
    findings.push(
        Finding::new(RULE.info.name, document.place(approver.raw.span), message)
            .hint("have somebody else approve it")
            .related(document.place(author.raw.span), "the author"),
    );
}

/// The person who alone holds the role that a reference names.
fn only_holder(cx: &Context<'_>, role: &Reference) -> Option<Target> {
    let Some(Target::Entry(RegisterKind::Roles, index)) = role.target else { return None };
    let role: &Role = cx.handbook.registers.roles.get(index as usize)?;
    match role.held_by.as_slice() {
        [holder] => holder.target,
        _ => None,
    }
}
