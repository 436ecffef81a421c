//! The search index: what the reader in `theme/search/` loads piece by piece. Only what the site shows is in it, because
//! it is made from the site's addresses and the words of its pages. `docs/search.md` describes the files.

mod entry;
mod fold;
mod numerals;
mod shards;
mod table;
mod text;
mod words;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::pages::document_with_body;
use super::view::Piece;
use super::{Renderer, markdown};
use crate::error::Error;
use crate::model::{RegisterKind, Target};

use self::entry::Entry;
use self::words::{Terms, Words};

/// The folder of the index in the site.
pub(super) const FOLDER: &str = "search";

/// Things whose words are held at the same time.
const BATCH: usize = 64;

/// SHA-256 of a file.
type Digest = [u8; 32];

/// One thing, made ready for the index.
struct Made {
    entry: Entry,
    words: Words,
    /// The digest of a document's text.
    text: Option<Digest>,
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
        // Links to the glossary change no word, and looking for them is half the work.
        let ground = markdown::Ground { terms: &markdown::Terms::default(), ..self.ground("") };
        let body = |index: u32| {
            let document = self.handbook.document(index);
            Ok(markdown::write(ground, &document.body, document.title()).html)
        };
        self.write_index(put, &body)
    }

    /// Makes the pages of all documents and the search index. The text of a document is found as it stands on its page, so
    /// that the two are best made together.
    ///
    /// # Errors
    /// When a page cannot be rendered, or the first error of `put`.
    pub(super) fn write_documents_and_search(
        &self,
        put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
    ) -> Result<(), Error> {
        let body = |index: u32| {
            let path = self.addresses.document(index);
            let (page, body) = document_with_body(self, &path, index)?;
            put(&path, &page)?;
            Ok(body)
        };
        self.write_index(put, &body)
    }

    /// `body_of` gives the body of a document as HTML.
    fn write_index(
        &self,
        put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
        body_of: &(impl Fn(u32) -> Result<String, Error> + Sync),
    ) -> Result<(), Error> {
        let targets = entry::targets_of(self);
        let one = |(index, target): (u32, Target)| -> Result<Made, Error> {
            let Target::Document(document) = target else {
                let (entry, words) = entry::entry(self, target, &[]);
                return Ok(Made { entry, words, text: None });
            };
            let passages = text::passages(&body_of(document)?);
            let name = format!("text-{index}");
            let bytes = shards::text(&name, &passages);
            put(&path(&name), &bytes)?;
            let (entry, words) = entry::entry(self, target, &passages);
            Ok(Made { entry, words, text: Some(digest(&bytes)) })
        };
        let make = |first: usize| -> Result<Vec<Made>, Error> {
            let batch = targets.iter().enumerate().skip(first).take(BATCH);
            let batch: Vec<(u32, Target)> = batch.map(|(index, target)| (index as u32, *target)).collect();
            batch.into_par_iter().with_max_len(1).map(one).collect()
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
        shards::shards(self, (&entries, &terms), &digests, put)
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

fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}
