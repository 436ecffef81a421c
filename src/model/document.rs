//! A document under control, and the sections that hold documents.

use std::sync::Arc;

use super::body::Body;
use super::front::{DocumentType, Front, Status};
use super::id::Id;
use crate::text::{FileId, Place, Span};

/// One Markdown file under control.
#[derive(Debug, Clone)]
pub struct Document {
    pub file: FileId,
    /// Shared, as the body is, so that a handbook can be copied while others still look at it.
    pub front: Arc<Front>,
    pub body: Arc<Body>,
    /// Index into [`super::Handbook::sections`].
    pub section: u32,
    /// The last part of the file's name without its ending, for people and for addresses.
    pub stem: String,
}

impl Document {
    pub fn id(&self) -> Option<&Id> {
        self.front.id.as_ref().map(|it| &it.value)
    }

    /// What people call the document in a message: its id, else its file's name.
    pub fn name(&self) -> &str {
        self.id().map_or(&self.stem, Id::as_str)
    }

    /// The title; where none is given, the first heading of level 1, else the file's name.
    pub fn title(&self) -> &str {
        let written = self.front.title.as_ref().map(|it| it.value.as_str());
        let heading = || self.body.headings.iter().find(|it| it.level == 1).map(|it| it.text.as_str());
        written.or_else(heading).filter(|it| !it.is_empty()).unwrap_or(&self.stem)
    }

    pub fn document_type(&self) -> Option<DocumentType> {
        self.front.document_type.as_ref().map(|it| it.value)
    }

    pub fn status(&self) -> Option<Status> {
        self.front.status.as_ref().map(|it| it.value)
    }

    pub fn is_approved(&self) -> bool {
        self.status() == Some(Status::Approved)
    }

    pub fn is_retired(&self) -> bool {
        self.status() == Some(Status::Retired)
    }

    pub fn place(&self, span: Span) -> Place {
        span.in_file(self.file)
    }
}

/// A folder of documents.
#[derive(Debug, Clone)]
pub struct Section {
    /// Names of the folders from the root of the documents down to this one; empty for the root.
    pub folders: Vec<String>,
    pub title: String,
    /// The text of the folder's README.
    pub intro: Option<Intro>,
    pub parent: Option<u32>,
    pub children: Vec<u32>,
    /// Indexes of documents, in the order of their ids, those without id last, by file.
    pub documents: Vec<u32>,
}

/// The introduction of a section: text that is not under document control.
#[derive(Debug, Clone)]
pub struct Intro {
    pub file: FileId,
    pub body: Body,
}
