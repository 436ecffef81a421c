//! What a management system has left open: what its leadership decides before anything can be approved.

use crate::model::{Handbook, Implementation};
use crate::text::counted;

/// Names that are shown of a list.
const SHOWN: usize = 5;

/// What is to be decided, in the order in which it is best done, each in one line. Empty where nothing is.
pub fn decisions(handbook: &Handbook) -> Vec<String> {
    let registers = &handbook.registers;
    let roles = registers.roles.iter().filter(|it| it.held_by.is_empty() && it.held_by_group.is_none());
    let vacant: Vec<&str> = roles.map(|it| it.record.name()).collect();
    let risks = registers.risks.iter().filter(|it| it.residual.is_none() && it.acceptance.is_none());
    let unrated: Vec<&str> = risks.map(|it| it.record.name()).collect();
    let is_untouched = |status: Option<Implementation>| matches!(status, None | Some(Implementation::NotStarted));
    let lines = handbook
        .statement
        .iter()
        .filter(|it| it.is_applicable() && is_untouched(it.status.as_ref().map(|it| it.value)));
    let untouched: Vec<&str> = lines.map(|it| it.control.raw.value.as_str()).collect();
    let decision = |names: &[&str], noun: &str, words: &str| {
        (!names.is_empty()).then(|| format!("{} {words}: {}", counted(names.len(), noun), few(names)))
    };
    let told = [
        decision(&vacant, "role", "held by nobody"),
        decision(&unrated, "risk", "without a residual rating or an acceptance"),
        decision(&untouched, "applicable control", "not started"),
    ];
    told.into_iter().flatten().collect()
}

fn few(names: &[&str]) -> String {
    match names.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names[..SHOWN].join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::decisions;
    use crate::{config::Config, link, source};

    #[test]
    fn what_is_open_is_counted_and_named() {
        let told = |text: &str| decisions(&link::link(&source::fixture(text), &Config::default()).handbook);
        let open = "//- registers/a.yaml\nroles:\n  - {id: ceo, title: A, held_by: []}\n  - {id: all, title: B, held_by_group: All}\n\
                    risks:\n  - {id: RISK-1, title: R}\n  - {id: RISK-2, title: R, acceptance: {by: role:ceo}}\n\
                    applicability:\n  - {control: A.5.1, applicable: yes, status: not-started}\n  - {control: A.5.2, applicable: no}\n";
        assert_eq!(
            told(open),
            [
                "1 role held by nobody: ceo",
                "1 risk without a residual rating or an acceptance: RISK-1",
                "1 applicable control not started: A.5.1"
            ]
        );
        let many = (0..7).map(|it| format!("  - {{id: r{it}, title: R}}\n")).collect::<Vec<_>>().concat();
        assert_eq!(
            told(&format!("//- registers/a.yaml\nroles:\n{many}")),
            ["7 roles held by nobody: r0, r1, r2, r3, r4 and 2 more"]
        );
        assert!(told("//- policies/a.md\nText\n").is_empty());
    }
}
