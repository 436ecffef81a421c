//! D024: a value that its field cannot take.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D024",
        name: "bad-value",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "A value is not one that its field can take.",
        why: "A status, treatment or level that is none of the known ones means nothing to a reader or a check, so \
              the field counts as missing.",
        cure: "Use one of the values that the finding lists.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
status: published?
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
status: approved
---
"],
};
