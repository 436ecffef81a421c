//! D034: a setting that nobody reads.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D034",
        name: "unknown-setting",
        level: Severity::Warning,
        clause: "7.5.3",
        since: "0.1",
        summary: "A setting in `book.toml` is not known.",
        why: "A mistyped setting is without effect: a limit that was meant to hold does not, and nothing else shows \
              it.",
        cure: "Correct the name or take it out.",
    },
    scope: Scope::Reading,
    bad: &["\
//- book.toml
[book]
titel = \"Handbook\"
"],
    good: &["\
//- book.toml
[book]
title = \"Handbook\"
"],
};
