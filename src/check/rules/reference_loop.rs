//! L305: documents that are each other's parents.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Field, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L305",
        name: "reference-loop",
        level: Severity::Error,
        clause: "7.5.3 c, A.5.1",
        since: "0.1",
        summary: "Parents form a loop.",
        why: "A procedure puts a policy into practice, not the other way round. In a loop no document is on top, so \
              none is the rule that the others follow.",
        cure: "Take the parent out of the document that stands highest.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
parent: PRO-007
---
//- policies/rights.md
---
id: PRO-007
parent: POL-007
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
//- policies/rights.md
---
id: PRO-007
parent: POL-007
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let documents = &cx.handbook.documents;
    // The walk in which a document was first reached; a walk that meets itself has found a loop.
    let mut reached: Vec<Option<usize>> = vec![None; documents.len()];
    for start in 0..documents.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next.filter(|it| reached[*it].is_none()) {
            reached[index] = Some(start);
            path.push(index);
            next = parent(&documents[index]);
        }
        let closing = next.filter(|it| reached[*it] == Some(start));
        let Some(first) = closing.and_then(|it| path.iter().position(|other| *other == it)) else { continue };
        let in_loop: Vec<&Document> = path[first..].iter().map(|it| &documents[*it]).collect();
        findings.extend(finding(&in_loop));
    }
}

fn parent(document: &Document) -> Option<usize> {
    match document.front.parent.as_ref()?.target? {
        Target::Document(index) => usize::try_from(index).ok(),
        _ => None,
    }
}

fn finding(in_loop: &[&Document]) -> Option<Finding> {
    let (first, others) = in_loop.split_first()?;
    let path: Vec<String> = in_loop.iter().chain([first]).map(|it| format!("`{}`", it.name())).collect();
    let place = |document: &Document| document.place(document.front.place_of(Field::Parent));
    let message = if others.is_empty() {
        format!("`{}` is its own parent", first.name())
    } else {
        format!("parents form a loop: {}", path.join(", "))
    };
    let finding = Finding::new(RULE.info.name, place(first), message)
        .hint("take `parent` out of the document that stands highest");
    Some(others.iter().fold(finding, |finding, it| finding.related(place(it), "part of the loop")))
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    #[test]
    fn a_loop_is_told_once_whoever_leads_into_it() {
        let file = |id: &str, parent: &str| format!("//- policies/{id}.md\n---\nid: {id}\nparent: {parent}\n---\n");
        let fixture = file("A-1", "B-1") + &file("B-1", "C-1") + &file("C-1", "B-1") + &file("D-1", "D-1");
        let raised = example(&fixture);
        let loops = raised.iter().filter(|it| it.rule.name == "reference-loop");
        let messages: Vec<_> = loops.map(|it| it.finding.message.as_str()).collect();
        assert_eq!(messages, ["parents form a loop: `B-1`, `C-1`, `B-1`", "`D-1` is its own parent"]);
    }
}
