//! What a change causes: the findings of now less those of before, whatever lines they stand on.

use std::collections::BTreeMap;

use super::baseline;
use super::rule::Context;
use crate::diag::Diagnostic;

/// Findings told apart by age.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// Not there before, in order.
    pub new: Vec<Diagnostic>,
    /// How many were there before and still are.
    pub older: usize,
}

/// Takes away from the findings of now, each once, those that were there before: same rule, same document (by its id,
/// else its file's name), same words. Lines and columns do not count, so that moving text is no news.
pub fn news(now: (&Context<'_>, Vec<Diagnostic>), before: (&Context<'_>, &[Diagnostic])) -> News {
    let mut known: BTreeMap<((String, String), String), usize> = BTreeMap::new();
    let ids_before = baseline::ids(before.0);
    for diagnostic in before.1 {
        let key = baseline::key(before.0, &ids_before, diagnostic);
        *known.entry((key, diagnostic.finding.message.clone())).or_insert(0) += 1;
    }
    let ids_now = baseline::ids(now.0);
    let count = now.1.len();
    let mut is_new = |diagnostic: &Diagnostic| {
        let key = baseline::key(now.0, &ids_now, diagnostic);
        match known.get_mut(&(key, diagnostic.finding.message.clone())) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }
    };
    let new: Vec<Diagnostic> = now.1.into_iter().filter(|it| is_new(it)).collect();
    News { older: count - new.len(), new }
}
