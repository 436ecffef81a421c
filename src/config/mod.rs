//! The settings of `book.toml`, each with its place. mdBook's names where mdBook has the thing.
//!
//! Names of rules are plain strings here; `check` judges them.

pub mod form;
mod places;
mod read;
mod section;
mod tables;
mod texts;

use std::collections::BTreeMap;

use crate::diag::Severity;
use crate::model::{DocumentType, RiskMethod};
use crate::text::{FileId, Interval, Span, Spanned};

pub use places::{quoted, text_places};
pub use read::{level_names, read};
pub use tables::TABLES;
pub use texts::texts;

/// All settings, with defaults where `book.toml` says nothing.
#[derive(Debug, Clone)]
pub struct Config {
    /// The settings file; none where the project has none.
    pub file: Option<FileId>,
    /// Whether a part of the file could not be read as TOML at all.
    pub is_broken: bool,
    pub book: Book,
    pub build: Build,
    pub html: Html,
    pub isms: Isms,
    pub review: Review,
    pub approvals: Vec<ApprovalRule>,
    /// Where people confirm having read a document, with `{id}`, `{version}`, `{digest}` and `{role}` to be filled in.
    pub acknowledgement: Option<Spanned<String>>,
    pub lint: Lint,
    /// Foreign front matter keys and the canonical keys they stand for.
    pub fields: BTreeMap<String, String>,
    pub editions: Editions,
    pub sites: Vec<Site>,
}

#[derive(Debug, Clone)]
pub struct Book {
    pub title: Option<String>,
    pub description: String,
    pub authors: Vec<String>,
    /// BCP 47.
    pub language: String,
    /// `ltr` or `rtl`.
    pub text_direction: Option<String>,
    /// Folder of the documents, relative to the root.
    pub src: String,
}

#[derive(Debug, Clone)]
pub struct Build {
    pub build_dir: String,
}

#[derive(Debug, Clone, Default)]
pub struct Html {
    /// Folder whose files replace or extend the built-in theme.
    pub theme: String,
    /// `light` or `dark`; none follows the reader's system.
    pub default_theme: Option<String>,
    pub preferred_dark_theme: Option<String>,
    pub additional_css: Vec<String>,
    pub additional_js: Vec<String>,
    pub git_repository_url: Option<String>,
    /// With `{path}` where the file's name goes.
    pub edit_url_template: Option<String>,
    pub site_url: Option<String>,
    pub cname: Option<String>,
    /// From old addresses to where they lead.
    pub redirect: BTreeMap<String, Spanned<String>>,
    pub search: bool,
    /// Whether the whole book is made on one page; none leaves it to the number of documents.
    pub print: Option<bool>,
    /// CSS colour of the accent.
    pub accent: Option<Spanned<String>>,
    pub raw_html: RawHtml,
}

/// What becomes of raw HTML in documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// Shown as text, and a finding.
    #[default]
    Refuse,
    /// Cleaned of everything that runs, styles or loads.
    Sanitize,
}

#[derive(Debug, Clone)]
pub struct Isms {
    pub organization: Option<String>,
    /// Names that the organization had before; records of these still count.
    pub formerly: Vec<String>,
    pub frameworks: Vec<String>,
    /// Pattern of ids by type of document: letters, `-`, and `#` for a digit, as in `POL-###`.
    pub id_patterns: BTreeMap<DocumentType, Spanned<String>>,
    /// From the most open to the most closed.
    pub classifications: Vec<String>,
    pub audiences: Vec<String>,
    pub variables: BTreeMap<String, String>,
    pub risk: RiskMethod,
}

#[derive(Debug, Clone)]
pub struct Review {
    /// Longest interval by type of document.
    pub longest: BTreeMap<DocumentType, Interval>,
    /// Days after which an overdue review is an error.
    pub grace: Interval,
}

/// What is published besides the current text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editions {
    /// Pattern of git tags that are editions: `*` for any signs, `?` for one.
    pub tags: String,
    pub history: Redlines,
}

/// Where the words of earlier versions are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redlines {
    /// Nowhere: git is not asked.
    None,
    /// At the tags that are editions.
    Tags,
    /// There, and at the commits that brought approval records in.
    Versions,
}

