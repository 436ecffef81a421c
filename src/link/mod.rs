//! From the parts of single files to one handbook: references resolved both ways, variables known, scores computed.

mod address;
mod amended;
mod anchors;
mod catalogue;
mod fields;
mod index;
mod known;
mod ledger;
mod normal;
mod parts;
mod ratings;
mod reworded;
mod sections;
mod titles;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::Finding;
use crate::model::{
    Body, Citation, Document, Handbook, Identity, Intro, Link, LinkForm, Mention, Relation, Target, Variable,
};
use crate::source::Sources;
use crate::text::{FileId, Span};

pub use self::normal::{LEFT_OUT, NormalForms, OwnWords, filled, own_words, uses_variable};
pub use self::reworded::{Reach, Reworded, reworded};
pub use self::titles::is_built_in;

use self::address::{Destination, destination};
use self::anchors::Anchors;
use self::index::{Index, Wanted};
use self::known::Known;

/// A handbook and what was found while it was read and linked.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    pub handbook: Handbook,
    pub findings: Vec<Finding>,
    /// By what things are referred to, kept for documents that are read anew.
    index: Arc<Index>,
    anchors: Arc<Anchors>,
}

/// A project as it was when it was linked.
pub struct Before<'b> {
    pub linked: &'b Linked,
    pub sources: &'b Sources,
    pub config: &'b Config,
}

/// Parses every text and links the parts. Cannot fail: what is wrong is a finding.
pub fn link(sources: &Sources, config: &Config) -> Linked {
    linked(sources, config, None)
}

/// The same, where only those texts are parsed that the project did not have before. What comes out is what [`link`] makes
/// of the sources, findings in another order apart.
pub fn link_again(before: &Before<'_>, sources: &Sources, config: &Config) -> Linked {
    // Other names of fields are another reading of every document, another language other titles of the catalogue.
    let reads_alike = before.config.fields == config.fields && before.config.book.language == config.book.language;
    let known = reads_alike.then(|| Known::of(before));
    linked(sources, config, known.as_ref())
}

fn linked(sources: &Sources, config: &Config, known: Option<&Known<'_>>) -> Linked {
    let catalogues = parts::catalogues(sources);
    let read_catalogue = || {
        let kept = known.and_then(|it| it.catalogue(sources, &catalogues));
        kept.unwrap_or_else(|| catalogue::catalogue(&sources.texts, &catalogues))
    };
    let (mut parts, (mut catalogue, faults)) = rayon::join(|| parts::parts(sources, config, known), read_catalogue);
    parts.findings.extend(faults);
    titles::translate(&mut catalogue, &config.book.language);
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
    let kept = known.and_then(|it| it.citations(sources, &index, &handbook.documents));
    let mut citations = kept.unwrap_or_else(|| cx.documents(&mut handbook.documents));
    citations.extend(cx.introductions(&mut handbook));
    citations.extend(cx.statement(&mut handbook));
    citations.extend(cx.registers(&mut handbook, |_| true));
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

/// Everything in a body that looks like an id, in the order of places.
fn id_spans(body: &Body) -> Vec<Span> {
    let mut spans: Vec<Span> = body.mentions.iter().map(|it| it.span).chain(body.unnamed.iter().copied()).collect();
    spans.sort_unstable();
    spans
}

/// What texts may use: the declared variables, and the name of the organization.
fn variables(config: &Config) -> BTreeMap<String, Variable> {
    let organization = [("organization".to_owned(), identity(config).organization)];
    let declared = config.isms.variables.iter().map(|(name, value)| (name.clone(), value.clone()));
    organization.into_iter().chain(declared).map(|(name, value)| (name, Variable { value })).collect()
}

/// Where all that one body names leads.
struct Targets {
    links: Vec<Option<Target>>,
    images: Vec<Option<Target>>,
    mentions: Vec<Mention>,
    unnamed: Vec<Span>,
}

impl Targets {
    fn are_known_to(&self, body: &Body) -> bool {
        self.links.iter().eq(body.links.iter().map(|it| &it.target))
            && self.images.iter().eq(body.images.iter().map(|it| &it.target))
            && self.mentions == body.mentions
            && self.unnamed == body.unnamed
    }

    fn write_down(self, body: &mut Body) {
        body.links.iter_mut().zip(self.links).for_each(|(link, target)| link.target = target);
        body.images.iter_mut().zip(self.images).for_each(|(image, target)| image.target = target);
        body.mentions = self.mentions;
        body.unnamed = self.unnamed;
    }
}

/// The name below the root of the file that a link leads to, as seen from the file with this name; none where it leads out
/// or stays in the same file.
pub fn linked_file(from: &str, link: &str) -> Option<String> {
    match destination(from, link) {
        Destination::File { name, .. } => Some(name).filter(|it| !it.is_empty()),
        Destination::External | Destination::Outside => None,
    }
}

struct Resolving<'s> {
    sources: &'s Sources,
    index: &'s Index,
    anchors: &'s Anchors,
}

