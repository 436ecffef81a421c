//! T714: a name that will change before the policy does.

use std::collections::BTreeSet;

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Cue, Writing};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T714",
        name: "hard-wired-name",
        level: Severity::Info,
        clause: "5.2, 7.5.3 e",
        since: "0.1",
        summary: "A policy names a product, person or place that `names` under `[lint]` lists.",
        why: "A policy says what and why and lasts for years; products and people change. Each name in it is a new \
              version and a new approval on the day of the change.",
        cure: "Name the role or the kind of tool, and leave the name to a standard, a procedure or a register. A \
               variable keeps a name in one place.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- book.toml
[lint]
names = [\"Grebe Vault\"]
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Keep passwords in Grebe Vault.
"],
    good: &["\
//- book.toml
[lint]
names = [\"Grebe Vault\"]
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Keep passwords in the password manager that [[STD-001]] names.
//- policies/passwords.md
---
id: STD-001
title: Passwords
type: standard
---
The password manager is Grebe Vault.
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let kind = passage.document.and_then(Document::document_type);
    if kind != Some(DocumentType::Policy) || !writing.has(|it| it == Cue::Name) {
        return;
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for sentence in writing.sentences() {
        for hit in sentence.hits().filter(|it| it.cue == Cue::Name) {
            let name = &sentence.text[hit.range.clone()];
            // A name that is also a word is one only with its own capitals.
            if !writing.lexicon.is_name(name) || !seen.insert(name) {
                continue;
            }
            let message = format!("policy `{}` names `{name}`", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span_of(hit.range)), message)
                    .hint("name the role or the kind of tool here, and the name in a standard or procedure"),
            );
        }
    }
}
