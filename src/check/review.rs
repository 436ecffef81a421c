//! When the reviews of a document are due.

use super::wanted;
use crate::model::{Document, Field};
use crate::text::{Date, Place};

/// The day on which the next review of a document in use is due.
pub fn due(document: &Document) -> Option<Date> {
    let is_in_use = document.is_approved() && wanted::is_reviewed(document.document_type());
    document.front.review_due().filter(|_| is_in_use)
}

/// Where that day is written, or else what it follows from.
pub fn due_place(document: &Document) -> Place {
    let front = &document.front;
    let written = front.next_review.or(front.last_reviewed).or(front.approved_on).map(|it| it.span);
    document.place(written.unwrap_or_else(|| front.place_of(Field::NextReview)))
}
