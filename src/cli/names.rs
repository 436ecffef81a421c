//! The names of roles and people that a handbook writes in words: what a new role answers to, and what is left.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::check::lost_roles;
use crate::model::{Handbook, RegisterKind};
use crate::text::{counted, slug};

/// Names shown of those that nobody has described yet.
const SHOWN: usize = 8;

/// Names that lead to nobody in the registers, with the number of places that write them.
pub(super) struct NamesInWords<'h> {
    counts: BTreeMap<&'h str, usize>,
}

impl<'h> NamesInWords<'h> {
    pub(super) fn of(handbook: &'h Handbook) -> Self {
        let mut counts = BTreeMap::new();
        for naming in lost_roles(handbook) {
            *counts.entry(naming.text.strip_prefix("role:").unwrap_or(naming.text)).or_default() += 1;
        }
        NamesInWords { counts }
    }

    /// Once a role or person is there, told by its register, id and title: which places mean it, and which names are
    /// left. Nothing where there are none.
    pub(super) fn words(&self, (kind, id, title): (RegisterKind, &str, &str)) -> String {
        let is_own = |name: &str| slug(name) == slug(title) || slug(name) == id;
        let (own, others): (Vec<_>, Vec<_>) = self.counts.iter().partition(|(name, _)| is_own(name));
        let mut words = String::new();
        let places: usize = own.into_iter().map(|(_, count)| count).sum();
        if places > 0 {
            let reference = if kind == RegisterKind::People { "person" } else { "role" };
            let verb = if places == 1 { "names" } else { "name" };
            // Writing to a string cannot fail.
            let _ = writeln!(
                words,
                "{} {verb} it in words; `ismsbook check --fix` writes `{reference}:{id}` there",
                counted(places, "place")
            );
        }
        if !others.is_empty() {
            let _ = writeln!(words, "not described yet: {}; add each with `ismsbook new role`", listed(others));
        }
        words
    }

    /// What is to be done with them before any role is there; nothing where there are none.
    pub(super) fn to_do(&self) -> String {
        if self.counts.is_empty() {
            return String::new();
        }
        format!(
            "names of roles in words: {}; add each with `ismsbook new role`, then `ismsbook check --fix` writes their ids\n",
            listed(self.counts.iter().collect())
        )
    }
}

/// The most frequent ones.
fn listed(mut names: Vec<(&&str, &usize)>) -> String {
    names.sort_by_key(|(name, count)| (Reverse(**count), **name));
    let shown: Vec<String> =
        names.iter().take(SHOWN).map(|(name, count)| format!("{} ({count})", name.escape_debug())).collect();
    let more = names.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
