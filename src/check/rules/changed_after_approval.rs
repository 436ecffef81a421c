//! A103: an approved text that was changed without a new approval.

use crate::check::change::{self, Changed};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{ChangeKind, Document};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A103",
        name: "changed-after-approval",
        level: Severity::Error,
        clause: "7.5.2 c, 7.5.3 e",
        since: "0.1",
        summary: "The text of an approved document changed, and the approval is still the old one.",
        why: "An approval is about exact words. If they can change underneath it, it proves nothing, and staff follow \
              rules that nobody decided on.",
        cure: "Raise the version and have it approved, or set the status back to `draft`. Line breaks, markup and the \
               places that links lead to may change. So may what a new history entry marks as `editorial` under a new \
               version: a review is enough there. The rule needs `--base`.",
    },
    scope: Scope::Change(check),
    bad: &["\
//- @base policies/access.md
---
id: POL-007
version: 1.0
status: approved
approved_on: 2026-02-14
---
Access ends on the last day of work.
//- policies/access.md
---
id: POL-007
version: 1.1
status: approved
approved_on: 2026-02-14
---
Access ends within a week of the last day of work.
"],
    good: &[
        "\
//- @base policies/access.md
---
id: POL-007
version: 1.0
status: approved
approved_on: 2026-02-14
---
Access ends on the last day of work.
//- policies/access.md
---
id: POL-007
version: 2.0
status: approved
approved_on: 2026-11-20
---
Access ends within a week of the last day of work.
",
        "\
//- @base policies/access.md
---
id: POL-007
version: 1.0
status: approved
approved_on: 2026-02-14
---
Access ends on the last day of wrok.
//- policies/access.md
---
id: POL-007
version: 1.0.1
status: approved
approved_on: 2026-02-14
history:
  - {version: 1.0.1, date: 2026-11-20, kind: editorial}
---
Access ends on the last day of work.
",
    ],
};

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for changed in change::documents(cx, base) {
        let Changed { before, after } = changed;
        let Some(approved) = after.front.approved_on else { continue };
        let is_recorded = cx.handbook.has_records(after);
        let keeps_approval =
            !is_recorded && before.is_approved() && after.is_approved() && approval(before) == approval(after);
        if !keeps_approval || !changed.says_something_else() || is_editorial(changed) {
            continue;
        }
        let message = format!("the text of `{}` changed after its approval of {}", after.name(), approved.value);
        findings.push(
            Finding::new(RULE.info.name, after.place(approved.span), message)
                .hint("raise the version and have it approved, or set the status back to `draft`"),
        );
    }
}

/// What tells one approval from another.
fn approval(document: &Document) -> impl PartialEq {
    let front = &document.front;
    (
        front.approved_on.map(|it| it.value),
        front.approver.as_ref().map(|it| it.raw.value.clone()),
        front.approved_by.as_ref().map(|it| it.raw.value.clone()),
        front.approval_ref.as_ref().map(|it| it.value.clone()),
    )
}

/// Whether the change has a version of its own and only entries of the history that call it editorial.
fn is_editorial(changed: Changed<'_>) -> bool {
    let mut kinds = changed.new_entries().map(|it| it.kind.map(|it| it.value)).peekable();
    kinds.peek().is_some() && kinds.all(|it| it == Some(ChangeKind::Editorial)) && !changed.keeps_version()
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn told(before: &str, after: &str) -> usize {
        let front = "---\nid: POL-007\nversion: 1.0\nstatus: approved\napproved_on: 2026-02-14\n---\n";
        let fixture = format!("//- @base policies/old-name.md\n{front}{before}//- policies/a.md\n{front}{after}");
        example(&fixture).iter().filter(|it| it.rule.name == "changed-after-approval").count()
    }

    #[test]
    fn a_renamed_file_with_the_same_words_has_not_changed() {
        assert_eq!(told("See [it](a.md),\nplease.\n", "See **[it](b.md)**, please.\n"), 0);
        assert_eq!(told("See [it](a.md).\n", "See [that](a.md).\n"), 1);
    }
}
