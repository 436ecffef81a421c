//! The list of rules, one file each, in the order of their codes. No code is ever reused.

mod missing_owner;

use super::rule::Rule;

/// All rules. A new rule is one file and one line here.
pub static RULES: &[&Rule] = &[&missing_owner::RULE];
