//! Long runs of words that also stand in a text which may not be repeated. Of that text only digests are known: SHA-256
//! of runs of ten words, cut to 64 bits, of about one run in four.

use sha2::{Digest as _, Sha256};

use super::prose;
use crate::model::{Body, Wording};
use crate::text::Span;

/// Words in a run. Shorter ones are phrases that everybody uses.
const LENGTH: usize = 10;

/// One run in so many is kept. Which one is told by its first two words, so that both sides choose the same.
const SAMPLE: u64 = 4;

/// The digests of a text, sorted, each once.
pub fn wording(title: &str, text: &str) -> Wording {
    let words: Vec<&str> = words(text).map(|range| &text[range]).collect();
    let mut runs: Vec<u64> = sampled(&words).map(|(_, digest)| digest).collect();
    runs.sort_unstable();
    runs.dedup();
    Wording { title: title.to_owned(), runs }
}

/// A part of a body that repeats a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the first word to the last one.
    pub span: Span,
    pub words: usize,
}

/// The parts of a body that repeat a wording, in order. Runs that touch are one part.
pub fn quotations(body: &Body, wording: &Wording) -> Vec<Quotation> {
    let (mut texts, mut spans) = (Vec::new(), Vec::new());
    for run in prose::runs(body) {
        for range in words(run.text) {
            texts.push(&run.text[range.clone()]);
            spans.push(run.span_of(range));
        }
    }
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (start, _) in sampled(&texts).filter(|(_, digest)| wording.runs.binary_search(digest).is_ok()) {
        match parts.last_mut() {
            Some((_, end)) if start <= *end => *end = start + LENGTH,
            _ => parts.push((start, start + LENGTH)),
        }
    }
    let quotation = |(start, end): (usize, usize)| Quotation {
        span: Span { start: spans[start].start, end: spans[end - 1].end },
        words: end - start,
    };
    parts.into_iter().map(quotation).collect()
}

/// Where each run of the sample begins, counted in words, with its digest.
fn sampled<'w>(words: &'w [&str]) -> impl Iterator<Item = (usize, u64)> + 'w {
    let hashes: Vec<u64> = words.iter().map(|it| hash(it)).collect();
    let starts = 0..(words.len() + 1).saturating_sub(LENGTH);
    let is_kept =
        move |start: &usize| mixed(hashes[*start].wrapping_mul(PRIME) ^ hashes[start + 1]).is_multiple_of(SAMPLE);
    starts.filter(is_kept).map(|start| (start, digest(&words[start..start + LENGTH])))
}

fn digest(words: &[&str]) -> u64 {
    let mut hasher = Sha256::new();
    for word in words {
        hasher.update(word.to_lowercase());
        hasher.update(b" ");
    }
    let bytes: [u8; 32] = hasher.finalize().into();
    bytes[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The ranges of letters and digits.
fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let is_letter = |it: char| it.is_alphanumeric();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        at = text[start..].find(|it| !is_letter(it)).map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

/// FNV-1a of a word in lower case.
fn hash(word: &str) -> u64 {
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.fold(0xcbf2_9ce4_8422_2325, |hash, letter| (hash ^ u64::from(u32::from(letter))).wrapping_mul(PRIME))
}

const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Spreads the bits, since the lowest ones choose.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    number ^ (number >> 32)
}

#[cfg(test)]
mod tests {
    use super::{quotations, wording};
    use crate::config::Config;
    use crate::{link, source};

    /// Sentences that no two of are alike.
    fn text(from: usize, to: usize) -> String {
        (from..to).map(|it| format!("word{it}, ")).collect::<Vec<_>>().concat()
    }

    fn found(known: &str, body: &str) -> Vec<(usize, String)> {
        let sources = source::fixture(&format!("//- policies/a.md\n{body}\n"));
        let handbook = link::link(&sources, &Config::default()).handbook;
        let body = &handbook.documents[0].body;
        let found = quotations(body, &wording("Known", known));
        found.iter().map(|it| (it.words, body.source[it.span.range()].to_owned())).collect()
    }

    #[test]
    fn a_quotation_is_found_whatever_its_markup_and_its_case() {
        let body = format!("Our own words.\n\n**{}**{} and more.", text(100, 110).to_uppercase(), text(110, 160));
        let parts = found(&text(0, 500), &body);
        let [(words, shown)] = parts.as_slice() else { panic!("{parts:?}") };
        assert!((45..=60).contains(words) && shown.contains("word130"), "{parts:?}");
    }

    #[test]
    fn other_words_and_short_phrases_are_no_quotation() {
        assert!(found(&text(0, 500), &text(500, 900)).is_empty());
        let phrase = |it: usize| format!("{} our own {it} words here. ", text(it * 9, it * 9 + 9));
        let phrases = (0..50).map(phrase).collect::<Vec<_>>().concat();
        assert!(found(&text(0, 500), &phrases).is_empty());
    }

    #[test]
    fn most_sentences_of_a_text_are_found_one_by_one() {
        let known = text(0, 5000);
        let whole = wording("Known", &known);
        assert!((900..1600).contains(&whole.runs.len()), "about one run in four: {}", whole.runs.len());
        let is_found = |it: &usize| !found(&known, &text(it * 25, it * 25 + 25)).is_empty();
        let number = (0..100).filter(is_found).count();
        assert!(number >= 95, "{number} of 100 sentences of 25 words");
    }

    #[test]
    fn a_text_of_few_words_has_no_runs() {
        assert!(wording("Known", "too short").runs.is_empty());
        assert!(wording("Known", "").runs.is_empty());
    }
}
