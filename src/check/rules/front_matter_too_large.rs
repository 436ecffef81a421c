//! D022: front matter beyond all measure.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D022",
        name: "front-matter-too-large",
        level: Severity::Error,
        clause: "7.5.2",
        since: "0.1",
        summary: "Front matter is larger or nested deeper than any document needs.",
        why: "Front matter says in a few lines what a document is. What is thousands of lines long is text or data \
              in the wrong place, or an attempt to stall the tool.",
        cure: "Move text into the body and lists into a register.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
