//! Each record on its own: is it in its place, of a plausible time, by somebody who may, and does its signature hold?

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::authority::{bare, holds, names};
use super::{Inputs, Trust, faults};
use crate::diag::{Finding, Severity};
use crate::model::{ApprovalRecord, Field, Id, Ledger};
use crate::parse::record_bytes;
use crate::seal::{self, Compromised, Fault, Refusal, Signers};
use crate::text::{FileId, Interval, Moment, Place, Span, Texts};

/// A record with what was found out about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checked<'h> {
    pub record: &'h ApprovalRecord,
    /// Whether it is in its place, and so belongs to the line of its document.
    pub is_own: bool,
    /// Whether it may count.
    pub counts: bool,
    pub is_signed: bool,
    pub is_new: bool,
}

/// The records of one document or risk, of all that were checked.
pub(super) fn of<'h>(checked: &[Checked<'h>], id: &Id) -> Vec<Checked<'h>> {
    let start = checked.partition_point(|it| it.record.place.document < *id);
    checked[start..].iter().take_while(|it| it.record.place.document == *id).copied().collect()
}

struct Keys {
    signers: Option<Signers>,
    compromised: Vec<Compromised>,
}

/// Checks every record, in the order of the ledger.
pub(super) fn check<'h>(inputs: &Inputs<'h>, trust: &Trust<'h>, findings: &mut Vec<Finding>) -> Vec<Checked<'h>> {
    let Some(ledger) = &inputs.handbook.ledger else { return Vec::new() };
    let keys = keys(inputs, trust, ledger, findings);
    let known: Option<BTreeSet<_>> = inputs.base.map(|base| {
        let records = base.handbook.ledger.iter().flat_map(|it| &it.records);
        records.map(|it| (&it.place, it.digest)).collect()
    });
    let judge = |record: &'h ApprovalRecord| {
        let is_new = known.as_ref().is_some_and(|it| !it.contains(&(&record.place, record.digest)));
        let mut found = Vec::new();
        let checked = one(inputs, trust, &keys, (record, is_new), &mut found);
        (checked, found)
    };
    let judged: Vec<_> = ledger.records.par_iter().map(judge).collect();
    judged
        .into_iter()
        .map(|(checked, found)| {
            findings.extend(found);
            checked
        })
        .collect()
}

/// The signers of the trusted base; keys that either side calls compromised are so.
fn keys(inputs: &Inputs<'_>, trust: &Trust<'_>, ledger: &Ledger, findings: &mut Vec<Finding>) -> Keys {
    let own = &inputs.sources.texts;
    let mut compromised = Vec::new();
    if let Some(file) = ledger.compromised {
        let list = Compromised::read(&own.of(file).content);
        findings.extend(list.faults.iter().map(|fault| malformed(file, fault)));
        compromised.push(list);
    }
    if let Some(file) = ledger.signers {
        let faults = Signers::read(&own.of(file).content).faults;
        findings.extend(faults.iter().map(|fault| malformed(file, fault)));
    }
    let trusted = trust.handbook.ledger.as_ref();
    if inputs.base.is_some()
        && let Some(file) = trusted.and_then(|it| it.compromised)
    {
        compromised.push(Compromised::read(&trust.texts.of(file).content));
    }
    let signers = trusted.and_then(|it| it.signers).map(|file| Signers::read(&trust.texts.of(file).content));
    Keys { signers, compromised }
}

fn malformed(file: FileId, fault: &Fault) -> Finding {
    let message = format!("this line grants nothing: {}", fault.words);
    Finding::new(faults::SIGNERS_MALFORMED, fault.span.in_file(file), message)
        .hint("write `person:ID namespaces=\"approval@ismsbook\" ssh-ed25519 …`, one key a line")
}

