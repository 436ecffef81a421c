//! D008: a document that nobody answers for.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D008",
        name: "missing-owner",
        level: Severity::Error,
        clause: "5.3, A.5.2",
        since: "0.1",
        summary: "A document names no owner.",
        why: "A document without an owner is answered for by nobody: questions find no one, reviews do not happen, and an \
              auditor asks who keeps it current.",
        cure: "Name the role that answers for the content in `owner`. A role outlives a change of staff; a person does not.",
    },
    scope: Scope::Document(check),
    bad: &["//- policies/access.md\n---\nid: POL-007\ntitle: Access control policy\ntype: policy\n---\n"],
    good: &[
        "//- policies/access.md\n---\nid: POL-007\ntitle: Access control policy\ntype: policy\nowner: role:ciso\n---\n",
    ],
};

fn check(_: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    if document.front.block.is_none() || document.front.has(Field::Owner) {
        return;
    }
    let place = document.place(document.front.place_of(Field::Owner));
    let message = format!("`{}` names no owner", document.name());
    findings.push(
        Finding::new(RULE.info.name, place, message)
            .hint("name the role that answers for it, as in `owner: role:ciso`"),
    );
}
