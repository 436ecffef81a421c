//! Every text of a project parsed, and the parts put together before they are linked.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::known::Known;
use super::ledger;
use super::sections::{self, Folders};
use crate::config::Config;
use crate::diag::Finding;
use crate::model::{Body, Document, Front, Intro, Ledger, RegisterKind, Registers, Section, StatementLine, Target};
use crate::parse::{self, ParsedRegister};
use crate::source::{Part, Sources};
use crate::text::{FileId, Place};

/// The parsed parts of a project, sorted, not yet linked.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) documents: Vec<Document>,
    pub(super) sections: Vec<Section>,
    pub(super) registers: Registers,
    pub(super) statement: Vec<StatementLine>,
    pub(super) statement_place: Option<Place>,
    /// What each file name stands for.
    pub(super) files: BTreeMap<String, Target>,
    pub(super) ledger: Option<Ledger>,
    pub(super) findings: Vec<Finding>,
}

/// A document as it stands in its file.
pub(super) struct ReadDocument {
    pub(super) front: Arc<Front>,
    pub(super) body: Arc<Body>,
    pub(super) findings: Vec<Finding>,
}

/// Parses all texts that are not known, in parallel, and sorts what they hold.
pub(super) fn parts(sources: &Sources, config: &Config, known: Option<&Known<'_>>) -> Parts {
    let mut parts = Parts::default();
    let files: Vec<FileId> = sources.of(Part::Document).collect();
    let read_document = |file: &FileId| {
        let parse = || {
            let parsed = parse::document(*file, &sources.texts.of(*file).content, &config.fields);
            ReadDocument { front: Arc::new(parsed.front), body: Arc::new(parsed.body), findings: parsed.findings }
        };
        known.and_then(|it| it.document(sources, *file)).unwrap_or_else(parse)
    };
    // The registers are begun first: one of them may be longer than many documents.
    let (registers, parsed) =
        rayon::join(|| parsed_registers(sources, known), || files.par_iter().map(read_document).collect::<Vec<_>>());
    let folders: Vec<Folders> = files.iter().map(|file| folders_of(sources, *file)).collect();
    parts.sections = sections::sections(folders.iter().cloned(), intros(sources, &mut parts.findings));
    let numbers: BTreeMap<Folders, u32> = parts.sections.iter().map(|it| it.folders.clone()).zip(0..).collect();
    for ((file, folders), parsed) in files.into_iter().zip(&folders).zip(parsed) {
        parts.findings.extend(parsed.findings);
        parts.documents.push(Document {
            file,
            front: parsed.front,
            body: parsed.body,
            section: numbers.get(folders).copied().unwrap_or_default(),
            stem: stem(sources.texts.name(file)),
        });
    }
    sections::order(&mut parts.documents, &mut parts.sections);
    take_registers(registers, &mut parts);
    parts.ledger = ledger::ledger(sources, known, &mut parts.findings);
    name_files(sources, &mut parts);
    parts
}

fn folders_of(sources: &Sources, file: FileId) -> Folders {
    let mut names: Folders = sources.name_in_documents(file).split('/').map(str::to_owned).collect();
    names.pop();
    names
}

