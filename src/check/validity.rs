//! Which documents count today, and what has taken the place of one that does not.

use super::hierarchy;
use super::rule::Context;
use crate::model::{Document, Relation, Target};

/// The document that a superseded one names as its successor, where that is in force.
pub fn successor<'h>(cx: &Context<'h>, document: &Document) -> Option<&'h Document> {
    match document.front.superseded_by.as_ref()?.target? {
        Target::Document(index) => {
            let successor = cx.handbook.document(index);
            (is_in_force(cx, successor) && !std::ptr::eq(successor, document)).then_some(successor)
        }
        _ => None,
    }
}

/// The documents in force that say that they supersede this one.
pub fn claimants<'h>(cx: &Context<'h>, document: u32) -> impl Iterator<Item = &'h Document> {
    let cx = *cx;
    hierarchy::leads_to(cx.handbook, document)
        .filter(|it| it.relation == Relation::Supersedes)
        .filter_map(hierarchy::source_document)
        .map(move |index| cx.handbook.document(index))
        .filter(move |it| is_in_force(&cx, it))
}

/// Whether people have to follow a document today, as far as it says itself.
pub fn is_in_force(cx: &Context<'_>, document: &Document) -> bool {
    let front = &document.front;
    document.is_approved()
        && front.effective_from.is_none_or(|it| it.value <= cx.today)
        && front.effective_until.is_none_or(|it| it.value >= cx.today)
}
