//! `manifest.json`: every file of the site with its size and digest, and every document that it shows. `docs/manifest.md`
//! describes it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Publication, Renderer};
use crate::approval::Given;

/// The name of the manifest in the site.
pub const MANIFEST: &str = "manifest.json";

/// A file of the site as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Listed {
    pub path: String,
    /// In bytes.
    size: u64,
    pub sha256: String,
}

/// Size and digest of a file of which one piece after the other is seen.
#[derive(Debug, Clone, Default)]
pub struct Sum {
    size: u64,
    digest: Sha256,
}

/// What a published manifest says; fields that are not asked for are passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct Published {
    version: u32,
    pub tool: String,
    pub site: Option<String>,
    pub edition: Option<String>,
    pub today: String,
    pub commit: Option<String>,
    pub is_draft: bool,
    pub documents: Vec<PublishedDocument>,
    pub files: Vec<Listed>,
}

/// A document as a published manifest tells of it.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishedDocument {
    pub id: Option<String>,
    pub title: String,
    pub version: Option<String>,
    pub state: String,
    pub digest: Option<String>,
    pub page: String,
}

impl Published {
    /// Reads a manifest.
    ///
    /// # Errors
    /// Why it is none that is understood.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Published = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if read.version == VERSION { Ok(read) } else { Err(format!("its form {} is not known", read.version)) }
    }
}

/// What builds manifests now.
pub const TOOL: &str = concat!("ismsbook ", env!("CARGO_PKG_VERSION"));

/// The form of manifests.
const VERSION: u32 = 1;

impl Listed {
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        let mut sum = Sum::default();
        sum.add(bytes);
        sum.listed(path)
    }
}

impl Sum {
    pub fn add(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        self.digest.update(piece);
    }

    /// The file of these pieces, under its path in the site.
    pub fn listed(self, path: &str) -> Listed {
        Listed { path: path.to_owned(), size: self.size, sha256: format!("{:x}", self.digest.finalize()) }
    }
}

#[derive(Serialize)]
struct Manifest<'m> {
    version: u32,
    tool: &'static str,
    title: &'m str,
    organization: &'m str,
    /// The named build.
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The tag that the site is an edition of.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'m str>,
    today: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'m str>,
    is_draft: bool,
    documents: Vec<Entry<'m>>,
    files: &'m [Listed],
}

#[derive(Serialize)]
struct Entry<'m> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'m str>,
    title: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'m str>,
    state: &'static str,
    /// How the approval of these words is proved.
    assurance: &'static str,
    /// Of the words as they are; only where records name them.
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    approvals: Vec<Approval<'m>>,
    page: String,
    source: &'m str,
}

/// An approval of exactly these words.
#[derive(Serialize)]
struct Approval<'m> {
    role: &'m str,
    time: String,
    signed: bool,
}

impl<'m> Approval<'m> {
    fn of(given: &'m Given) -> Self {
        Approval { role: &given.role, time: given.time.to_string(), signed: given.is_signed }
    }
}

impl Renderer<'_> {
    /// The manifest over these files, which it sorts.
    pub fn manifest(&self, files: &mut [Listed]) -> Vec<u8> {
        files.sort();
        let identity = &self.handbook.identity;
        let documents = self.scope.documents().map(|(index, document)| Entry {
            id: document.id().map(crate::model::Id::as_str),
            title: document.title(),
            version: document.front.version.as_ref().map(|it| it.value.as_str()),
            state: self.scope.standing(index).state.name(),
            assurance: self.scope.standing(index).assurance.name(),
            digest: self.scope.standing(index).digest.map(|it| it.to_string()),
            approvals: self.scope.standing(index).approvals.iter().map(Approval::of).collect(),
            page: self.addresses.document(index),
            source: self.cx.texts.name(document.file),
        });
        let manifest = Manifest {
            version: VERSION,
            tool: TOOL,
            title: &identity.title,
            organization: &identity.organization,
            site: self.cx.site.map(|it| it.name.value.as_str()),
            address: self.cx.site_address(),
            edition: self.cx.past.edition.as_deref(),
            today: self.cx.today.to_string(),
            commit: self.cx.revision.as_deref(),
            is_draft: self.cx.publication == Publication::Draft,
            documents: documents.collect(),
            files,
        };
        super::json(&manifest)
    }
}
