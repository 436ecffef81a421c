//! P508: a document that not everybody has confirmed in time.

use std::collections::BTreeMap;

use crate::check::change::compare_versions;
use crate::check::rule::{Context, Rule, Scope};
use crate::check::validity;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Acknowledgements, Document, Target};
use crate::text::{Date, Interval};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P508",
        name: "acknowledgement-overdue",
        level: Severity::Warning,
        clause: "7.3, A.5.1, A.6.3",
        since: "0.1",
        summary: "The last count says that not everybody has acknowledged a document in time.",
        why: "Who has not confirmed a rule may not know it. An auditor asks for the share, and after an incident \
              everybody does.",
        cure: "Ask those who are missing, then enter the new count under `acknowledgements` in a register. The days \
               run from the day the version takes effect; without `due_days` there are 30. A count of another version \
               says nothing, and without any count the rule is silent. Measured on the example handbook: no finding.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
type: policy
version: \"2.1\"
status: approved
approved_on: 2026-09-01
effective_from: 2026-09-15
acknowledgement: {required: true, due_days: 14}
---
//- registers/acknowledgements.yaml
acknowledgements:
  - {document: POL-007, version: \"2.1\", counted_on: 2026-11-01, people: 42, acknowledged: 39}
"],
    good: &["\
//- policies/access.md
---
id: POL-007
type: policy
version: \"2.1\"
status: approved
approved_on: 2026-09-01
effective_from: 2026-11-15
acknowledgement: {required: true, due_days: 14}
---
//- registers/acknowledgements.yaml
acknowledgements:
  - {document: POL-007, version: \"2.1\", counted_on: 2026-11-20, people: 42, acknowledged: 3}
"],
};

/// Days to acknowledge where the document names none.
const USUAL_DAYS: u32 = 30;

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (document, count) in last_counts(cx) {
        let document = cx.handbook.document(document);
        let (Some(people), Some(acknowledged)) = (count.people, count.acknowledged) else { continue };
        let Some(missing) = people.value.checked_sub(acknowledged.value).filter(|it| *it > 0) else { continue };
        let Some(due) = due(document).filter(|due| *due < cx.today) else { continue };
        let version = document.front.version.as_ref().map_or("", |it| it.value.as_str());
        let message = format!(
            "{missing} of {} people have not acknowledged `{}` version `{version}`, which was due on {due}",
            people.value,
            document.name()
        );
        let place = acknowledged.span.in_file(count.place.file);
        findings.push(
            Finding::new(RULE.info.name, place, message).hint("ask those who are missing, then enter the new count"),
        );
    }
}

/// The last count of the present version of each document in force that asks for acknowledgements.
fn last_counts<'h>(cx: &Context<'h>) -> BTreeMap<u32, &'h Acknowledgements> {
    let mut counts: BTreeMap<u32, &Acknowledgements> = BTreeMap::new();
    for count in &cx.handbook.registers.observations.acknowledgements {
        let Some(Target::Document(index)) = count.document.as_ref().and_then(|it| it.target) else { continue };
        let document = cx.handbook.document(index);
        let is_required = document.front.acknowledgement.as_ref().is_some_and(|it| it.is_required);
        let is_present = match (&count.version, &document.front.version) {
            (Some(counted), Some(present)) => compare_versions(&counted.value, &present.value).is_eq(),
            _ => false,
        };
        if !is_required || !is_present || !validity::is_in_force(cx, document) {
            continue;
        }
        let day = |it: &Acknowledgements| it.counted_on.map(|it| it.value);
        let known = counts.entry(index).or_insert(count);
        if day(known) < day(count) {
            *known = count;
        }
    }
    counts
}

fn due(document: &Document) -> Option<Date> {
    let front = &document.front;
    let from = front.effective_from.or(front.approved_on)?;
    let days = front.acknowledgement.as_ref()?.due_days.map_or(USUAL_DAYS, |it| it.value);
    from.value.plus(Interval::parse(&format!("{days} days")).ok()?)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::rule::example;

    fn messages(change: impl Fn(&str) -> String) -> Vec<String> {
        let raised = example(&change(RULE.bad[0]));
        let own = raised.into_iter().filter(|it| it.rule.name == RULE.info.name);
        own.map(|it| it.finding.message).collect()
    }

    #[test]
    fn the_last_count_of_the_present_version_tells() {
        let first = "3 of 42 people have not acknowledged `POL-007` version `2.1`, which was due on 2026-09-29";
        assert_eq!(messages(str::to_owned), [first]);
        let later = "  - {document: POL-007, version: 2.1, counted_on: 2026-11-02, people: 42, acknowledged: 42}\n";
        assert_eq!(messages(|it| format!("{it}{later}")), [""; 0]);
        let other = later.replace("2.1", "2.0");
        assert_eq!(messages(|it| format!("{it}{other}")), [first]);
    }

    #[test]
    fn who_is_not_asked_owes_nothing() {
        assert_eq!(messages(|it| it.replace("required: true", "required: false")), [""; 0]);
        assert_eq!(messages(|it| it.replace("status: approved", "status: draft")), [""; 0]);
    }

    #[test]
    fn a_count_for_a_document_that_is_not_there_is_told() {
        let raised = example(&RULE.bad[0].replace("document: POL-007", "document: POL-099"));
        assert!(raised.iter().any(|it| it.rule.name == "broken-reference"), "{raised:#?}");
    }
}
