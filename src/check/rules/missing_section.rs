//! D014: a document that lacks what readers of its type look for.

use crate::check::prose;
use crate::check::rule::{Context, Rule, Scope};
use crate::check::wording;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Field, Item, Tag};
use crate::text::slug;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D014",
        name: "missing-section",
        level: Severity::Warning,
        clause: "5.2, 7.5.2 b, A.5.1",
        since: "0.1",
        summary: "A policy, procedure or plan lacks a section that its type needs.",
        why: "Staff open a policy to learn what they must do and whether it concerns them, a procedure for its steps, a \
              plan for its measures. Where that part is missing, the document is a wish. Measured on 176 texts of a \
              foreign policy handbook, 167 of them policies and procedures: 102 findings; of 25 that were read, none \
              was wrong. On the example handbook: none. Read for documents in English.",
        cure: "Add the section. Several headings are understood, such as \"What you must do\" or \"Rules\", \
               \"Scope\" or \"Who this is for\", \"Steps\" or \"Process\"; the field `scope` and a numbered list of \
               steps count too.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
language: en
---
## Purpose

We care about access.
"],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
language: en
---
## What you must do

You must lock your screen.

## Scope

All staff.
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
language: de
---
## Zweck

Zugänge sind wichtig.
",
    ],
};

/// What a section is for, the headings that name it, and words of the text that make up for it.
struct Expected {
    purpose: &'static str,
    headings: &'static [&'static str],
    words: &'static [&'static str],
}

const DUTIES: Expected = Expected {
    purpose: "what people must do",
    headings: &[
        "must-do",
        "duties",
        "rules",
        "requirements",
        "policy",
        "responsibilities",
        "obligations",
        "principles",
        "controls",
        "commitments",
    ],
    words: &["must", "shall", "required to"],
};
const SCOPE: Expected = Expected {
    purpose: "whom and what it covers",
    headings: &["scope", "who-this-is-for", "applicability", "applies-to", "audience", "coverage", "who-must-comply"],
    words: &["applies to", "apply to", "applicable to", "covers", "covered by", "pertains to", "is for all", "binds"],
};
const STEPS: Expected = Expected {
    purpose: "the steps",
    headings: &[
        "steps",
        "step",
        "step-1",
        "phase",
        "phases",
        "procedure",
        "procedures",
        "process",
        "instructions",
        "workflow",
        "how-to",
        "method",
        "runbook",
        "playbook",
        "checklist",
    ],
    words: &[
        "following steps",
        "steps below",
        "following process",
        "following procedure",
        "first step",
        "next step",
        "step 1",
        "works as follows",
        "works as follow",
    ],
};
const MEASURES: Expected = Expected {
    purpose: "the measures and their dates",
    headings: &[
        "plan",
        "measures",
        "schedule",
        "programme",
        "program",
        "actions",
        "activities",
        "timeline",
        "calendar",
        "roadmap",
    ],
    words: &[],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if document.body.headings.is_empty() || document.is_retired() || !is_english(cx, document) {
        return;
    }
    let Some(kind) = document.document_type() else { return };
    let front = &document.front;
    let has_tag =
        |wanted: fn(Tag) -> bool| document.body.items().any(|(it, _)| matches!(it, Item::Open(tag) if wanted(tag)));
    let has_tasks = document.body.items().any(|(it, _)| matches!(it, Item::Task(_)));
    let wanted: Vec<&Expected> = match kind {
        DocumentType::Policy if front.has(Field::Scope) => vec![&DUTIES],
        DocumentType::Policy => vec![&DUTIES, &SCOPE],
        DocumentType::Procedure if !has_tag(|it| matches!(it, Tag::List(Some(_)))) && !has_tasks => vec![&STEPS],
        DocumentType::Plan if front.register.is_none() && !has_tag(|it| matches!(it, Tag::Table(_))) => vec![&MEASURES],
        _ => Vec::new(),
    };
    let lacking: Vec<&Expected> = wanted.into_iter().filter(|it| !has_section(document, it)).collect();
    if lacking.is_empty() {
        return;
    }
    let blocks: Vec<String> = wording::blocks(&document.body).iter().map(|it| it.to_lowercase()).collect();
    for expected in lacking.into_iter().filter(|it| !it.words.iter().any(|words| has_words(&blocks, words))) {
        let place = document.place(document.front.place_of(Field::Type));
        let message = format!("{} `{}` has no section on {}", kind.name(), document.name(), expected.purpose);
        let known = expected.headings.iter().map(|it| it.replace('-', " ")).collect::<Vec<_>>().join(", ");
        findings.push(Finding::new(RULE.info.name, place, message).hint(format!("headings that count name: {known}")));
    }
}

fn is_english(cx: &Context<'_>, document: &Document) -> bool {
    let written = document.front.language.as_ref().map(|it| it.value.as_str());
    let code = written.unwrap_or(&cx.handbook.identity.language);
    code.get(..2).is_some_and(|it| it.eq_ignore_ascii_case("en"))
}

fn has_section(document: &Document, expected: &Expected) -> bool {
    let headings = document.body.headings.iter().map(|it| format!("-{}-", slug(&it.text)));
    headings.into_iter().any(|heading| expected.headings.iter().any(|it| heading.contains(&format!("-{it}-"))))
}

/// Whether a text has these words one after the other, whatever its lines.
fn has_words(blocks: &[String], words: &str) -> bool {
    blocks.iter().any(|block| {
        let found = block.match_indices(words).map(|(at, it)| at..at + it.len());
        found.into_iter().any(|part| prose::stands_alone(block, &part))
    })
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn lacks(kind: &str, text: &str) -> usize {
        let raised =
            example(&format!("//- policies/a.md\n---\nid: POL-007\ntype: {kind}\nlanguage: en\n---\n{text}\n"));
        raised.iter().filter(|it| it.rule.name == "missing-section").count()
    }

    #[test]
    fn words_count_across_lines_and_at_the_head_of_a_block() {
        assert_eq!(lacks("policy", "## Access\n\nThis policy applies\nto all staff. Everybody **must**\nask."), 0);
        assert_eq!(lacks("policy", "## Access\n\nApplies to all staff.\n\n- MUST ask."), 0);
        assert_eq!(lacks("policy", "## Access\n\nThe mustard applies today."), 2);
    }

    #[test]
    fn steps_are_known_in_the_forms_people_give_them() {
        for steps in ["1. Ask.", "- [ ] Ask.", "## Step 1: ask", "Take the following\nsteps: ask.", "## Phase 2"] {
            assert_eq!(lacks("procedure", &format!("## Leaving\n\n{steps}")), 0, "{steps}");
        }
        assert_eq!(lacks("procedure", "## Leaving\n\nPeople leave."), 1);
    }
}
