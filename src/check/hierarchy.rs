//! How documents hang together: which stands at the top, and what leads to a document.

use crate::model::{Citation, Document, Handbook, Relation, Target};

/// Whether a document says that it is the main policy, which clause 5.2 asks for.
pub fn is_main_policy(handbook: &Handbook, document: &Document) -> bool {
    handbook.serves_clause(document, "5.2")
}

/// Everything that points at a document or at one of its headings, itself left out.
pub fn leads_to(handbook: &Handbook, document: u32) -> impl Iterator<Item = &Citation> {
    let citations = &handbook.citations;
    let start = citations.partition_point(|it| it.to < Target::Heading(document, 0));
    let headings =
        citations[start..].iter().take_while(move |it| matches!(it.to, Target::Heading(other, _) if other == document));
    handbook
        .cited_by(Target::Document(document))
        .iter()
        .chain(headings)
        .filter(move |it| source_document(it) != Some(document))
}

/// The documents that name this one as their parent.
pub fn children(handbook: &Handbook, document: u32) -> impl Iterator<Item = &Document> {
    leads_to(handbook, document)
        .filter(|it| it.relation == Relation::Parent)
        .filter_map(source_document)
        .map(|index| handbook.document(index))
}

/// The document in which a citation stands.
pub fn source_document(citation: &Citation) -> Option<u32> {
    match citation.from {
        Target::Document(index) | Target::Heading(index, _) => Some(index),
        _ => None,
    }
}

/// Whether a document that is not retired puts this control into practice.
pub fn covers(handbook: &Handbook, control: Target) -> bool {
    handbook
        .cited_by(control)
        .iter()
        .filter(|it| it.relation == Relation::Implements)
        .filter_map(source_document)
        .any(|index| !handbook.document(index).is_retired())
}
