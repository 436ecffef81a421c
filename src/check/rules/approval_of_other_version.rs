//! A102: an old approval under a new text.

use crate::check::change::{compare_versions, is_ordered_version};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{ChangeKind, Document, HistoryEntry};
use crate::text::{Date, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A102",
        name: "approval-of-other-version",
        level: Severity::Error,
        clause: "7.5.2 c, 7.5.3 e",
        since: "0.1",
        summary: "The approval that a document names is for another version of it.",
        why: "Who approved version 1.0 has not seen what version 2.0 says. An approval covers exact words, and those of \
              a later version were never decided on.",
        cure: "Have this version approved and enter the new day and proof, or set the status back to `in-review`. A \
               change that the history marks as `editorial` needs no approval of its own.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
version: 2.0
status: approved
approved_on: 2026-02-14
approval_ref: Minutes of 14 February 2026, version 1.0
---
",
        "\
//- policies/access.md
---
id: POL-007
version: 2.0
status: approved
approved_on: 2026-02-14
history:
  - {version: 2.0, date: 2026-09-01, kind: major}
  - {version: 1.0, date: 2026-02-14, kind: major}
---
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
version: 2.0
status: approved
approved_on: 2026-08-31
approval_ref: Minutes of 31 August 2026, version 2.0
history:
  - {version: 2.0, date: 2026-09-01, kind: major}
  - {version: 1.0, date: 2026-02-14, kind: major}
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if cx.handbook.has_records(document) {
        return;
    }
    let Some(version) = document.front.version.as_ref().filter(|_| document.is_approved()) else { return };
    let Some((other, span)) = named_in_proof(document, &version.value).or_else(|| dated(document, &version.value))
    else {
        return;
    };
    let message = format!(
        "the approval of `{}` is for version `{other}`, the document is version `{}`",
        document.name(),
        version.value
    );
    findings.push(
        Finding::new(RULE.info.name, document.place(span), message)
            .hint("have this version approved, or set the status back")
            .related(document.place(version.span), "the version of the document"),
    );
}

/// The version that `approval_ref` names, where it names none but others.
fn named_in_proof<'d>(document: &'d Document, version: &str) -> Option<(&'d str, Span)> {
    let proof = document.front.approval_ref.as_ref()?;
    let named = versions(document, &proof.value);
    let is_meant = named.iter().any(|it| compare_versions(it, version).is_eq());
    named.first().filter(|_| !is_meant).map(|it| (*it, proof.span))
}

/// `version 1.0`, `v1.0` and `POL-007@1.0`.
fn versions<'d>(document: &Document, proof: &'d str) -> Vec<&'d str> {
    let mut found = Vec::new();
    let mut is_announced = false;
    for word in proof.split([' ', ',', ';', ':', '(', ')', '[', ']']).filter(|it| !it.is_empty()) {
        let word = word.trim_end_matches('.');
        let version = match word.split_once('@') {
            Some((id, version)) if document.id().is_some_and(|it| it.as_str() == id) => Some(version),
            _ if is_announced => Some(word),
            _ => Some(word).filter(|it| it.starts_with('v') && it.contains('.')),
        };
        found.extend(version.filter(|it| is_ordered_version(it)).map(|it| it.trim_start_matches('v')));
        is_announced = word.eq_ignore_ascii_case("version");
    }
    found
}

/// The version whose day the approval fits, where that is over before this version begins.
fn dated<'d>(document: &'d Document, version: &str) -> Option<(&'d str, Span)> {
    let approved = document.front.approved_on?;
    let history = &document.front.history;
    let begins = |entry: &&HistoryEntry| is_of(entry, version) && entry.date.is_some();
    let current = history.iter().filter(begins).min_by_key(|it| date(it))?;
    if current.kind.is_some_and(|it| it.value == ChangeKind::Editorial) || date(current) <= Some(approved.value) {
        return None;
    }
    let fits = |entry: &&HistoryEntry| !is_of(entry, version) && date(entry) >= Some(approved.value);
    let other = history.iter().filter(fits).min_by_key(|it| date(it))?;
    let is_older = date(other) < date(current);
    other.version.as_ref().filter(|_| is_older).map(|it| (it.value.as_str(), approved.span))
}

fn is_of(entry: &HistoryEntry, version: &str) -> bool {
    entry.version.as_ref().is_some_and(|it| compare_versions(&it.value, version).is_eq())
}

fn date(entry: &HistoryEntry) -> Option<Date> {
    entry.date.map(|it| it.value)
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn told(fields: &str) -> Vec<String> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\nversion: 2.0\nstatus: approved\n{fields}\n---\n");
        let raised = example(&fixture);
        raised
            .into_iter()
            .filter(|it| it.rule.name == "approval-of-other-version")
            .map(|it| it.finding.message)
            .collect()
    }

    #[test]
    fn versions_are_read_in_the_spellings_people_use() {
        for proof in ["Version 1.0, minutes 7", "PR 12 (v1.0)", "POL-007@1.0", "Minutes for version 1.0."] {
            assert_eq!(told(&format!("approval_ref: \"{proof}\"")).len(), 1, "{proof}");
        }
        for proof in ["Version 2.0", "versions 1.0 and 2.0", "v1.0 and v2.0", "PR 12", "POL-001@1.0", "Minutes v1"] {
            assert_eq!(told(&format!("approval_ref: \"{proof}\"")), [""; 0], "{proof}");
        }
    }

    #[test]
    fn an_editorial_version_needs_no_approval_of_its_own() {
        let fields = "approved_on: 2026-02-14\nhistory:\n  - {version: 2.0, date: 2026-09-01, kind: editorial}\n  - {version: 1.0, date: 2026-02-14}";
        assert_eq!(told(fields), [""; 0]);
    }

    #[test]
    fn an_approval_before_the_day_in_the_history_is_fine() {
        let fields = "approved_on: 2026-08-14\nhistory:\n  - {version: 2.0, date: 2026-09-01, kind: major}\n  - {version: 1.0, date: 2026-02-14}";
        assert_eq!(told(fields), [""; 0]);
    }
}
