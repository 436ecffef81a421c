//! A125: a line of the signers file that is not understood.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A125",
        name: "signers-malformed",
        level: Severity::Error,
        clause: "A.5.16, A.8.24",
        since: "0.1",
        summary: "A line of `approvals/allowed_signers` or `approvals/compromised_keys` is not understood.",
        why: "These files decide whose signature counts. A line that could be read in two ways would grant or \
              keep a right that nobody meant, so it grants nothing; and while a line of compromised keys cannot \
              be read, no signature counts.",
        cure: "Write one person and one key a line, times in UTC with `Z`, no patterns and no other options than \
              `namespaces`, `valid-after` and `valid-before`.",
    },
    scope: Scope::Reading,
    bad: &["\
//- approvals/allowed_signers
* ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILUMe5fpHueJ1OUqovy4irNE8vqI4ozJa/8ZYY/Btvkd
"],
    good: &["\
//- approvals/allowed_signers
person:mira namespaces=\"approval@ismsbook\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILUMe5fpHueJ1OUqovy4irNE8vqI4ozJa/8ZYY/Btvkd
"],
};
