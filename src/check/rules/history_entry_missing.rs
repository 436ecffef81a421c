//! V203: a version that the history does not know.

use crate::check::change::{self, compare_versions};
use crate::check::insertion::{self, HistoryLine};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, Fix, RuleInfo, Severity};
use crate::model::{ChangeKind, Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V203",
        name: "history-entry-missing",
        level: Severity::Error,
        clause: "7.5.3 e",
        since: "0.1",
        summary: "The history of an approved document has no entry for its version.",
        why: "Without the entry nobody learns what changed, who changed it and whether it must be acknowledged again. \
              The history is what an auditor reads to see that changes are controlled.",
        cure: "Add an entry to `history` with version, date, author, kind (`major`, `minor` or `editorial`) and a \
               summary. A document without any history is told by `missing-field`.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
version: 2.0
status: approved
history:
  - {version: 1.0, date: 2026-02-14, kind: major, summary: First edition}
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
version: 2.0
status: approved
history:
  - {version: 2.0, date: 2026-09-01, kind: major, summary: Rights end on the last day of work}
  - {version: 1.0, date: 2026-02-14, kind: major, summary: First edition}
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let front = &document.front;
    let Some(version) = front.version.as_ref().filter(|_| document.is_approved()) else { return };
    let has_entry = front
        .history
        .iter()
        .any(|entry| entry.version.as_ref().is_some_and(|it| compare_versions(&it.value, &version.value).is_eq()));
    if has_entry || front.history.is_empty() {
        return;
    }
    let message = format!("the history of `{}` has no entry for version `{}`", document.name(), version.value);
    findings.push(
        Finding::new(RULE.info.name, document.place(front.place_of(Field::History)), message)
            .hint("add an entry with version, date, author, kind and a summary of the change")
            .related(document.place(version.span), "the version of the document")
            .with(entry(cx, document, &version.value)),
    );
}

/// Adds an entry where the newest one stands. Its summary is left empty, which is a finding until somebody has written it.
fn entry(cx: &Context<'_>, document: &Document, version: &str) -> Option<Fix> {
    let content = &*cx.texts.of(document.file).content;
    let newest = insertion::newest_entry(document)?.0.version.as_ref().map_or("", |it| it.value.as_str());
    let kind = if major(version) == major(newest) { ChangeKind::Minor } else { ChangeKind::Major };
    let day = document.front.approved_on.map_or(cx.today, |it| it.value);
    let author = document.front.authors.first().map(|it| it.raw.value.as_str());
    let edit = insertion::history_entry(content, document, &HistoryLine { version, day, author, kind, summary: "" })?;
    Some(Fix::wants_a_look("add an entry whose summary is left to be written", vec![edit]))
}

fn major(version: &str) -> Option<&str> {
    change::is_ordered_version(version).then(|| version.trim().trim_start_matches(['v', 'V']).split('.').next())?
}
