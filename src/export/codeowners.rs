//! `CODEOWNERS` from owners and approvers: whom a forge asks to review which file. In such a file the last pattern that
//! matches counts, so the general ones come first. People are known by their e-mail addresses, as GitHub and GitLab read them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Ground;
use crate::approval::Standing;
use crate::model::{Document, RegisterKind, bare_name};
use crate::text::FileId;

const HEAD: &str = "\
# Made by `ismsbook export codeowners` from the registers of roles and people.
# The last pattern that matches counts, and any one of its owners may approve.
# This asks the right people; who approved which words is proved by the records under approvals/.
";

/// The file. `folder` is where the handbook lies in its repository, with a final slash, or empty.
pub fn codeowners(ground: &Ground<'_>, folder: &str) -> String {
    let mut owners = Owners { ground, folder, unknown: BTreeSet::new(), lines: Vec::new() };
    owners.rights();
    owners.registers();
    owners.documents();
    let mut out = HEAD.to_owned();
    for person in &owners.unknown {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# {} has no e-mail address that could stand here", comment(person));
    }
    for (heading, lines) in &owners.lines {
        let _ = writeln!(out, "\n# {heading}");
        for line in lines {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A name in a comment stays in its line.
fn comment(name: &str) -> String {
    name.chars().filter(|it| !it.is_control()).collect()
}

struct Owners<'g> {
    ground: &'g Ground<'g>,
    folder: &'g str,
    /// People who own something and cannot be named.
    unknown: BTreeSet<String>,
    lines: Vec<(&'static str, Vec<String>)>,
}

impl<'g> Owners<'g> {
    fn judged(&self) -> impl Iterator<Item = (&'g Document, &'g Standing)> + use<'g> {
        self.ground.handbook.documents.iter().zip(&self.ground.judged.standings)
    }

    /// What decides who may approve is in the hands of those who approve the information security policy.
    fn rights(&mut self) {
        let handbook = self.ground.handbook;
        let Some((_, standing)) = self.judged().find(|(it, _)| handbook.is_security_policy(it)) else { return };
        let people = self.holders(&standing.requirement.roles);
        let mut files: BTreeSet<String> = ["book.toml", "theme/", "approvals/"].map(str::to_owned).into();
        files.extend(self.files_of(RegisterKind::Roles));
        files.extend(self.files_of(RegisterKind::People));
        let lines = files.iter().filter_map(|it| self.line(it, &people)).collect();
        self.lines.push(("settings, roles, people and records", lines));
    }

    /// A register belongs to the owner and the approvers of the document that shows it.
    fn registers(&mut self) {
        let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (document, standing) in self.judged() {
            let Some(kind) = document.front.register.map(|it| it.value) else { continue };
            let source = if kind == RegisterKind::Treatment { RegisterKind::Risks } else { kind };
            // Who holds which role decides who may approve, and stays with those who approve the policy.
            if matches!(source, RegisterKind::Roles | RegisterKind::People) {
                continue;
            }
            let own = self.of_document(document, standing);
            for file in self.files_of(source) {
                people.entry(file).or_default().extend(own.iter().cloned());
            }
        }
        let lines = people.iter().filter_map(|(file, people)| self.line(file, people)).collect();
        self.lines.push(("registers, by the documents that show them", lines));
    }

    fn documents(&mut self) {
        let (mut texts, mut records) = (Vec::new(), Vec::new());
        for (document, standing) in self.judged() {
            let file = self.ground.sources.texts.name(document.file);
            let people = self.of_document(document, standing);
            texts.extend(self.line(file, &people));
            if let Some(id) = document.id() {
                let approvers = self.holders(&standing.requirement.roles);
                records.extend(self.line(&format!("approvals/{id}/"), &approvers));
            }
        }
        texts.sort();
        records.sort();
        self.lines.push(("documents", texts));
        self.lines.push(("records of approvals", records));
    }

    fn of_document(&self, document: &Document, standing: &Standing) -> BTreeSet<String> {
        let owner: Vec<String> = document.front.owner.iter().map(|it| bare_name(&it.raw.value).to_owned()).collect();
        let mut people = self.holders(&owner);
        people.extend(self.holders(&standing.requirement.roles));
        people
    }

    /// The people who hold one of these roles.
    fn holders(&self, roles: &[String]) -> BTreeSet<String> {
        let register = &self.ground.handbook.registers.roles;
        let held = register.iter().filter(|it| roles.iter().any(|role| role == bare_name(it.record.name())));
        held.flat_map(|it| &it.held_by).map(|it| bare_name(&it.raw.value).to_owned()).collect()
    }

    /// The files that hold entries of a register.
    fn files_of(&self, kind: RegisterKind) -> BTreeSet<String> {
        let handbook = self.ground.handbook;
        let name = |file: FileId| self.ground.sources.texts.name(file).to_owned();
        if kind == RegisterKind::Applicability {
            return handbook.statement.iter().map(|it| name(it.place.file)).collect();
        }
        handbook.registers.records(kind).into_iter().map(|it| name(it.place.file)).collect()
    }

    /// A pattern with its owners; none where nobody could be named, as a pattern without owners takes them away.
    fn line(&mut self, file: &str, people: &BTreeSet<String>) -> Option<String> {
        let mut addresses = BTreeSet::new();
        for person in people {
            match self.address(person) {
                Some(address) => {
                    addresses.insert(address);
                }
                None => {
                    self.unknown.insert(format!("person:{person}"));
                }
            }
        }
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
        (!addresses.is_empty())
            .then(|| format!("{} {}", pattern(&format!("{}{file}", self.folder)), addresses.join(" ")))
    }

    /// An address that is one word, so that it can be nothing else.
    fn address(&self, person: &str) -> Option<String> {
        let people = &self.ground.handbook.registers.people;
        let own = people.iter().find(|it| bare_name(it.record.name()) == person)?;
        let address = own.email.as_ref()?.value.trim();
        let (name, host) = address.split_once('@')?;
        let is_plain =
            |part: &str| !part.is_empty() && part.chars().all(|it| it.is_ascii_alphanumeric() || "._+-".contains(it));
        (is_plain(name) && is_plain(host)).then(|| address.to_owned())
    }
}

/// A name as a pattern that matches it alone.
fn pattern(name: &str) -> String {
    let mut out = String::from("/");
    for character in name.chars() {
        if " \\*?[]#!".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::codeowners;
    use crate::approval::{Inputs, judge};
    use crate::config::Config;
    use crate::export::Ground;
    use crate::link::link;
    use crate::source::fixture;
    use crate::text::Date;

    fn made(files: &str, folder: &str) -> String {
        let (sources, config) = (fixture(files), Config::default());
        let handbook = link(&sources, &config).handbook;
        let today = Date::parse("2026-11-21").expect("a day");
        let judged = judge(&Inputs { handbook: &handbook, config: &config, sources: &sources, today, base: None });
        codeowners(&Ground { handbook: &handbook, sources: &sources, judged: &judged }, folder)
    }

    const FILES: &str = "\
//- policies/main.md
---
id: POL-001
type: policy
clauses: [5.2]
owner: role:ciso
---
//- policies/risk register.md
---
id: REG-001
type: register
register: risks
owner: role:ciso
---
//- policies/nobody.md
---
id: POL-002
owner: role:ghost
---
//- registers/risks.yaml
risks:
  - {id: RISK-001, title: One}
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive, held_by: [person:ann]}
  - {id: ciso, title: Lead, held_by: [person:bob, person:eve]}
//- registers/people.yaml
people:
  - {id: ann, name: Ann, email: ann@example.com}
  - {id: bob, name: Bob, email: bob@example.com}
  - {id: eve, name: Eve, email: \"eve@example.com * @all\"}
";

    #[test]
    fn general_patterns_come_first_and_nobody_is_invented() {
        let out = made(FILES, "isms/");
        let (head, rest) = out.split_once("\n\n").expect("a head");
        assert!(head.ends_with("\n# person:eve has no e-mail address that could stand here"), "{head}");
        assert_eq!(
            rest,
            "\
# settings, roles, people and records
/isms/approvals/ ann@example.com
/isms/book.toml ann@example.com
/isms/registers/people.yaml ann@example.com
/isms/registers/roles.yaml ann@example.com
/isms/theme/ ann@example.com

# registers, by the documents that show them
/isms/registers/risks.yaml bob@example.com

# documents
/isms/policies/main.md ann@example.com bob@example.com
/isms/policies/risk\\ register.md bob@example.com

# records of approvals
/isms/approvals/POL-001/ ann@example.com
"
        );
    }

    #[test]
    fn a_name_is_no_pattern_and_no_line_of_its_own() {
        let files = FILES.replace("policies/main.md", "policies/[a] * #1.md");
        let out = made(&files, "");
        assert!(out.contains("\n/policies/\\[a\\]\\ \\*\\ \\#1.md ann@example.com bob@example.com\n"), "{out}");
        assert!(!out.contains("@all"), "{out}");
    }
}
