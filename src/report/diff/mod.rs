//! What changed between two handbooks as text, Markdown, one HTML page or JSON.

mod html;
mod json;
mod markdown;
mod mask;
mod outline;
mod text;

#[cfg(test)]
pub(super) mod tests;

use crate::compare::Changes;
use crate::text::Date;

pub(super) use markdown::{list, redline as markdown_redline};
pub(super) use mask::masked;
pub(super) use outline::{Section, sections, standing, summary, text_change};

/// What is shown.
#[derive(Clone, Copy)]
pub struct Diff<'d> {
    pub changes: &'d Changes,
    /// What people call the two sides.
    pub from: &'d str,
    pub to: &'d str,
    pub today: Date,
    /// What could not be compared, and why.
    pub notes: &'d [String],
}

/// How changes are written down. `docs/diff.md` describes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For terminals, with colours; what stays is folded.
    Text,
    Markdown,
    /// One page that needs nothing else.
    Html,
    /// For programs; versioned.
    Json,
}

/// The changes in a form, without what looks like a secret. Text carries terminal colours; who prints it strips them where they are not wanted.
pub fn write(diff: &Diff<'_>, form: Form) -> String {
    let changes = masked(diff.changes);
    let diff = Diff { changes: &changes, ..*diff };
    match form {
        Form::Text => text::write(&diff),
        Form::Markdown => markdown::write(&diff),
        Form::Html => html::write(&diff),
        Form::Json => json::write(&diff),
    }
}

/// The redline of one document for a terminal, with what changed about it and the duties that changed in it. It is what an
/// approver decides by, so that it has every word as it is.
pub fn document_text(diff: &Diff<'_>, document: &crate::compare::DocumentChange) -> String {
    text::document(diff, document)
}
