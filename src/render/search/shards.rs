//! The index as files: words in shards by their alphabet, entries in blocks, and the head that knows them all. Every file
//! is a plain script that hands its data to the reader, so that it loads from disk and under the strictest policy.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::entry::Entry;
use super::fold;
use super::numerals;
use super::text::Passage;
use super::words::Terms;
use super::{Digest, digest, path};
use crate::approval::State;
use crate::error::Error;
use crate::render::Renderer;
use crate::render::view::Piece;

/// Entries of one file.
const BLOCK: usize = 32;

/// Bytes of words in one file, before the last that fits.
const SHARD: usize = 16_000;

/// Words that a misspelt one is held against, at most.
const NEAR: usize = 20_000;

/// The head of the index.
#[derive(Serialize)]
struct Head<'h> {
    version: u32,
    /// Changes with the content of the other files, so that no browser mixes old and new ones.
    stamp: String,
    total: usize,
    /// The first entries have texts of their own: the documents.
    texts: usize,
    block: usize,
    /// The first word of each shard.
    shards: Vec<&'h str>,
    facets: Vec<Column>,
    /// Id, words and address of what to begin with.
    suggestions: Vec<[String; 3]>,
    fold: &'static [(&'static str, &'static str)],
}

/// A facet: its values, and for each entry how many it has and which.
#[derive(Serialize)]
struct Column {
    name: &'static str,
    label: String,
    values: Vec<String>,
    held: String,
}

/// The script that hands data to the reader under a name.
pub(super) fn script(name: &str, data: &impl Serialize) -> Vec<u8> {
    let mut bytes = format!("handbookSearch.take(\"{name}\",").into_bytes();
    // Texts and numbers have no value that JSON refuses.
    let _ = serde_json::to_writer(&mut bytes, data);
    bytes.extend_from_slice(b");\n");
    bytes
}

/// The text of a document.
pub(super) fn text(name: &str, passages: &[Passage]) -> Vec<u8> {
    let parts: Vec<[&str; 3]> = passages.iter().map(|it| [&*it.anchor, &*it.heading, &*it.words]).collect();
    script(name, &parts)
}

/// One file of the index but its head.
enum Shard<'s> {
    /// Words with where they stand.
    Words(&'s [(&'s str, &'s str)]),
    Entries(&'s [Entry]),
    /// The words that a misspelt one may have meant.
    Near,
}

/// Makes all shards but the texts and hands them over, the head last. `texts` are the digests of the texts.
///
/// # Errors
/// The first error of `put`.
pub(super) fn shards(
    renderer: &Renderer<'_>,
    (entries, terms): (&[Entry], &Terms),
    texts: &[Digest],
    put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
) -> Result<(), Error> {
    let terms = terms.in_order();
    let words: Vec<&[(&str, &str)]> = cut(&terms);
    let mut shards: Vec<(String, Shard<'_>)> = Vec::new();
    shards.extend(words.iter().enumerate().map(|(index, it)| (format!("words-{index}"), Shard::Words(it))));
    let blocks = entries.chunks(BLOCK).enumerate();
    shards.extend(blocks.map(|(index, it)| (format!("entries-{index}"), Shard::Entries(it))));
    shards.push(("near".to_owned(), Shard::Near));
    let hand_over = |(name, shard): &(String, Shard<'_>)| -> Result<Digest, Error> {
        let bytes = match shard {
            Shard::Words(list) => script(name, &lines(list)),
            Shard::Entries(list) => script(name, &list.iter().map(row).collect::<Vec<_>>()),
            Shard::Near => script(name, &near(&terms)),
        };
        put(&path(name), &bytes)?;
        Ok(digest(&bytes))
    };
    let all = || shards.par_iter().map(hand_over).collect::<Result<Vec<Digest>, Error>>();
    let (digests, facets) = rayon::join(all, || columns(renderer, entries));
    let head = Head {
        version: 1,
        stamp: stamp(digests?.iter().chain(texts)),
        total: entries.len(),
        texts: texts.len(),
        block: BLOCK,
        shards: words.iter().filter_map(|it| it.first()).map(|(word, _)| *word).collect(),
        facets,
        suggestions: renderer.suggestions().into_iter().map(suggestion).collect(),
        fold: fold::table(),
    };
    put(&path("index"), &script("index", &head))
}

/// Words with where they stand, cut into lists of about [`SHARD`] bytes.
fn cut<'t>(terms: &'t [(&'t str, &'t str)]) -> Vec<&'t [(&'t str, &'t str)]> {
    let mut lists = Vec::new();
    let (mut begin, mut size) = (0, 0);
    for (index, (word, postings)) in terms.iter().enumerate() {
        // A colon between the two, and a space before the next.
        size += word.len() + postings.len() + 2;
        if size > SHARD {
            lists.push(&terms[begin..=index]);
            (begin, size) = (index + 1, 0);
        }
    }
    lists.extend(Some(&terms[begin..]).filter(|it| !it.is_empty()));
    lists
}

