//! Documents and registers read anew in a handbook that is linked already. This is the road from a saved file to the
//! screen, so it looks at nothing that the change does not reach.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::amended::{amend, are_named_alike};
use super::{Before, Linked, Resolving, ratings};
use crate::model::{Body, Citation, Document, Handbook, Heading, Relation, Target};
use crate::parse::{self, ParsedDocument};
use crate::source::{Part, Sources};
use crate::text::{FileId, Span};

/// A handbook in which some documents and registers were read anew.
#[derive(Debug)]
pub struct Reworded {
    pub linked: Linked,
    pub reach: Reach,
}

/// What changed of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Their words alone.
    #[default]
    Words,
    /// Their front matter or their headings too.
    Documents,
    /// Entries of registers too.
    Registers,
}

/// The same handbook with the texts of these documents and registers as the sources have them now. None where a change
/// reaches further: to an id, by which others name a document or an entry and by which both are ordered. Then all must be
/// linked.
///
/// What comes out is what [`super::link`] makes of the sources, findings in another order apart.
pub fn reworded(before: &Before<'_>, sources: &Sources, files: &[FileId]) -> Option<Reworded> {
    let mut made = before.linked.clone();
    let mut all = Anew::default();
    for file in files {
        all.read(&mut made, before, (sources, *file))?;
    }
    if !all.registers.is_empty() && !are_named_alike(&before.linked.handbook.registers, &made.handbook.registers) {
        return None;
    }
    let anchors = before.linked.anchors.with(&made.handbook.documents, &all.reshaped);
    made.anchors = anchors.map_or_else(|| Arc::clone(&before.linked.anchors), Arc::new);
    let cx = Resolving { sources, index: &before.linked.index, anchors: &made.anchors };
    let own: BTreeSet<Target> = all.documents.iter().map(|it| Target::Document(*it)).collect();
    let mut citations = cx.anew(&mut made.handbook, &all.documents);
    let mut outdated = BTreeSet::new();
    if !all.reshaped.is_empty() {
        citations.extend(cx.led_elsewhere(&mut made.handbook, &all.reshaped, (&own, &mut outdated)));
    }
    let handbook = &mut made.handbook;
    if !all.registers.is_empty() {
        citations.extend(cx.amended(handbook, &all.registers));
        ratings::rate(handbook);
    }
    let is_anew = |it: &Citation| own.contains(&it.from) || all.registers.contains(&it.place.file);
    handbook.citations.retain(|it| !is_anew(it) && (outdated.is_empty() || !outdated.contains(it)));
    handbook.citations.extend(citations);
    // The old ones are one sorted run, which a stable sort only merges.
    handbook.citations.sort_by_key(|it| (it.to, it.from, it.relation, it.place));
    handbook.citations.dedup();
    Some(Reworded { linked: made, reach: all.reach })
}

/// What was read anew.
#[derive(Default)]
struct Anew {
    documents: Vec<u32>,
    /// Those of the documents that have other headings.
    reshaped: BTreeSet<u32>,
    /// The files of registers.
    registers: Vec<FileId>,
    reach: Reach,
}

impl Anew {
    fn read(&mut self, made: &mut Linked, before: &Before<'_>, (sources, file): (&Sources, FileId)) -> Option<()> {
        let text = &sources.texts.of(file).content;
        let Some(position) = made.handbook.documents.iter().position(|it| it.file == file) else {
            if !sources.of(Part::Register).any(|it| it == file) {
                return None;
            }
            amend(made, file, (&before.sources.texts.of(file).content, text))?;
            self.registers.push(file);
            self.reach = Reach::Registers;
            return Some(());
        };
        let number = u32::try_from(position).ok()?;
        let document = &mut made.handbook.documents[position];
        let parsed = parse::document(file, text, &before.config.fields);
        if document.front.id.as_ref().map(|it| &it.value) != parsed.front.id.as_ref().map(|it| &it.value) {
            return None;
        }
        let has_other_headings = !has_same_headings(document, &parsed);
        if has_other_headings {
            self.reshaped.insert(number);
        }
        if has_other_headings || !has_same_front(document, &parsed) {
            self.reach = self.reach.max(Reach::Documents);
        }
        document.front = Arc::new(parsed.front);
        document.body = Arc::new(parsed.body);
        made.findings.retain(|it| it.place.file != file);
        made.findings.extend(parsed.findings);
        self.documents.push(number);
        Some(())
    }
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
