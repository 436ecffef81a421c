//! L313: a link to a file that is not there.

use crate::check::destination::Destination;
use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::LinkForm;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L313",
        name: "broken-link",
        level: Severity::Error,
        clause: "7.5.3 a, 7.5.3 c",
        since: "0.1",
        summary: "A link or picture points at a file that does not exist.",
        why: "Links break when files are renamed or moved. The reader who needs the form or the procedure gets an \
              error page.",
        cure: "Correct the path, which is counted from the folder of the linking file. `[[POL-007]]` links by id and \
               survives every move.",
    },
    scope: Scope::Passage(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
See [the form](forms/request.md).
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
![Plan of the floor](floor.png)
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
[The form]()
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
See [the form](request.md) and [our site](https://example.com).
//- policies/request.md
---
id: TPL-001
---
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let links = passage.body.links.iter().filter(|it| it.form == LinkForm::Markdown);
    let links = links.map(|it| (it.destination.as_str(), it.span, it.target, "links to"));
    let images = passage.body.images.iter().map(|it| (it.destination.as_str(), it.span, it.target, "shows"));
    for (destination, span, target, verb) in links.chain(images) {
        let Destination::Relative { path, .. } = Destination::of(destination) else { continue };
        let (message, hint) = if destination.trim().is_empty() {
            (format!("`{}` has a link without a destination", passage.name), "write where it leads, or take it out")
        } else if target.is_none() {
            let message = format!("`{}` {verb} `{path}`, which is no file of the handbook", passage.name);
            (message, "correct the path; it is counted from the folder of this file")
        } else {
            continue;
        };
        findings.push(Finding::new(RULE.info.name, passage.place(span), message).hint(hint));
    }
}
