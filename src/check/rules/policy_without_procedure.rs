//! L307: a rule without practice.

use std::collections::BTreeSet;

use crate::check::hierarchy;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{DocumentType, Field, Handbook, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L307",
        name: "policy-without-procedure",
        level: Severity::Info,
        clause: "7.5.1 b, A.5.37",
        since: "0.1",
        summary: "A policy gives duties to roles, and no procedure, standard, guideline or plan is connected with \
                  it.",
        why: "A policy says what must be done. Who does which step, and by which numbers, often stands nowhere; then \
              each person does it in another way.",
        cure: "Write the procedure and name the policy as its `parent`, or refer to one that is there. Where the \
               policy says all there is to say, ignore this.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
roles: [role:ciso]
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: CISO
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
roles: [role:ciso]
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: CISO
//- policies/rights.md
---
id: PRO-007
type: procedure
parent: POL-007
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let handbook = cx.handbook;
    let practised = practised(handbook);
    for (index, document) in handbook.indexed_documents() {
        let sets_duties = document.document_type() == Some(DocumentType::Policy) && !document.front.roles.is_empty();
        let is_exempt = document.is_retired() || hierarchy::is_main_policy(handbook, document);
        if !sets_duties || is_exempt || practised.contains(&index) {
            continue;
        }
        let place = document.place(document.front.place_of(Field::Roles));
        let message = format!("`{}` gives duties, and no procedure says how they are done", document.name());
        findings.push(
            Finding::new(RULE.info.name, place, message)
                .hint("name it as `parent` of the procedure that puts it into practice"),
        );
    }
}

/// Documents that refer to a document of practice, or are referred to by one.
fn practised(handbook: &Handbook) -> BTreeSet<u32> {
    let is_practice = |index: u32| {
        matches!(
            handbook.document(index).document_type(),
            Some(DocumentType::Procedure | DocumentType::Standard | DocumentType::Guideline | DocumentType::Plan)
        )
    };
    let mut practised = BTreeSet::new();
    for citation in &handbook.citations {
        let (Some(from), Target::Document(to) | Target::Heading(to, _)) =
            (hierarchy::source_document(citation), citation.to)
        else {
            continue;
        };
        if is_practice(from) {
            practised.insert(to);
        }
        if is_practice(to) {
            practised.insert(from);
        }
    }
    practised
}
