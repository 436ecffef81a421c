//! One document: which approvals count for its words, what that makes of it, and what does not fit.

use std::collections::{BTreeMap, BTreeSet};

use super::authority::{self, Requirement};
use super::chain::Chain;
use super::record::{self, Checked};
use super::{Assurance, Flags, Given, History, Inputs, Review, Standing, State, Trust, effect, faults};
use crate::diag::{Finding, Severity};
use crate::model::{Digest, Document, Field, Id, Meaning, Status, bare_name};
use crate::text::{Date, Spanned};

pub(super) struct Context<'c, 'h> {
    pub inputs: &'c Inputs<'h>,
    pub trust: &'c Trust<'h>,
    /// All records, in the order of the ledger.
    pub checked: &'c [Checked<'h>],
    /// The documents of the base, where there is one.
    pub earlier: BTreeMap<&'h Id, &'h Document>,
}

impl Context<'_, '_> {
    /// What it takes to approve a document. Another type or place takes effect after the change that brings it, so that no
    /// change can choose the rule that it is judged by; a stricter one counts at once.
    fn requirement(&self, document: &Document) -> Requirement {
        let now = authority::requirement(self.trust, document, &self.inputs.sources.texts);
        match document.id().and_then(|id| self.earlier.get(id)) {
            Some(before) => now.joined(authority::requirement(self.trust, before, self.trust.texts)),
            None => now,
        }
    }
}

/// Judges one document. Its digest is there where it has records.
pub(super) fn standing(
    cx: &Context<'_, '_>,
    document: &Document,
    digest: Option<Digest>,
    findings: &mut Vec<Finding>,
) -> Standing {
    let requirement = cx.requirement(document);
    let is_broken = cx
        .inputs
        .handbook
        .ledger
        .as_ref()
        .is_some_and(|it| it.is_unread || document.id().is_some_and(|id| it.broken.contains(id)));
    match (digest, is_broken) {
        (None, false) => declared(cx, document, requirement, findings),
        _ => recorded(cx, document, (digest, requirement), findings),
    }
}

/// A document without any record: its front matter is believed as far as it goes.
fn declared(
    cx: &Context<'_, '_>,
    document: &Document,
    requirement: Requirement,
    findings: &mut Vec<Finding>,
) -> Standing {
    let front = &document.front;
    let names_approver = front.approver.is_some() || front.approved_by.is_some();
    let is_declared = document.is_approved() && names_approver && front.approved_on.is_some();
    let assurance = if is_declared { Assurance::Declared } else { Assurance::None };
    let claims = document.is_approved();
    let is_enough = assurance >= requirement.least || requirement.least <= Assurance::Declared;
    if claims && !is_enough {
        let message = format!(
            "`{}` says that it is approved, and the settings ask for a {} approval",
            document.name(),
            requirement.least.name()
        );
        findings.push(
            Finding::new(faults::STATUS_NOT_BORNE_OUT, document.place(front.place_of(Field::Status)), message)
                .hint("have it approved with `ismsbook approve`, or set the status back"),
        );
    }
    let missing = if claims && is_enough { 0 } else { requirement.people };
    let state = match document.status() {
        None | Some(Status::Draft) => State::Draft,
        Some(Status::Retired) => State::Retired,
        Some(Status::Approved) if is_enough => in_time(cx, document),
        Some(Status::InReview | Status::Approved) => State::InReview,
    };
    let mut standing = blank(state, requirement);
    standing.assurance = assurance;
    standing.missing = if state.is_alive() { missing } else { 0 };
    standing.since = since(document, state, value(front.approved_on.as_ref()));
    review(&mut standing, front.review_due(), cx.inputs.today);
    standing
}

fn blank(state: State, requirement: Requirement) -> Standing {
    Standing {
        state,
        since: None,
        assurance: Assurance::None,
        flags: Flags::default(),
        review_due: None,
        review: Review::None,
        digest: None,
        approvals: Vec::new(),
        approved_version: None,
        requirement,
        missing: 0,
    }
}

fn value(day: Option<&Spanned<Date>>) -> Option<Date> {
    day.map(|it| it.value)
}

/// What an approved document is on the day.
fn in_time(cx: &Context<'_, '_>, document: &Document) -> State {
    let (from, until) = (&document.front.effective_from, &document.front.effective_until);
    let today = cx.inputs.today;
    if value(until.as_ref()).is_some_and(|last| last < today) {
        State::Retired
    } else if value(from.as_ref()).is_some_and(|first| first > today) {
        State::Approved
    } else {
        State::InForce
    }
}

