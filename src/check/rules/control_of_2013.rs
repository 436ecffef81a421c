//! L302: a control by its number of the edition before.

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L302",
        name: "control-of-2013",
        level: Severity::Error,
        clause: "6.1.3, A.5.1",
        since: "0.1",
        summary: "A control is named by its number of the 2013 edition.",
        why: "Certificates to the 2013 edition ended in October 2025. A number of that edition names another control \
              today, or none, so the statement and the coverage cannot count it.",
        cure: "Replace it by the controls of 2022 that took it over; the finding lists them.",
    },
    scope: Scope::Names(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.9.4.2]
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
controls: [A.8.5]
---
"],
};

fn check(cx: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    for naming in namings.iter().filter(|it| it.is_lost(Sought::Control)) {
        let Some(number) = naming.control_number() else { continue };
        let successors = cx.handbook.catalogue.successors(number);
        let Some(first) = successors.first() else { continue };
        let list = words::listed(successors.iter().map(|it| it.id.as_str()));
        let message = format!("`{number}` is a number of the 2013 edition; in 2022 it is {list}");
        let mut finding = Finding::new(RULE.info.name, naming.place, message).hint("name the controls of 2022 instead");
        if successors.len() == 1 {
            // A successor may ask for more than the control of 2013 did, so a person has to look.
            finding = finding.unsafe_fix(format!("replace by `{}`", first.id), naming.place.span, first.id.as_str());
        }
        // In running text the old number may be history, rightly told.
        findings.push(if naming.field.is_none() { finding.at_level(Severity::Warning) } else { finding });
    }
}
