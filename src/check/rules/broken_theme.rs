//! H612: a template or a catalogue of words of the project's theme cannot be used.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H612",
        name: "broken-theme",
        level: Severity::Error,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A template or a catalogue of words of the project's theme cannot be used.",
        why: "The site cannot be built, so readers keep the last one, which may not be what holds any more.",
        cure: "Mend the file at the place that is shown, or take it away to have the built-in one; `ismsbook theme diff` shows how the two differ.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
