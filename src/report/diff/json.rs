//! Changes for programs, in wire structs of their own. `docs/diff.md` describes them.

use serde::Serialize;

use super::Diff;
use crate::compare::{
    Coverage, DocumentChange, Duty, DutyChange, Edition, EntryChange, Fate, FieldChange, Line, Run, Touched, Trusted,
    Values,
};

#[derive(Serialize)]
struct Wire<'d> {
    schema: &'static str,
    from: &'d str,
    to: &'d str,
    today: String,
    documents: Vec<WireDocument<'d>>,
    duties: Vec<WireDuty<'d>>,
    entries: Vec<WireEntry<'d>>,
    variables: Vec<WireField<'d>>,
    touched: Vec<WireTouched<'d>>,
    coverage: WireCoverages<'d>,
    takes_effect_later: Vec<&'static str>,
    not_compared: &'d [String],
    not_read: &'d [String],
}

#[derive(Serialize)]
struct WireDocument<'d> {
    before: Option<WireEdition<'d>>,
    after: Option<WireEdition<'d>>,
    fields: Vec<WireField<'d>>,
    words_inserted: usize,
    words_deleted: usize,
    only_markup: bool,
    voids_approval: bool,
    voids_acknowledgements: bool,
    redline: Vec<WireLine<'d>>,
}

#[derive(Serialize)]
struct WireEdition<'d> {
    id: &'d str,
    title: &'d str,
    file: &'d str,
    version: Option<&'d str>,
    state: &'static str,
    assurance: &'static str,
    missing: u32,
    may_approve: &'d [String],
    review_due: Option<String>,
}

#[derive(Serialize)]
struct WireField<'d> {
    name: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'d str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    added: &'d [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    removed: &'d [String],
}

#[derive(Serialize)]
struct WireLine<'d> {
    fate: &'static str,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind_before: Option<String>,
    cells: Vec<Vec<WireRun<'d>>>,
}

#[derive(Serialize)]
struct WireRun<'d> {
    fate: &'static str,
    text: &'d str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    mark: bool,
}

#[derive(Serialize)]
struct WireDuty<'d> {
    document: &'d str,
    before: Option<WireSentence<'d>>,
    after: Option<WireSentence<'d>>,
}

#[derive(Serialize)]
struct WireSentence<'d> {
    sentence: &'d str,
    roles: &'d [String],
}

#[derive(Serialize)]
struct WireEntry<'d> {
    register: &'static str,
    id: &'d str,
    title: &'d str,
    change: &'static str,
    fields: Vec<WireField<'d>>,
    acceptance_stale: bool,
}

#[derive(Serialize)]
struct WireTouched<'d> {
    kind: &'static str,
    id: &'d str,
    title: &'d str,
    gained: &'d [String],
    lost: &'d [String],
    changed: &'d [String],
}

#[derive(Serialize)]
struct WireCoverages<'d> {
    before: WireCoverage<'d>,
    after: WireCoverage<'d>,
}

#[derive(Serialize)]
struct WireCoverage<'d> {
    applicable: usize,
    covered: usize,
    implemented: usize,
    gaps: Vec<&'d str>,
}

pub(super) fn write(diff: &Diff<'_>) -> String {
    let changes = diff.changes;
    let wire = Wire {
        schema: "ismsbook-diff/1",
        from: diff.from,
        to: diff.to,
        today: diff.today.to_string(),
        documents: changes.documents.iter().map(document).collect(),
        duties: changes.duties.iter().map(duty).collect(),
        entries: changes.entries.iter().map(entry).collect(),
        variables: changes.variables.iter().map(field).collect(),
        touched: changes.touched.iter().map(touched).collect(),
        coverage: WireCoverages {
            before: coverage(&changes.coverage_before),
            after: coverage(&changes.coverage_after),
        },
        takes_effect_later: changes.trusted.iter().map(|it| trusted(*it)).collect(),
        not_compared: diff.notes,
        not_read: &changes.unread,
    };
    // Texts and numbers always have a form in JSON.
    serde_json::to_string_pretty(&wire).unwrap_or_default() + "\n"
}

