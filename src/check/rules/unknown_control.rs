//! L301: a control that does not exist.

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L301",
        name: "unknown-control",
        level: Severity::Error,
        clause: "6.1.3, A.5.1",
        since: "0.1",
        summary: "A control is named that no catalogue has.",
        why: "Coverage is counted from these numbers. A mistyped one leaves the control it was meant for without a \
              document, and the statement with a gap that nobody sees.",
        cure: "Correct the number. Own controls are declared in a catalogue of your own under `controls/`.",
    },
    scope: Scope::Names(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.5.99]
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [\"iso27001:A.5.1\"]
---
",
    ],
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
    for naming in namings.iter().filter(|it| it.is_lost(Sought::Control)) {
        let number = naming.control_number();
        if number.is_some_and(|it| !cx.handbook.catalogue.successors(it).is_empty()) {
            continue;
        }
        let existing = number.map(|it| it.to_string()).filter(|it| exists(cx, it));
        let finding = match (existing, number) {
            (Some(name), _) => {
                Finding::new(RULE.info.name, naming.place, format!("`{}` names no control", naming.text))
                    .hint(format!("write the number alone: `{name}`"))
                    .fix(format!("write `{name}`"), naming.place.span, name)
            }
            (None, Some(number)) => {
                let message = format!("there is no control `{number}` in ISO/IEC 27001:2022 Annex A");
                Finding::new(RULE.info.name, naming.place, message)
                    .hint("the themes are A.5 (37 controls), A.6 (8), A.7 (14) and A.8 (34)")
            }
            (None, None) => {
                let message = format!("`{}` is not a control of any catalogue", naming.text);
                Finding::new(RULE.info.name, naming.place, message).hint("controls are written as in `A.5.15`")
            }
        };
        // In running text such a number may belong to another standard.
        findings.push(if naming.field.is_none() { finding.at_level(Severity::Warning) } else { finding });
    }
}

fn exists(cx: &Context<'_>, name: &str) -> bool {
    cx.handbook.catalogue.controls.iter().any(|it| it.id.as_str() == name)
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn fixes(controls: &str) -> Vec<String> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\ncontrols: {controls}\n---\n");
        let raised = example(&fixture);
        let found = raised.iter().filter(|it| it.rule.name == "unknown-control");
        found.map(|it| it.finding.fixes.first().map_or(String::new(), |fix| fix.edits[0].replacement.clone())).collect()
    }

    #[test]
    fn of_two_numbers_in_one_text_none_is_lost() {
        assert_eq!(fixes("[iso27001:A.5.15, ISO 27001 A.5.16]"), ["A.5.15", "A.5.16"]);
        assert_eq!(fixes("[A.5.15 and A.5.16, A.5.15 A.5.17]"), ["", ""]);
    }
}
