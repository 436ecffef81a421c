//! Each record on its own: is it in its place, of a plausible time, by somebody who may, and does its signature hold?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::authority::{holds, names};
use super::{Inputs, Signature, Trust, faults};
use crate::diag::{Finding, Severity};
use crate::model::{ApprovalRecord, Field, Id, Ledger, bare_name};
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
    pub signature: Signature,
    pub is_new: bool,
}

impl Checked<'_> {
    pub fn is_signed(&self) -> bool {
        self.signature == Signature::Holds
    }
}

/// The records of one document or risk, of all that were checked.
pub(super) fn of<'h>(checked: &[Checked<'h>], id: &Id) -> Vec<Checked<'h>> {
    let start = checked.partition_point(|it| it.record.place.document < *id);
    checked[start..].iter().take_while(|it| it.record.place.document == *id).copied().collect()
}

struct Keys {
    /// Of the trusted base.
    signers: Option<Signers>,
    /// Of the change, where there is a base beside it.
    own: Option<Signers>,
    compromised: Vec<Compromised>,
}

/// What of a record came with the change.
#[derive(Debug, Clone, Copy)]
struct News {
    is_record: bool,
    is_signature: bool,
}

/// Checks every record, in the order of the ledger.
pub(super) fn check<'h>(inputs: &Inputs<'h>, trust: &Trust<'h>, findings: &mut Vec<Finding>) -> Vec<Checked<'h>> {
    let Some(ledger) = &inputs.handbook.ledger else { return Vec::new() };
    let keys = keys(inputs, trust, ledger, findings);
    let known: Option<BTreeMap<_, _>> = inputs.base.map(|base| {
        let records = base.handbook.ledger.iter().flat_map(|it| &it.records);
        records.map(|it| (&it.place, (it.digest, signature(base.texts, it)))).collect()
    });
    let judge = |record: &'h ApprovalRecord| {
        let earlier = known.as_ref().map(|it| it.get(&record.place).filter(|(digest, _)| *digest == record.digest));
        let own = signature(&inputs.sources.texts, record);
        let news = News {
            is_record: earlier.is_some_and(|it| it.is_none()),
            is_signature: earlier.is_some_and(|it| it.is_none_or(|(_, signature)| *signature != own)),
        };
        let mut found = Vec::new();
        let checked = one(inputs, trust, &keys, (record, news), &mut found);
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

/// The text of a record's signature with LF at its line ends.
fn signature(texts: &Texts, record: &ApprovalRecord) -> Option<String> {
    record.signature.map(|file| texts.of(file).content.replace("\r\n", "\n"))
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
    let mut own_signers = None;
    if let Some(file) = ledger.signers {
        let signers = Signers::read(&own.of(file).content);
        findings.extend(signers.faults.iter().map(|fault| malformed(file, fault)));
        own_signers = Some(signers);
    }
    let trusted = trust.handbook.ledger.as_ref();
    if ledger.is_compromised_unread || trusted.is_some_and(|it| it.is_compromised_unread) {
        compromised.push(Compromised::unread());
    }
    if inputs.base.is_some()
        && let Some(file) = trusted.and_then(|it| it.compromised)
    {
        compromised.push(Compromised::read(&trust.texts.of(file).content));
    }
    let signers = trusted.and_then(|it| it.signers).map(|file| Signers::read(&trust.texts.of(file).content));
    let own = inputs.base.and(Some(own_signers.unwrap_or_default()));
    Keys { signers, own, compromised }
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
    (record, news): (&'h ApprovalRecord, News),
    findings: &mut Vec<Finding>,
) -> Checked<'h> {
    let is_new = news.is_record;
    let mut checked = Checked { record, is_own: true, counts: true, signature: Signature::None, is_new };
    if let Some(finding) = misplaced(inputs, trust, record) {
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
        match signed(inputs, trust, keys, (record, news), file) {
            Ok(()) => checked.signature = Signature::Holds,
            Err(finding) => {
                let is_compromised = finding.rule == faults::KEY_COMPROMISED;
                checked.signature = if is_compromised { Signature::Compromised } else { Signature::Refused };
                findings.push(finding);
                checked.counts = false;
            }
        }
    }
    checked
}

/// Whether a record names this organization: as it is called, or was called before. Which names those are the trusted base
/// says, or a change could make any company's records its own.
fn is_ours(trust: &Trust<'_>, name: &str) -> bool {
    trust.handbook.identity.organization == name || trust.config.isms.formerly.iter().any(|it| it == name)
}

fn misplaced(inputs: &Inputs<'_>, trust: &Trust<'_>, record: &ApprovalRecord) -> Option<Finding> {
    let (approval, place) = (&record.approval, &record.place);
    let organisation = match approval.organisation.value.as_str() {
        own if is_ours(trust, own) => own,
        _ => trust.handbook.identity.organization.as_str(),
    };
    let differences = [
        (approval.document.span, "document", approval.document.value.as_str(), place.document.as_str()),
        (approval.version.span, "version", approval.version.value.as_str(), place.version.as_str()),
        (approval.role.raw.span, "role", bare_name(&approval.role.raw.value), place.role.as_str()),
        (approval.meaning.span, "meaning", approval.meaning.value.name(), place.meaning.name()),
        (approval.organisation.span, "organisation", approval.organisation.value.as_str(), organisation),
    ];
    let (span, what, said, wanted) = differences.into_iter().find(|(_, _, said, wanted)| said != wanted)?;
    if what == "organisation" && said == inputs.handbook.identity.organization {
        let message = format!("the record is for the organisation `{}`, as only this change calls it", shown(said));
        return Some(
            Finding::new(faults::RECORD_OF_OTHER_DOCUMENT, span.in_file(record.file), message)
                .hint(format!("the name before the change counts, `{wanted}`: merge the new one first, then approve")),
        );
    }
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
    if (inputs.base.is_some() && !is_new) || holds(trust, bare_name(&person.value), bare_name(&role.value)) {
        return None;
    }
    let own = Trust { handbook: inputs.handbook, ..*trust };
    let (who, what) = (shown(&person.value), shown(&role.value));
    let message = if is_new && holds(&own, bare_name(&person.value), bare_name(&role.value)) {
        format!("`{who}` holds `{what}` only by this change")
    } else {
        format!("`{who}` does not hold `{what}`")
    };
    let finding = Finding::new(faults::APPROVER_WITHOUT_ROLE, person.span.in_file(record.file), message);
    Some(if is_new {
        finding.hint("the register before the change counts: have its holder approve, or merge the new holder first")
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
    (record, news): (&ApprovalRecord, News),
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
        let (own, person) = (&record.place, shown(&record.approval.person.raw.value));
        let what = format!("the approval of `{}` {} by `{person}` is void", own.document, own.version);
        let message = format!("the key `{}` is compromised, so {what}", sealed.fingerprint());
        return Err(Finding::new(faults::KEY_COMPROMISED, place, message)
            .hint("raise the version and have it approved with another key"));
    }
    if keys.compromised.iter().any(|it| !it.faults.is_empty()) {
        let message = "no signature counts while the list of compromised keys cannot be read in full";
        return Err(Finding::new(faults::SIGNERS_MALFORMED, place, message)
            .hint("mend the lines of `approvals/compromised_keys`"));
    }
    let person = &record.approval.person.raw.value;
    let names = names(trust, bare_name(person));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // The claimed time is only believed of a record that was there before; else the key must also hold today.
    let mut moments = vec![record.approval.time.value];
    if news.is_signature {
        moments.push(Moment::start_of(inputs.today));
    }
    let (key, person) = (sealed.fingerprint(), shown(person));
    let fault = |message: String| Finding::new(faults::SIGNER_UNKNOWN, place, message);
    let by_change = keys.own.as_ref().map(|it| it.judge(&sealed, &names, &moments));
    let by_base = keys.signers.as_ref().map(|it| it.judge(&sealed, &names, &moments));
    let refusal = match (by_base, by_change) {
        (Some(Ok(())), None | Some(Ok(()))) => return Ok(()),
        // What the base grants, the change takes away.
        (Some(Ok(())), Some(Err(_))) => {
            let message =
                format!("the key `{key}` of `{person}` is no longer listed for that day, so the approval is void");
            return Err(
                fault(message).hint("keep the line of the key, and give it a `valid-before` after what it signed")
            );
        }
        (_, Some(Ok(()))) => {
            let message = format!("the key `{key}` of `{person}` is listed only by this change");
            return Err(fault(message).hint("merge the line of the key first; then approve"));
        }
        (None, _) => {
            let message = "there is no `approvals/allowed_signers` that could say whose key this is".to_owned();
            return Err(fault(message).hint(SIGNERS_HINT));
        }
        (Some(Err(refusal)), _) => refusal,
    };
    let message = match refusal {
        Refusal::Unknown => format!("the key `{key}` is listed for nobody"),
        Refusal::OtherPerson => format!("the key `{key}` does not belong to `{person}`"),
        Refusal::TooEarly => format!("the key `{key}` of `{person}` was not valid yet"),
        Refusal::Expired => format!("the key `{key}` of `{person}` was no longer valid"),
    };
    Err(fault(message).hint(SIGNERS_HINT))
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

/// Records and signatures of the base that are gone, or others now. What the base got after the change began is not
/// missed: the change never had it.
pub(super) fn find_deleted(inputs: &Inputs<'_>, findings: &mut Vec<Finding>) {
    let Some(base) = inputs.base else { return };
    let now = inputs.handbook.ledger.iter().flat_map(|it| &it.records);
    let now: BTreeMap<_, _> = now.map(|it| (&it.place, it)).collect();
    for record in base.handbook.ledger.iter().flat_map(|it| &it.records) {
        let there = now.get(&record.place);
        let name = base.texts.name(record.file);
        if let Some(there) = there.filter(|it| it.digest == record.digest) {
            findings.extend(lost_signature(inputs, &base, (record, there)));
            continue;
        }
        if base.history.is_some_and(|it| !it.records.contains(name)) {
            continue;
        }
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

/// A signature that the base holds beside a record that stayed.
fn lost_signature(
    inputs: &Inputs<'_>,
    base: &Trust<'_>,
    (before, after): (&ApprovalRecord, &ApprovalRecord),
) -> Option<Finding> {
    let name = base.texts.name(before.signature?);
    let texts = &inputs.sources.texts;
    if signature(base.texts, before) == signature(texts, after)
        || base.history.is_some_and(|it| !it.records.contains(name))
    {
        return None;
    }
    let what = if after.signature.is_some() { "is not what it was" } else { "is gone" };
    let place = first_line(texts, after.signature.unwrap_or(after.file));
    Some(
        Finding::new(faults::RECORD_DELETED, place, format!("the signature `{name}` {what}"))
            .hint("restore it; an approval is taken back by `ismsbook approve --withdraw`"),
    )
}
