//! D016: front matter without an end.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D016",
        name: "front-matter-unclosed",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "Front matter begins with `---` and is never closed.",
        why: "Where the closing line is missing, nobody can say which lines are fields and which are text, so no \
              field of the document counts.",
        cure: "Put a line `---` after the last field.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy

Lock your screen.
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
