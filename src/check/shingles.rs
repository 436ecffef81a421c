//! Runs of words as numbers, to find text that stands in two places without comparing every text with every other.

use rayon::prelude::*;

use super::prose;
use crate::model::Body;

/// Words in a run: so many that two texts share one only where one was copied, or both quote a third.
const LENGTH: usize = 10;

/// One run in so many is kept while texts are looked for that may be copies. Pairs that are found are then compared in
/// full.
const SAMPLE: u64 = 8;

/// The bits of a sampled run that give way to the number of its text, so that one number holds both: for a million texts, after
/// which no more are looked at. What is left of the run is enough, for two of them are asked for, and pairs that are found are compared in full.
const PLACES: u64 = (1 << 20) - 1;

/// Sampled runs that two texts share before they are compared in full.
const LEAST_SAMPLED: usize = 2;

/// How much of one text stands in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Indexes into the texts; the earlier one counts as the original.
    pub original: u32,
    pub copy: u32,
    /// Runs that both have, and runs of the original.
    pub shared: usize,
    pub length: usize,
}

impl Overlap {
    /// How many in a hundred of the original's runs the copy has.
    pub fn percent(&self) -> usize {
        (100 * self.shared).checked_div(self.length).unwrap_or(0)
    }
}

/// The pairs of texts that share runs of words, in order. Of a run that stands in many texts each is paired with the
/// first only, so that the work grows with the length of all texts and not with their number squared.
pub fn overlaps(bodies: &[&Body]) -> Vec<Overlap> {
    let of_one = |(index, body): (usize, &&Body)| {
        let index = index as u64;
        runs(body, |it| it.is_multiple_of(SAMPLE)).into_iter().map(move |run| (run & !PLACES) | index)
    };
    let bodies = &bodies[..bodies.len().min(PLACES as usize)];
    let mut postings: Vec<u64> = bodies.par_iter().enumerate().flat_map_iter(of_one).collect();
    postings.par_sort_unstable();
    let groups = postings.chunk_by(|one, other| one & !PLACES == other & !PLACES);
    let with_first = |group: &[u64]| {
        let text_of = |posting: &u64| (posting & PLACES) as u32;
        let first = group.first().map_or(0, text_of);
        group.iter().skip(1).map(move |it| (first, text_of(it))).collect::<Vec<_>>()
    };
    let mut pairs: Vec<(u32, u32)> = groups.flat_map(with_first).collect();
    pairs.par_sort_unstable();
    let likely: Vec<(u32, u32)> = pairs
        .chunk_by(|one, other| one == other)
        .filter(|it| it.len() >= LEAST_SAMPLED)
        .filter_map(|it| it.first().copied())
        .collect();
    likely.par_iter().map(|(original, copy)| overlap(bodies, *original, *copy)).collect()
}

fn overlap(bodies: &[&Body], original: u32, copy: u32) -> Overlap {
    let runs_of = |index: u32| runs(bodies[index as usize], |_| true);
    let (one, other) = (runs_of(original), runs_of(copy));
    let shared = one.iter().filter(|it| other.binary_search(it).is_ok()).count();
    Overlap { original, copy, shared, length: one.len() }
}

/// The runs of words of a text as numbers, sorted, each once; of all runs those that are wanted.
fn runs(body: &Body, is_wanted: impl Fn(u64) -> bool) -> Vec<u64> {
    let words = words(body);
    let (mut runs, mut rolling) = (Vec::new(), 0_u64);
    // What the word that leaves a run was multiplied with since it came in.
    let leaving = (0..LENGTH).fold(1_u64, |all, _| all.wrapping_mul(FACTOR));
    for (index, word) in words.iter().enumerate() {
        rolling = rolling.wrapping_mul(FACTOR).wrapping_add(*word);
        if let Some(left) = index.checked_sub(LENGTH) {
            rolling = rolling.wrapping_sub(words[left].wrapping_mul(leaving));
        }
        let run = mixed(rolling);
        if index + 1 >= LENGTH && is_wanted(run) {
            runs.push(run);
        }
    }
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The words of a text as numbers, in order. Letters beyond ASCII count byte by byte, and so do their marks.
fn words(body: &Body) -> Vec<u64> {
    let mut words = Vec::with_capacity(body.span.len() / 6);
    for run in prose::runs(body) {
        let mut word = BASIS;
        for byte in run.text.bytes() {
            let letter = LETTERS[usize::from(byte)];
            if letter != 0 {
                word = (word ^ u64::from(letter)).wrapping_mul(PRIME);
            } else if word != BASIS {
                words.push(word);
                word = BASIS;
            }
        }
        if word != BASIS {
            words.push(word);
        }
    }
    words
}

/// What a byte of a word counts as, capitals as small letters; nothing where it is of no word.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0_u8;
    loop {
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        if byte == u8::MAX {
            break letters;
        }
        byte += 1;
    }
};

/// By which the earlier words of a run are multiplied for each word that follows; any large odd number does.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The constants of the FNV-1a hash, 64 bits.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Spreads the bits, so that any of them can choose the sample (the last steps of `SplitMix64`).
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::overlaps;
    use crate::config::Config;
    use crate::{link, source};

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|it| format!("word{it}")).collect::<Vec<_>>().join(" ")
    }

    fn found(texts: &[String]) -> Vec<(u32, u32, usize)> {
        let files = texts.iter().enumerate().map(|(at, text)| format!("//- policies/{at:02}.md\n{text}\n"));
        let sources = source::fixture(&files.collect::<String>());
        let handbook = link::link(&sources, &Config::default()).handbook;
        let bodies: Vec<_> = handbook.documents.iter().map(|it| &it.body).collect();
        overlaps(&bodies).iter().map(|it| (it.original, it.copy, it.percent())).collect()
    }

    #[test]
    fn copies_are_found_whatever_stands_around_them() {
        let copy = format!("Before **it** {} after.", text(0, 300));
        assert_eq!(found(&[text(0, 300), text(500, 800), copy]), [(0, 2, 100)]);
        let half = text(150, 450);
        assert_eq!(found(&[text(0, 300), half]), [(0, 1, 48)]);
    }

    #[test]
    fn of_many_copies_each_is_held_against_the_first() {
        let pairs = found(&vec![text(0, 200); 20]);
        assert_eq!(pairs.len(), 19);
        assert!(pairs.iter().all(|it| it.0 == 0));
    }

    #[test]
    fn another_order_of_words_is_another_text() {
        let reversed = (0..300).rev().map(|it| format!("word{it}")).collect::<Vec<_>>().join(" ");
        assert_eq!(found(&[text(0, 300), reversed]), []);
    }
}