impl Editions {
    /// Whether a tag is an edition.
    pub fn names(&self, tag: &str) -> bool {
        let (pattern, tag): (Vec<char>, Vec<char>) = (self.tags.chars().collect(), tag.chars().collect());
        // After the last `*`: where it stood in the pattern, and how far it has reached in the name.
        let (mut star, mut at, mut place) = (None, 0, 0);
        while at < tag.len() {
            match pattern.get(place) {
                Some('*') => {
                    star = Some((place, at));
                    place += 1;
                }
                Some(sign) if *sign == '?' || *sign == tag[at] => {
                    place += 1;
                    at += 1;
                }
                _ => {
                    let Some((stood, reached)) = star else { return false };
                    star = Some((stood, reached + 1));
                    (place, at) = (stood + 1, reached + 1);
                }
            }
        }
        pattern[place..].iter().all(|it| *it == '*')
    }
}

/// Who approves which documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalRule {
    pub types: Vec<DocumentType>,
    pub paths: Vec<String>,
    pub ids: Vec<String>,
    pub roles: Vec<String>,
    pub people: u32,
    pub assurance: String,
}

/// The level of a rule in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Off,
    At(Severity),
}

#[derive(Debug, Clone)]
pub struct Lint {
    /// By code or name of a rule, as written.
    pub levels: BTreeMap<String, Spanned<Level>>,
    pub fail_on: Severity,
    pub allow: Vec<Allow>,
    /// Names of products, people and places that policies leave to standards and procedures.
    pub names: Vec<String>,
    /// Abbreviations that need no explanation, besides everyday ones.
    pub abbreviations: Vec<String>,
    /// Words that a duty does without; none where the built-in list holds.
    pub vague_terms: Option<Vec<String>>,
    /// Most words of a sentence.
    pub longest_sentence: usize,
    /// Headings that tell nothing; none where the built-in list holds.
    pub untelling_headings: Option<Vec<String>>,
}

/// An entry of `[[lint.allow]]`, as written; `check` judges whether it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    pub rules: Vec<Spanned<String>>,
    /// Ids of documents, or names of files and folders.
    pub documents: Vec<Spanned<String>>,
    pub until: Option<Spanned<String>>,
    pub by: Option<Spanned<String>>,
    pub reason: Option<Spanned<String>>,
    pub span: Span,
}

/// A named build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub name: Spanned<String>,
    pub audience: Option<Spanned<String>>,
    /// The highest classification that the site shows.
    pub classification: Option<Spanned<String>>,
    pub address: Option<String>,
}

impl Config {
    /// The greatest classification of a site, as an index into [`Isms::classifications`]; none where nothing is held back.
    pub fn highest_classification(&self, site: Option<&Site>) -> Option<usize> {
        let limit = site?.classification.as_ref()?;
        self.isms.classifications.iter().position(|level| *level == limit.value)
    }
}

impl Default for Config {
    fn default() -> Self {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        Config {
            file: None,
            is_broken: false,
            book: Book {
                title: None,
                description: String::new(),
                authors: Vec::new(),
                language: "en".to_owned(),
                text_direction: None,
                src: "policies".to_owned(),
            },
            build: Build { build_dir: "book".to_owned() },
            html: Html { theme: "theme".to_owned(), search: true, ..Html::default() },
            isms: Isms {
                organization: None,
                formerly: Vec::new(),
                frameworks: Vec::new(),
                id_patterns: BTreeMap::new(),
                classifications: words(&["public", "internal", "confidential", "restricted"]),
                audiences: Vec::new(),
                variables: BTreeMap::new(),
                risk: RiskMethod::default(),
            },
            review: Review {
                longest: BTreeMap::new(),
                grace: Interval::parse("30 days").unwrap_or(Interval::of_months(1)),
            },
            acknowledgement: None,
            approvals: Vec::new(),
            lint: Lint {
                levels: BTreeMap::new(),
                fail_on: Severity::Error,
                allow: Vec::new(),
                names: Vec::new(),
                abbreviations: Vec::new(),
                vague_terms: None,
                longest_sentence: 30,
                untelling_headings: None,
            },
            fields: BTreeMap::new(),
            editions: Editions { tags: "v*".to_owned(), history: Redlines::Tags },
            sites: Vec::new(),
        }
    }
}
