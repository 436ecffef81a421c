//! V213: a document from outside of which nobody knows the edition.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V213",
        name: "external-edition-missing",
        level: Severity::Warning,
        clause: "7.5.3",
        since: "0.1",
        summary: "A document of external origin has neither an edition nor a date.",
        why: "Standards, laws and terms of suppliers change without asking. Without the edition nobody sees that the \
              one in use is old.",
        cure: "Write the edition or the date into `external_source`, and look for a new one at each review.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/terms.md
---
id: REG-009
external_source: {title: Terms of the hosting provider}
---
"],
    good: &["\
//- policies/terms.md
---
id: REG-009
external_source: {title: Terms of the hosting provider, edition: March 2026}
---
"],
};

fn check(_: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(source) = document.front.external_source.as_ref().filter(|_| !document.is_retired()) else { return };
    if source.edition.is_some() || source.date.is_some() {
        return;
    }
    let title = source.title.as_ref().map_or_else(|| document.title(), |it| it.value.as_str());
    let place = source.title.as_ref().map_or_else(|| document.front.place_of(Field::ExternalSource), |it| it.span);
    let message = format!("external document `{title}` has neither an edition nor a date");
    findings.push(
        Finding::new(RULE.info.name, document.place(place), message)
            .hint("write `edition` or `date` into `external_source`"),
    );
}
