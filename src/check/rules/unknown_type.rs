//! D007: a type that no rule knows.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D007",
        name: "unknown-type",
        level: Severity::Error,
        clause: "7.5.2 b",
        since: "0.1",
        summary: "The type of a document is not one of the known ones.",
        why: "What a document needs (an approver, a review, a retention period) follows from its type. With an \
              unknown type no such check applies, and the gap goes unseen.",
        cure: "Use policy, standard, procedure, guideline, plan, manual, register, record or template.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
type: doc
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
"],
};
