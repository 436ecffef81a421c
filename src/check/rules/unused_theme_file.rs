//! H613: a file of the theme has a path that nothing uses.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H613",
        name: "unused-theme-file",
        level: Severity::Warning,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A file of the theme has a path that nothing uses.",
        why: "Whoever wrote it believes that the site looks so, and it does not.",
        cure: "Give it the path of a built-in file, as `ismsbook theme list` shows them, or name it in a template.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
