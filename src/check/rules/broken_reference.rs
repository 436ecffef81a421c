//! L304: a reference that leads nowhere.

use std::collections::BTreeMap;

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, RegisterKind};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L304",
        name: "broken-reference",
        level: Severity::Error,
        clause: "7.5.1 b, 7.5.3 c",
        since: "0.1",
        summary: "A document, register entry or person is referred to that does not exist.",
        why: "A policy that refers to a procedure which nobody wrote promises something that is not there. After a \
              renaming or a deletion such references stay behind, and readers hit a wall.",
        cure: "Correct the name, or take the reference out.",
    },
    scope: Scope::Names(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
parent: POL-001
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
The steps are in [[PRO-099]].
",
    ],
    good: &["\
//- policies/main.md
---
id: POL-001
title: Information security policy
---
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
parent: POL-001
---
"],
};

fn check(cx: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    let mut known: Option<BTreeMap<String, &str>> = None;
    for naming in namings {
        let is_lost = [Sought::Document, Sought::Entry, Sought::Anything].iter().any(|it| naming.is_lost(*it));
        if !is_lost {
            continue;
        }
        let known = known.get_or_insert_with(|| known_ids(cx));
        let near = known.get(&plain(naming.text));
        let message = match naming.field {
            Some(field) => format!("`{field}` of `{}` names `{}`, which does not exist", naming.holder, naming.text),
            None => format!("`{}` refers to `{}`, which does not exist", naming.holder, naming.text),
        };
        let hint = near.map_or_else(
            || "correct the name, or take the reference out".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        findings.push(Finding::new(RULE.info.name, naming.place, message).hint(hint));
    }
}

/// Ids of documents and entries by their plain spelling.
fn known_ids<'h>(cx: &Context<'h>) -> BTreeMap<String, &'h str> {
    let documents = cx.handbook.documents.iter().filter_map(Document::id);
    let records = RegisterKind::WITH_ENTRIES.into_iter().flat_map(|kind| cx.handbook.registers.records(kind));
    let entries = records.filter_map(|it| it.id.as_ref().map(|id| &id.value));
    documents.chain(entries).map(|id| (plain(id.as_str()), id.as_str())).collect()
}

/// Capitals, hyphens and leading zeros make no difference to what a writer meant.
fn plain(id: &str) -> String {
    let id = id.split_once(':').map_or(id, |(_, name)| name);
    let mut plain = String::with_capacity(id.len());
    for character in id.chars().filter(|it| it.is_alphanumeric()) {
        let is_leading_zero = character == '0' && !plain.ends_with(|it: char| it.is_ascii_digit());
        if !is_leading_zero {
            plain.extend(character.to_lowercase());
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{RULE, plain};
    use crate::check::rule::example;

    #[test]
    fn a_page_of_a_wiki_is_named_with_blanks_for_its_hyphens() {
        let text = "See [[Access Control]], [[Access-Control#scope]], [[Access Controls]].";
        let raised = example(&format!("//- policies/Access-Control.md\n{text}\n"));
        let lost: Vec<_> =
            raised.iter().filter(|it| it.rule.name == RULE.info.name).map(|it| it.finding.message.as_str()).collect();
        assert_eq!(lost.len(), 1, "{lost:?}");
        assert!(lost[0].contains("`Access Controls`"), "{lost:?}");
    }

    #[test]
    fn slips_in_spelling_make_no_difference() {
        for spelling in ["POL-007", "pol-7", "POL7", "POL_0007"] {
            assert_eq!(plain(spelling), "pol7", "{spelling}");
        }
        assert_ne!(plain("POL-070"), plain("POL-7"));
    }
}
