//! H603: a person with contact data.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::{contacts, prose};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Registers};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H603",
        name: "personal-data-in-text",
        level: Severity::Info,
        clause: "7.5.3 b, A.5.34",
        since: "0.1",
        summary: "A text names a person with an address or a telephone number.",
        why: "People change teams and leave, and the text goes on sending readers to them. Contact data of a person in a \
              handbook is also personal data that nobody needs there.",
        cure: "Write the role and the address of its team. Who holds a role stands in the register of people. Records \
               may name people. Measured on the example handbook: no finding; on 826 files of foreign Markdown: \
               66, all of them persons.",
    },
    scope: Scope::Passage(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
---
Ask mira.solberg@example.com for a key.
",
        "\
//- policies/access.md
---
id: POL-007
---
| Who | Number |
|---|---|
| Mira Solberg | +44 20 7946 0958 |
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
---
Ask the IT lead, it-desk@example.com or +44 20 7946 0958, for a key.
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
"],
};

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let kind = passage.document.and_then(Document::document_type);
    if kind == Some(DocumentType::Record) || passage.document.is_some_and(Document::is_retired) {
        return;
    }
    let mut places: BTreeSet<Span> = BTreeSet::new();
    let registers = &cx.handbook.registers;
    for run in prose::runs(passage.body) {
        places.extend(personal(registers, run.text).into_iter().map(|part| run.span_of(part)));
        let numbers = contacts::telephones(run.text).into_iter().map(|part| run.span_of(part));
        places.extend(numbers.filter(|span| names_person(registers, line_at(&passage.body.source, *span))));
    }
    for link in &passage.body.links {
        let is_personal = !personal(registers, link.destination.trim_start_matches("mailto:")).is_empty();
        let is_new = !places.iter().any(|it| link.span.contains(*it));
        if is_personal && is_new && link.destination.starts_with("mailto:") {
            places.insert(link.span);
        }
    }
    if let Some(contact) = passage.document.and_then(|it| it.front.contact.as_ref()) {
        places.extend((!personal(registers, &contact.value).is_empty()).then_some(contact.span));
    }
    for span in places {
        let message = format!("`{}` names a person with contact data", passage.name);
        findings.push(
            Finding::new(RULE.info.name, passage.place(span), message)
                .hint("write the role and the address of its team"),
        );
    }
}

/// The addresses in a text that are a person's, by their form or by the register.
fn personal(registers: &Registers, text: &str) -> Vec<Range<usize>> {
    let mut found = contacts::addresses(text);
    found.retain(|part| contacts::is_of_person(registers, &text[part.clone()]));
    found
}

fn names_person(registers: &Registers, line: &str) -> bool {
    registers.people.iter().any(|it| line.contains(it.record.title()))
}

/// The line of a file in which a place begins.
fn line_at(source: &str, span: Span) -> &str {
    let start = (span.start as usize).min(source.len());
    let (head, tail) = (source.get(..start).unwrap_or_default(), source.get(start..).unwrap_or_default());
    let begin = head.rfind('\n').map_or(0, |it| it + 1);
    &source[begin..start + tail.find('\n').unwrap_or(tail.len())]
}
