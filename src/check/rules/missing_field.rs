//! D036: a document that lacks what its type needs.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::{hierarchy, insertion, wanted};
use crate::diag::{Finding, Fix, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Field};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D036",
        name: "missing-field",
        level: Severity::Error,
        clause: "7.5.2, 7.5.3",
        since: "0.1",
        summary: "A document lacks fields that its type needs at its state.",
        why: "Which version this is, what it covers, which part of the standard it serves and who gets duties from \
              it: these are the questions of every reader and every audit. Some fields are needed from the first \
              draft, others from the approval on.",
        cure: "Add the fields. `ismsbook schema` gives editors the list for each type.",
    },
    scope: Scope::Handbook(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: draft
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
version: 1.0
status: approved
authors: [role:ciso]
scope: All systems
controls: [A.5.15]
roles: [role:ciso]
parent: POL-001
---
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
version: 0.1
status: draft
authors: [role:ciso]
scope: All systems
parent: POL-001
controls: [A.5.15]
roles: [role:ciso]
---
//- policies/form.md
---
id: TPL-001
type: template
version: 0.1
status: draft
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, document) in cx.handbook.indexed_documents() {
        if document.front.block.is_none() {
            continue;
        }
        let kind = document.document_type();
        let mut always = lacking(document, &wanted::always(kind));
        let wants_parent = kind == Some(DocumentType::Policy) && !document.front.has(Field::Parent);
        if wants_parent && !stands_at_the_top(cx, index) {
            always.push("`parent`".to_owned());
        }
        findings.extend(finding(document, &always, "lacks"));
        if document.is_approved() {
            let missing = lacking(document, wanted::from_approval(kind));
            let found = finding(document, &missing, "is approved and lacks");
            findings.extend(found.map(|it| it.with(computed_review(cx, document))));
        }
    }
}

fn lacking(document: &Document, wanted: &[wanted::OneOf]) -> Vec<String> {
    let missing = wanted.iter().filter(|fields| !fields.iter().any(|it| document.front.has(*it)));
    missing.map(|fields| name(fields)).collect()
}

/// `clauses` (or `controls`).
fn name(fields: wanted::OneOf) -> String {
    let names: Vec<String> = fields.iter().map(|it| format!("`{}`", it.name())).collect();
    match names.split_first() {
        Some((first, others)) if !others.is_empty() => format!("{first} (or {})", others.join(" or ")),
        _ => names.concat(),
    }
}

/// The main policy has no parent, and neither has the top of a family of documents.
fn stands_at_the_top(cx: &Context<'_>, index: u32) -> bool {
    let document = cx.handbook.document(index);
    hierarchy::is_main_policy(cx.handbook, document) || hierarchy::children(cx.handbook, index).next().is_some()
}

/// The day of the next review follows from the approval and the interval, where no review was entered.
fn computed_review(cx: &Context<'_>, document: &Document) -> Option<Fix> {
    if document.front.has(Field::LastReviewed) || document.front.has(Field::NextReview) {
        return None;
    }
    let day = document.front.computed_review()?.to_string();
    let line = insertion::field(cx, document, Field::NextReview, &day)?;
    Some(Fix::safe("add the day of the next review, as it follows from the approval", vec![line]))
}

fn finding(document: &Document, missing: &[String], words: &str) -> Option<Finding> {
    let (last, rest) = missing.split_last()?;
    let fields = if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
    let place = document.place(Span::at(document.front.block.map_or(0, |it| it.start as usize)));
    let kind = document.document_type().map_or("every document", DocumentType::name);
    let finding = Finding::new(RULE.info.name, place, format!("`{}` {words} {fields}", document.name()));
    Some(finding.hint(format!("add the missing fields to the front matter; {kind} needs them")))
}
