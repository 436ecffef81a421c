//! P510: two entries of the register that may be one person.

use std::collections::BTreeMap;

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Person, bare_name};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P510",
        name: "address-of-two-people",
        level: Severity::Warning,
        clause: "5.3, A.5.3",
        since: "0.1",
        summary: "Two entries of the people register have the same e-mail address.",
        why: "Where two people have to agree, entries are counted. One person with two entries is counted twice, and \
              the second pair of eyes is the first one. Who wrote a text is also told from the address in git.",
        cure: "Merge the two entries, or give each person their own address; a mailbox that several people read is no \
               address of a person.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
    email: mira.solberg@example.com
  - id: m-solberg
    name: M. Solberg
    email: Mira.Solberg@example.com
"],
    good: &["\
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
    email: mira.solberg@example.com
  - id: tomas-lindqvist
    name: Tomas Lindqvist
    email: tomas.lindqvist@example.com
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<String, &Person> = BTreeMap::new();
    for person in &cx.handbook.registers.people {
        let Some(email) = person.email.as_ref().filter(|it| !it.value.trim().is_empty()) else { continue };
        let address = email.value.trim().to_lowercase();
        let Some(earlier) = first.get(&address) else {
            first.insert(address, person);
            continue;
        };
        let (one, other) = (bare_name(earlier.record.name()), bare_name(person.record.name()));
        // One id on two entries is told by another rule.
        if one == other {
            continue;
        }
        let place = email.span.in_file(person.record.place.file);
        let message = format!("`{other}` has the same e-mail address as `{one}`, and counts as a second person");
        findings.push(
            Finding::new(RULE.info.name, place, message)
                .hint("merge the two entries, or give each their own address")
                .related(earlier.record.name_place(), "first listed here"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    #[test]
    fn empty_addresses_and_one_entry_twice_are_left() {
        let people = "people:\n  - {id: a, email: \"\"}\n  - {id: b, email: \"\"}\n  - {id: c}\n  - {id: d, email: d@example.com}\n  - {id: d, email: d@example.com}\n";
        let raised = example(&format!("//- registers/people.yaml\n{people}"));
        assert!(!raised.iter().any(|it| it.rule.name == "address-of-two-people"), "{raised:#?}");
    }

    #[test]
    fn the_finding_stands_at_the_address_and_shows_the_first_entry() {
        let people = "people:\n  - {id: a, email: a@example.com}\n  - {id: b, email: a@example.com}\n";
        let raised = example(&format!("//- registers/people.yaml\n{people}"));
        let found = raised.iter().find(|it| it.rule.name == "address-of-two-people").expect("a finding");
        let span = found.finding.place.span;
        assert_eq!(&people[span.start as usize..span.end as usize], "a@example.com");
        assert!(span.start > 45 && found.finding.related.len() == 1, "{found:#?}");
    }
}
