//! The smallest valid handbook: settings, one policy, one role.

use super::Starter;
use crate::config::quoted;

const POLICY: &str = "\
---
id: POL-001
title: Information security policy
type: policy
version: \"0.1\"
status: draft
language: en
summary: What we protect, why, and what everybody must do for it.
owner: role:ciso
authors: [role:ciso]
approver: role:ceo
classification: internal
audience: [all-staff]
scope: Everybody who works for us, and all our information and systems.
review_interval: 12 months
acknowledgement: yes
roles: [role:employee, role:ciso]
clauses: [\"5.2\"]
---

## Purpose

This policy says how {{ organization }} protects its information.

## Who this is for

It applies to everybody who works for us.

## What you must do

- Everybody must report a suspected incident within one hour.
- The information security lead must review this policy every 12 months.
";

const ROLES: &str = "\
# Roles carry duties; people hold roles. Name the holder in `held_by`, and describe the person in registers/people.yaml.
roles:
  - id: ceo
    title: Chief executive (top management)
    description: Answers for the ISMS as a whole and approves the main policy.
    held_by: []
  - id: ciso
    title: Information security lead
    description: Runs the ISMS from day to day.
    held_by: []
  - id: employee
    title: Employee
    description: Follows the policies and reports what looks wrong.
    held_by_group: Everybody who works for us
";

const PEOPLE: &str = "\
#   - id: first-last
#     name: First Last
#     title: Chief executive
people: []
";

pub(super) fn files(wish: &Starter) -> Vec<(String, String)> {
    let settings = format!(
        "\
# Settings of the handbook.

[book]
title = \"Information security handbook\"
language = \"en\"

[isms]
organization = {}
audiences = [\"all-staff\"]

[isms.id-pattern]
policy = \"POL-###\"
standard = \"STD-###\"
procedure = \"PRO-###\"
guideline = \"GDL-###\"
plan = \"PLN-###\"
manual = \"MAN-###\"
register = \"REG-###\"
record = \"REC-###\"
template = \"TPL-###\"

[[approval]]
ids = [\"POL-001\"]
roles = [\"role:ceo\"]

[lint]
fail-on = \"error\"

# What a complete management system has. Take these lines away when yours is to be complete.
[lint.rules]
mandatory-document-missing = \"info\"
soa-control-missing = \"off\"
control-without-document = \"off\"
",
        quoted(&wish.organization)
    );
    vec![
        ("book.toml".to_owned(), settings),
        ("policies/pol-001-information-security.md".to_owned(), POLICY.to_owned()),
        ("registers/people.yaml".to_owned(), PEOPLE.to_owned()),
        ("registers/roles.yaml".to_owned(), ROLES.to_owned()),
    ]
}
