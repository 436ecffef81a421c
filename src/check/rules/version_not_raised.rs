//! V201: another text under the same version.

use crate::check::change::{self, Changed};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V201",
        name: "version-not-raised",
        level: Severity::Error,
        clause: "7.5.3 e",
        since: "0.1",
        summary: "The text of an approved document changed, and its version did not.",
        why: "Two texts under one version cannot be told apart. What people acknowledged and auditors saw as 1.0 is no \
              longer what 1.0 says.",
        cure: "Raise the version and describe the change in the history: the first number for changed duties, the \
               second for clearer words, a third for spelling. Line breaks, markup and the places that links lead to \
               may change. Drafts may change freely. The rule needs `--base`.",
    },
    scope: Scope::Change(check),
    bad: &["\
//- @base policies/access.md
---
id: POL-007
version: 1.0
status: approved
---
Access ends on the last day of work.
//- policies/access.md
---
id: POL-007
version: 1.0
status: in-review
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
---
Access ends on the last day of work.
//- policies/access.md
---
id: POL-007
version: 2.0
status: in-review
---
Access ends within a week of the last day of work.
",
        "\
//- @base policies/access.md
---
id: POL-007
version: 0.1
status: draft
---
Access ends.
//- policies/access.md
---
id: POL-007
version: 0.1
status: in-review
---
Access ends on the last day of work.
",
    ],
};

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for changed in change::documents(cx, base) {
        let Changed { before, after } = changed;
        if !before.is_approved() || !changed.keeps_version() || !changed.says_something_else() {
            continue;
        }
        let Some((_, version)) = changed.versions() else { continue };
        let place = after.front.version.as_ref().map_or_else(|| after.front.place_of(Field::Version), |it| it.span);
        let message = format!(
            "the text of `{}` changed against `{}`, but the version is still `{version}`",
            after.name(),
            base.revision
        );
        findings.push(
            Finding::new(RULE.info.name, after.place(place), message)
                .hint("raise the version and describe the change in the history"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn told(before: &str, after: &str) -> bool {
        let fixture =
            format!("//- @base policies/a.md\n---\n{before}\n---\nOne.\n//- policies/b.md\n---\n{after}\n---\nTwo.\n");
        example(&fixture).iter().any(|it| it.rule.name == "version-not-raised")
    }

    #[test]
    fn a_version_in_another_spelling_is_the_same() {
        assert!(told("id: A-1\nversion: 1.0\nstatus: approved", "id: A-1\nversion: \"1\"\nstatus: approved"));
    }

    #[test]
    fn other_documents_and_missing_versions_are_left() {
        assert!(!told("id: A-1\nversion: 1.0\nstatus: approved", "id: A-2\nversion: 1.0\nstatus: approved"));
        assert!(!told("id: A-1\nstatus: approved", "id: A-1\nstatus: approved"));
    }
}
