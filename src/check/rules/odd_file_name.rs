//! D032: a file name that cannot be shown.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D032",
        name: "odd-file-name",
        level: Severity::Error,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A file name holds a line end, a control character or bytes that are not UTF-8.",
        why: "Such a name cannot be typed, linked or printed, and in a report it can pass for something else.",
        cure: "Rename the file; letters, digits and hyphens serve best.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
