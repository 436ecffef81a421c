//! Documents read anew in a handbook that is linked already. This is the road from a saved file to the screen, so it looks
//! at nothing that the change does not reach.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Linked, Resolving};
use crate::config::Config;
use crate::model::{Body, Citation, Document, Handbook, Heading, Relation, Target};
use crate::parse::{self, ParsedDocument};
use crate::source::Sources;
use crate::text::{FileId, Span};

/// A handbook in which some documents were read anew.
#[derive(Debug)]
pub struct Reworded {
    pub linked: Linked,
    pub reach: Reach,
}

/// What changed of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Their words alone.
    Words,
    /// Their front matter or their headings too.
    Documents,
}

/// The same handbook with the texts of these documents as the sources have them now. None where a change reaches further:
/// to an id, by which others name the document and sections are ordered. Then all must be linked.
///
/// What comes out is what [`super::link`] makes of the sources, findings in another order apart.
pub fn reworded(linked: &Linked, sources: &Sources, config: &Config, files: &[FileId]) -> Option<Reworded> {
    let mut made = linked.clone();
    let (mut reach, mut reshaped) = (Reach::Words, BTreeSet::new());
    let mut changed = Vec::new();
    for file in files {
        let position = made.handbook.documents.iter().position(|it| it.file == *file)?;
        let number = u32::try_from(position).ok()?;
        let document = &mut made.handbook.documents[position];
        let parsed = parse::document(*file, &sources.texts.of(*file).content, &config.fields);
        if document.front.id.as_ref().map(|it| &it.value) != parsed.front.id.as_ref().map(|it| &it.value) {
            return None;
        }
        let has_other_headings = !has_same_headings(document, &parsed);
        if has_other_headings {
            reshaped.insert(number);
        }
        if has_other_headings || !has_same_front(document, &parsed) {
            reach = Reach::Documents;
        }
        document.front = Arc::new(parsed.front);
        document.body = Arc::new(parsed.body);
        made.findings.retain(|it| it.place.file != *file);
        made.findings.extend(parsed.findings);
        changed.push(number);
    }
    let anchors = linked.anchors.with(&made.handbook.documents, &reshaped);
    made.anchors = anchors.map_or_else(|| Arc::clone(&linked.anchors), Arc::new);
    let cx = Resolving { sources, index: &linked.index, anchors: &made.anchors };
    let own: BTreeSet<Target> = changed.iter().map(|it| Target::Document(*it)).collect();
    let mut citations = cx.anew(&mut made.handbook, &changed);
    let mut outdated = BTreeSet::new();
    if !reshaped.is_empty() {
        citations.extend(cx.led_elsewhere(&mut made.handbook, &reshaped, (&own, &mut outdated)));
    }
    let handbook = &mut made.handbook;
    handbook.citations.retain(|it| !own.contains(&it.from) && (outdated.is_empty() || !outdated.contains(it)));
    handbook.citations.extend(citations);
    // The old ones are one sorted run, which a stable sort only merges.
    handbook.citations.sort_by_key(|it| (it.to, it.from, it.relation, it.place));
    handbook.citations.dedup();
    Some(Reworded { linked: made, reach })
}

fn has_same_front(before: &Document, after: &ParsedDocument) -> bool {
    let start = after.body.span.start;
    let head = ..start as usize;
    before.front.block == after.front.block
        && before.body.span.start == start
        && before.body.source.get(head) == after.body.source.get(head)
}

fn has_same_headings(before: &Document, after: &ParsedDocument) -> bool {
    let says = |it: &Heading| (it.level, it.anchor.clone(), it.text.clone());
    before.body.headings.iter().map(says).eq(after.body.headings.iter().map(says))
}

impl Resolving<'_> {
    /// Resolves all that these documents name, and returns their citations.
    fn anew(&self, handbook: &mut Handbook, numbers: &[u32]) -> Vec<Citation> {
        let mut citations = Vec::new();
        for number in numbers {
            let (from, at) = (Target::Document(*number), *number as usize);
            let document = &handbook.documents[at];
            let (found, targets) = self.body(&document.body, (from, document.file), &handbook.documents);
            citations.extend(found);
            let document = &mut handbook.documents[at];
            targets.write_down(Arc::make_mut(&mut document.body));
            self.front(document, from, &mut citations);
        }
        citations
    }

    /// Follows the links of all others into documents that have other headings now. Returns the citations that are new;
    /// those that they replace are added to the outdated ones.
    fn led_elsewhere(
        &self,
        handbook: &mut Handbook,
        reshaped: &BTreeSet<u32>,
        (own, outdated): (&BTreeSet<Target>, &mut BTreeSet<Citation>),
    ) -> Vec<Citation> {
        let leads_there = |it: &&Citation| match it.to {
            Target::Document(number) | Target::Heading(number, _) => reshaped.contains(&number),
            _ => false,
        };
        let cited = handbook.citations.iter().filter(|it| it.relation == Relation::Mentions && !own.contains(&it.from));
        let from: BTreeSet<Target> = cited.filter(leads_there).map(|it| it.from).collect();
        let mut citations = Vec::new();
        for from in from {
            let Some((file, body)) = body_of(handbook, from) else { continue };
            let moves = self.moves(handbook, body, (from, file));
            if moves.is_empty() {
                continue;
            }
            for (span, step) in &moves {
                let cite = |to: Target| Citation { from, to, relation: Relation::Mentions, place: span.in_file(file) };
                outdated.extend(step.before.map(cite));
                citations.extend(step.after.map(cite));
            }
            let Some(body) = body_of_mut(handbook, from) else { continue };
            for link in &mut body.links {
                link.target = moves.get(&link.span).map_or(link.target, |it| it.after);
            }
            for image in &mut body.images {
                image.target = moves.get(&image.span).map_or(image.target, |it| it.after);
            }
        }
        citations
    }

    /// The links and pictures of a text that lead elsewhere now.
    fn moves(&self, handbook: &Handbook, body: &Body, (from, file): (Target, FileId)) -> BTreeMap<Span, Step> {
        let links = body.links.iter().map(|link| {
            let after = self.linked(link, (from, file), &handbook.documents);
            (link.span, Step { before: link.target, after })
        });
        let images = body.images.iter().map(|image| {
            let after = self.link(&image.destination, (from, file), &handbook.documents);
            (image.span, Step { before: image.target, after })
        });
        links.chain(images).filter(|(_, step)| step.before != step.after).collect()
    }
}

/// Where a link led, and where it leads.
struct Step {
    before: Option<Target>,
    after: Option<Target>,
}

fn body_of(handbook: &Handbook, from: Target) -> Option<(FileId, &Body)> {
    match from {
        Target::Document(number) => handbook.documents.get(number as usize).map(|it| (it.file, &*it.body)),
        Target::Section(number) => handbook.sections.get(number as usize)?.intro.as_ref().map(|it| (it.file, &it.body)),
        _ => None,
    }
}

fn body_of_mut(handbook: &mut Handbook, from: Target) -> Option<&mut Body> {
    match from {
        Target::Document(number) => handbook.documents.get_mut(number as usize).map(|it| Arc::make_mut(&mut it.body)),
        Target::Section(number) => handbook.sections.get_mut(number as usize)?.intro.as_mut().map(|it| &mut it.body),
        _ => None,
    }
}
