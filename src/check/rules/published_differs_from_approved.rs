//! H604: a published page with other words than those that were approved. `verify` holds the two against each other, for
//! a check does not read what is published.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H604",
        name: "published-differs-from-approved",
        level: Severity::Error,
        clause: "7.5.3 a, 7.5.3 b, 7.5.3 e",
        since: "0.1",
        summary: "A published site shows a document in other words than those that were approved.",
        why: "Staff follow the page that they find. Where it is behind the approval, or ahead of it, they follow rules \
              that nobody has approved, and an auditor who compares the two sees it at once.",
        cure: "Build and publish the site again. It is found by `ismsbook verify DIR`, which holds the digests in the \
               manifest of a published folder against the approval records; `check` reads no published folder.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &[],
};
