//! D031: a file that cannot be opened.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D031",
        name: "unreadable-file",
        level: Severity::Error,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A file or folder cannot be read.",
        why: "A handbook from which a file is silently missing looks complete and is not.",
        cure: "Give the user who runs the tool the right to read it.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
