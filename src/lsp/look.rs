//! What a question is answered from: the handbook as it is now, its last check, and how places are told.

use std::path::Path;

use gen_lsp_types::{Location, Uri};

use super::checking::Outcome;
use super::convert::{Encoding, Lines, name_of, uri_of};
use super::desk::Desk;
use crate::approval::Standing;
use crate::model::{Document, Handbook};
use crate::session::Project;
use crate::text::{Date, FileId, Place};

#[derive(Clone, Copy)]
pub(super) struct Look<'d> {
    pub(super) desk: &'d Desk,
    pub(super) checked: Option<&'d Outcome>,
    pub(super) encoding: Encoding,
    pub(super) today: Date,
    /// Whether the client asks before it makes changes that are marked so.
    pub(super) confirms_changes: bool,
    /// Whether the client gives files other names when an edit says so.
    pub(super) renames_files: bool,
}

impl<'d> Look<'d> {
    pub(super) fn project(&self) -> &'d Project {
        self.desk.project()
    }

    pub(super) fn handbook(&self) -> &'d Handbook {
        &self.project().linked.handbook
    }

    pub(super) fn root(&self) -> &'d Path {
        &self.desk.root
    }

    /// The file of the handbook at an address.
    pub(super) fn file(&self, uri: &Uri) -> Option<FileId> {
        self.project().sources.texts.find(&name_of(self.root(), uri)?)
    }

    pub(super) fn name(&self, file: FileId) -> &'d str {
        self.project().sources.texts.name(file)
    }

    pub(super) fn text(&self, file: FileId) -> &'d str {
        &self.project().sources.texts.of(file).content
    }

    pub(super) fn lines(&self, file: FileId) -> Lines<'d> {
        Lines::of(self.text(file), self.encoding)
    }

    pub(super) fn uri(&self, file: FileId) -> Uri {
        uri_of(self.root(), self.name(file))
    }

    pub(super) fn location(&self, place: Place) -> Location {
        self.lines(place.file).location(self.uri(place.file), place.span)
    }

    pub(super) fn document_in(&self, file: FileId) -> Option<&'d Document> {
        self.handbook().documents.iter().find(|it| it.file == file)
    }

    /// Where a document stood at the last check.
    pub(super) fn standing(&self, document: &Document) -> Option<&'d Standing> {
        self.checked?.standings.get(self.name(document.file))
    }
}
