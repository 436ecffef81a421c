//! Documents read anew in a handbook that is linked already, where nothing but their words changed. This is the road from
//! a saved file to the screen, so it looks at nothing that the words do not reach.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Linked, Loose, Resolving};
use crate::config::Config;
use crate::model::{Document, Heading, Relation, Target};
use crate::parse::{self, ParsedDocument};
use crate::source::Sources;
use crate::text::FileId;

/// The same handbook with the texts of these documents as the sources have them now. None where a change reaches further
/// than the words of its document: to its front matter, or to a heading, which others may name. Then all must be linked.
///
/// What comes out is what [`super::link`] makes of the sources, findings in another order apart.
pub fn reworded(linked: &Linked, sources: &Sources, config: &Config, files: &[FileId]) -> Option<Linked> {
    let mut made = linked.clone();
    let handbook = &mut made.handbook;
    let cx = Resolving { sources, index: &linked.names.index, anchors: &linked.names.anchors };
    let mut citations = Vec::new();
    let mut changed: BTreeSet<Target> = BTreeSet::new();
    for file in files {
        let number = handbook.documents.iter().position(|it| it.file == *file)?;
        let content = &sources.texts.of(*file).content;
        let parsed = parse::document(*file, content, &config.fields);
        if !has_only_other_words(&handbook.documents[number], &parsed) {
            return None;
        }
        let from = Target::Document(u32::try_from(number).ok()?);
        let mut body = parsed.body;
        let mut loose = Loose::take(&mut body);
        citations.extend(cx.body(&mut loose, &body, from, *file, &handbook.documents));
        loose.give_back(&mut body);
        handbook.documents[number].body = Arc::new(body);
        changed.insert(from);
        made.findings.retain(|it| it.place.file != *file);
        made.findings.extend(parsed.findings);
    }
    handbook.citations.retain(|it| it.relation != Relation::Mentions || !changed.contains(&it.from));
    handbook.citations.extend(citations);
    // The old ones are one sorted run, which a stable sort only merges.
    handbook.citations.sort_by_key(|it| (it.to, it.from, it.relation, it.place));
    handbook.citations.dedup();
    Some(made)
}

fn has_only_other_words(before: &Document, after: &ParsedDocument) -> bool {
    let start = after.body.span.start;
    let head = ..start as usize;
    let front_is_same = before.front.block == after.front.block
        && before.body.span.start == start
        && before.body.source.get(head) == after.body.source.get(head);
    let says = |it: &Heading| (it.level, it.anchor.clone(), it.text.clone());
    front_is_same && before.body.headings.iter().map(says).eq(after.body.headings.iter().map(says))
}