fn since(document: &Document, state: State, approved: Option<Date>) -> Option<Date> {
    let from = value(document.front.effective_from.as_ref());
    match state {
        State::Draft | State::InReview | State::Superseded => None,
        State::Approved => from,
        State::InForce => from.max(approved),
        State::Retired => value(document.front.effective_until.as_ref()),
    }
}

fn review(standing: &mut Standing, due: Option<Date>, today: Date) {
    standing.review_due = due.filter(|_| standing.state.is_alive());
    standing.review = Review::of(standing.review_due, today);
    standing.flags.is_review_overdue = matches!(standing.review, Review::Overdue(_));
}

/// A document with records: only they count.
fn recorded(
    cx: &Context<'_, '_>,
    document: &Document,
    (digest, requirement): (Option<Digest>, Requirement),
    findings: &mut Vec<Finding>,
) -> Standing {
    let mut records = document.id().map(|id| record::of(cx.checked, id)).unwrap_or_default();
    for withdrawal in records.iter_mut().filter(|it| it.counts && it.record.place.meaning == Meaning::Withdraw) {
        if let Some(finding) = refused(document, withdrawal, &requirement) {
            withdrawal.counts = false;
            findings.push(finding);
        }
    }
    let chain = Chain::of(&mut records, findings);
    let version = document.front.version.as_ref().map_or("", |it| it.value.as_str());
    let of_version: Vec<&Checked<'_>> = records
        .iter()
        .filter(|it| it.counts && it.record.place.version == version)
        .filter(|it| it.record.place.meaning == Meaning::Approve && !chain.is_withdrawn(version))
        .collect();
    let (same, other): (Vec<_>, Vec<_>) =
        of_version.into_iter().partition(|it| Some(it.record.approval.digest.value) == digest);
    let is_head = chain.head() == Some(version);
    let (counted, others): (Vec<&Checked<'_>>, Vec<&Checked<'_>>) =
        same.iter().copied().partition(|it: &&Checked<'_>| requirement.allows(&it.record.place.role));
    findings.extend(others.iter().map(|it| not_allowed(document, it, &requirement)));
    let counted = if is_head { counted } else { Vec::new() };
    let mut authors = authority::authors(cx.trust, document);
    if let Some(history) = cx.trust.history {
        authors.extend(new_authors(cx, history, document, &counted));
        let first = history.first_day(cx.inputs, document);
        findings.extend(counted.iter().filter_map(|it| before_its_words(first?, it)));
    }
    let reached = reached(&counted, &authors, &requirement);
    let is_approved = reached.missing == 0;
    let state = match document.status() {
        Some(Status::Retired) => State::Retired,
        _ if is_approved => in_time(cx, document),
        None | Some(Status::Draft) => State::Draft,
        Some(Status::InReview | Status::Approved) => State::InReview,
    };
    let mut standing = blank(state, requirement);
    standing.flags.is_changed = same.is_empty() && !other.is_empty();
    standing.flags.is_incomplete = !is_approved && !counted.is_empty();
    standing.assurance = if is_approved { reached.assurance } else { Assurance::None };
    standing.missing = if state.is_alive() { reached.missing } else { 0 };
    standing.digest = digest;
    standing.approvals = given(&counted);
    standing.approved_version = chain.head().map(str::to_owned);
    let completing = completing(&counted, &authors, &standing.requirement);
    standing.since = since(document, state, completing.map(|it| it.record.approval.time.value.date()));
    if let Some(last) = completing {
        findings.extend(effect::before_approval(document, &chain, &records, last));
    }
    let promised = counted.iter().filter_map(|it| value(it.record.approval.review_by.as_ref())).min();
    let due = match (promised.filter(|_| is_approved), document.front.review_due()) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    review(&mut standing, due, cx.inputs.today);
    let facts = Facts {
        is_head,
        has_same: !same.is_empty(),
        other: other.first().copied(),
        is_approved,
        version,
        only_authors: reached.only_authors,
    };
    misfits(document, &standing, &facts, findings);
    standing
}

/// People who wrote words that the change brings, and whose only approvals of them are as new as these.
fn new_authors(
    cx: &Context<'_, '_>,
    history: &History,
    document: &Document,
    counted: &[&Checked<'_>],
) -> BTreeSet<String> {
    let mut writers = history.writers(cx.trust, cx.inputs, document);
    for it in counted.iter().filter(|it| !it.is_new) {
        writers.remove(bare_name(&it.record.approval.person.raw.value));
    }
    writers
}

/// A new record that claims a day on which its words had not been committed. Clocks differ and rebases keep dates, so a day
/// of grace is given, and the finding is a warning.
fn before_its_words(first: Date, checked: &Checked<'_>) -> Option<Finding> {
    let time = checked.record.approval.time;
    if !checked.is_new || first.days_since(time.value.date()) <= 1 {
        return None;
    }
    let message = format!("the record is dated {}, and its words were first committed on {first}", time.value);
    let place = time.span.in_file(checked.record.file);
    let hint = "a record is made at the moment of the approval; approve again";
    Some(Finding::new(faults::RECORD_TIME_IMPLAUSIBLE, place, message).hint(hint).at_level(Severity::Warning))
}

pub(super) fn given(counted: &[&Checked<'_>]) -> Vec<Given> {
    let mut given: Vec<Given> = counted
        .iter()
        .map(|it| Given {
            person: bare_name(&it.record.approval.person.raw.value).to_owned(),
            role: it.record.place.role.clone(),
            time: it.record.approval.time.value,
            is_signed: it.is_signed(),
            is_new: it.is_new,
        })
        .collect();
    given.sort_by(|left, right| (left.time, &left.role).cmp(&(right.time, &right.role)));
    given
}

struct Reached {
    missing: u32,
    assurance: Assurance,
    /// Those who approved, where they are enough and all of them wrote the document.
    only_authors: Vec<String>,
}

/// How far the approvals reach. Each person counts once, with the best proof they gave; authors never stand alone.
fn reached(counted: &[&Checked<'_>], authors: &BTreeSet<String>, requirement: &Requirement) -> Reached {
    let mut people: BTreeMap<&str, bool> = BTreeMap::new();
    for it in counted {
        *people.entry(bare_name(&it.record.approval.person.raw.value)).or_insert(false) |= it.is_signed();
    }
    let missing = |must_sign: bool| {
        let fit: Vec<&str> = people.iter().filter(|(_, signed)| **signed || !must_sign).map(|it| *it.0).collect();
        let count = u32::try_from(fit.len()).unwrap_or(u32::MAX);
        let lacks_other = fit.iter().all(|person| authors.contains(*person));
        requirement.people.saturating_sub(count).max(u32::from(lacks_other))
    };
    let (bound, signed) = (missing(false), missing(true));
    let assurance = if signed == 0 { Assurance::Signed } else { Assurance::Bound };
    let wanted = if requirement.least == Assurance::Signed { signed } else { bound };
    let enough = u32::try_from(people.len()).is_ok_and(|it| it >= requirement.people);
    let only_author = enough && people.keys().all(|person| authors.contains(*person));
    let only_authors = people.keys().filter(|_| only_author).map(|it| (*it).to_owned()).collect();
    Reached { missing: wanted, assurance, only_authors }
}

/// Of approvals that count, the one with which they were enough; later ones change nothing.
fn completing<'c>(
    counted: &[&'c Checked<'c>],
    authors: &BTreeSet<String>,
    requirement: &Requirement,
) -> Option<&'c Checked<'c>> {
    let mut in_time = counted.to_vec();
    in_time.sort_by_key(|it| (it.record.approval.time.value, &it.record.place));
    let enough = (1..=in_time.len()).find(|end| reached(&in_time[..*end], authors, requirement).missing == 0)?;
    in_time.get(enough - 1).copied()
}

struct Facts<'f> {
    is_head: bool,
    has_same: bool,
    is_approved: bool,
    version: &'f str,
    only_authors: Vec<String>,
    /// The first record that approves this version with other words.
    other: Option<&'f Checked<'f>>,
}

/// What does not fit between the document and its records: the one thing that explains the others.
fn misfits(document: &Document, standing: &Standing, facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    let front = &document.front;
    let (name, version) = (document.name(), facts.version);
    let at_version =
        document.place(front.version.as_ref().map_or_else(|| front.place_of(Field::Version), |it| it.span));
    let at_status = document.place(front.status.map_or_else(|| front.place_of(Field::Status), |it| it.span));
    if standing.flags.is_changed {
        let who = facts.other.map(|it| {
            let approval = &it.record.approval;
            let (person, day) = (approval.person.raw.value.escape_debug(), approval.time.value.date());
            (format!("that `{person}` approved as version {version} on {day}"), it.record.whole())
        });
        let (who, record) = who.unzip();
        let who = who.unwrap_or_else(|| format!("that were approved as version {version}"));
        let message = format!("the words of `{name}` are not those {who}");
        let mut finding = Finding::new(faults::TEXT_DIFFERS_FROM_APPROVAL, at_version, message)
            .hint("raise the version and have it approved, or go back to the approved words");
        if let Some(record) = record {
            finding = finding.related(record, "the approval");
        }
        findings.push(finding);
        return;
    }
    if facts.has_same && !facts.is_head {
        let newest = standing.approved_version.as_deref().unwrap_or_default();
        let message = format!("`{name}` is back at version {version}, and {newest} was approved after it");
        findings.push(
            Finding::new(faults::VERSION_ROLLED_BACK, at_version, message)
                .hint("withdraw the newer version with `ismsbook approve --withdraw`, or approve these words anew"),
        );
        return;
    }
    match document.status() {
        Some(Status::Approved) if facts.is_approved => {}
        Some(Status::Approved) if standing.flags.is_incomplete => {
            findings.push(incomplete(document, standing, facts));
        }
        Some(Status::Approved) => {
            let message = format!("`{name}` says that it is approved, and no record approves version {version}");
            findings.push(
                Finding::new(faults::STATUS_NOT_BORNE_OUT, at_status, message)
                    .hint("set the status back, or have it approved with `ismsbook approve`"),
            );
        }
        Some(Status::Retired) if facts.is_approved => {
            let message = format!("`{name}` says that it is retired, and its approval was not withdrawn");
            findings.push(
                Finding::new(faults::STATUS_NOT_BORNE_OUT, at_status, message)
                    .hint("take the approval back with `ismsbook approve --withdraw`"),
            );
        }
        None | Some(Status::Draft | Status::InReview) if facts.is_approved => {
            let message = format!("`{name}` is approved by its records, and does not say so");
            findings.push(
                Finding::new(faults::STATUS_NOT_BORNE_OUT, at_status, message)
                    .hint("write `status: approved`; the status is no part of what was approved")
                    .at_level(Severity::Warning),
            );
        }
        None | Some(Status::Draft | Status::InReview) if standing.flags.is_incomplete => {
            findings.push(incomplete(document, standing, facts).at_level(Severity::Info));
        }
        None | Some(Status::Draft | Status::InReview | Status::Retired) => {}
    }
}

fn incomplete(document: &Document, standing: &Standing, facts: &Facts<'_>) -> Finding {
    let front = &document.front;
    let place = document.place(front.status.map_or_else(|| front.place_of(Field::Status), |it| it.span));
    let people = match standing.missing {
        1 => "1 more person".to_owned(),
        more => format!("{more} more people"),
    };
    let by = if facts.only_authors.is_empty() { "" } else { " who did not write it" };
    let how = if standing.requirement.least == Assurance::Signed { " and sign" } else { "" };
    let name = document.name();
    let message = format!("{people}{by} must approve{how} version {} of `{name}`", facts.version);
    let may = match standing.requirement.roles.as_slice() {
        [] => "have it approved with `ismsbook approve`".to_owned(),
        roles => format!("it may be approved by: {}", roles.join(", ")),
    };
    let authors: Vec<String> = facts.only_authors.iter().map(|it| format!("`{}`", it.escape_debug())).collect();
    let hint = match authors.as_slice() {
        [] => may,
        authors => format!("{} wrote it, as its front matter or git says; {may}", authors.join(" and ")),
    };
    Finding::new(faults::APPROVAL_INCOMPLETE, place, message).hint(hint)
}

/// A withdrawal counts as an approval does: by a role that may approve the document, and signed where that is asked for.
/// What the base holds was judged when it came in.
fn refused(document: &Document, checked: &Checked<'_>, requirement: &Requirement) -> Option<Finding> {
    let record = checked.record;
    let (role, name) = (&record.approval.role.raw, document.name());
    if !requirement.allows(&record.place.role) {
        let message = format!("`{}` may not withdraw the approval of `{name}`", role.value.escape_debug());
        return Some(
            Finding::new(faults::APPROVER_WITHOUT_ROLE, role.span.in_file(record.file), message)
                .hint(format!("it may be withdrawn by: {}", requirement.roles.join(", "))),
        );
    }
    if checked.is_new && requirement.least == Assurance::Signed && !checked.is_signed() {
        let message = format!("the withdrawal of version {} of `{name}` is not signed", record.place.version);
        return Some(
            Finding::new(faults::APPROVAL_INCOMPLETE, record.whole(), message)
                .hint("withdraw it with `--sign`, as the settings ask for signatures"),
        );
    }
    None
}

fn not_allowed(document: &Document, checked: &Checked<'_>, requirement: &Requirement) -> Finding {
    let role = &checked.record.approval.role.raw;
    let message = format!("`{}` may not approve `{}`", role.value.escape_debug(), document.name());
    Finding::new(faults::APPROVER_WITHOUT_ROLE, role.span.in_file(checked.record.file), message)
        .hint(format!("it may be approved by: {}", requirement.roles.join(", ")))
}
