//! The whole handbook with its links both ways.

use std::collections::BTreeMap;

use super::approval::Ledger;
use super::catalogue::Catalogue;
use super::document::{Document, Section};
use super::front::DocumentType;
use super::record::Registers;
use super::risk::RiskMethod;
use super::statement::StatementLine;
use super::target::{Citation, Target};
use crate::text::Place;

/// What the settings say about the handbook as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    pub title: String,
    pub organization: String,
    pub description: String,
    /// BCP 47.
    pub language: String,
    /// Classification levels from the most open to the most closed.
    pub classifications: Vec<String>,
}

/// A value of `[isms.variables]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    pub value: String,
}

/// Everything that was read, linked both ways.
#[derive(Debug, Clone, Default)]
pub struct Handbook {
    pub identity: Identity,
    pub variables: BTreeMap<String, Variable>,
    pub risk_method: RiskMethod,
    /// In the order of sections, then ids.
    pub documents: Vec<Document>,
    /// The root first, then in the order of folders.
    pub sections: Vec<Section>,
    pub catalogue: Catalogue,
    /// In natural order of controls; several lines for one control are kept.
    pub statement: Vec<StatementLine>,
    /// Where the statement begins in its file; none where there is no statement at all.
    pub statement_place: Option<Place>,
    pub registers: Registers,
    /// Names of other files under the documents' folder that are published as they are, sorted.
    pub attachments: Vec<String>,
    /// What points at what, sorted by target, then by source.
    pub citations: Vec<Citation>,
    /// The approval records; none where the project has no folder of them.
    pub ledger: Option<Ledger>,
}

impl Handbook {
    /// Everything that points at a target.
    pub fn cited_by(&self, target: Target) -> &[Citation] {
        let start = self.citations.partition_point(|it| it.to < target);
        let length = self.citations[start..].partition_point(|it| it.to == target);
        &self.citations[start..start + length]
    }

    /// The line of the statement for a control, by its place in the catalogue.
    pub fn statement_line(&self, control: u32) -> Option<&StatementLine> {
        self.statement.iter().find(|line| line.control.target == Some(Target::Control(control)))
    }

    /// Whether a document says that it serves a clause.
    pub fn serves_clause(&self, document: &Document, clause: &str) -> bool {
        document.front.clauses.iter().any(|it| match it.target {
            Some(Target::Clause(index)) => {
                self.catalogue.clauses.get(index as usize).is_some_and(|it| it.id.as_str() == clause)
            }
            _ => false,
        })
    }

    /// Clause 5.2: the policy that says it serves it and stands under no other.
    pub fn is_security_policy(&self, document: &Document) -> bool {
        document.document_type() == Some(DocumentType::Policy)
            && document.front.parent.is_none()
            && self.serves_clause(document, "5.2")
    }

    /// Whether records tell how far a document is approved, so that what it says of itself no longer counts.
    pub fn has_records(&self, document: &Document) -> bool {
        let (Some(ledger), Some(id)) = (&self.ledger, document.id()) else { return false };
        ledger.is_unread || ledger.broken.contains(id) || !ledger.of(id).is_empty()
    }

    pub fn document(&self, index: u32) -> &Document {
        &self.documents[index as usize]
    }

    /// Every document with its index.
    pub fn indexed_documents(&self) -> impl Iterator<Item = (u32, &Document)> {
        (0..).zip(&self.documents)
    }

    /// The words by which a target is shown: its id (or name) and its title.
    pub fn name_and_title(&self, target: Target) -> (&str, &str) {
        match target {
            Target::Document(index) => (self.document(index).name(), self.document(index).title()),
            Target::Heading(index, heading) => {
                let document = self.document(index);
                let text = document.body.headings.get(heading as usize).map_or("", |it| it.text.as_str());
                (document.name(), text)
            }
            Target::Section(index) => {
                let title = self.sections[index as usize].title.as_str();
                (title, title)
            }
            Target::Control(index) => {
                let control = &self.catalogue.controls[index as usize];
                (control.id.as_str(), &control.title)
            }
            Target::Clause(index) => {
                let clause = &self.catalogue.clauses[index as usize];
                (clause.id.as_str(), &clause.title)
            }
            Target::Entry(kind, index) => {
                self.registers.record(kind, index).map_or(("", ""), |it| (it.name(), it.title()))
            }
            Target::Register(kind) => (kind.name(), kind.name()),
            Target::Statement => ("applicability", "Statement of applicability"),
            Target::Attachment(index) => {
                let name = self.attachments[index as usize].as_str();
                (name, name)
            }
        }
    }
}
