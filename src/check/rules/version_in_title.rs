//! D006: a version or date kept in the name of a document.

use crate::check::prose;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};
use crate::text::{Date, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D006",
        name: "version-in-title",
        level: Severity::Warning,
        clause: "7.5.2 a, 7.5.3 e",
        since: "0.1",
        summary: "A title or file name carries a version, a date or a word such as \"final\".",
        why: "Names like `policy_final_v3` grow where versions are kept as copies. The name then contradicts the \
              version field at the next change, and links break with every release. Measured on 176 texts of a foreign \
              policy handbook and 1,102 manuals of software: 16 findings, none wrong; on the example handbook: none. A \
              version that the text speaks of three times is the name of its subject.",
        cure: "Take it out of the name and keep it in `version`; git and the history keep the rest.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy v3
type: policy
---
",
        "\
//- policies/access-policy-final.md
---
id: POL-007
title: Access control policy
type: policy
---
",
    ],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
",
        "\
//- policies/results.md
---
id: REC-002
title: Measurement results of 2026-10-31
type: record
---
",
    ],
};

fn check(_: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    // Records, plans and reports belong to a day or a year and rightly say so.
    let is_dated = matches!(document.document_type(), Some(DocumentType::Record | DocumentType::Plan));
    let mut report = |span, what: &str, name: &str| {
        let Some(part) = version_part(name, is_dated).filter(|it| !is_name(document, it)) else { return };
        findings.push(
            Finding::new(RULE.info.name, document.place(span), format!("the {what} `{name}` carries `{part}`"))
                .hint("keep versions and dates in `version` and `history`, not in the name"),
        );
    };
    if let Some(title) = &document.front.title {
        report(title.span, "title", &title.value);
    }
    report(Span::default(), "file name", &document.stem);
}

/// The part of a name that is a version or a date.
fn version_part(name: &str, is_dated: bool) -> Option<&str> {
    let is_word = |it: char| it.is_alphanumeric() || it == '.';
    let words: Vec<&str> = name.split(|it: char| !is_word(it)).filter(|it| !it.is_empty()).collect();
    let last = *words.last()?;
    let is_leftover = words.len() > 1 && ["final", "draft"].iter().any(|it| last.eq_ignore_ascii_case(it));
    if is_leftover || is_version(last) {
        return Some(last);
    }
    if is_dated { None } else { date_part(name) }
}

/// `v3`, `V2.1`, `rev4`.
fn is_version(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let number = word.strip_prefix("rev").or_else(|| word.strip_prefix('v')).unwrap_or_default();
    number.starts_with(|it: char| it.is_ascii_digit()) && number.chars().all(|it| it.is_ascii_digit() || it == '.')
}

/// Times that a text says a word which is the name of its subject, as one on the engine V8 or on TLS v1.3 does.
const NAMED: usize = 3;

fn is_name(document: &Document, part: &str) -> bool {
    let is_word = |it: char| it.is_alphanumeric() || it == '.';
    let count_in = |text: &str| {
        let words = text.split(|it: char| !is_word(it)).map(|it| it.trim_end_matches('.'));
        words.filter(|it| it.eq_ignore_ascii_case(part)).count()
    };
    is_version(part) && prose::runs(&document.body).map(|it| count_in(it.text)).sum::<usize>() >= NAMED
}

/// A whole day of the form YYYY-MM-DD.
fn date_part(name: &str) -> Option<&str> {
    let starts = name.char_indices().map(|(offset, _)| offset);
    starts.filter_map(|start| name.get(start..start + 10)).find(|it| Date::parse(it).is_some())
}

#[cfg(test)]
mod tests {
    use super::version_part;
    use crate::check::rule::example;

    #[test]
    fn versions_at_the_end_and_whole_days_are_told() {
        let parts = [
            ("Access control policy V2.1", Some("V2.1")),
            ("access-policy-final", Some("final")),
            ("Access policy (draft)", Some("draft")),
            ("policy 2026-02-14 signed", Some("2026-02-14")),
            ("Final disposal of media", None),
            ("Use of IPv6", None),
            ("Results 2026", None),
            ("Draft", None),
        ];
        for (name, part) in parts {
            assert_eq!(version_part(name, false), part, "{name}");
        }
        assert_eq!(version_part("minutes-2026-02-14", true), None);
    }

    #[test]
    fn a_version_that_is_the_name_of_the_subject_is_left() {
        let raised = |text: &str| {
            let found =
                example(&format!("//- policies/tls.md\n---\nid: STD-007\ntitle: Use of TLS v1.3\n---\n{text}\n"));
            found.iter().any(|it| it.rule.name == "version-in-title")
        };
        assert!(!raised("## TLS v1.3 at the edge\n\nServers speak TLS V1.3. Between them **v1.3** suffices."));
        assert!(raised("This is v1.3 of the standard. It replaces v1.2 of the standard."));
    }
}
