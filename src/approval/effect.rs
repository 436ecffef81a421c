//! Whether a version takes effect before it was approved.

use super::chain::Chain;
use super::faults;
use super::record::Checked;
use crate::diag::Finding;
use crate::model::{ApprovalRecord, ChangeKind, Document, Meaning};
use crate::text::{Date, Interval, Moment};

/// A version that takes effect before the approval that completes what it needs. A version that changes no rule (a review,
/// an editorial change) keeps the day of the one before it, and a first version may be older than its records, where it
/// declares an approval of that time.
pub(super) fn before_approval(
    document: &Document,
    chain: &Chain<'_>,
    records: &[Checked<'_>],
    completing: &Checked<'_>,
) -> Option<Finding> {
    let effective = document.front.effective_from?;
    let mut version = completing.record.place.version.as_str();
    let mut approved = completing.record.approval.time.value;
    while let Some(before) = chain.before(version).filter(|_| keeps_its_day(document, version)) {
        let is_approval = |it: &&Checked<'_>| {
            it.counts && it.record.place.version == before && it.record.place.meaning == Meaning::Approve
        };
        let first = records.iter().filter(is_approval).map(|it| it.record.approval.time.value).min();
        (version, approved) = (before, first.unwrap_or(approved));
    }
    let is_first = chain.before(version).is_none();
    if is_within(effective.value, approved) || (is_first && is_declared(document, effective.value)) {
        return None;
    }
    let name = document.name();
    let message = format!("`{name}` takes effect on {}, before its approval on {}", effective.value, approved.date());
    let time = completing.record.approval.time.span.in_file(completing.record.file);
    Some(
        Finding::new(faults::EFFECTIVE_BEFORE_APPROVAL, document.place(effective.span), message)
            .hint("raise the version, let it take effect on the day of the approval or later, and have it approved")
            .related(time, "approved with this record"),
    )
}

/// The day on which a version takes effect, if an approval now would come after it; `records` are those of the document. It
/// is told before the record is made, as the day is a part of what is approved.
pub fn comes_late(document: &Document, version: &str, now: Moment, records: &[&ApprovalRecord]) -> Option<Date> {
    let effective = document.front.effective_from?.value;
    let is_first = records.iter().all(|it| it.place.version == version);
    let is_known = if is_first { is_declared(document, effective) } else { keeps_its_day(document, version) };
    (!is_known && !is_within(effective, now)).then_some(effective)
}

/// Whether the front matter declares an approval on this day or earlier.
fn is_declared(document: &Document, effective: Date) -> bool {
    document.front.approved_on.is_some_and(|it| it.value <= effective)
}

/// Whether an approval at this moment is, somewhere on earth, given on this day or earlier: records are in UTC, days are
/// local, and the last place where a day ends is twelve hours behind.
fn is_within(day: Date, approved: Moment) -> bool {
    let next = Interval::parse("1 day").ok().and_then(|it| day.plus(it));
    next.and_then(|it| Moment::new(it, 12, 0, 0)).is_none_or(|end| approved <= end)
}

/// Whether the history of a document says that a version changed no rule.
fn keeps_its_day(document: &Document, version: &str) -> bool {
    let entry = document.front.history.iter().find(|it| it.version.as_ref().is_some_and(|it| it.value == version));
    entry.and_then(|it| it.kind).is_some_and(|it| match it.value {
        ChangeKind::Editorial | ChangeKind::Review => true,
        ChangeKind::Major | ChangeKind::Minor => false,
    })
}
