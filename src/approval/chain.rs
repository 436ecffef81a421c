//! The line that the records of a document form by naming the record before them: which version came after which, which
//! is the newest, and where the line is broken.

use std::collections::{BTreeMap, BTreeSet};

use super::faults;
use super::record::Checked;
use crate::diag::Finding;
use crate::model::{Digest, Meaning};
use crate::text::Moment;

/// The versions of one document in the order in which they were approved.
#[derive(Debug, Default)]
pub(super) struct Chain<'c> {
    /// Oldest first.
    versions: Vec<&'c str>,
    withdrawn: BTreeSet<&'c str>,
}

impl<'c> Chain<'c> {
    /// Follows the records that stand in their places. Records that break the line no longer count.
    pub(super) fn of(records: &mut [Checked<'c>], findings: &mut Vec<Finding>) -> Self {
        let by_digest: BTreeMap<Digest, (&'c str, Moment)> = records
            .iter()
            .filter(|it| it.is_own)
            .map(|it| (it.record.digest, (it.record.place.version.as_str(), it.record.approval.time.value)))
            .collect();
        for checked in records.iter_mut().filter(|it| it.is_own) {
            let broken = broken_link(checked, &by_digest);
            checked.counts &= broken.is_none();
            findings.extend(broken);
        }
        let versions = line(records, &by_digest, findings);
        let withdrawn = records.iter().filter(|it| it.counts && it.record.place.meaning == Meaning::Withdraw);
        Chain { versions, withdrawn: withdrawn.map(|it| it.record.place.version.as_str()).collect() }
    }

    /// The newest version that was not withdrawn.
    pub(super) fn head(&self) -> Option<&'c str> {
        self.versions.iter().rev().copied().find(|version| !self.withdrawn.contains(version))
    }

    /// The version before this one in the line.
    pub(super) fn before(&self, version: &str) -> Option<&'c str> {
        let at = self.versions.iter().position(|it| *it == version)?;
        self.versions.get(at.checked_sub(1)?).copied()
    }

    pub(super) fn is_withdrawn(&self, version: &str) -> bool {
        self.withdrawn.contains(version)
    }
}

fn broken_link(checked: &Checked<'_>, by_digest: &BTreeMap<Digest, (&str, Moment)>) -> Option<Finding> {
    let approval = &checked.record.approval;
    let previous = approval.previous?;
    let place = previous.span.in_file(checked.record.file);
    let Some((_, earlier)) = by_digest.get(&previous.value) else {
        let message = format!("the record follows `{}`, which is not there", previous.value.short());
        return Some(
            Finding::new(faults::RECORD_CHAIN_BROKEN, place, message)
                .hint("restore the record before it from git; records are never deleted or changed"),
        );
    };
    if approval.time.value >= *earlier {
        return None;
    }
    let message = format!("the record is dated {}, before the one that it follows ({earlier})", approval.time.value);
    Some(
        Finding::new(faults::RECORD_TIME_IMPLAUSIBLE, approval.time.span.in_file(checked.record.file), message)
            .hint("a record is made at the moment of the approval; approve again"),
    )
}

/// Puts the versions in line. Where two begin the line or follow the same version, the one that was approved first stays.
fn line<'c>(
    records: &mut [Checked<'c>],
    by_digest: &BTreeMap<Digest, (&'c str, Moment)>,
    findings: &mut Vec<Finding>,
) -> Vec<&'c str> {
    let mut order: Vec<usize> = (0..records.len()).filter(|at| records[*at].counts).collect();
    order.sort_by_key(|at| (records[*at].record.approval.time.value, &records[*at].record.place));
    // For each version, the one that it follows; the outermost is followed by none.
    let mut follows: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    let mut texts: BTreeMap<&str, Digest> = BTreeMap::new();
    for at in order {
        let record = records[at].record;
        let version = record.place.version.as_str();
        let before = record.approval.previous.and_then(|it| by_digest.get(&it.value)).map(|(version, _)| *version);
        let is_inside = before == Some(version);
        let first = follows.iter().find(|(_, it)| **it == before).map(|(version, _)| *version);
        let is_broken = match (follows.get(version), first) {
            _ if is_inside => !follows.contains_key(version),
            (Some(known), _) => *known != before,
            (None, Some(_)) => true,
            (None, None) => before.is_some_and(|it| !follows.contains_key(it)),
        };
        if is_broken {
            records[at].counts = false;
            findings.push(forked(record, first));
            continue;
        }
        if !is_inside {
            follows.entry(version).or_insert(before);
        }
        let text = *texts.entry(version).or_insert(record.approval.digest.value);
        if text != record.approval.digest.value {
            findings.push(reused(record));
        }
    }
    let mut versions = Vec::new();
    let mut last = None;
    while let Some((version, _)) = follows.iter().find(|(_, before)| **before == last) {
        versions.push(*version);
        last = Some(*version);
    }
    versions
}

fn forked(record: &crate::model::ApprovalRecord, first: Option<&str>) -> Finding {
    let version = &record.place.version;
    let message = match first {
        Some(first) if first != version => format!("version `{version}` follows the same record as `{first}`"),
        _ => format!("this record of version `{version}` does not follow the newest one before it"),
    };
    Finding::new(faults::RECORD_CHAIN_BROKEN, record.whole(), message)
        .hint("two lines of approvals were joined: raise the version and have it approved again")
}

fn reused(record: &crate::model::ApprovalRecord) -> Finding {
    let message = format!("version `{}` was approved before with other words", record.place.version);
    Finding::new(faults::VERSION_REUSED, record.approval.digest.span.in_file(record.file), message)
        .hint("give the new words a version of their own")
}
