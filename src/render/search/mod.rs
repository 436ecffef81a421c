//! The search index: what the reader in `theme/search/` loads piece by piece. Only what the site shows is in it, because
//! it is made from the site's addresses and the words of its pages. `docs/search.md` describes the files.

mod entry;
mod fold;
mod numerals;
mod shards;
mod table;
mod text;
mod words;

use std::fmt::Write as _;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Renderer;
use super::view::Piece;
use crate::error::Error;
use crate::model::{RegisterKind, Target};

use self::entry::Entry;
use self::words::{Terms, Words};

/// The folder of the index in the site.
pub(super) const FOLDER: &str = "search";

/// Things whose words are held at the same time.
const BATCH: usize = 256;

/// One thing, made ready for the index.
struct Made {
    entry: Entry,
    words: Words,
    /// The digest of a document's text.
    text: Option<[u8; 32]>,
}

impl Renderer<'_> {
    /// Makes the search index and hands over its files, each with its path from the root of the site, on any thread and in
    /// any order. Hands over nothing where the settings switch the search off.
    ///
    /// # Errors
    /// The first error of `put`.
    pub fn write_search(&self, put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync)) -> Result<(), Error> {
        if !self.cx.config.html.search {
            return Ok(());
        }
        let targets = entry::targets_of(self);
        let one = |(index, target): (u32, Target)| -> Result<Made, Error> {
            let (entry, words, passages) = entry::entry(self, target);
            if !matches!(target, Target::Document(_)) {
                return Ok(Made { entry, words, text: None });
            }
            let name = format!("text-{index}");
            let bytes = shards::text(&name, &passages);
            put(&path(&name), &bytes)?;
            Ok(Made { entry, words, text: Some(Sha256::digest(&bytes).into()) })
        };
        let make = |first: usize| -> Result<Vec<Made>, Error> {
            let batch = targets.iter().enumerate().skip(first).take(BATCH);
            let batch: Vec<(u32, Target)> = batch.map(|(index, target)| (index as u32, *target)).collect();
            batch.into_par_iter().map(one).collect()
        };
        let (mut terms, mut entries, mut digests) = (Terms::default(), Vec::new(), Vec::new());
        let mut batch = make(0)?;
        while !batch.is_empty() {
            // While the words of a batch are taken in, the next one is made.
            let next = entries.len() + batch.len();
            let take_in = || {
                for made in batch {
                    terms.take(entries.len() as u32, &made.words);
                    digests.extend(made.text);
                    entries.push(made.entry);
                }
            };
            batch = rayon::join(take_in, || make(next)).1?;
        }
        let mut files = Files { put, digest: Sha256::new() };
        shards::shards(self, (&entries, &terms), &digests, &mut files)
    }
}

/// The files of the index but the texts. Each is handed over as soon as it is made.
struct Files<'p, P> {
    put: &'p P,
    /// Of all that were handed over.
    digest: Sha256,
}

impl<P: Fn(&str, &[u8]) -> Result<(), Error>> Files<'_, P> {
    fn take(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.digest.update(bytes);
        (self.put)(&path(name), bytes)
    }

    /// A short name of everything in the index.
    fn stamp(&self, texts: &[[u8; 32]]) -> String {
        let mut digest = self.digest.clone();
        for text in texts {
            digest.update(text);
        }
        let mut name = String::new();
        for byte in digest.finalize().iter().take(6) {
            // Writing into a text cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        name
    }
}

impl Renderer<'_> {
    /// A few ids and roles for readers who have not typed anything yet.
    pub(super) fn suggestions(&self) -> Vec<Piece> {
        let first = |target: Option<Target>| target.and_then(|it| self.piece(it)).filter(|it| it.href.is_some());
        let covered = self.coverage.by_control.iter().position(|it| !it.is_empty());
        let ids = [
            first(self.scope.documents().map(|(index, _)| Target::Document(index)).next()),
            first(covered.map(|it| Target::Control(it as u32))),
            first(Some(Target::Entry(RegisterKind::Risks, 0)).filter(|_| !self.handbook.registers.risks.is_empty())),
        ];
        let roles = self.role_links().into_iter().take(6);
        let roles = roles.map(|it| Piece::text(it.words).leading_to(Some(it.href)));
        ids.into_iter().flatten().chain(roles).collect()
    }
}

fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.js")
}
