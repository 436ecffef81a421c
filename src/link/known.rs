//! What was read before of the texts that are as they were, so that a change of one file parses that file alone. Places
//! follow their files, whose numbers change when other files come or go.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::index::Index;
use super::parts::{self, ReadDocument};
use super::{Before, Linked};
use crate::diag::Finding;
use crate::model::{ApprovalRecord, Catalogue, Citation, Document, Observations, Registers, Target};
use crate::parse::ParsedRegister;
use crate::source::Sources;
use crate::text::{FileId, Place};

/// A project as it was, looked up by the files that it has now.
pub(super) struct Known<'b> {
    linked: &'b Linked,
    sources: &'b Sources,
    files: BTreeMap<&'b str, FileId>,
    /// By the numbers of their files.
    documents: BTreeMap<FileId, usize>,
    records: BTreeMap<FileId, &'b ApprovalRecord>,
    findings: BTreeMap<FileId, Vec<&'b Finding>>,
}

/// A file that has the text that it had, with its number before and now.
#[derive(Debug, Clone, Copy)]
struct Same {
    before: FileId,
    now: FileId,
}

impl<'b> Known<'b> {
    pub(super) fn of(before: &Before<'b>) -> Self {
        let (linked, sources) = (before.linked, before.sources);
        let handbook = &linked.handbook;
        let mut findings: BTreeMap<FileId, Vec<&Finding>> = BTreeMap::new();
        for finding in &linked.findings {
            findings.entry(finding.place.file).or_default().push(finding);
        }
        Known {
            linked,
            sources,
            files: sources.texts.iter().map(|(file, text)| (&*text.name, file)).collect(),
            documents: handbook.documents.iter().enumerate().map(|(at, it)| (it.file, at)).collect(),
            records: handbook.ledger.iter().flat_map(|it| &it.records).map(|it| (it.file, it)).collect(),
            findings,
        }
    }

    /// The file, if it was there with the same text.
    fn same(&self, sources: &Sources, file: FileId) -> Option<Same> {
        let now = sources.texts.of(file);
        let before = *self.files.get(&*now.name)?;
        let content = &self.sources.texts.of(before).content;
        let is_same = Arc::ptr_eq(content, &now.content) || *content == now.content;
        is_same.then_some(Same { before, now: file })
    }

    /// The parts of a document; none of a file that was no document.
    pub(super) fn document(&self, sources: &Sources, file: FileId) -> Option<ReadDocument> {
        let same = self.same(sources, file)?;
        let document = &self.linked.handbook.documents[*self.documents.get(&same.before)?];
        let (front, body) = (Arc::clone(&document.front), Arc::clone(&document.body));
        Some(ReadDocument { front, body, findings: self.findings(same) })
    }

    /// What was found while a file was read.
    fn findings(&self, same: Same) -> Vec<Finding> {
        let found = self.findings.get(&same.before).into_iter().flatten();
        found.map(|it| same.moved(Finding::clone(it))).collect()
    }

    /// The entries of a file of registers. None of one with a statement: of a key without lines nothing was kept.
    pub(super) fn register(&self, sources: &Sources, file: FileId) -> Option<ParsedRegister> {
        let same = self.same(sources, file).filter(|_| !sources.texts.of(file).content.contains("applicability"))?;
        let registers = self.registers(same);
        Some(ParsedRegister { registers, findings: self.findings(same), ..ParsedRegister::default() })
    }

    fn registers(&self, same: Same) -> Registers {
        let all = &self.linked.handbook.registers;
        let entries = Registers {
            risks: same.entries(&all.risks, |it| it.record.place, |it| &mut it.record.place.file),
            assets: same.entries(&all.assets, |it| it.record.place, |it| &mut it.record.place.file),
            roles: same.entries(&all.roles, |it| it.record.place, |it| &mut it.record.place.file),
            people: same.entries(&all.people, |it| it.record.place, |it| &mut it.record.place.file),
            objectives: same.entries(&all.objectives, |it| it.record.place, |it| &mut it.record.place.file),
            obligations: same.entries(&all.obligations, |it| it.record.place, |it| &mut it.record.place.file),
            suppliers: same.entries(&all.suppliers, |it| it.record.place, |it| &mut it.record.place.file),
            exceptions: same.entries(&all.exceptions, |it| it.record.place, |it| &mut it.record.place.file),
            audits: same.entries(&all.audits, |it| it.record.place, |it| &mut it.record.place.file),
            findings: same.entries(&all.findings, |it| it.record.place, |it| &mut it.record.place.file),
            evidence: same.entries(&all.evidence, |it| it.record.place, |it| &mut it.record.place.file),
            terms: same.entries(&all.terms, |it| it.record.place, |it| &mut it.record.place.file),
            observations: Observations::default(),
        };
        let acknowledgements = same.entries(&all.observations.acknowledgements, |it| it.place, |it| &mut it.place.file);
        let links = same.entries(&all.observations.links, |it| it.place, |it| &mut it.place.file);
        Registers { observations: Observations { acknowledgements, links }, ..entries }
    }

