//! V205: a state that a document cannot have come to.

use crate::check::change::{self, Changed};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Status;
use crate::text::{FileId, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V205",
        name: "illegal-transition",
        level: Severity::Error,
        clause: "7.5.2 c, 7.5.3",
        since: "0.1",
        summary: "The status of a document jumped over a state or came back from retirement, or an approved one went.",
        why: "Each state is a promise: whoever reads \"approved\" relies on a review that came before. A retired document \
              that returns takes rules back into force which people were told to forget. One that is gone leaves no word \
              of whether its rules still hold, and its approvals behind.",
        cure: "Take the states in order: `draft`, `in-review`, `approved`, `retired`. A document in review may go back to \
               `draft`, and a new version of an approved one begins as `draft` or `in-review`. In place of a retired \
               document write a new one. An approved one stays and is retired, whatever takes its place; its id stays too, as \
               its approvals name it. A draft that nobody wants is deleted. The rule needs `--base`.",
    },
    scope: Scope::Change(check),
    bad: &["\
//- @base policies/access.md
---
id: POL-007
status: draft
---
//- policies/access.md
---
id: POL-007
status: approved
---
"],
    good: &["\
//- @base policies/access.md
---
id: POL-007
status: in-review
---
//- policies/access.md
---
id: POL-007
status: approved
---
"],
};

/// The states that may follow a state, itself left out.
fn next(status: Status) -> &'static [Status] {
    match status {
        Status::Draft => &[Status::InReview],
        Status::InReview => &[Status::Draft, Status::Approved],
        Status::Approved => &[Status::Draft, Status::InReview, Status::Retired],
        Status::Retired => &[],
    }
}

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for Changed { before, after } in change::documents(cx, base) {
        let (Some(earlier), Some(status)) = (before.status(), after.front.status) else { continue };
        if earlier == status.value || next(earlier).contains(&status.value) {
            continue;
        }
        let message =
            format!("the status of `{}` went from `{}` to `{}`", after.name(), earlier.name(), status.value.name());
        let names = words::any_of(next(earlier).iter().map(|it| it.name()));
        let hint = match next(earlier) {
            [] => "a retired document stays retired: write a new one with an id of its own".to_owned(),
            _ => format!("`{}` is followed by {names}", earlier.name()),
        };
        findings.push(Finding::new(RULE.info.name, after.place(status.span), message).hint(hint));
    }
    for document in change::gone(cx, base) {
        let message = format!("`{}` was approved, and is gone", document.name());
        // What is gone has no place of its own.
        let place = Span::default().in_file(FileId::new(0));
        findings.push(
            Finding::new(RULE.info.name, place, message)
                .hint("bring it back under its id, and retire it where it ended"),
        );
    }
}
