//! D030: a text beyond all measure.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D030",
        name: "file-too-large",
        level: Severity::Error,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A text is larger than 8 MiB.",
        why: "A policy has a few thousand words. A file of this size is data or a picture under the wrong name, and \
              would slow every page and check.",
        cure: "Split it, or keep it outside and link to it.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
