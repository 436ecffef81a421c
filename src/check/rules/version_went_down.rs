//! V202: a version below the one before.

use crate::check::change::{self, compare_versions, is_ordered_version};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V202",
        name: "version-went-down",
        level: Severity::Error,
        clause: "7.5.3 e",
        since: "0.1",
        summary: "The version of a document is lower than before.",
        why: "A version that goes down is nearly always an old copy that was merged over the current text, with every \
              change since then lost.",
        cure: "Bring the current text back, or give the change a version above the last one. To return to an older \
               text, publish it under a new version. The rule needs `--base`.",
    },
    scope: Scope::Change(check),
    bad: &["\
//- @base policies/access.md
---
id: POL-007
version: \"1.10\"
---
//- policies/access.md
---
id: POL-007
version: \"1.9\"
---
"],
    good: &["\
//- @base policies/access.md
---
id: POL-007
version: \"1.9\"
---
//- policies/access.md
---
id: POL-007
version: \"1.10\"
---
"],
};

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for changed in change::documents(cx, base) {
        let Some((before, after)) = changed.versions() else { continue };
        let are_ordered = is_ordered_version(before) && is_ordered_version(after);
        if !are_ordered || compare_versions(after, before).is_ge() {
            continue;
        }
        let document = changed.after;
        let place =
            document.front.version.as_ref().map_or_else(|| document.front.place_of(Field::Version), |it| it.span);
        let message = format!("the version of `{}` went from `{before}` to `{after}`", document.name());
        findings.push(
            Finding::new(RULE.info.name, document.place(place), message)
                .hint("bring the current text back, or give the change a version above the last one"),
        );
    }
}
