//! S411: a certificate that names an older statement.

use crate::check::change::{self, Changed, compare_versions};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field, RegisterKind};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "S411",
        name: "soa-version-changed",
        level: Severity::Warning,
        clause: "6.1.3 d",
        since: "0.1",
        summary: "The statement of applicability is now approved in another version than before.",
        why: "A certificate names the version of the statement that the auditors saw. With a later one, customers who \
              compare the two find a difference that somebody has to explain.",
        cure: "Look at the version on the certificate, tell the certification body where it differs, and have the \
               certificate reissued at the next audit. The rule needs `--base`, as the handbook does not know the \
               certificate.",
    },
    scope: Scope::Change(check),
    bad: &["\
//- @base policies/statement.md
---
id: REG-001
register: applicability
version: 2.0
status: approved
---
//- policies/statement.md
---
id: REG-001
register: applicability
version: 2.1
status: approved
---
"],
    good: &["\
//- @base policies/statement.md
---
id: REG-001
register: applicability
version: 2.0
status: approved
---
//- policies/statement.md
---
id: REG-001
register: applicability
version: 2.1
status: in-review
---
"],
};

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for changed in change::documents(cx, base) {
        let Changed { before, after } = changed;
        if !is_statement(before) || !is_statement(after) || !after.is_approved() {
            continue;
        }
        let Some((earlier, now)) = changed.versions() else { continue };
        if compare_versions(earlier, now).is_eq() {
            continue;
        }
        let place = after.front.version.as_ref().map_or_else(|| after.front.place_of(Field::Version), |it| it.span);
        let message = format!("the statement is now version `{now}`; a certificate may still name `{earlier}`");
        findings.push(
            Finding::new(RULE.info.name, after.place(place), message)
                .hint("look at the version on the certificate, and tell the certification body if it differs"),
        );
    }
}

fn is_statement(document: &Document) -> bool {
    document.front.register.is_some_and(|it| it.value == RegisterKind::Applicability)
}
