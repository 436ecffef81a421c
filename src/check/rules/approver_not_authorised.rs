//! A104: an approval by a role that may not give it.

use crate::check::authority;
use crate::check::rule::{Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A104",
        name: "approver-not-authorised",
        level: Severity::Error,
        clause: "5.2, 5.3, 7.5.2 c",
        since: "0.1",
        summary: "A document names an approver who may not approve it.",
        why: "The standard asks top management for the main policy and the right people for the rest. An approval by \
              somebody without the authority is none.",
        cure: "Have it approved by a role that may, or give the role the right under `[[approval]]` in `book.toml` (by \
               `ids`, `paths` or `types`). Where the settings are silent, the main policy needs top management, and the \
               register of roles counts for the others (`approves`).",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- book.toml
[[approval]]
types = [\"policy\"]
roles = [\"role:ceo\", \"role:ciso\"]
//- policies/access.md
---
id: POL-007
type: policy
approver: role:it-lead
---
",
        "\
//- policies/main.md
---
id: POL-001
type: policy
clauses: [\"5.2\"]
approver: role:ciso
---
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive}
  - {id: ciso, title: Information security lead}
",
    ],
    good: &[
        "\
//- book.toml
[[approval]]
types = [\"policy\"]
roles = [\"role:ceo\", \"role:ciso\"]
//- policies/access.md
---
id: POL-007
type: policy
approver: role:ciso
---
",
        "\
//- policies/main.md
---
id: POL-001
type: policy
clauses: [\"5.2\"]
approver: role:ceo
---
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive}
  - {id: ciso, title: Information security lead}
",
    ],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let front = &document.front;
    // Who held a role on the day of the approval is not known, so a role goes before the person who signed for it.
    let Some(approver) = front.approver.as_ref().or(front.approved_by.as_ref()) else { return };
    if document.is_retired() || cx.handbook.has_records(document) {
        return;
    }
    let Some(allowed) = authority::approvers(cx, document) else { return };
    let Some(roles) = authority::roles_of(cx, approver) else { return };
    if roles.iter().any(|role| allowed.iter().any(|it| it == role)) {
        return;
    }
    let what = document.document_type().map_or("document", DocumentType::name);
    let message = format!("`{}` may not approve the {what} `{}`", approver.raw.value, document.name());
    findings.push(
        Finding::new(RULE.info.name, document.place(approver.raw.span), message)
            .hint(format!("have it approved by {}", words::any_of(allowed.iter().map(String::as_str)))),
    );
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    const ROLES: &str = "//- registers/roles.yaml\nroles:\n  - {id: ceo, title: Managing director, held_by: [person:mira]}\n  - {id: it-lead, title: IT lead, approves: [standard]}\n//- registers/people.yaml\npeople:\n  - {id: mira, name: Mira}\n";

    fn hints(settings: &str, fields: &str) -> Vec<String> {
        let fixture =
            format!("//- book.toml\n{settings}\n//- policies/a/x.md\n---\nid: POL-001\n{fields}\n---\n{ROLES}");
        let raised = example(&fixture);
        raised
            .into_iter()
            .filter(|it| it.rule.name == "approver-not-authorised")
            .filter_map(|it| it.finding.hint)
            .collect()
    }

    #[test]
    fn the_nearest_rule_of_the_settings_counts() {
        let settings = "[[approval]]\ntypes = [\"policy\"]\nroles = [\"role:ceo\"]\n[[approval]]\npaths = [\"policies/a/\"]\nroles = [\"role:it-lead\"]";
        let fields = "type: policy\napprover: role:it-lead";
        assert_eq!(hints(settings, fields), [""; 0]);
        let by_id = format!("{settings}\n[[approval]]\nids = [\"POL-001\"]\nroles = [\"ceo\"]");
        assert_eq!(hints(&by_id, fields), ["have it approved by `ceo`"]);
    }

    #[test]
    fn the_register_of_roles_counts_where_the_settings_are_silent() {
        assert_eq!(hints("", "type: standard\napprover: role:ceo"), ["have it approved by `it-lead`"]);
        assert_eq!(hints("", "type: guideline\napprover: role:it-lead"), [""; 0]);
    }

    #[test]
    fn a_person_signs_for_the_roles_they_hold_and_unknown_names_are_left_to_another_rule() {
        let settings = "[[approval]]\nroles = [\"role:ceo\"]";
        assert_eq!(hints(settings, "approved_by: person:mira"), [""; 0]);
        assert_eq!(hints(settings, "approver: role:nobody"), [""; 0]);
    }
}
