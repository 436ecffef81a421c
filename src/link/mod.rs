//! From the parts of single files to one handbook: references resolved both ways, variables known, scores computed.

mod address;
mod anchors;
mod catalogue;
mod fields;
mod index;
mod ledger;
mod normal;
mod parts;
mod ratings;
mod reworded;
mod sections;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::Finding;
use crate::model::{
    Body, Citation, Document, Handbook, Identity, Image, Intro, Link, LinkForm, Mention, Relation, Target, Variable,
};
use crate::source::Sources;
use crate::text::FileId;

pub use self::normal::{LEFT_OUT, NormalForms, OwnWords, filled, own_words, uses_variable};
pub use self::reworded::{Reach, Reworded, reworded};

use self::address::{Destination, destination};
use self::anchors::Anchors;
use self::index::{Index, Wanted};

/// A handbook and what was found while it was read and linked.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    pub handbook: Handbook,
    pub findings: Vec<Finding>,
    /// By what things are referred to, kept for documents that are read anew.
    index: Arc<Index>,
    anchors: Arc<Anchors>,
}

/// Parses every text and links the parts. Cannot fail: what is wrong is a finding.
pub fn link(sources: &Sources, config: &Config) -> Linked {
    let catalogues = parts::catalogues(sources);
    let (mut parts, (catalogue, faults)) =
        rayon::join(|| parts::parts(sources, config), || catalogue::catalogue(&sources.texts, &catalogues));
    parts.findings.extend(faults);
    let (index, anchors) = (Index::new(&parts, &catalogue), Anchors::of(&parts.documents));
    let mut handbook = Handbook {
        identity: identity(config),
        variables: variables(config),
        risk_method: config.isms.risk.clone(),
        documents: parts.documents,
        sections: parts.sections,
        catalogue,
        statement: parts.statement,
        statement_place: parts.statement_place,
        registers: parts.registers,
        attachments: sources.attachments.clone(),
        citations: Vec::new(),
        ledger: parts.ledger,
    };
    let cx = Resolving { sources, index: &index, anchors: &anchors };
    let mut citations = cx.documents(&mut handbook.documents);
    citations.extend(cx.introductions(&mut handbook));
    citations.extend(cx.statement(&mut handbook));
    citations.extend(cx.registers(&mut handbook));
    citations.par_sort_unstable_by_key(|it| (it.to, it.from, it.relation, it.place));
    citations.dedup();
    // Half of the room may be spare after so many were put together.
    citations.shrink_to_fit();
    handbook.citations = citations;
    ratings::rate(&mut handbook);
    Linked { handbook, findings: parts.findings, index: Arc::new(index), anchors: Arc::new(anchors) }
}

fn identity(config: &Config) -> Identity {
    let organization = config.isms.organization.clone().unwrap_or_else(|| "Our organization".to_owned());
    Identity {
        title: config.book.title.clone().unwrap_or_else(|| "ISMS handbook".to_owned()),
        organization,
        description: config.book.description.clone(),
        language: config.book.language.clone(),
        classifications: config.isms.classifications.clone(),
    }
}

/// What texts may use: the declared variables, and the name of the organization.
fn variables(config: &Config) -> BTreeMap<String, Variable> {
    let organization = [("organization".to_owned(), identity(config).organization)];
    let declared = config.isms.variables.iter().map(|(name, value)| (name.clone(), value.clone()));
    organization.into_iter().chain(declared).map(|(name, value)| (name, Variable { value })).collect()
}

/// The references of one body, taken out of it while all documents are looked at.
struct Loose {
    links: Vec<Link>,
    images: Vec<Image>,
    mentions: Vec<Mention>,
}

impl Loose {
    fn take(body: &mut Body) -> Self {
        Loose {
            links: std::mem::take(&mut body.links),
            images: std::mem::take(&mut body.images),
            mentions: std::mem::take(&mut body.mentions),
        }
    }

    fn give_back(self, body: &mut Body) {
        body.links = self.links;
        body.images = self.images;
        body.mentions = self.mentions;
    }
}

struct Resolving<'s> {
    sources: &'s Sources,
    index: &'s Index,
    anchors: &'s Anchors,
}

