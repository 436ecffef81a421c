//! D037: one id on two entries of a register.

use std::collections::BTreeMap;

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{RegisterKind, Target};
use crate::text::Place;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D037",
        name: "duplicate-entry",
        level: Severity::Error,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "Two entries of a register have the same id, or a control has two lines in the statement.",
        why: "Documents, risks and statement point at entries by id. With two of them, owner, score and decision \
              depend on which one is read first.",
        cure: "Give the newer entry a new id, or merge the two.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
  - id: RISK-001
    title: Phishing
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
  - id: RISK-002
    title: Phishing
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for kind in RegisterKind::WITH_ENTRIES {
        let mut first: BTreeMap<&str, Place> = BTreeMap::new();
        for record in cx.handbook.registers.records(kind) {
            let Some(id) = &record.id else { continue };
            let place = record.name_place();
            match first.get(id.value.as_str()) {
                Some(earlier) => {
                    findings.push(finding(&format!("{} `{}`", kind.singular(), id.value), place, *earlier));
                }
                None => _ = first.insert(id.value.as_str(), place),
            }
        }
    }
    let mut first: BTreeMap<Target, Place> = BTreeMap::new();
    for line in &cx.handbook.statement {
        let Some(control) = line.control.target else { continue };
        let place = line.control_place();
        match first.get(&control) {
            Some(earlier) => {
                findings.push(finding(&format!("control `{}`", line.control.raw.value), place, *earlier));
            }
            None => _ = first.insert(control, place),
        }
    }
}

fn finding(what: &str, place: Place, earlier: Place) -> Finding {
    Finding::new(RULE.info.name, place, format!("{what} is listed twice"))
        .hint("give one of the two another id, or merge them")
        .related(earlier, "first listed here")
}
