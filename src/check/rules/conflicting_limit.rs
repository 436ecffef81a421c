//! L311: two documents with two limits for one thing.

use rayon::prelude::*;

use crate::check::limits::{self, Limit};
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L311",
        name: "conflicting-limit",
        level: Severity::Warning,
        clause: "7.5.2 c, 7.5.3 e",
        since: "0.1",
        summary: "Two documents say nearly the same with different numbers.",
        why: "Where one document asks for 12 characters and another one for 14, nobody can follow both, and whoever is \
              held to a limit points at the other.",
        cure: "Keep the number in one document and refer to it from the other. The rule is off until \
               `[lint.rules]` in `book.toml` gives it a level: two sentences can be alike and mean different things. \
               Compared are sentences with one limit, the same unit and the same words, of which one may differ where \
               there are five. Measured on the example handbook and on 176 texts of a foreign policy handbook: no \
               finding; on 1,102 manuals of software, read as policies: 17, all of them numbers of change logs and \
               none a limit. English only; tables by their cells.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- book.toml
[lint.rules]
conflicting-limit = \"warning\"
//- policies/access.md
---
id: POL-007
type: policy
---
A password must have at least 12 characters.
//- policies/passwords.md
---
id: STD-001
type: standard
---
Passwords have at least 14 characters.
"],
    good: &["\
//- book.toml
[lint.rules]
conflicting-limit = \"warning\"
//- policies/access.md
---
id: POL-007
type: policy
---
A password must have at least 14 characters. The IT lead closes an account within 1 day.
//- policies/passwords.md
---
id: STD-001
type: standard
---
Passwords have at least 14 characters. The IT lead closes an incident within 5 days.
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let all = cx.handbook.documents.par_iter().filter(|it| sets_limits(cx, it));
    let (documents, limits): (Vec<&Document>, Vec<Limit>) = all.flat_map_iter(limits_of).unzip();
    let same_document = |first: usize, second: usize| std::ptr::eq(documents[first], documents[second]);
    for conflict in limits::conflicts(&limits, same_document) {
        let (one, other) = (&limits[conflict.first], &limits[conflict.second]);
        let (first, second) = (documents[conflict.first], documents[conflict.second]);
        let term = one.words.iter().filter(|it| other.subject.contains(*it)).map(String::as_str);
        let term: Vec<&str> = term.take(6).collect();
        let message = format!(
            "`{}` says `{}` and `{}` says `{}` for `{}`",
            second.name(),
            other.written,
            first.name(),
            one.written,
            term.join(" ")
        );
        findings.push(
            Finding::new(RULE.info.name, second.place(other.place), message)
                .hint("keep the number in one document and refer to it from the other")
                .related(first.place(one.place), "the other limit"),
        );
    }
}

fn limits_of(document: &Document) -> impl Iterator<Item = (&Document, Limit)> {
    limits::limits(&document.body).into_iter().map(move |limit| (document, limit))
}

/// Whether a document in a language that is known here sets rules; records and registers tell what is.
fn sets_limits(cx: &Context<'_>, document: &Document) -> bool {
    let is_english = cx.language(Some(document)).eq_ignore_ascii_case("en");
    let tells = matches!(
        document.document_type(),
        Some(DocumentType::Record | DocumentType::Register | DocumentType::Template) | None
    );
    is_english && !tells && !document.is_retired()
}
