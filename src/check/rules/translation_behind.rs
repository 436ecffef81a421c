//! V209: a translation of an older text.

use crate::check::change::compare_versions;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V209",
        name: "translation-behind",
        level: Severity::Warning,
        clause: "7.5.2 b, 7.5.3 e",
        since: "0.1",
        summary: "A translation follows another version than the one that is approved, or does not say which.",
        why: "Staff then live under two rules, depending on the language they read. The leading text counts, but its \
              readers are not the ones who need the translation.",
        cure: "Bring the translation up to date and name the version in `translation_of`, as in `POL-007@2.1`. Until \
               then set its status back.",
    },
    scope: Scope::Document(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
version: 2.1
status: approved
---
//- policies/access.de.md
---
id: POL-107
translation_of: POL-007@2.0
---
",
        "\
//- policies/access.md
---
id: POL-007
version: 2.1
status: approved
---
//- policies/access.de.md
---
id: POL-107
translation_of: POL-007
---
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
version: 2.1
status: approved
---
//- policies/access.de.md
---
id: POL-107
translation_of: POL-007@2.1
---
"],
};

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    let Some(written) = document.front.translation_of.as_ref().filter(|_| !document.is_retired()) else { return };
    let Some(Target::Document(index)) = written.target else { return };
    let leading = cx.handbook.document(index);
    // A draft of the leading text binds nobody yet; its approved words are no longer here to compare with.
    let Some(version) = leading.front.version.as_ref().filter(|_| leading.is_approved()) else { return };
    let (name, lead, version) = (document.name(), leading.name(), &version.value);
    let message = match written.raw.value.split_once('@').map(|(_, version)| version.trim()) {
        Some(followed) if compare_versions(followed, version).is_eq() => return,
        Some(followed) => {
            format!("translation `{name}` follows version `{followed}` of `{lead}`, which is at version `{version}`")
        }
        None => format!("translation `{name}` does not say which version of `{lead}` it follows"),
    };
    findings.push(
        Finding::new(RULE.info.name, document.place(written.raw.span), message)
            .hint(format!("bring the translation up to date and write `{lead}@{version}`")),
    );
}
