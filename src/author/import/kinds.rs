//! The type that older handbooks tell in a title or the name of a file.

use crate::model::DocumentType;
use crate::text::slug;

/// The type that a title, a file name or a value speaks of.
pub(super) fn document_type(words: &str) -> Option<DocumentType> {
    let words = format!("-{}-", slug(words));
    // The more telling words first: a "policy register" is a register.
    let table: &[(&str, DocumentType)] = &[
        ("template", DocumentType::Template),
        ("form", DocumentType::Template),
        ("register", DocumentType::Register),
        ("inventory", DocumentType::Register),
        ("record", DocumentType::Record),
        ("minutes", DocumentType::Record),
        ("report", DocumentType::Record),
        ("procedure", DocumentType::Procedure),
        ("process", DocumentType::Procedure),
        ("sop", DocumentType::Procedure),
        ("plan", DocumentType::Plan),
        ("standard", DocumentType::Standard),
        ("baseline", DocumentType::Standard),
        ("guideline", DocumentType::Guideline),
        ("guidelines", DocumentType::Guideline),
        ("guidance", DocumentType::Guideline),
        ("guide", DocumentType::Guideline),
        ("manual", DocumentType::Manual),
        ("handbook", DocumentType::Manual),
        ("policy", DocumentType::Policy),
        ("policies", DocumentType::Policy),
    ];
    table.iter().find(|(word, _)| words.contains(&format!("-{word}-"))).map(|(_, kind)| *kind)
}
