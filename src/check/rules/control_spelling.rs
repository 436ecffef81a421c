//! L316: a control in another spelling.

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{ControlId, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L316",
        name: "control-spelling",
        level: Severity::Info,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "A control is written in another spelling than the catalogue has.",
        why: "`A 5.15`, `A5.15` and `A.05.15` are understood here, but a search for `A.5.15` finds none of them, nor \
              does the script of an auditor.",
        cure: "Write the number as the standard does, such as `A.5.15`. `check --fix` does so.",
    },
    scope: Scope::Names(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A 5.15]
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.5.15]
---
"],
};

fn check(cx: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    for naming in namings {
        let Some(target @ Target::Control(_)) = naming.target else { continue };
        let name = cx.handbook.name_and_title(target).0;
        let is_spelling = ControlId::parse_loosely(naming.text).is_some_and(|it| it.to_string() == name);
        if !is_spelling || naming.text == name {
            continue;
        }
        let is_clause = |text: &str| cx.handbook.catalogue.clauses.iter().any(|it| it.id.as_str() == text);
        if naming.sought != Sought::Control && is_clause(naming.text) {
            let number = naming.text;
            let message = format!("`{number}` is read as the control `{name}`, and there is a clause {number} too");
            findings.push(
                Finding::new(RULE.info.name, naming.place, message)
                    .hint(format!("write `{name}` or `clause {number}`"))
                    .unsafe_fix(format!("write `{name}`"), naming.place.span, name),
            );
            continue;
        }
        // A change in an approved document voids its approval, so a person has to decide on it.
        findings.push(
            Finding::new(RULE.info.name, naming.place, format!("`{}` is usually written `{name}`", naming.text))
                .hint("use the spelling of the standard")
                .fix(format!("write `{name}`"), naming.place.span, name),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn told(words: &str) -> Vec<(String, usize)> {
        let fixture =
            format!("//- policies/access.md\n---\nid: POL-007\ntitle: A\ntype: policy\n---\n\nSee {words}.\n");
        let found = example(&fixture).into_iter().filter(|it| it.rule.name == "control-spelling");
        found.map(|it| (it.finding.message, it.finding.fixes.iter().filter(|fix| fix.is_safe).count())).collect()
    }

    #[test]
    fn a_number_that_a_clause_has_too_is_not_mended_unasked() {
        let words = "`5.2` is read as the control `A.5.2`, and there is a clause 5.2 too";
        assert_eq!(told("[[5.2]]"), [(words.to_owned(), 0)]);
        assert_eq!(told("[[5.15]]"), [("`5.15` is usually written `A.5.15`".to_owned(), 1)]);
        assert_eq!(told("[[A.5.2]] and [[clause 5.2]]"), []);
    }
}
