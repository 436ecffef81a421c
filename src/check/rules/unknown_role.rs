//! P501: a role that is not in the register.

use std::collections::BTreeMap;

use crate::check::naming::{Naming, Sought};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Edit, Finding, Fix, RuleInfo, Severity, nearest};
use crate::model::{Record, Registers};
use crate::text::slug;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P501",
        name: "unknown-role",
        level: Severity::Error,
        clause: "5.3, A.5.2",
        since: "0.1",
        summary: "A role is named that the roles register does not have.",
        why: "Duties of a role that does not exist are done by nobody. After a reorganisation such names stay behind \
              in dozens of documents.",
        cure: "Correct the name, or enter the role in the register and say who holds it.",
    },
    scope: Scope::Names(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
owner: role:cso
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    held_by: [person:mira-solberg]
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
owner: role:ciso
---
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    held_by: [person:mira-solberg]
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
"],
};

fn check(cx: &Context<'_>, namings: &[Naming<'_>], findings: &mut Vec<Finding>) {
    let roles = &cx.handbook.registers.roles;
    // A handbook without a register of roles has no list to hold names against.
    if roles.is_empty() {
        return;
    }
    // Many documents name the same lost role; its nearest neighbour is looked for once.
    let mut nearest_to: BTreeMap<&str, Option<Near>> = BTreeMap::new();
    for naming in namings.iter().filter(|it| it.is_lost(Sought::Role)) {
        let name = naming.text.strip_prefix("role:").unwrap_or(naming.text);
        let message = format!("`{}` names the role `{name}`, which is not in the register of roles", naming.holder);
        let near = nearest_to.entry(name).or_insert_with(|| Near::of(&cx.handbook.registers, name));
        let hint = near.as_ref().map_or_else(
            || "correct the name, or enter the role in the register".to_owned(),
            |near| format!("did you mean `{}`?", near.written),
        );
        let finding = Finding::new(RULE.info.name, naming.place, message).hint(hint);
        // A text that runs over several lines is for a person to change, and so is running text.
        let is_plain = !cx.texts.of(naming.place.file).content[naming.place.span.range()].contains('\n');
        let fix = near.as_ref().filter(|_| is_plain && naming.field.is_some()).map(|it| it.fix(naming));
        findings.push(finding.with(fix));
    }
}

/// What was probably meant.
struct Near {
    /// As a reference, `role:ciso`.
    written: String,
    /// Whether it has these very words as its title or id, so that nothing but the writing differs.
    is_same: bool,
}

impl Near {
    /// The role or person of this title, or else the role whose id is spelled most alike.
    fn of(registers: &Registers, name: &str) -> Option<Near> {
        let words = slug(name);
        let is_titled =
            |it: &&Record| it.title().eq_ignore_ascii_case(name) || slug(it.title()) == words || it.name() == words;
        let role = registers.roles.iter().map(|it| &it.record).find(is_titled).map(|it| format!("role:{}", it.name()));
        let person = || registers.people.iter().map(|it| &it.record).find(is_titled);
        let same = role.or_else(|| person().map(|it| format!("person:{}", it.name())));
        if let Some(written) = same {
            return Some(Near { written, is_same: true });
        }
        let alike = nearest(name, registers.roles.iter().map(|it| it.record.name()))?;
        Some(Near { written: format!("role:{alike}"), is_same: false })
    }

    fn fix(&self, naming: &Naming<'_>) -> Fix {
        let edits = vec![Edit { place: naming.place, replacement: self.written.clone() }];
        let title = format!("write `{}`", self.written);
        if self.is_same { Fix::safe(title, edits) } else { Fix::wants_a_look(title, edits) }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    const REGISTERS: &str = "//- registers/roles.yaml\nroles:\n  - {id: ciso, title: Head of security, held_by: [person:mira]}\n\
                             //- registers/people.yaml\npeople:\n  - {id: mira, name: Mira Solberg}\n";

    /// What is written for an owner, and whether that only changes how it is written.
    fn mended(owner: &str) -> Option<(String, bool)> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\nowner: {owner}\n---\nText.\n{REGISTERS}");
        let found = example(&fixture).into_iter().find(|it| it.rule.code == "P501")?;
        let fix = found.finding.fixes.into_iter().next()?;
        Some((fix.edits[0].replacement.clone(), fix.is_safe))
    }

    #[test]
    fn a_name_in_words_is_written_as_the_role_or_person_that_it_names() {
        let safe = |it: &str| Some((it.to_owned(), true));
        assert_eq!(mended("\"CISO\""), safe("role:ciso"));
        assert_eq!(mended("head of  Security"), safe("role:ciso"));
        assert_eq!(mended("Mira Solberg"), safe("person:mira"));
        assert_eq!(mended("role:cisso"), Some(("role:ciso".to_owned(), false)), "a guess wants a look");
        assert_eq!(mended("Harbour master"), None);
        assert_eq!(mended(">-\n  Head of\n  security"), None, "a text of several lines is for a person");
    }
}
