//! D012: a field that nobody reads.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D012",
        name: "unknown-field",
        level: Severity::Warning,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "A field of the front matter or of a register is not known.",
        why: "A mistyped field is silently without effect: `aproved_on` is no approval, and the duty that it should \
              fulfil stays open.",
        cure: "Correct the name, or map the name of an older collection to a known one under `[fields]` in \
               `book.toml`.",
    },
    scope: Scope::Reading,
    bad: &["\
//- policies/access.md
---
id: POL-007
ownr: role:ciso
---
"],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
owner: role:ciso
---
",
        "\
//- book.toml
[fields]
policy_owner = \"owner\"
//- policies/access.md
---
id: POL-007
policy_owner: role:ciso
---
",
    ],
};
