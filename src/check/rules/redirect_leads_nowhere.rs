//! H614: a redirect that nobody can follow. Found by the room that knows the pages of a site.

use crate::check::rule::{Rule, Scope};
use crate::diag::{RuleInfo, Severity};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H614",
        name: "redirect-leads-nowhere",
        level: Severity::Warning,
        clause: "7.5.3 a",
        since: "0.1",
        summary: "A redirect in `[output.html.redirect]` leads nowhere, or stands where a page is.",
        why: "Old addresses stand in mails, contracts and bookmarks. A redirect that the site leaves out ends there \
              without a word, and whoever set it believes that the old address still works.",
        cure: "Name the id of a document, a page of the site or an address elsewhere as the target, and an address that \
               no page has as the old one. A site for an audience leaves out what it hides; that is no finding.",
    },
    scope: Scope::Reading,
    bad: &[],
    good: &["\
//- book.toml
[output.html.redirect]
\"old/access.html\" = \"POL-007\"
//- policies/access.md
---
id: POL-007
---
"],
};