fn one<'h>(
    inputs: &Inputs<'_>,
    trust: &Trust<'_>,
    keys: &Keys,
    (record, is_new): (&'h ApprovalRecord, bool),
    findings: &mut Vec<Finding>,
) -> Checked<'h> {
    let mut checked = Checked { record, is_own: true, counts: true, is_signed: false, is_new };
    if let Some(finding) = misplaced(inputs, record) {
        findings.push(finding);
        return Checked { is_own: false, counts: false, ..checked };
    }
    if let Some(finding) = in_future(inputs, record) {
        findings.push(finding);
        checked.counts = false;
    }
    if let Some(finding) = without_role(inputs, trust, record, is_new) {
        checked.counts &= !is_new;
        findings.push(finding);
    }
    if let Some(file) = record.signature {
        match signed(inputs, trust, keys, (record, is_new), file) {
            Ok(()) => checked.is_signed = true,
            Err(finding) => {
                findings.push(finding);
                checked.counts = false;
            }
        }
    }
    checked
}

fn misplaced(inputs: &Inputs<'_>, record: &ApprovalRecord) -> Option<Finding> {
    let (approval, place) = (&record.approval, &record.place);
    let organisation = &inputs.handbook.identity.organization;
    let differences = [
        (approval.document.span, "document", approval.document.value.as_str(), place.document.as_str()),
        (approval.version.span, "version", approval.version.value.as_str(), place.version.as_str()),
        (approval.role.raw.span, "role", bare(&approval.role.raw.value), place.role.as_str()),
        (approval.meaning.span, "meaning", approval.meaning.value.name(), place.meaning.name()),
        (approval.organisation.span, "organisation", approval.organisation.value.as_str(), organisation.as_str()),
    ];
    let (span, what, said, wanted) = differences.into_iter().find(|(_, _, said, wanted)| said != wanted)?;
    let message = format!("the record is for the {what} `{}`, and stands where one for `{wanted}` stands", shown(said));
    Some(
        Finding::new(faults::RECORD_OF_OTHER_DOCUMENT, span.in_file(record.file), message)
            .hint("take the copy away, and approve the document itself with `ismsbook approve`"),
    )
}

/// A day of grace, as the day of the run is local and the record's is in UTC.
fn in_future(inputs: &Inputs<'_>, record: &ApprovalRecord) -> Option<Finding> {
    let time = record.approval.time;
    let latest = Interval::parse("1 day").ok().and_then(|it| inputs.today.plus(it)).unwrap_or(inputs.today);
    if time.value.date() <= latest {
        return None;
    }
    let message = format!("the record is dated {}, after today ({})", time.value, inputs.today);
    Some(
        Finding::new(faults::RECORD_TIME_IMPLAUSIBLE, time.span.in_file(record.file), message)
            .hint("a record is made at the moment of the approval; approve again"),
    )
}

/// A record of the base was judged when it came in. Without a base nobody knows who held the role then, so that the
/// register of today can only give a hint.
fn without_role(inputs: &Inputs<'_>, trust: &Trust<'_>, record: &ApprovalRecord, is_new: bool) -> Option<Finding> {
    let role = &record.approval.role.raw;
    let person = &record.approval.person.raw;
    if (inputs.base.is_some() && !is_new) || holds(trust, bare(&person.value), bare(&role.value)) {
        return None;
    }
    let message = format!("`{}` does not hold `{}`", shown(&person.value), shown(&role.value));
    let finding = Finding::new(faults::APPROVER_WITHOUT_ROLE, person.span.in_file(record.file), message);
    Some(if is_new {
        finding.hint("the register before this change counts: have somebody approve who holds the role there")
    } else {
        finding
            .hint("fine where the role has passed on since; with `--base` the register of that time decides")
            .at_level(Severity::Info)
    })
}

