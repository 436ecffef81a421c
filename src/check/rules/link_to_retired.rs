//! V208: a document that sends its readers to one that no longer counts.

use crate::check::hierarchy;
use crate::check::rule::{Context, Rule, Scope};
use crate::check::validity;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Citation, Document, DocumentType, Relation, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V208",
        name: "link-to-retired",
        level: Severity::Error,
        clause: "7.5.3 a, 7.5.3 e",
        since: "0.1",
        summary: "A document refers to one that is retired or superseded.",
        why: "A procedure that cites a withdrawn policy puts rules into practice that no longer exist. Readers who \
              follow the link learn what they were to forget.",
        cure: "Refer to the successor, or take the reference out. Records may name what was valid at their time, and a \
               document may name what it supersedes.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/fax.md
---
id: POL-007
status: retired
superseded_by: POL-021
---
//- policies/transfer.md
---
id: POL-021
status: approved
supersedes: [POL-007]
---
//- policies/sending.md
---
id: PRO-012
parent: POL-007
---
"],
    good: &["\
//- policies/fax.md
---
id: POL-007
status: retired
superseded_by: POL-021
---
//- policies/transfer.md
---
id: POL-021
status: approved
supersedes: [POL-007]
---
It takes the place of POL-007.
//- policies/sending.md
---
id: PRO-012
parent: POL-021
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, document) in cx.handbook.indexed_documents() {
        let next = validity::successor(cx, document);
        let state = match (document.is_retired(), next) {
            (true, _) => "retired",
            (false, Some(_)) => "superseded",
            (false, None) => continue,
        };
        let hint = match next {
            Some(next) => format!("refer to `{}`", next.name()),
            None => "take the reference out, or name what counts now".to_owned(),
        };
        for citation in hierarchy::leads_to(cx.handbook, index) {
            let Some(holder) = holder(cx, citation, document) else { continue };
            let message = format!("`{holder}` refers to `{}`, which is {state}", document.name());
            findings.push(Finding::new(RULE.info.name, citation.place, message).hint(hint.clone()));
        }
    }
}

/// What sends its readers on; none where it may name what no longer counts.
fn holder<'h>(cx: &Context<'h>, citation: &Citation, old: &Document) -> Option<&'h str> {
    let sends_on = matches!(
        citation.relation,
        Relation::Mentions | Relation::Parent | Relation::Related | Relation::Field("evidence")
    );
    if !sends_on {
        return None;
    }
    match citation.from {
        Target::Document(index) | Target::Heading(index, _) => {
            let source = cx.handbook.document(index);
            let is_history = source.is_retired() || source.document_type() == Some(DocumentType::Record);
            let takes_over = source.front.supersedes.iter().any(|it| leads_to(cx, it.target, old));
            (!is_history && !takes_over).then(|| source.name())
        }
        Target::Section(_) | Target::Control(_) => Some(cx.handbook.name_and_title(citation.from).0),
        Target::Clause(_) | Target::Entry(..) | Target::Register(_) | Target::Statement | Target::Attachment(_) => None,
    }
}

fn leads_to(cx: &Context<'_>, target: Option<Target>, document: &Document) -> bool {
    match target {
        Some(Target::Document(index)) => std::ptr::eq(cx.handbook.document(index), document),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn messages(front: &str, text: &str) -> Vec<String> {
        let old = "//- policies/old.md\n---\nid: POL-007\nstatus: approved\nsuperseded_by: POL-021\n---\n";
        let new = "//- policies/new.md\n---\nid: POL-021\nstatus: approved\neffective_from: 2026-11-20\n---\n";
        let raised = example(&format!("{old}{new}//- policies/a.md\n---\nid: PRO-001\n{front}---\n{text}\n"));
        raised.into_iter().filter(|it| it.rule.name == "link-to-retired").map(|it| it.finding.message).collect()
    }

    #[test]
    fn what_was_superseded_is_told_wherever_it_is_named() {
        let text = "See [[POL-007]] and [it](old.md), but not [[POL-021]].";
        assert_eq!(messages("", text), ["`PRO-001` refers to `POL-007`, which is superseded"; 2]);
    }

    #[test]
    fn records_and_retired_documents_may_look_back() {
        assert_eq!(messages("type: record\n", "See [[POL-007]]."), [""; 0]);
        assert_eq!(messages("status: retired\n", "See [[POL-007]]."), [""; 0]);
    }
}
