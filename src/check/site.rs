//! Which documents a named build shows.

use super::rule::Context;
use crate::model::Document;

/// Whether a document is classified above what the site of this run may show. A classification that is missing or not
/// declared counts as above any limit.
pub fn is_too_closed(cx: &Context<'_>, document: &Document) -> bool {
    let Some(limit) = cx.config.highest_classification(cx.site) else { return false };
    let written = document.front.classification.as_ref();
    let level = written.and_then(|it| cx.config.isms.classifications.iter().position(|level| *level == it.value));
    level.is_none_or(|level| level > limit)
}
