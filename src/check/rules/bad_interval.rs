//! D027: a time that cannot be read.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D027",
        name: "bad-interval",
        level: Severity::Error,
        clause: "7.5.2, A.5.1",
        since: "0.1",
        summary: "An interval is not a time such as `12 months` or `P12M`.",
        why: "\"Regularly\" cannot be overdue. The date of the next review is counted from the interval, so it has \
              to be a number and a unit.",
        cure: "Write days, weeks, months or years, as in `12 months`, or an ISO 8601 period, as in `P12M`.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
review_interval: sometimes
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
review_interval: 12 months
---
"],
};
