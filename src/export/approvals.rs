//! The register of approvals: every record with its document, person, time and digest, and whether it counts today.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Ground;
use super::csv::push_row;
use crate::approval::Standing;
use crate::diag::Severity;
use crate::model::{ApprovalRecord, Document, Id, Meaning, bare_name};
use crate::text::FileId;

#[derive(Serialize)]
struct Wire<'g> {
    schema: &'static str,
    approvals: Vec<Entry<'g>>,
}

/// One record.
#[derive(Serialize)]
struct Entry<'g> {
    document: &'g str,
    title: &'g str,
    version: &'g str,
    meaning: &'static str,
    role: &'g str,
    person: String,
    name: &'g str,
    time: String,
    digest: String,
    review_by: Option<String>,
    /// Whether it bears out the words of today.
    counts: bool,
    /// Why it does not; empty where it does.
    why: String,
    /// Whether it counts and is signed by a key that counts.
    signed: bool,
    file: &'g str,
}

const HEAD: [&str; 14] = [
    "document",
    "title",
    "version",
    "meaning",
    "role",
    "person",
    "name",
    "time",
    "digest",
    "review_by",
    "counts",
    "why",
    "signed",
    "file",
];

pub(super) fn csv(ground: &Ground<'_>) -> String {
    let mut out = String::new();
    push_row(&mut out, &HEAD);
    let word = |is: bool| if is { "yes" } else { "no" };
    for it in entries(ground) {
        let review_by = it.review_by.as_deref().unwrap_or_default();
        push_row(
            &mut out,
            &[
                it.document,
                it.title,
                it.version,
                it.meaning,
                it.role,
                &it.person,
                it.name,
                &it.time,
                &it.digest,
                review_by,
                word(it.counts),
                &it.why,
                word(it.signed),
                it.file,
            ],
        );
    }
    out
}

pub(super) fn json(ground: &Ground<'_>) -> String {
    let wire = Wire { schema: "ismsbook-approvals/1", approvals: entries(ground) };
    // Texts and numbers always have a form in JSON.
    serde_json::to_string_pretty(&wire).unwrap_or_default() + "\n"
}

/// By document, then in the order of time.
fn entries<'g>(ground: &Ground<'g>) -> Vec<Entry<'g>> {
    let handbook = ground.handbook;
    let documents: BTreeMap<&Id, (&Document, &Standing)> = handbook
        .documents
        .iter()
        .zip(&ground.judged.standings)
        .filter_map(|(document, standing)| Some((document.id()?, (document, standing))))
        .collect();
    let faults = faults(ground);
    let mut records: Vec<&ApprovalRecord> = handbook.ledger.iter().flat_map(|it| &it.records).collect();
    records.sort_by_key(|it| (&it.place.document, it.approval.time.value, &it.place));
    let entry = |record: &'g ApprovalRecord| {
        let (place, approval) = (&record.place, &record.approval);
        let of = documents.get(&place.document).copied();
        let person = bare_name(&approval.person.raw.value);
        let known = handbook.registers.people.iter().find(|it| bare_name(it.record.name()) == person);
        let verdict = verdict(record, of, &faults);
        Entry {
            document: place.document.as_str(),
            title: of.map_or("", |(document, _)| document.title()),
            version: &place.version,
            meaning: place.meaning.name(),
            role: &place.role,
            person: person.to_owned(),
            name: known.map_or("", |it| it.record.title()),
            time: approval.time.value.to_string(),
            digest: approval.digest.value.to_string(),
            review_by: approval.review_by.map(|it| it.value.to_string()),
            counts: verdict.is_ok(),
            signed: verdict == Ok(true),
            why: verdict.err().unwrap_or_default(),
            file: ground.sources.texts.name(record.file),
        }
    };
    records.into_iter().map(entry).collect()
}

/// What is wrong with records and their signatures, by file; the first that is no mere hint.
fn faults<'g>(ground: &Ground<'g>) -> BTreeMap<FileId, &'g str> {
    let mut faults = BTreeMap::new();
    for finding in ground.judged.findings.iter().filter(|it| it.level != Some(Severity::Info)) {
        faults.entry(finding.place.file).or_insert(finding.message.as_str());
    }
    faults
}

/// Whether the record counts today, and then whether by a signature; else why not.
fn verdict(
    record: &ApprovalRecord,
    of: Option<(&Document, &Standing)>,
    faults: &BTreeMap<FileId, &str>,
) -> Result<bool, String> {
    let Some((document, standing)) = of else { return Err("there is no such document".to_owned()) };
    let (place, approval) = (&record.place, &record.approval);
    let person = bare_name(&approval.person.raw.value);
    let is_own =
        |it: &&crate::approval::Given| it.person == person && it.role == place.role && it.time == approval.time.value;
    let is_of_now = document.front.version.as_ref().is_some_and(|it| it.value == place.version)
        && standing.digest == Some(approval.digest.value)
        && place.meaning == Meaning::Approve;
    if let Some(given) = standing.approvals.iter().find(is_own).filter(|_| is_of_now) {
        return Ok(given.is_signed);
    }
    let files = [Some(record.file), record.signature];
    if let Some(fault) = files.into_iter().flatten().find_map(|it| faults.get(&it)) {
        return Err((*fault).to_owned());
    }
    Err(match place.meaning {
        Meaning::Withdraw => "it takes an approval back".to_owned(),
        Meaning::Approve if document.front.version.as_ref().is_none_or(|it| it.value != place.version) => {
            "it is of another version than the text".to_owned()
        }
        Meaning::Approve if standing.digest != Some(approval.digest.value) => {
            "the words are not those that it names".to_owned()
        }
        Meaning::Approve => "the version was withdrawn, or a newer one was approved".to_owned(),
    })
}
