//! L308: documented information that the standard names and nobody wrote.

use std::collections::BTreeSet;

use crate::check::rule::{Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Clause, Target};
use crate::text::{Span, counted};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L308",
        name: "mandatory-document-missing",
        level: Severity::Error,
        clause: "4.3 to 10.2, 7.5.1 a",
        since: "0.1",
        summary: "A clause asks for documented information, and no document is marked for it.",
        why: "These documents and records are the few that the standard names itself. The first stage of a \
              certification audit goes through them one by one.",
        cure: "Write the document, or add the clause to the `clauses` of the one that holds it.",
    },
    scope: Scope::Handbook(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
clauses: [\"5.2\"]
---
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
",
    ],
    good: &[
        "\
//- policies/all.md
---
id: MAN-001
clauses: [\"4.3\", \"5.2\", \"6.1.2\", \"6.1.3\", \"6.2\", \"7.2\", \"7.5.1\", \"7.5.3\", \"8.1\", \"8.2\", \"8.3\", \"9.1\", \"9.2.2\", \"9.3.3\", \"10.2\"]
---
",
        "\
//- policies/README.md
# Empty
",
    ],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let handbook = cx.handbook;
    let Some(first) = handbook.documents.first() else { return };
    let place = cx.config.file.map_or(first.place(Span::default()), |file| Span::default().in_file(file));
    let current = handbook.documents.iter().filter(|it| !it.is_retired());
    let served: BTreeSet<Target> = current.flat_map(|it| &it.front.clauses).filter_map(|it| it.target).collect();
    let asking: Vec<&Clause> = handbook
        .catalogue
        .clauses
        .iter()
        .filter(|clause| clause.documented_information.iter().any(|it| it.is_explicit))
        .collect();
    if served.is_empty() && handbook.statement_place.is_none() {
        if !asking.is_empty() {
            let count = counted(asking.len(), "clause");
            let message = format!("{count} of ISO/IEC 27001:2022 ask for documents, and no document names a clause");
            let hint = "say in `clauses` which clause a document serves, as in `clauses: [\"5.2\"]`";
            findings.push(Finding::new(RULE.info.name, place, message).hint(hint));
        }
        return;
    }
    let served: BTreeSet<&str> = served.iter().map(|it| handbook.name_and_title(*it).0).collect();
    for clause in asking {
        if is_served(clause.id.as_str(), &served) {
            continue;
        }
        let names = clause.documented_information.iter().filter(|it| it.is_explicit).map(|it| it.name.as_str());
        let message =
            format!("clause {} asks for {}, and no document is marked for it", clause.id, words::listed(names));
        findings.push(
            Finding::new(RULE.info.name, place, message)
                .hint(format!("add \"{}\" to `clauses` of the document that holds it", clause.id)),
        );
    }
}

/// A document on 9.2 serves 9.2.2 as well; one on 9 as a whole does not say enough.
fn is_served(clause: &str, served: &BTreeSet<&str>) -> bool {
    let parent = clause.rsplit_once('.').map(|(parent, _)| parent).filter(|it| it.contains('.'));
    served.contains(clause) || parent.is_some_and(|it| served.contains(it))
}
