//! A108: a review that was due.

use crate::check::review;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;
use crate::text::counted;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A108",
        name: "review-overdue",
        level: Severity::Error,
        clause: "7.5.2 c, A.5.1",
        since: "0.1",
        summary: "The review of a document in use is past its day.",
        why: "A document that nobody has looked at since its day may be right by luck only. It stays in force, but the \
              promise to look at it at planned intervals is broken.",
        cure: "Review the document, enter the day in `last_reviewed` and the result in the history. Within the days of \
               `[review] grace` in `book.toml` the finding is a warning, after them an error.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
last_reviewed: 2025-02-10
review_interval: 12 months
---
",
        "\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
next_review: 2026-11-20
---
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
type: policy
status: approved
next_review: 2026-11-21
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(due) = review::due(document).filter(|it| *it < cx.today) else { return };
    let is_in_grace = due.plus(cx.config.review.grace).is_none_or(|last| cx.today <= last);
    let days = counted(usize::try_from(cx.today.days_since(due)).unwrap_or(0), "day");
    let message = format!("review of `{}` was due on {due}, {days} ago", document.name());
    let finding = Finding::new(RULE.info.name, review::due_place(document), message)
        .hint("review it, then enter the day in `last_reviewed` and the result in `history`");
    findings.push(if is_in_grace { finding.at_level(Severity::Warning) } else { finding });
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;
    use crate::diag::Severity;

    fn levels(fields: &str) -> Vec<Severity> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\ntype: policy\n{fields}\n---\n");
        example(&fixture).iter().filter(|it| it.rule.name == "review-overdue").map(|it| it.severity).collect()
    }

    #[test]
    fn within_the_grace_it_is_a_warning() {
        assert_eq!(levels("status: approved\nnext_review: 2026-10-22"), [Severity::Warning]);
        assert_eq!(levels("status: approved\nnext_review: 2026-10-21"), [Severity::Error]);
    }

    #[test]
    fn what_is_not_in_use_is_not_reviewed() {
        assert_eq!(levels("status: draft\nnext_review: 2020-01-01"), []);
        assert_eq!(levels("status: retired\nnext_review: 2020-01-01"), []);
    }
}