    /// The catalogue and what was found in its files, if they are all those that it rested on.
    pub(super) fn catalogue(&self, sources: &Sources, files: &[FileId]) -> Option<(Catalogue, Vec<Finding>)> {
        let same: Option<Vec<Same>> = files.iter().map(|it| self.same(sources, *it)).collect();
        let same = same.filter(|it| it.iter().map(|it| it.before).eq(parts::catalogues(self.sources)))?;
        let findings = same.iter().flat_map(|it| self.findings(*it)).collect();
        Some((self.linked.handbook.catalogue.clone(), findings))
    }

    /// What documents point at, if every document is as it was and every name leads where it led: then all that they name
    /// was found already.
    pub(super) fn citations(&self, sources: &Sources, index: &Index, documents: &[Document]) -> Option<Vec<Citation>> {
        let names = self.sources.texts.iter().map(|(_, it)| &it.name);
        let are_same_files = names.eq(sources.texts.iter().map(|(_, it)| &it.name));
        let handbook = &self.linked.handbook;
        let is_same = |(before, now): (&Document, &Document)| {
            Arc::ptr_eq(&before.front, &now.front) && Arc::ptr_eq(&before.body, &now.body)
        };
        let are_same = are_same_files
            && handbook.documents.len() == documents.len()
            && handbook.documents.iter().zip(documents).all(is_same)
            && *self.linked.index == *index;
        let of_documents = handbook.citations.iter().filter(|it| matches!(it.from, Target::Document(_)));
        are_same.then(|| of_documents.copied().collect())
    }

    /// What a file of records held; no record where it held none that could be read.
    pub(super) fn record(&self, sources: &Sources, file: FileId) -> Option<(Option<ApprovalRecord>, Vec<Finding>)> {
        let same = self.same(sources, file)?;
        let record = self.records.get(&same.before).map(|it| ApprovalRecord { file, ..ApprovalRecord::clone(it) });
        Some((record, self.findings(same)))
    }
}

impl Same {
    /// The entries of the file in the order in which they are written.
    fn entries<E: Clone>(self, all: &[E], place: fn(&E) -> Place, file: fn(&mut E) -> &mut FileId) -> Vec<E> {
        let mut kept: Vec<E> = all.iter().filter(|it| place(it).file == self.before).cloned().collect();
        for entry in &mut kept {
            *file(entry) = self.now;
        }
        kept.sort_by_key(|it| place(it).span.start);
        kept
    }

    fn moved(self, mut finding: Finding) -> Finding {
        let labels = finding.related.iter_mut().map(|it| &mut it.place);
        let edits = finding.fixes.iter_mut().flat_map(|it| &mut it.edits).map(|it| &mut it.place);
        for place in labels.chain(edits).chain([&mut finding.place]) {
            place.file = self.now;
        }
        finding
    }
}

#[cfg(test)]
mod tests {
    use super::Known;
    use crate::config::Config;
    use crate::link::{Before, link, link_again};
    use crate::source::fixture;

    const PROJECT: &str = "\
//- policies/a.md
---
id: POL-001
owner: role:ciso
---
See RISK-001 and POL-002.
//- policies/b.md
---
id: POL-002
---
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Fire
//- registers/roles.yaml
roles:
  - id: ciso
";

    /// Whether what documents point at is taken over where the project becomes this one.
    fn keeps_citations(after: &str) -> bool {
        let (config, sources, others) = (Config::default(), fixture(PROJECT), fixture(after));
        let linked = link(&sources, &config);
        let before = Before { linked: &linked, sources: &sources, config: &config };
        let again = link_again(&before, &others, &config);
        assert_eq!(again.handbook.citations, link(&others, &config).handbook.citations);
        Known::of(&before).citations(&others, &again.index, &again.handbook.documents).is_some()
    }

    #[test]
    fn another_language_gives_the_catalogue_its_titles_anew() {
        let sources = fixture(PROJECT);
        let speaking = |language: &str| {
            let mut config = Config::default();
            config.book.language = language.to_owned();
            config
        };
        let (german, english) = (speaking("de"), speaking("en"));
        let linked = link(&sources, &german);
        let before = Before { linked: &linked, sources: &sources, config: &german };
        let title = |linked: &super::Linked| linked.handbook.catalogue.controls[0].title.clone();
        let again = link_again(&before, &sources, &english);
        assert_ne!(title(&linked), title(&again));
        assert_eq!(title(&again), title(&link(&sources, &english)));
    }

    #[test]
    fn what_documents_point_at_is_found_anew_only_where_a_name_may_lead_elsewhere() {
        assert!(keeps_citations(&PROJECT.replace("Fire", "Flood")));
        assert!(keeps_citations(&PROJECT.replace("title: Fire", "owner: role:ciso")));
        for (old, new) in [
            ("id: RISK-001", "id: RISK-002"),
            ("id: POL-002", "id: POL-003"),
            ("See RISK", "Think of RISK"),
            ("//- policies/b.md", "//- policies/c.md"),
            ("//- registers/roles.yaml", "//- registers/more.yaml\n//- registers/roles.yaml"),
        ] {
            assert!(!keeps_citations(&PROJECT.replacen(old, new, 1)), "{new}");
        }
    }
}
