//! D029: a file in another encoding.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D029",
        name: "not-utf8",
        level: Severity::Error,
        clause: "7.5.2 b, 7.5.3 a",
        since: "0.1",
        summary: "A text is not UTF-8.",
        why: "In another encoding the same bytes are other letters on another machine. What was approved would not \
              be what is read.",
        cure: "Save the file as UTF-8; every current editor can.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
