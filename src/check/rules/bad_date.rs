//! D010: a date that cannot be read as a day.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D010",
        name: "bad-date",
        level: Severity::Error,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "A date is not a day of the form YYYY-MM-DD.",
        why: "`02/03/26` is a day in February, in March or in 2002, depending on the reader. Reviews and approvals \
              are counted from dates, so each must have one reading.",
        cure: "Write year, month and day with hyphens, as in `2026-03-02`.",
    },
    scope: Scope::Reading,
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
approved_on: 14/2/26
---
",
        "\
//- policies/access.md
---
id: POL-007
approved_on: 2026-02-31
---
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
approved_on: 2026-02-14
---
"],
};
