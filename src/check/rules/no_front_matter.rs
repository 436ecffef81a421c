//! D015: a Markdown file that is not under control.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D015",
        name: "no-front-matter",
        level: Severity::Error,
        clause: "7.5.2, 7.5.3",
        since: "0.1",
        summary: "A Markdown file under the documents' folder has no front matter.",
        why: "Without id, owner, version and approval a file is text on a page: readers take it for a rule, and \
              nobody decided that it is one.",
        cure: "Put front matter between two lines `---` at the head of the file; `ismsbook import` writes a first \
               one. The introduction of a folder belongs into its `README.md`, which needs none.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
# Access control

Lock your screen.
"],
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
//- policies/README.md
# Policies
",
    ],
};

fn check(_: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    // Front matter that was begun and could not be read has a block, and a finding of its own; a first line `---` that
    // begins none is a thematic break.
    if document.front.block.is_some() || !document.front.keys.is_empty() {
        return;
    }
    let message = format!("`{}` has no front matter, so it is not a controlled document", document.stem);
    findings.push(
        Finding::new(RULE.info.name, document.place(Span::default()), message)
            .hint("begin the file with `---`, the fields `id`, `title`, `type` and `owner`, and another `---`"),
    );
}
