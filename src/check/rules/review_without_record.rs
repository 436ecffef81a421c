//! A113: a review that left no trace but its date.

use crate::check::change::{self, Changed};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A113",
        name: "review-without-record",
        level: Severity::Warning,
        clause: "7.5.2 c, 7.5.3 f, A.5.1",
        since: "0.1",
        summary: "The day of the last review moved on, but the history has no new entry.",
        why: "A moved date is quickly typed. Who looked at the document, and with which result, is what shows that a \
              review took place.",
        cure: "Add an entry to the history with version, date, author, `kind: review` and a summary of the result. The \
               rule needs `--base`.",
    },
    scope: Scope::Change(check),
    bad: &["\
//- @base policies/access.md
---
id: POL-007
last_reviewed: 2025-11-10
history:
  - {version: 1.0, date: 2025-11-10, kind: major}
---
//- policies/access.md
---
id: POL-007
last_reviewed: 2026-11-10
history:
  - {version: 1.0, date: 2025-11-10, kind: major}
---
"],
    good: &["\
//- @base policies/access.md
---
id: POL-007
last_reviewed: 2025-11-10
history:
  - {version: 1.0, date: 2025-11-10, kind: major}
---
//- policies/access.md
---
id: POL-007
last_reviewed: 2026-11-10
history:
  - {version: 1.0, date: 2026-11-10, kind: review, summary: Read by the IT lead and still right}
  - {version: 1.0, date: 2025-11-10, kind: major}
---
"],
};

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for changed in change::documents(cx, base) {
        let Changed { before, after } = changed;
        let (Some(earlier), Some(later)) = (before.front.last_reviewed, after.front.last_reviewed) else { continue };
        if later.value <= earlier.value || changed.new_entries().next().is_some() {
            continue;
        }
        let message =
            format!("the last review of `{}` moved to {}, but its history has no new entry", after.name(), later.value);
        findings.push(
            Finding::new(RULE.info.name, after.place(later.span), message)
                .hint("add a history entry with `kind: review` that says who looked and what came of it"),
        );
    }
}