fn document(change: &DocumentChange) -> WireDocument<'_> {
    let (words_inserted, words_deleted) = change.redline.counts();
    WireDocument {
        before: change.before.as_ref().map(edition),
        after: change.after.as_ref().map(edition),
        fields: change.fields.iter().map(field).collect(),
        words_inserted,
        words_deleted,
        only_markup: change.is_only_markup,
        voids_approval: change.voids_approval(),
        voids_acknowledgements: change.voids_acknowledgements,
        redline: change.redline.lines.iter().map(line).collect(),
    }
}

fn edition(edition: &Edition) -> WireEdition<'_> {
    let standing = &edition.standing;
    WireEdition {
        id: &edition.name,
        title: &edition.title,
        file: &edition.file,
        version: edition.version.as_deref(),
        state: standing.state.name(),
        assurance: standing.assurance.name(),
        missing: standing.missing,
        may_approve: &standing.requirement.roles,
        review_due: standing.review_due.map(|it| it.to_string()),
    }
}

fn field(change: &FieldChange) -> WireField<'_> {
    let wire = WireField { name: &change.name, before: None, after: None, added: &[], removed: &[] };
    match &change.values {
        Values::One { before, after } => WireField { before: before.as_deref(), after: after.as_deref(), ..wire },
        Values::Many { added, removed } => WireField { added, removed, ..wire },
    }
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Same => "same",
        Fate::Inserted => "inserted",
        Fate::Deleted => "deleted",
        Fate::MovedHere => "moved-here",
        Fate::MovedAway => "moved-away",
        Fate::Changed => "changed",
    }
}

fn line(line: &Line) -> WireLine<'_> {
    fn run(run: &Run) -> WireRun<'_> {
        WireRun { fate: fate(run.fate), text: &run.text, mark: run.is_mark }
    }
    WireLine {
        fate: fate(line.fate),
        kind: line.kind.words(),
        kind_before: line.was.map(crate::compare::Kind::words),
        cells: line.cells.iter().map(|runs| runs.iter().map(run).collect()).collect(),
    }
}

fn duty(change: &DutyChange) -> WireDuty<'_> {
    fn sentence(duty: &Duty) -> WireSentence<'_> {
        WireSentence { sentence: &duty.sentence, roles: &duty.roles }
    }
    WireDuty {
        document: &change.document,
        before: change.before.as_ref().map(sentence),
        after: change.after.as_ref().map(sentence),
    }
}

fn entry(change: &EntryChange) -> WireEntry<'_> {
    WireEntry {
        register: change.kind.name(),
        id: &change.name,
        title: &change.title,
        change: match (change.was_there, change.is_there) {
            (false, _) => "added",
            (true, false) => "removed",
            (true, true) => "changed",
        },
        fields: change.fields.iter().map(field).collect(),
        acceptance_stale: change.is_acceptance_stale,
    }
}

fn touched(touched: &Touched) -> WireTouched<'_> {
    WireTouched {
        kind: touched.kind.name(),
        id: &touched.id,
        title: &touched.title,
        gained: &touched.gained,
        lost: &touched.lost,
        changed: &touched.changed,
    }
}

fn coverage(coverage: &Coverage) -> WireCoverage<'_> {
    WireCoverage {
        applicable: coverage.applicable,
        covered: coverage.covered,
        implemented: coverage.implemented,
        gaps: coverage.gaps.iter().map(crate::model::Id::as_str).collect(),
    }
}

fn trusted(what: Trusted) -> &'static str {
    match what {
        Trusted::ApprovalRules => "approval-rules",
        Trusted::Roles => "roles",
        Trusted::People => "people",
        Trusted::Signers => "signers",
        Trusted::CompromisedKeys => "compromised-keys",
    }
}
