//! The settings of the starter: those of the example with other names in them.

use super::Starter;
use crate::author::edits::Edits;
use crate::config::{quoted, text_places};

/// A word of `[isms.variables]` that every handbook has to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    pub name: &'static str,
    /// What is asked on a terminal.
    pub question: &'static str,
    /// What stands in the texts until it is set.
    pub neutral: &'static str,
}

/// The variables of the starter's texts.
pub const VARIABLES: [Variable; 4] = [
    Variable { name: "product", question: "Name of your product or main service", neutral: "our product" },
    Variable {
        name: "security_contact",
        question: "Where questions on security go, such as an address",
        neutral: "the information security lead",
    },
    Variable {
        name: "incident_contact",
        question: "Where incidents are reported, at any hour",
        neutral: "the incident line",
    },
    Variable {
        name: "privacy_contact",
        question: "Where questions on personal data go",
        neutral: "the data protection officer",
    },
];

impl Starter {
    /// The value of a variable, else its neutral word.
    pub(super) fn value(&self, variable: Variable) -> &str {
        let given = self.variables.iter().rev().find(|(name, _)| name == variable.name);
        given.map_or(variable.neutral, |(_, value)| value.as_str())
    }
}

pub(super) fn settings(example: &str, wish: &Starter) -> String {
    let places = text_places(example);
    let mut edits = Edits::default();
    if let Some(place) = places.get("isms.organization") {
        edits.replace(*place, quoted(&wish.organization));
    }
    for variable in VARIABLES {
        if let Some(place) = places.get(&format!("isms.variables.{}", variable.name)) {
            edits.replace(*place, quoted(wish.value(variable)));
        }
    }
    without_repository(&edits.apply(example))
}

/// The example's repository is its own: a handbook that is begun has none yet.
fn without_repository(settings: &str) -> String {
    let is_of_it =
        |line: &&str| ["git-repository-url", "edit-url-template", "# Invented"].iter().any(|it| line.starts_with(it));
    settings.split_inclusive('\n').filter(|it| !is_of_it(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::SETTINGS;
    use super::without_repository;

    #[test]
    fn a_handbook_begins_without_the_repository_of_the_example() {
        let begun = without_repository(SETTINGS);
        assert!(SETTINGS.contains("git.example.com") && !begun.contains("git.example.com"), "{begun}");
        assert_eq!(SETTINGS.lines().count() - begun.lines().count(), 3);
    }
}
