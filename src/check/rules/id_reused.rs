//! D004: the id of a document that is gone, on another one.

use std::collections::BTreeSet;

use crate::check::change::{self, Changed};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::check::wording;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D004",
        name: "id-reused",
        level: Severity::Error,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "A document takes the id of one that was retired or removed.",
        why: "Minutes, contracts and audit reports name documents by their ids. If an id comes to mean another text, all \
              of them lie, and the history of two documents is mixed up.",
        cure: "Give the new document the next free number. An id is never used twice, even after its document is gone. \
               The rule needs `--base`.",
    },
    scope: Scope::Change(check),
    bad: &[
        "\
//- @base policies/fax.md
---
id: POL-007
title: Use of fax machines
status: retired
---
//- policies/cloud.md
---
id: POL-007
title: Use of cloud services
status: draft
---
",
        "\
//- @base policies/fax.md
---
id: POL-007
title: Use of fax machines
---
Nobody sends personal data by fax without a cover sheet.
//- policies/cloud.md
---
id: POL-007
title: Use of cloud services
---
Teams ask before they open an account with a provider.
",
    ],
    good: &[
        "\
//- @base policies/fax.md
---
id: POL-007
title: Use of fax machines
---
Nobody sends personal data by fax without a cover sheet.
//- policies/telephone.md
---
id: POL-007
title: Use of fax machines and telephones
---
Nobody sends personal data by fax without a cover sheet.
Ring back before you tell a secret.
",
        "\
//- @base policies/fax.md
---
id: POL-007
title: Use of fax machines
status: retired
---
//- policies/cloud.md
---
id: POL-008
title: Use of cloud services
status: draft
---
",
    ],
};

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for Changed { before, after } in change::documents(cx, base) {
        let is_retitled = before.title().to_lowercase() != after.title().to_lowercase();
        let returns = before.is_retired() && !after.is_retired();
        if !is_retitled || !(returns || is_replaced(cx, base, Changed { before, after })) {
            continue;
        }
        let state = if before.is_retired() { "retired" } else { "removed" };
        let message = format!("id `{}` belonged to the {state} document `{}`", after.name(), before.title());
        let place = after.front.id.as_ref().map_or_else(|| after.front.place_of(Field::Id), |it| it.span);
        findings.push(Finding::new(RULE.info.name, after.place(place), message).hint("take the next free number"));
    }
}

/// Whether the file of before is gone and the one of now says something else altogether.
fn is_replaced(cx: &Context<'_>, base: &Base<'_>, changed: Changed<'_>) -> bool {
    let (old_name, new_name) = (base.texts.name(changed.before.file), cx.texts.name(changed.after.file));
    old_name != new_name && cx.texts.find(old_name).is_none() && shared_words(changed) < LEAST_SHARED
}

/// Below this share of common words, in percent, a text is another one. Two policies on different subjects share up to
/// a third of their words; a text that was rewritten from end to end keeps more than half.
const LEAST_SHARED: usize = 40;

/// How many in a hundred of the words of the shorter text the longer one has too.
fn shared_words(changed: Changed<'_>) -> usize {
    let words = |document: &Document| -> BTreeSet<String> {
        let blocks = wording::blocks(&document.body);
        let words = blocks.iter().flat_map(|it| it.split(|it: char| !it.is_alphanumeric()));
        words.filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
    };
    let (before, after) = (words(changed.before), words(changed.after));
    let shorter = before.len().min(after.len());
    (100 * before.intersection(&after).count()).checked_div(shorter).unwrap_or(0)
}