impl Resolving<'_> {
    /// Resolves front matter and bodies, all documents in parallel; returns the citations in no particular order. What leads
    /// where it led stays shared with whoever has it too.
    fn documents(&self, documents: &mut [Document]) -> Vec<Citation> {
        let shared: &[Document] = documents;
        let resolve = |(number, document): (usize, &Document)| {
            let from = Target::Document(u32::try_from(number).unwrap_or(u32::MAX));
            self.body(&document.body, (from, document.file), shared)
        };
        let resolved: Vec<_> = shared.par_iter().enumerate().map(resolve).collect();
        let write_down =
            |(number, (document, (mut citations, targets))): (usize, (&mut Document, (Vec<_>, Targets)))| {
                if !targets.are_known_to(&document.body) {
                    targets.write_down(Arc::make_mut(&mut document.body));
                }
                self.front(document, Target::Document(u32::try_from(number).unwrap_or(u32::MAX)), &mut citations);
                citations
            };
        documents.par_iter_mut().zip(resolved).enumerate().flat_map_iter(write_down).collect()
    }

    fn front(&self, document: &mut Document, from: Target, citations: &mut Vec<Citation>) {
        let (file, mut targets, mut are_known) = (document.file, Vec::new(), true);
        fields::of_front(&document.front, &mut |relation, wanted, reference| {
            let target = self.index.find(&reference.raw.value, wanted);
            let place = reference.raw.span.in_file(file);
            citations.extend(target.map(|to| Citation { from, to, relation, place }));
            are_known &= target == reference.target;
            targets.push(target);
        });
        if !are_known {
            fields::lead_front(Arc::make_mut(&mut document.front), targets);
        }
    }

    fn body(&self, body: &Body, (from, file): (Target, FileId), documents: &[Document]) -> (Vec<Citation>, Targets) {
        let mut citations = Vec::new();
        let mut cite = |to: Option<Target>, span: Span| {
            let place = span.in_file(file);
            citations.extend(to.map(|to| Citation { from, to, relation: Relation::Mentions, place }));
            to
        };
        let links = body.links.iter().map(|link| cite(self.linked(link, (from, file), documents), link.span)).collect();
        let images =
            body.images.iter().map(|image| cite(self.link(&image.destination, (from, file), documents), image.span));
        let images = images.collect();
        let (mut mentions, mut unnamed) = (Vec::with_capacity(body.mentions.len()), Vec::new());
        for span in id_spans(body) {
            let text = body.source.get(span.range()).unwrap_or_default();
            let target = cite(self.index.mentioned(text), span);
            if target.is_some() || self.index.is_of_known_family(text) {
                mentions.push(Mention { span, target });
            } else {
                unnamed.push(span);
            }
        }
        mentions.shrink_to_fit();
        unnamed.shrink_to_fit();
        (citations, Targets { links, images, mentions, unnamed })
    }

    fn linked(&self, link: &Link, here: (Target, FileId), documents: &[Document]) -> Option<Target> {
        match link.form {
            LinkForm::WikiBare | LinkForm::WikiNamed => self.wiki(&link.destination, documents),
            LinkForm::Markdown | LinkForm::Auto => self.link(&link.destination, here, documents),
        }
    }

    /// `[[POL-007]]`, `[[POL-007#scope]]`, `[[role:ciso]]`.
    fn wiki(&self, name: &str, documents: &[Document]) -> Option<Target> {
        let (name, fragment) = name.split_once('#').map_or((name, None), |(name, rest)| (name, Some(rest)));
        let target = self.index.find(name, Wanted::Anything)?;
        Some(self.with_heading(target, fragment, documents))
    }

    fn link(&self, link: &str, (from, file): (Target, FileId), documents: &[Document]) -> Option<Target> {
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
            let (found, targets) = self.body(body, (Target::Section(number), *file), &handbook.documents);
            targets.write_down(body);
            citations.extend(found);
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

    /// Resolves the entries of the registers in those files that are asked for.
    fn registers(&self, handbook: &mut Handbook, is_asked_for: impl Fn(FileId) -> bool) -> Vec<Citation> {
        let mut citations = Vec::new();
        for reference in
            handbook.registers.observations.acknowledgements.iter_mut().filter_map(|it| it.document.as_mut())
        {
            reference.target = self.index.find(&reference.raw.value, Wanted::Document);
        }
        fields::of_registers(&mut handbook.registers, &mut |it| {
            if !is_asked_for(it.file) {
                return;
            }
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
