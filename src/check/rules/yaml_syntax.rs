//! D018: a file that cannot be read as YAML.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D018",
        name: "yaml-syntax",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "Front matter or a register is not well-formed YAML.",
        why: "A line that cannot be read ends the reading: all fields or entries after it are as good as missing.",
        cure: "Correct the line. Values with `: `, `#` or a leading `[`, `{`, `*`, `&` or `@` need quotes.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
title: [Access control
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
