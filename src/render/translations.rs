//! Documents in several languages: which are the same, in which language each is, and which follow an older text.

use crate::link::is_built_in;
use crate::model::{Document, Relation, Target, Tongue};

use super::Renderer;
use super::brief::brief;
use super::direction::direction;
use super::view::Link;
use super::views::Translation;

impl Renderer<'_> {
    /// The language of a document where it is not that of the handbook.
    pub(super) fn foreign_language(&self, document: &Document) -> Option<String> {
        let language = document.front.language.as_ref()?.value.trim();
        let is_tag = !language.is_empty() && language.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
        let is_own = language.eq_ignore_ascii_case(&self.handbook.identity.language);
        if is_tag && !is_own { Some(language.to_owned()) } else { None }
    }

    /// `en` where a text is the built-in catalogue's own and the handbook is in a language that it is not there in.
    pub(super) fn english(&self, text: &str) -> Option<&'static str> {
        let is_english = Tongue::named(&self.handbook.identity.language).is_some_and(|it| it.code == "en");
        if !is_english && is_built_in(text) { Some("en") } else { None }
    }

    /// The original and the other translations, as far as the site shows them, in the order of the handbook.
    pub(super) fn translations(&self, index: u32, document: &Document) -> Vec<Translation> {
        let original = original(document);
        let leading = original.unwrap_or(index);
        let cited = self.handbook.cited_by(Target::Document(leading));
        let followers =
            cited.iter().filter(|it| it.relation == Relation::TranslationOf).filter_map(|it| match it.from {
                Target::Document(follower) => Some(follower),
                _ => None,
            });
        let mut all: Vec<u32> = followers.chain(original).filter(|it| *it != index).collect();
        all.sort_unstable();
        all.dedup();
        all.retain(|it| self.addresses.visible.shows_document(*it));
        all.into_iter().map(|it| self.translation(it)).collect()
    }

    fn translation(&self, index: u32) -> Translation {
        let document = self.handbook.document(index);
        let written = document.front.language.as_ref().map(|it| it.value.trim());
        let language = written.unwrap_or(&self.handbook.identity.language).to_owned();
        let general = language.split('-').next().unwrap_or_default().to_lowercase();
        let name = self.words.find(&format!("autonym.{general}"));
        let words = name.map_or_else(|| brief(document.title()).into_owned(), str::to_owned);
        Translation {
            direction: direction(&language),
            language,
            link: Link { href: self.addresses.document(index), words },
        }
    }

    /// That a translation follows another version than the approved one of its original, which is then what counts.
    pub(super) fn behind(&self, document: &Document) -> Option<String> {
        let written = document.front.translation_of.as_ref()?;
        let leading = self.handbook.document(original(document)?);
        let version = leading.front.version.as_ref().filter(|_| leading.is_approved())?.value.trim();
        match written.raw.value.split_once('@').map(|(_, followed)| followed.trim()) {
            Some(followed) if followed == version => None,
            Some(followed) => {
                Some(self.words.with("document.behind", &[("followed", &followed), ("version", &version)]))
            }
            None => Some(self.words.with("document.behind_unknown", &[("version", &version)])),
        }
    }
}

fn original(document: &Document) -> Option<u32> {
    match document.front.translation_of.as_ref()?.target? {
        Target::Document(original) => Some(original),
        _ => None,
    }
}
