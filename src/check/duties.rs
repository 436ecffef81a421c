//! The duties that a text gives: its sentences with a verb that binds, in the languages that are known; of others nothing
//! is said.

use std::collections::BTreeSet;

use super::rule::Context;
use super::wording;
use crate::model::{Document, Tongue, sentences};

/// What became of the duties of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Difference {
    pub added: usize,
    pub removed: usize,
    /// Given another limit, or turned round.
    pub altered: usize,
}

impl Difference {
    pub fn is_none(self) -> bool {
        self == Difference::default()
    }
}

/// The duties of a document in order, and the language they are in; none where that is not known here.
pub fn duties(cx: &Context<'_>, document: &Document) -> Option<(&'static Tongue, Vec<String>)> {
    let tongue = Tongue::of(cx.handbook, document)?;
    let blocks = wording::blocks(&document.body);
    let parts = blocks.iter().flat_map(|it| sentences(it)).flat_map(|it| it.split_inclusive(';')).map(str::trim);
    Some((tongue, parts.filter(|it| tongue.verb(it).is_some()).map(str::to_owned).collect()))
}

/// Compares the duties of two texts. A sentence that was only put into other words is no difference: most of its words
/// are still there, and every number and every word such as "not" or "only".
pub fn difference(tongue: &Tongue, before: &[String], after: &[String]) -> Difference {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) = (before.iter().collect(), after.iter().collect());
    let mut gone: Vec<Duty> = old.difference(&new).map(|it| Duty::of(tongue, it)).collect();
    let mut difference = Difference::default();
    // Beyond this a text was rewritten, and pairing its sentences says little and takes long.
    let is_pairable = gone.len().saturating_mul(new.len()) <= 250_000;
    for duty in new.difference(&old).map(|it| Duty::of(tongue, it)) {
        let likeness = |other: &Duty| duty.likeness(other);
        let best = (0..gone.len()).filter(|_| is_pairable).max_by_key(|index| likeness(&gone[*index]));
        match best.filter(|index| likeness(&gone[*index]) >= SAME_DUTY) {
            Some(index) => difference.altered += usize::from(gone.swap_remove(index).weights != duty.weights),
            None => difference.added += 1,
        }
    }
    difference.removed = gone.len();
    difference
}

/// From this share of common words on, in percent, two sentences are about one duty.
const SAME_DUTY: usize = 50;

struct Duty {
    words: BTreeSet<String>,
    weights: Vec<String>,
}

impl Duty {
    fn of(tongue: &Tongue, sentence: &str) -> Self {
        let words = || sentence.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
        let is_weight =
            |it: &String| tongue.weighty.contains(&it.as_str()) || it.bytes().any(|byte| byte.is_ascii_digit());
        let mut weights: Vec<String> = words().map(str::to_lowercase).filter(is_weight).collect();
        weights.sort();
        Duty { words: words().map(str::to_lowercase).collect(), weights }
    }

    /// How many in a hundred of all words of the two they have in common.
    fn likeness(&self, other: &Self) -> usize {
        let shared = self.words.intersection(&other.words).count();
        (100 * shared).checked_div(self.words.len() + other.words.len() - shared).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, difference};
    use crate::model::Tongue;

    fn compare_in(language: &str, before: &[&str], after: &[&str]) -> Difference {
        let owned = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        difference(Tongue::named(language).expect("a known language"), &owned(before), &owned(after))
    }

    fn compare(before: &[&str], after: &[&str]) -> Difference {
        compare_in("en", before, after)
    }

    #[test]
    fn what_turns_a_duty_is_known_in_each_language() {
        let altered = Difference { altered: 1, ..Difference::default() };
        for (language, before, turned, reworded) in [
            (
                "de",
                "Die Leitung muss das Konto am letzten Tag der Arbeit schließen.",
                "Die Leitung muss das Konto nicht am letzten Tag der Arbeit schließen.",
                "Die IT-Leitung muss das Konto am letzten Tag der Arbeit schließen.",
            ),
            (
                "fr",
                "La direction doit fermer le compte le dernier jour de travail.",
                "La direction doit fermer chaque compte le dernier jour de travail.",
                "La direction informatique doit fermer le compte le dernier jour de travail.",
            ),
            (
                "es",
                "La dirección debe cerrar la cuenta el último día de trabajo.",
                "La dirección no debe cerrar la cuenta el último día de trabajo.",
                "La dirección técnica debe cerrar la cuenta el último día de trabajo.",
            ),
        ] {
            assert_eq!(compare_in(language, &[before], &[turned]), altered, "{turned}");
            assert!(compare_in(language, &[before], &[reworded]).is_none(), "{reworded}");
        }
    }

    #[test]
    fn other_words_for_a_duty_are_no_difference() {
        let before = ["The IT lead must close an account within 1 day of the last day of work."];
        let after = ["The IT lead must close the account of a leaver within 1 day of the last day."];
        assert!(compare(&before, &after).is_none());
        assert!(compare(&before, &before).is_none());
    }

    #[test]
    fn another_limit_and_another_sense_are_a_difference() {
        let before = ["The IT lead must close an account within 1 day of the last day of work."];
        let later = ["The IT lead must close an account within 5 days of the last day of work."];
        assert_eq!(compare(&before, &later), Difference { altered: 1, ..Difference::default() });
        let turned = ["The IT lead must not close an account within 1 day of the last day of work."];
        assert_eq!(compare(&before, &turned), Difference { altered: 1, ..Difference::default() });
    }

    #[test]
    fn new_and_dropped_duties_are_counted() {
        let (one, two) = ("You must lock your screen.", "Visitors must sign the list at the desk.");
        assert_eq!(compare(&[one], &[one, two]), Difference { added: 1, ..Difference::default() });
        assert_eq!(compare(&[one, two], &[two]), Difference { removed: 1, ..Difference::default() });
    }
}
