//! H606: an address outside that did not answer.

use std::collections::BTreeMap;

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Body, LinkCheck};
use crate::text::{Date, FileId};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H606",
        name: "external-link-dead",
        level: Severity::Warning,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A link leads to an address that did not answer when it was tried last.",
        why: "A reader who needs the law, the form or the report behind a link stands before nothing, and the text that \
              relied on it can no longer be checked.",
        cure: "Find where the page went, or take the link out. This program asks nobody: enter what a link checker \
               found under `links` in a register, with `url`, `checked_on` and `answers`. The last try of an address \
               counts. Measured on the example handbook: no finding.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
---
See [the act](https://law.example/act-7#part-2).
//- registers/links.yaml
links:
  - {url: \"https://law.example/act-7\", checked_on: 2026-11-01, answers: no}
"],
    good: &["\
//- policies/access.md
---
id: POL-007
---
See [the act](https://law.example/act-7#part-2).
//- registers/links.yaml
links:
  - {url: \"https://law.example/act-7\", checked_on: 2026-11-01, answers: no}
  - {url: \"https://law.example/act-7\", checked_on: 2026-11-02, answers: yes}
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let dead = dead(&cx.handbook.registers.observations.links);
    if dead.is_empty() {
        return;
    }
    let documents = cx.handbook.documents.iter().map(|it| (it.file, &*it.body));
    let introductions = cx.handbook.sections.iter().filter_map(|it| it.intro.as_ref()).map(|it| (it.file, &it.body));
    let texts: Vec<(FileId, &Body)> = documents.chain(introductions).collect();
    for (file, body) in texts {
        for link in &body.links {
            let Some(day) = dead.get(plain(&link.destination)) else { continue };
            let message = format!("`{}` did not answer on {day}", link.destination);
            findings.push(
                Finding::new(RULE.info.name, link.span.in_file(file), message)
                    .hint("find where the page went, or take the link out"),
            );
        }
    }
}

/// The addresses that did not answer when they were tried last, with the day.
fn dead(checks: &[LinkCheck]) -> BTreeMap<&str, Date> {
    let mut last: BTreeMap<&str, (Date, bool)> = BTreeMap::new();
    for check in checks {
        let (Some(url), Some(day), Some(answers)) = (&check.url, check.checked_on, check.answers) else { continue };
        let known = last.entry(plain(&url.value)).or_insert((day.value, answers.value));
        if known.0 <= day.value {
            *known = (day.value, answers.value);
        }
    }
    last.into_iter().filter(|(_, (_, answers))| !answers).map(|(url, (day, _))| (url, day)).collect()
}

/// An address without the part of the page it leads to, since a server sees only the rest.
fn plain(url: &str) -> &str {
    let page = url.split('#').next().unwrap_or(url);
    page.strip_suffix('/').unwrap_or(page)
}
