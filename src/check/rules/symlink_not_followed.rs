//! D033: a link that leads elsewhere on the disk.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D033",
        name: "symlink-not-followed",
        level: Severity::Warning,
        clause: "7.5.3 b",
        since: "0.1",
        summary: "A symbolic link is left out.",
        why: "A link may lead out of the repository to text that no approval covers and no history keeps, and to \
              files that are not for readers.",
        cure: "Put the file itself in its place.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