impl Resolving<'_> {
    /// Resolves front matter and bodies, all documents in parallel; returns the citations in no particular order.
    fn documents(&self, documents: &mut [Document]) -> Vec<Citation> {
        let mut loose: Vec<Loose> =
            documents.par_iter_mut().map(|it| Loose::take(Arc::make_mut(&mut it.body))).collect();
        let shared: &[Document] = documents;
        let mut citations: Vec<Citation> = loose
            .par_iter_mut()
            .enumerate()
            .flat_map_iter(|(number, loose)| {
                let from = Target::Document(u32::try_from(number).unwrap_or(u32::MAX));
                self.body(loose, &shared[number].body, from, shared[number].file, shared)
            })
            .collect();
        documents
            .par_iter_mut()
            .zip(loose)
            .for_each(|(document, loose)| loose.give_back(Arc::make_mut(&mut document.body)));
        let of_front: Vec<Citation> = documents
            .par_iter_mut()
            .enumerate()
            .flat_map_iter(|(number, document)| {
                let from = Target::Document(u32::try_from(number).unwrap_or(u32::MAX));
                self.front(document, from)
            })
            .collect();
        citations.extend(of_front);
        citations
    }

    fn front(&self, document: &mut Document, from: Target) -> Vec<Citation> {
        let mut citations = Vec::new();
        let file = document.file;
        fields::of_front(Arc::make_mut(&mut document.front), &mut |relation, wanted, reference| {
            reference.target = self.index.find(&reference.raw.value, wanted);
            if let Some(to) = reference.target {
                citations.push(Citation { from, to, relation, place: reference.raw.span.in_file(file) });
            }
        });
        citations
    }

    fn body(
        &self,
        loose: &mut Loose,
        body: &Body,
        from: Target,
        file: FileId,
        documents: &[Document],
    ) -> Vec<Citation> {
        let mut citations = Vec::new();
        let mut cite = |to: Option<Target>, span: crate::text::Span| {
            if let Some(to) = to {
                citations.push(Citation { from, to, relation: Relation::Mentions, place: span.in_file(file) });
            }
        };
        for link in &mut loose.links {
            link.target = match link.form {
                LinkForm::WikiBare | LinkForm::WikiNamed => self.wiki(&link.destination, documents),
                LinkForm::Markdown | LinkForm::Auto => self.link(&link.destination, from, file, documents),
            };
            cite(link.target, link.span);
        }
        for image in &mut loose.images {
            image.target = self.link(&image.destination, from, file, documents);
            cite(image.target, image.span);
        }
        loose.mentions.retain_mut(|mention| {
            let text = body.source.get(mention.span.range()).unwrap_or_default();
            mention.target = self.index.mentioned(text);
            cite(mention.target, mention.span);
            mention.target.is_some() || self.index.is_of_known_family(text)
        });
        loose.mentions.shrink_to_fit();
        citations
    }

    /// `[[POL-007]]`, `[[POL-007#scope]]`, `[[role:ciso]]`.
    fn wiki(&self, name: &str, documents: &[Document]) -> Option<Target> {
        let (name, fragment) = name.split_once('#').map_or((name, None), |(name, rest)| (name, Some(rest)));
        let target = self.index.find(name, Wanted::Anything)?;
        Some(self.with_heading(target, fragment, documents))
    }

    fn link(&self, link: &str, from: Target, file: FileId, documents: &[Document]) -> Option<Target> {
        match destination(self.sources.texts.name(file), link) {
            Destination::External | Destination::Outside => None,
            Destination::File { name, fragment } if name.is_empty() => {
                Some(self.with_heading(from, fragment.as_deref(), documents))
            }
            Destination::File { name, fragment } => {
                let found = self.index.file(&name).or_else(|| self.index.file(&format!("{name}.md")))?;
                Some(self.with_heading(found, fragment.as_deref(), documents))
            }
        }
    }

    fn introductions(&self, handbook: &mut Handbook) -> Vec<Citation> {
        let mut citations = Vec::new();
        for (number, section) in (0..).zip(&mut handbook.sections) {
            let Some(Intro { file, body }) = &mut section.intro else { continue };
            let mut loose = Loose::take(body);
            citations.extend(self.body(&mut loose, body, Target::Section(number), *file, &handbook.documents));
            loose.give_back(body);
        }
        citations
    }

    fn statement(&self, handbook: &mut Handbook) -> Vec<Citation> {
        let mut citations = Vec::new();
        for line in &mut handbook.statement {
            let file = line.place.file;
            line.control.target = self.index.find(&line.control.raw.value, Wanted::Control);
            let from = line.control.target.unwrap_or(Target::Statement);
            fields::of_line(line, &mut |field, wanted, reference| {
                reference.target = self.index.find(&reference.raw.value, wanted);
                if let Some(to) = reference.target.filter(|to| *to != from) {
                    let place = reference.raw.span.in_file(file);
                    citations.push(Citation { from, to, relation: Relation::Field(field), place });
                }
            });
        }
        // Lines follow the catalogue; those whose control is unknown come last, as written.
        handbook.statement.sort_by_key(|line| (line.control.target.is_none(), line.control.target));
        citations
    }

    fn registers(&self, handbook: &mut Handbook) -> Vec<Citation> {
        let mut citations = Vec::new();
        for reference in
            handbook.registers.observations.acknowledgements.iter_mut().filter_map(|it| it.document.as_mut())
        {
            reference.target = self.index.find(&reference.raw.value, Wanted::Document);
        }
        fields::of_registers(&mut handbook.registers, &mut |it| {
            it.reference.target = self.index.find(&it.reference.raw.value, it.wanted);
            if let Some(to) = it.reference.target {
                let place = it.reference.raw.span.in_file(it.file);
                citations.push(Citation { from: it.from, to, relation: Relation::Field(it.field), place });
            }
        });
        citations
    }

    /// The heading of a document that a fragment names; the document itself where there is no such heading.
    fn with_heading(&self, target: Target, fragment: Option<&str>, documents: &[Document]) -> Target {
        let (Target::Document(document), Some(fragment)) = (target, fragment) else { return target };
        let headings = &documents[document as usize].body.headings;
        match self.anchors.find(document, fragment, headings) {
            Some(heading) => Target::Heading(document, heading),
            None => target,
        }
    }
}
