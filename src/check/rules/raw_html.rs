//! H609: HTML in a text.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::config::RawHtml;
use crate::diag::{Finding, RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H609",
        name: "raw-html",
        level: Severity::Error,
        clause: "7.5.3 b",
        since: "0.1",
        summary: "The text holds raw HTML, which the settings refuse.",
        why: "HTML can hide words, load things from elsewhere and look different from what was approved. Plain \
              Markdown shows the reviewer what the reader will see.",
        cure: "Write it in Markdown. To show the characters themselves, put them in backticks. `raw-html = \
               \"sanitize\"` under `[output.html]` lets harmless HTML through.",
    },
    scope: Scope::Passage(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
<div align=\"center\">Read this</div>
"],
    good: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
<!-- a comment is no HTML to readers -->

Write `<name>` in backticks.
",
        "\
//- book.toml
[output.html]
raw-html = \"sanitize\"
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Line<br>break
",
    ],
};

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    if cx.config.html.raw_html != RawHtml::Refuse {
        return;
    }
    for span in &passage.body.html {
        let html = passage.body.source.get(span.range()).unwrap_or_default().trim();
        // The opening tag stands for the pair.
        if html.starts_with("</") {
            continue;
        }
        let name: String =
            html.trim_start_matches('<').chars().take_while(|it| it.is_alphanumeric() || *it == '-').collect();
        let message = format!("`{}` holds raw HTML (`<{name}>`), which is shown as text", passage.name);
        findings.push(
            Finding::new(RULE.info.name, passage.place(*span), message)
                .hint("write it in Markdown, or put the characters in backticks"),
        );
    }
}
