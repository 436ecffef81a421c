//! Which documents a named build shows.

use super::rule::Context;
use crate::model::Document;

/// Whether the site of this run shows a document: it is not classified too high, and it names the audience of the site
/// or none at all. Without a site everything is shown.
pub fn shows(cx: &Context<'_>, document: &Document) -> bool {
    let Some(site) = cx.site else { return true };
    let groups = &document.front.audience;
    let is_addressed =
        site.audience.as_ref().is_none_or(|group| groups.is_empty() || groups.iter().any(|it| it.value == group.value));
    is_addressed && !is_too_closed(cx, document)
}

/// Whether a document is classified above what the site of this run may show. A classification that is missing or not
/// declared counts as above any limit, and nothing is below a limit that is not declared.
pub fn is_too_closed(cx: &Context<'_>, document: &Document) -> bool {
    if cx.site.is_none_or(|site| site.classification.is_none()) {
        return false;
    }
    let written = document.front.classification.as_ref();
    let level = written.and_then(|it| cx.config.isms.classifications.iter().position(|level| *level == it.value));
    match (level, cx.config.highest_classification(cx.site)) {
        (Some(level), Some(limit)) => level > limit,
        _ => true,
    }
}
