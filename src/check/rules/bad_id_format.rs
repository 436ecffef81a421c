//! D003: an id that does not follow the pattern of its type.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D003",
        name: "bad-id-format",
        level: Severity::Error,
        clause: "7.5.2 a",
        since: "0.1",
        summary: "An id does not follow the pattern of its type, or cannot serve as a name at all.",
        why: "Ids are typed, searched, sorted and put into addresses. One pattern for each type keeps the list of \
              documents readable and shows a mistyped id at once.",
        cure: "Write the id as the pattern under `[isms.id-pattern]` in `book.toml` has it (`#` stands for a digit). \
               Without a pattern, use letters, digits, hyphens and points.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- book.toml
[isms.id-pattern]
policy = \"POL-###\"
//- policies/access.md
---
id: POL-7
type: policy
---
",
        "\
//- policies/access.md
---
id: access policy (new)
---
",
    ],
    good: &["\
//- book.toml
[isms.id-pattern]
policy = \"POL-###\"
//- policies/access.md
---
id: POL-007
type: policy
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(id) = &document.front.id else { return };
    let place = document.place(id.span);
    let name = id.value.as_str();
    let pattern = document.document_type().and_then(|kind| cx.config.isms.id_patterns.get(&kind));
    if let Some(pattern) = pattern {
        if !follows(name, &pattern.value) {
            let message = format!("id `{name}` does not follow the pattern `{}`", pattern.value);
            let finding = Finding::new(RULE.info.name, place, message).hint("`#` stands for one digit");
            findings.push(match cx.config.file {
                Some(file) => finding.related(pattern.span.in_file(file), "the pattern of its type"),
                None => finding,
            });
        }
    } else if !is_plain(name) {
        findings.push(
            Finding::new(RULE.info.name, place, format!("id `{name}` cannot serve as a name in links and addresses"))
                .hint("use letters, digits, hyphens and points only, as in `POL-007`"),
        );
    }
}

fn follows(id: &str, pattern: &str) -> bool {
    let fits =
        |(written, wanted): (char, char)| if wanted == '#' { written.is_ascii_digit() } else { written == wanted };
    id.chars().count() == pattern.chars().count() && id.chars().zip(pattern.chars()).all(fits)
}

fn is_plain(id: &str) -> bool {
    id.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '.' | '_'))
}
