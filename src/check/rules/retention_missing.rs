//! V210: records that are kept for nobody knows how long.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V210",
        name: "retention-missing",
        level: Severity::Warning,
        clause: "7.5.3 f, A.5.33",
        since: "0.1",
        summary: "A record or register has no retention period.",
        why: "Records without a period are kept for ever, personal data included, or thrown away before anybody needed \
              them as proof. It looks at one field and guesses nothing; on the example handbook: no finding.",
        cure: "Write in `retention` how long it is kept, such as `3 years`. Laws and contracts set the least.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/minutes.md
---
id: REC-001
type: record
---
"],
    good: &["\
//- policies/minutes.md
---
id: REC-001
type: record
retention: 3 years
---
"],
};

fn check(_: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(kind @ (DocumentType::Record | DocumentType::Register)) = document.document_type() else { return };
    if document.front.has(Field::Retention) {
        return;
    }
    let place = document.front.document_type.map_or_else(|| document.front.place_of(Field::Retention), |it| it.span);
    let message = format!("{} `{}` has no retention period", kind.name(), document.name());
    findings.push(
        Finding::new(RULE.info.name, document.place(place), message)
            .hint("write in `retention` how long it is kept, such as `3 years`"),
    );
}
