//! D035: a setting with a value it cannot take.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D035",
        name: "bad-setting",
        level: Severity::Error,
        clause: "7.5.3",
        since: "0.1",
        summary: "A setting in `book.toml` has a value that it cannot take.",
        why: "The default is used instead, which may show more or check less than was meant.",
        cure: "Write a value of the kind that the finding names.",
    },
    scope: Scope::Reading,
    bad: &["\
//- book.toml
[book]
title = 7
"],
    good: &["\
//- book.toml
[book]
title = \"Handbook\"
"],
};
