//! H610: a link that runs something or leads to one machine.

use crate::check::destination::Destination;
use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::LinkForm;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H610",
        name: "unsafe-link",
        level: Severity::Error,
        clause: "7.5.3 a, 7.5.3 b, A.8.23",
        since: "0.1",
        summary: "A link or picture uses `javascript:`, `data:` or a path on a disk.",
        why: "A link that runs a program is how a page attacks its readers. A path on a disk works on the machine of \
              the author and nowhere else, and tells names of people and servers.",
        cure: "Link to a file of the handbook by a relative path or an id, or to an address with `https:`.",
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
[Start](javascript:start())
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
[The form](file:///C:/Users/anna/form.docx)
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
[Site](https://example.com) and [mail](mailto:desk@example.com)
"],
};

fn check(_: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let links = passage.body.links.iter().filter(|it| it.form != LinkForm::WikiBare && it.form != LinkForm::WikiNamed);
    let links = links.map(|it| (it.destination.as_str(), it.span));
    let images = passage.body.images.iter().map(|it| (it.destination.as_str(), it.span));
    for (destination, span) in links.chain(images) {
        let (message, hint) = match Destination::of(destination) {
            Destination::Active(scheme) => {
                (format!("`{}` has a link with `{scheme}`", passage.name), "link to a page or a file instead")
            }
            Destination::Disk => {
                let message = format!("`{}` links to a path on one machine", passage.name);
                (message, "put the file beside the document and link to it by a relative path")
            }
            Destination::Anchor(_) | Destination::Relative { .. } | Destination::Outside => continue,
        };
        findings.push(Finding::new(RULE.info.name, passage.place(span), message).hint(hint));
    }
}
