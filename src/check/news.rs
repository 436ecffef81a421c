//! What a change causes: the findings of now less those of before, whatever lines they stand on.

use std::collections::BTreeMap;

use super::baseline::ids;
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
    let mut known: BTreeMap<(&'static str, String, String), usize> = BTreeMap::new();
    let ids_before = ids(before.0);
    for diagnostic in before.1 {
        let file = diagnostic.file();
        let document = ids_before.get(&file).copied().unwrap_or_else(|| before.0.texts.name(file));
        *known.entry((diagnostic.rule.name, document.to_owned(), diagnostic.finding.message.clone())).or_insert(0) += 1;
    }
    let ids_now = ids(now.0);
    let count = now.1.len();
    let mut is_new = |diagnostic: &Diagnostic| {
        let file = diagnostic.file();
        let document = ids_now.get(&file).copied().unwrap_or_else(|| now.0.texts.name(file));
        match known.get_mut(&(diagnostic.rule.name, document.to_owned(), diagnostic.finding.message.clone())) {
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