/// The last part of a name without its ending.
fn stem(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

fn intros(sources: &Sources, findings: &mut Vec<Finding>) -> BTreeMap<Folders, (Intro, Option<String>)> {
    let mut intros = BTreeMap::new();
    for file in sources.of(Part::Introduction) {
        let parsed = parse::intro(file, &sources.texts.of(file).content);
        findings.extend(parsed.findings);
        intros.insert(folders_of(sources, file), (Intro { file, body: parsed.body }, parsed.title.map(|it| it.value)));
    }
    intros
}

/// The files of registers that hold a catalogue and no register.
pub(super) fn catalogues(sources: &Sources) -> Vec<FileId> {
    sources.of(Part::Register).filter(|file| parse::is_catalogue(&sources.texts.of(*file).content)).collect()
}

/// All registers, in parallel, in the order of their files.
fn parsed_registers(sources: &Sources, known: Option<&Known<'_>>) -> Vec<ParsedRegister> {
    let files: Vec<FileId> = sources.of(Part::Register).collect();
    let parsed = files.par_iter().filter_map(|file| {
        let content = &sources.texts.of(*file).content;
        let read = || {
            let kept = known.and_then(|it| it.register(sources, *file));
            kept.unwrap_or_else(|| parse::register(*file, content))
        };
        (!parse::is_catalogue(content)).then(read)
    });
    parsed.collect()
}

fn take_registers(parsed: Vec<ParsedRegister>, parts: &mut Parts) {
    for register in parsed {
        take_register(register, parts);
    }
    sort_registers(&mut parts.registers);
}

/// Brings the entries of every kind into their order.
pub(super) fn sort_registers(registers: &mut Registers) {
    registers.risks.sort_by(|left, right| left.record.order(&right.record));
    registers.assets.sort_by(|left, right| left.record.order(&right.record));
    registers.roles.sort_by(|left, right| left.record.order(&right.record));
    registers.people.sort_by(|left, right| left.record.order(&right.record));
    registers.objectives.sort_by(|left, right| left.record.order(&right.record));
    registers.obligations.sort_by(|left, right| left.record.order(&right.record));
    registers.suppliers.sort_by(|left, right| left.record.order(&right.record));
    registers.exceptions.sort_by(|left, right| left.record.order(&right.record));
    registers.audits.sort_by(|left, right| left.record.order(&right.record));
    registers.findings.sort_by(|left, right| left.record.order(&right.record));
    registers.evidence.sort_by(|left, right| left.record.order(&right.record));
    registers.terms.sort_by_cached_key(|term| (term.record.title().to_lowercase(), term.record.place));
}

fn take_register(parsed: ParsedRegister, parts: &mut Parts) {
    parts.findings.extend(parsed.findings);
    parts.statement.extend(parsed.statement);
    parts.statement_place = parts.statement_place.or(parsed.statement_place);
    let (all, more) = (&mut parts.registers, parsed.registers);
    all.risks.extend(more.risks);
    all.assets.extend(more.assets);
    all.roles.extend(more.roles);
    all.people.extend(more.people);
    all.objectives.extend(more.objectives);
    all.obligations.extend(more.obligations);
    all.suppliers.extend(more.suppliers);
    all.exceptions.extend(more.exceptions);
    all.audits.extend(more.audits);
    all.findings.extend(more.findings);
    all.evidence.extend(more.evidence);
    all.terms.extend(more.terms);
    all.observations.acknowledgements.extend(more.observations.acknowledgements);
    all.observations.links.extend(more.observations.links);
}

fn name_files(sources: &Sources, parts: &mut Parts) {
    for (number, document) in (0..).zip(&parts.documents) {
        parts.files.insert(sources.texts.name(document.file).to_owned(), Target::Document(number));
    }
    for (number, section) in (0..).zip(&parts.sections) {
        let folder = format!("{}{}", sources.documents_folder, section.folders.join("/"));
        parts.files.insert(folder.trim_end_matches('/').to_owned(), Target::Section(number));
        if let Some(intro) = &section.intro {
            parts.files.insert(sources.texts.name(intro.file).to_owned(), Target::Section(number));
        }
    }
    for file in sources.of(Part::Register) {
        let name = sources.texts.name(file);
        let target = match RegisterKind::named(&stem(name)) {
            Some(RegisterKind::Applicability) => Target::Statement,
            Some(kind) => Target::Register(kind),
            None => continue,
        };
        parts.files.insert(name.to_owned(), target);
    }
    for (number, name) in (0..).zip(&sources.attachments) {
        parts.files.insert(name.clone(), Target::Attachment(number));
    }
}
