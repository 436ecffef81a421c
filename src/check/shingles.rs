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
        sampled_runs(body).into_iter().map(move |run| (run & !PLACES) | index)
    };
    let bodies = &bodies[..bodies.len().min(PLACES as usize)];
    let mut postings: Vec<u64> = bodies.par_iter().enumerate().flat_map_iter(of_one).collect();
    postings.par_sort_unstable();
    postings.dedup();
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
    let runs_of = |index: u32| all_runs(bodies[index as usize]);
    let (one, other) = (runs_of(original), runs_of(copy));
    let shared = one.iter().filter(|it| other.binary_search(it).is_ok()).count();
    Overlap { original, copy, shared, length: one.len() }
}

/// The runs of words of a text as numbers, sorted, each once.
fn all_runs(body: &Body) -> Vec<u64> {
    let mut runs = Vec::new();
    each_run(&words(body), |run| runs.push(mixed(run)));
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Of the runs of a text those that belong to the sample, in reading order.
fn sampled_runs(body: &Body) -> Vec<u64> {
    let words = words(body);
    let mut runs = Vec::with_capacity(words.len() / (SAMPLE as usize / 2));
    each_run(&words, |run| {
        // The high bits of a product depend on all bits of its factors.
        if (run.wrapping_mul(FACTOR) >> 32).is_multiple_of(SAMPLE) {
            runs.push(mixed(run));
        }
    });
    runs
}

fn each_run(words: &[u64], mut take: impl FnMut(u64)) {
    let Some(first) = words.get(..LENGTH) else { return };
    // What the word that leaves a run was multiplied with since it came in.
    let leaving = (0..LENGTH).fold(1_u64, |all, _| all.wrapping_mul(FACTOR));
    let mut rolling = first.iter().fold(0_u64, |all, word| all.wrapping_mul(FACTOR).wrapping_add(*word));
    take(rolling);
    for (comes, leaves) in words[LENGTH..].iter().zip(words) {
        rolling = rolling.wrapping_mul(FACTOR).wrapping_add(*comes).wrapping_sub(leaves.wrapping_mul(leaving));
        take(rolling);
    }
}

/// The words of a text as numbers, in order. Letters beyond ASCII count byte by byte, and so do their marks.
fn words(body: &Body) -> Vec<u64> {
    let mut words = Vec::with_capacity(body.span.len() / 5);
    for run in prose::runs(body) {
        words_of(run.text.as_bytes(), &mut words);
    }
    words
}

/// Finds the ends of words in 64 bytes at once and not letter by letter: no step waits for the one before, and there is
/// nothing to be guessed.
fn words_of(bytes: &[u8], words: &mut Vec<u64>) {
    let (mut start, mut is_open, mut last) = (0, false, 0);
    for (number, block) in bytes.chunks(64).enumerate() {
        let of_word = bits_of_word(block);
        let mut ends = of_word ^ (of_word << 1 | last);
        last = of_word >> 63;
        while ends != 0 {
            let at = 64 * number + ends.trailing_zeros() as usize;
            ends &= ends - 1;
            if is_open {
                words.push(word(bytes, start, at - start));
            }
            (start, is_open) = (at, !is_open);
        }
    }
    if is_open {
        words.push(word(bytes, start, bytes.len() - start));
    }
}

/// A bit for each of up to 64 bytes, the first one lowest: whether it is a letter, a digit or not ASCII.
fn bits_of_word(block: &[u8]) -> u64 {
    // Brings the lowest bits of eight bytes together in the highest byte.
    let gathered = |lowest: u64| lowest.wrapping_mul(0x0102_0408_1020_4080) >> 56;
    (0..block.len()).step_by(8).fold(0, |bits, at| bits | gathered(of_word(eight(block, at)) >> 7) << at)
}

/// A word as a number: eight bytes at a time, capitals as small letters.
fn word(bytes: &[u8], start: usize, length: usize) -> u64 {
    let (mut number, mut at, mut rest) = (length as u64, start, length);
    while rest > 8 {
        number = with_bytes(number, eight(bytes, at));
        (at, rest) = (at + 8, rest - 8);
    }
    with_bytes(number, eight(bytes, at) & (u64::MAX >> (64 - 8 * rest)))
}

fn with_bytes(number: u64, eight: u64) -> u64 {
    // The bit by which small letters differ from capitals; digits have it anyway.
    let number = (number ^ (eight | SMALL)).wrapping_mul(PRIME);
    number ^ (number >> 32)
}

/// Eight bytes from here on, the first one lowest; after the end they are zero.
fn eight(bytes: &[u8], at: usize) -> u64 {
    let whole = |eight: &[u8; 8]| u64::from_le_bytes(*eight);
    if let Some(eight) = bytes.get(at..).and_then(|it| it.first_chunk()) {
        return whole(eight);
    }
    match bytes.last_chunk() {
        Some(last) => whole(last) >> (8 * (at + 8 - bytes.len())),
        None => bytes[at..].iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    }
}

/// The highest bit of each of eight bytes that is a letter, a digit or not ASCII; every other bit is zero.
fn of_word(eight: u64) -> u64 {
    // No sum of seven bits and the distance of a sign to the highest bit reaches into the next byte.
    let ascii = eight & !HIGHEST_BITS;
    let small = ascii | SMALL;
    let from = |bytes: u64, sign: u8| bytes + u64::from(0x80 - sign) * EACH_BYTE;
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let digits = from(ascii, b'0') & !from(ascii, b'9' + 1);
    (letters | digits | eight) & HIGHEST_BITS
}

const EACH_BYTE: u64 = 0x0101_0101_0101_0101;
const HIGHEST_BITS: u64 = 0x80 * EACH_BYTE;
const SMALL: u64 = 0x20 * EACH_BYTE;

/// By which the earlier words of a run are multiplied for each word that follows; any large odd number does.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// By which the bytes of a word are multiplied; any large odd number does.
const PRIME: u64 = 0xff51_afd7_ed55_8ccd;

/// Spreads the bits, so that those which are left of a run tell it from others (the last steps of `SplitMix64`).
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
        let bodies: Vec<_> = handbook.documents.iter().map(|it| &*it.body).collect();
        overlaps(&bodies).iter().map(|it| (it.original, it.copy, it.percent())).collect()
    }

    #[test]
    fn a_word_is_one_number_wherever_it_stands() {
        let number = |text: &str, word: &str| {
            let start = text.find(word).expect("the word is in the text");
            super::word(text.as_bytes(), start, word.len())
        };
        for word in ["a", "policy", "security", "organisation", "überprüfungen"] {
            let alone = number(word, word);
            assert_eq!(number(&format!("the {word} of everybody here"), word), alone, "{word}");
            assert_eq!(number(&format!("the {word}."), word), alone, "{word}");
        }
        assert_eq!(number("Access", "Access"), number("ACCESS", "ACCESS"));
        assert_ne!(number("access", "access"), number("accessed", "accessed"));
    }

    #[test]
    fn eight_signs_at_once_are_told_apart_as_one_by_one() {
        for sign in 0..=u8::MAX {
            for at in 0..8 {
                for around in [b' ', b'a', 0xff] {
                    let mut signs = [around; 8];
                    signs[at] = sign;
                    let is_of_word = |it: u8| it.is_ascii_alphanumeric() || !it.is_ascii();
                    let alone = signs.map(|it| if is_of_word(it) { 0x80 } else { 0 });
                    assert_eq!(super::of_word(u64::from_le_bytes(signs)).to_le_bytes(), alone, "{signs:?}");
                }
            }
        }
    }

    #[test]
    fn words_are_what_stands_between_other_signs() {
        for text in ["a", "(it)", "An ID, or 12 of them: überprüfungen -- ok", "incident 12345678 responses.", "…", ""]
        {
            // So long that words stand across the ends of blocks, at every place.
            let text = &format!("{text} {}", "and so it goes on (somewhat), ".repeat(20));
            let sources = source::fixture(&format!("//- policies/a.md\n{text}\n"));
            let handbook = link::link(&sources, &Config::default()).handbook;
            let parts = text.split(|it: char| it.is_ascii() && !it.is_ascii_alphanumeric());
            let each: Vec<u64> =
                parts.filter(|it| !it.is_empty()).map(|it| super::word(it.as_bytes(), 0, it.len())).collect();
            let found: Vec<u64> = handbook.documents.iter().flat_map(|it| super::words(&it.body)).collect();
            assert_eq!(found, each, "{text}");
        }
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
