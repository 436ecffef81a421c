//! The approval records of a project with the signatures that lie beside them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::known::Known;
use crate::diag::Finding;
use crate::model::{Id, Ledger};
use crate::parse::{self, faults};
use crate::source::{Part, Sources};
use crate::text::{FileId, Span};

/// Reads all records, in parallel; none where the project has no file of approvals at all.
pub(super) fn ledger(sources: &Sources, known: Option<&Known<'_>>, findings: &mut Vec<Finding>) -> Option<Ledger> {
    let files: Vec<FileId> = sources.of(Part::Approval).collect();
    let mut signatures: BTreeMap<&str, FileId> =
        sources.of(Part::Signature).map(|file| (sources.texts.name(file), file)).collect();
    let signers = sources.of(Part::Signers).next();
    let compromised = sources.of(Part::Compromised).next();
    let unread = unread(sources);
    if files.is_empty() && signatures.is_empty() && signers.is_none() && compromised.is_none() && unread.is_empty() {
        return None;
    }
    let read = |file: &FileId| {
        let text = sources.texts.of(*file);
        let kept = known.and_then(|it| it.record(sources, *file));
        kept.unwrap_or_else(|| parse::record(*file, &text.name, &text.content))
    };
    let parsed: Vec<_> = files.par_iter().map(read).collect();
    let mut ledger = Ledger { signers, compromised, ..Ledger::default() };
    for name in unread {
        let below = name.trim_start_matches(parse::RECORDS_FOLDER.trim_end_matches('/')).trim_start_matches('/');
        match below.split('/').next().unwrap_or_default() {
            "" => ledger.is_unread = true,
            "compromised_keys" => ledger.is_compromised_unread = true,
            "allowed_signers" => {}
            document => drop(ledger.broken.insert(Id::new(document))),
        }
    }
    for (file, (record, found)) in files.into_iter().zip(parsed) {
        findings.extend(found);
        let name = sources.texts.name(file);
        let signature = signatures.remove(format!("{name}.sig").as_str());
        match record {
            Some(mut record) => {
                record.signature = signature;
                ledger.records.push(record);
            }
            None => ledger.broken.extend(document_of(name)),
        }
    }
    for (name, file) in signatures {
        let message = format!("`{name}` is a signature without a record");
        findings.push(
            Finding::new(faults::RECORD_MALFORMED, Span::default().in_file(file), message)
                .hint("restore the record that it belongs to"),
        );
        ledger.broken.extend(document_of(name));
    }
    // Files are in the order of names, which a stable sort keeps within a document.
    ledger.records.sort_by(|left, right| left.place.document.cmp(&right.place.document));
    Some(ledger)
}

/// Names of what lies among the records and could not be read, for whatever reason; the folder itself may be one.
fn unread(sources: &Sources) -> Vec<&str> {
    let folder = parse::RECORDS_FOLDER.trim_end_matches('/');
    let names = sources.findings.iter().map(|it| sources.texts.name(it.place.file));
    names.filter(|it| it.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))).collect()
}

/// The document whose folder a file lies in.
fn document_of(name: &str) -> Option<Id> {
    let (document, _) = name.strip_prefix(parse::RECORDS_FOLDER)?.split_once('/')?;
    Some(Id::new(document))
}
