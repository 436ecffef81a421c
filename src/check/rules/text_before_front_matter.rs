//! D017: front matter that does not stand at the head.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D017",
        name: "text-before-front-matter",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "Text or blank lines stand before the front matter.",
        why: "Front matter counts at the very head of a file only. Further down it is printed as text, and the \
              document has no id, owner or approval.",
        cure: "Move the front matter to the first line of the file.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
# Access control
---
id: POL-007
title: Access control policy
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
