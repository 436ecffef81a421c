//! Which sentences set a duty, and how.

use super::{Block, Cue, Hit, Lexicon, MARK, Sentence};
use crate::model::DocumentType;

/// How many words before a duty verb can make its clause a subordinate one.
const REACH: usize = 5;

/// Whether documents of this type bind people.
pub fn binds(kind: Option<DocumentType>) -> bool {
    matches!(kind, Some(DocumentType::Policy | DocumentType::Standard | DocumentType::Procedure | DocumentType::Plan))
}

/// The duty verbs of a sentence that bind: not in tables, questions and subordinate clauses, and not as a noun.
pub fn duties<'s>(sentence: &'s Sentence<'_>) -> impl Iterator<Item = Hit> + 's {
    let counts = !sentence.is_question() && matches!(sentence.block, Block::Paragraph | Block::ListEntry);
    let verbs = sentence.hits().filter(move |hit| counts && matches!(hit.cue, Cue::Must | Cue::Shall));
    verbs.filter(|hit| !is_subordinate(sentence, hit) && !is_noun(sentence.before(hit)) && !explains(sentence, hit))
}

/// "Breach shall mean …".
fn explains(sentence: &Sentence<'_>, hit: &Hit) -> bool {
    let after = sentence.after(hit).trim_start();
    sentence.lexicon().words.meanings.iter().any(|it| begins_with(after, it))
}

/// Whether a text begins with these words, in any case.
pub fn begins_with(text: &str, words: &str) -> bool {
    let head = text.get(..words.len()).is_some_and(|it| it.eq_ignore_ascii_case(words));
    head && !text[words.len()..].starts_with(char::is_alphanumeric)
}

/// "This is a must."
fn is_noun(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    last.eq_ignore_ascii_case("a") || last.eq_ignore_ascii_case("the")
}

/// Whether the verb stands in a clause that only speaks of a duty: "the engineer who must sign", "what you must do". In
/// "everybody who drives must sign" it does not.
pub fn is_subordinate(sentence: &Sentence<'_>, hit: &Hit) -> bool {
    let words = sentence.lexicon().words;
    let is_in = |list: &[&str], word: &str| list.iter().any(|it| it.eq_ignore_ascii_case(word));
    let clause = sentence.before(hit).rsplit([',', ';', ':', '(']).next().unwrap_or_default();
    if clause.split_whitespace().next().is_some_and(|it| is_in(words.conjunctions, it)) {
        return true;
    }
    let mut follower = None;
    for word in clause.split_whitespace().rev().take(REACH) {
        if is_in(words.subordinators, word) {
            return follower.is_none_or(|it| is_in(words.subject_openers, it));
        }
        follower = Some(word);
    }
    false
}

/// The verb that something regular lacks a number for: the first listed verb near the word for "regularly", where the
/// sentence neither says how often nor where that is said.
pub fn recurring_without_frequency<'s>(sentence: &Sentence<'s>, hit: &Hit) -> Option<&'s str> {
    if says_how_often(sentence.text, sentence.lexicon()) {
        return None;
    }
    let words = sentence.lexicon().words;
    let (before, after) = (sentence.before(hit), sentence.after(hit));
    let listed = |word: &&str| words.recurring.iter().any(|it| it.eq_ignore_ascii_case(word));
    let next = after.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty()).take(2).find(listed);
    let previous = before.split(|it: char| !it.is_alphabetic()).rev().filter(|it| !it.is_empty()).take(6).find(listed);
    next.or(previous)
}

/// Whether a sentence holds a number, a word for a time or a reference.
pub fn says_how_often(text: &str, lexicon: &Lexicon) -> bool {
    if text.contains(MARK) || text.bytes().any(|it| it.is_ascii_digit()) {
        return true;
    }
    let padded = format!(" {} ", text.to_lowercase().replace(|it: char| !it.is_alphanumeric(), " "));
    lexicon.words.frequencies.iter().any(|it| padded.contains(&format!(" {it} ")))
}