fn lines(list: &[(&str, &str)]) -> String {
    let mut made = String::with_capacity(SHARD * 2);
    for (word, postings) in list {
        if !made.is_empty() {
            made.push(' ');
        }
        for part in [word, ":", postings] {
            made.push_str(part);
        }
    }
    made
}

fn row(entry: &Entry) -> [&str; 4] {
    [entry.id.as_deref().unwrap_or_default(), &entry.title, &entry.href, &entry.lead]
}

/// A short name of everything in the index.
fn stamp<'d>(digests: impl Iterator<Item = &'d Digest>) -> String {
    let mut whole = Sha256::new();
    digests.for_each(|it| whole.update(it));
    let mut name = String::new();
    for byte in whole.finalize().iter().take(6) {
        // Writing into a text cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

fn suggestion(piece: Piece) -> [String; 3] {
    [piece.id.unwrap_or_default(), piece.text, piece.href.unwrap_or_default()]
}

/// The words that a misspelt one may have meant: those that stand most often, in their order.
fn near(terms: &[(&str, &str)]) -> String {
    let is_word = |word: &str| word.len() > 3 && !word.bytes().any(|it| it.is_ascii_digit() || it == b'.');
    let mut words: Vec<(usize, &str)> =
        terms.iter().filter(|(word, _)| is_word(word)).map(|(word, postings)| (postings.len(), *word)).collect();
    words.sort_unstable_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(right.1)));
    words.truncate(NEAR);
    let mut words: Vec<&str> = words.into_iter().map(|(_, word)| word).collect();
    words.sort_unstable();
    words.join(" ")
}

fn columns(renderer: &Renderer<'_>, entries: &[Entry]) -> Vec<Column> {
    let one = |value: &str| if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
    let of = |values: &dyn Fn(&Entry) -> Vec<String>| entries.iter().map(values).collect::<Vec<_>>();
    let states: Vec<String> = State::ALL.iter().map(|it| renderer.words.of_section("state", it.name())).collect();
    let levels: Vec<String> =
        renderer.cx.config.isms.classifications.iter().map(|it| renderer.words.value(it)).collect();
    let catalogue = &renderer.handbook.catalogue.controls;
    let ids: Vec<String> = catalogue.iter().map(|it| it.id.as_str().to_owned()).collect();
    let controls = |it: &Entry| it.controls.iter().map(|control| ids[*control as usize].clone()).collect();
    let label = |name: &str| renderer.words.of_section("label", name);
    vec![
        column(("type", label("type")), &[], &of(&|it| one(&it.kind))),
        column(("state", label("state")), &states, &of(&|it| one(it.state.as_deref().unwrap_or_default()))),
        column(("owner", label("owner")), &[], &of(&|it| one(&it.owner))),
        column(("classification", label("classification")), &levels, &of(&|it| one(&it.classification))),
        column(("audience", renderer.words.get("search.for").to_owned()), &[], &of(&|it| it.audiences.clone())),
        column(("control", label("control")), &ids, &of(&controls)),
    ]
}

/// A facet of the values that entries have: those of `order` first, in that order, then the others by alphabet.
fn column((name, label): (&'static str, String), order: &[String], lists: &[Vec<String>]) -> Column {
    let mut places: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    let key = |value: &'_ str| order.iter().position(|it| it == value).unwrap_or(order.len());
    let known: BTreeMap<&str, usize> = lists.iter().flatten().map(|it| (it.as_str(), key(it))).collect();
    for (value, rank) in &known {
        places.insert((*rank, value), 0);
    }
    (0..).zip(places.values_mut()).for_each(|(index, place)| *place = index);
    let mut column = String::new();
    for list in lists {
        let mut held: Vec<u32> = list.iter().map(|it| places[&(known[it.as_str()], it.as_str())]).collect();
        held.sort_unstable();
        held.dedup();
        numerals::write(&mut column, held.len() as u32);
        for place in held {
            numerals::write(&mut column, place);
        }
    }
    Column { name, label, values: places.into_keys().map(|(_, value)| value.to_owned()).collect(), held: column }
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn a_facet_keeps_the_order_it_is_given() {
        let words = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let lists = [words(&["Secret"]), words(&[]), words(&["Open", "Other"])];
        let made = column(("level", "Level".to_owned()), &words(&["Open", "Closed", "Secret"]), &lists);
        assert_eq!(made.values, ["Open", "Secret", "Other"]);
        assert_eq!(made.held, "BBACAC");
    }
}