fn signed(
    inputs: &Inputs<'_>,
    trust: &Trust<'_>,
    keys: &Keys,
    (record, is_new): (&ApprovalRecord, bool),
    file: FileId,
) -> Result<(), Finding> {
    let texts = &inputs.sources.texts;
    let place = first_line(texts, file);
    let bytes = record_bytes(&texts.of(record.file).content);
    let sealed = seal::verify(&bytes, &texts.of(file).content).map_err(|broken| {
        Finding::new(faults::SIGNATURE_INVALID, place, format!("the signature does not hold: {broken}"))
            .hint("restore record and signature as they were signed, or approve again with `--sign`")
            .related(record.whole(), "the record")
    })?;
    if keys.compromised.iter().any(|it| it.holds(&sealed)) {
        let message = format!("the key `{}` is compromised, so the approval is void", sealed.fingerprint());
        return Err(Finding::new(faults::KEY_COMPROMISED, place, message)
            .hint("raise the version and have it approved with another key"));
    }
    if keys.compromised.iter().any(|it| !it.faults.is_empty()) {
        let message = "no signature counts while the list of compromised keys cannot be read in full";
        return Err(Finding::new(faults::SIGNERS_MALFORMED, place, message)
            .hint("mend the lines of `approvals/compromised_keys`"));
    }
    let person = &record.approval.person.raw.value;
    let names = names(trust, bare(person));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // The claimed time is only believed of a record that was there before; else the key must also hold today.
    let mut moments = vec![record.approval.time.value];
    if is_new {
        moments.push(Moment::start_of(inputs.today));
    }
    let Some(signers) = &keys.signers else {
        let message = "there is no `approvals/allowed_signers` that could say whose key this is";
        return Err(Finding::new(faults::SIGNER_UNKNOWN, place, message).hint(SIGNERS_HINT));
    };
    signers.judge(&sealed, &names, &moments).map_err(|refusal| {
        let (key, person) = (sealed.fingerprint(), shown(person));
        let message = match refusal {
            Refusal::Unknown => format!("the key `{key}` is listed for nobody"),
            Refusal::OtherPerson => format!("the key `{key}` does not belong to `{person}`"),
            Refusal::TooEarly => format!("the key `{key}` of `{person}` was not valid yet"),
            Refusal::Expired => format!("the key `{key}` of `{person}` was no longer valid"),
        };
        Finding::new(faults::SIGNER_UNKNOWN, place, message).hint(SIGNERS_HINT)
    })
}

const SIGNERS_HINT: &str = "only keys count that `approvals/allowed_signers` of the trusted base grants to the person";

fn first_line(texts: &Texts, file: FileId) -> Place {
    let length = texts.of(file).content.lines().next().unwrap_or_default().len();
    Span::new(0, length).in_file(file)
}

/// A word of a record as messages show it.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    short.escape_debug().to_string()
}

/// Records of the base that are gone, or others now.
pub(super) fn find_deleted(inputs: &Inputs<'_>, findings: &mut Vec<Finding>) {
    let Some(base) = inputs.base else { return };
    let now = inputs.handbook.ledger.iter().flat_map(|it| &it.records);
    let now: BTreeMap<_, _> = now.map(|it| (&it.place, it)).collect();
    for record in base.handbook.ledger.iter().flat_map(|it| &it.records) {
        let there = now.get(&record.place);
        if there.is_some_and(|it| it.digest == record.digest) {
            continue;
        }
        let name = base.texts.name(record.file);
        let file = inputs.sources.texts.find(name);
        let document = inputs.handbook.documents.iter().find(|it| it.id() == Some(&record.place.document));
        let place = match (file, document) {
            (Some(file), _) => first_line(&inputs.sources.texts, file),
            (None, Some(document)) => document.place(document.front.place_of(Field::Id)),
            (None, None) => Span::default().in_file(FileId::new(0)),
        };
        let what = if file.is_some() { "is not what it was" } else { "is gone" };
        findings.push(
            Finding::new(faults::RECORD_DELETED, place, format!("the approval record `{name}` {what}"))
                .hint("restore it; an approval is taken back by `ismsbook approve --withdraw`"),
        );
    }
}
