//! Mending what findings know how to mend. Changes only the bytes of the fixes; comments, order and line ends stay.

use std::collections::{BTreeMap, BTreeSet};

use similar::TextDiff;

use crate::diag::{Diagnostic, Edit, Fix};
use crate::model::Handbook;
use crate::text::{FileId, Span, Texts};

/// Which fixes are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Only those that keep the meaning and touch no approved document.
    Safe,
    /// All.
    Unsafe,
}

/// What one round of fixing made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// New texts of the files that changed.
    pub files: BTreeMap<FileId, String>,
    /// Findings whose fix was applied.
    pub applied: usize,
    /// Findings whose fix was left because it is unsafe.
    pub left: usize,
    /// Names of approved documents whose text changed, and with it what was approved.
    pub voided: BTreeSet<String>,
}

/// Applies the first wanted fix of each finding, in order. A fix that overlaps or touches one applied before it waits
/// for the next round.
pub fn fix(diagnostics: &[Diagnostic], handbook: &Handbook, texts: &Texts, wish: Wish) -> Fixed {
    let approved: BTreeMap<FileId, &str> =
        handbook.documents.iter().filter(|it| it.is_approved()).map(|it| (it.file, it.name())).collect();
    let mut fixed = Fixed::default();
    let mut accepted: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let is_wanted = |fix: &&Fix| {
            let touches_approved = fix.edits.iter().any(|edit| approved.contains_key(&edit.place.file));
            wish == Wish::Unsafe || (fix.is_safe && !touches_approved)
        };
        let offered = &diagnostic.finding.fixes;
        match offered.iter().find(is_wanted) {
            Some(fix) if is_apart(fix, &accepted) => {
                fixed.applied += 1;
                for edit in &fix.edits {
                    accepted.entry(edit.place.file).or_default().push(edit);
                }
            }
            Some(_) => {}
            None => fixed.left += usize::from(!offered.is_empty()),
        }
    }
    for (file, edits) in accepted {
        fixed.voided.extend(approved.get(&file).map(|name| (*name).to_owned()));
        fixed.files.insert(file, edited(&texts.of(file).content, edits));
    }
    fixed
}

/// Whether no edit of the fix overlaps or touches an accepted one.
fn is_apart(fix: &Fix, accepted: &BTreeMap<FileId, Vec<&Edit>>) -> bool {
    fix.edits.iter().all(|edit| {
        let others = accepted.get(&edit.place.file).into_iter().flatten();
        others.into_iter().all(|other| lies_apart(edit.place.span, other.place.span))
    })
}

fn lies_apart(one: Span, other: Span) -> bool {
    one.end < other.start || other.end < one.start
}

pub(super) fn edited(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.place.span);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let span = edit.place.span.range();
        made.push_str(text.get(at..span.start).unwrap_or_default());
        made.push_str(&edit.replacement);
        at = span.end;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}

/// The change of a file as a unified diff with three lines of context.
pub fn difference(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Wish, difference, fix};
    use crate::config::Config;
    use crate::diag::{Diagnostic, Finding, RuleInfo, Severity};
    use crate::model::Handbook;
    use crate::text::{Span, Texts};
    use crate::{link, source};

    static INFO: RuleInfo = RuleInfo {
        code: "X001",
        name: "x",
        level: Severity::Error,
        clause: "",
        since: "",
        summary: "",
        why: "",
        cure: "",
    };

    fn found(finding: Finding) -> Diagnostic {
        Diagnostic { rule: &INFO, severity: Severity::Error, finding }
    }

    /// Rules need not ask whether a document is approved: a fix that is safe elsewhere is left there.
    #[test]
    fn an_approved_document_is_mended_only_where_the_rest_is_wished_too() {
        let text = "//- policies/a.md\n---\nid: POL-001\nstatus: approved\n---\nword\n";
        let sources = source::fixture(text);
        let handbook = link::link(&sources, &Config::default()).handbook;
        let file = handbook.documents[0].file;
        let span = Span::new(0, 3);
        let diagnostics = [found(Finding::new("x", span.in_file(file), "m").fix("f", span, "+++"))];
        let safe = fix(&diagnostics, &handbook, &sources.texts, Wish::Safe);
        assert_eq!((safe.applied, safe.left), (0, 1));
        let all = fix(&diagnostics, &handbook, &sources.texts, Wish::Unsafe);
        assert_eq!((all.applied, all.voided.into_iter().collect::<Vec<_>>()), (1, vec!["POL-001".to_owned()]));
    }

    #[test]
    fn only_the_bytes_of_fixes_change_and_overlaps_wait() {
        let mut texts = Texts::default();
        let file = texts.push("a.md", "one two\r\nthree # kept\r\n");
        let at = |span: Span| Finding::new("x", span.in_file(file), "m");
        let mendable = |span: Span, replacement: &str| found(at(span).fix("f", span, replacement));
        let risky = Span::new(4, 7);
        let diagnostics = [
            mendable(Span::new(0, 3), "1"),
            mendable(Span::new(2, 5), "overlaps"),
            mendable(Span::new(9, 14), "3"),
            found(at(risky).unsafe_fix("f", risky, "unsafe")),
        ];
        let fixed = fix(&diagnostics, &Handbook::default(), &texts, Wish::Safe);
        assert_eq!(fixed.files[&file], "1 two\r\n3 # kept\r\n");
        assert_eq!((fixed.applied, fixed.left), (2, 1));
    }

    #[test]
    fn a_difference_names_the_file() {
        let diff = difference("a.md", "a\nb\n", "a\nc\n");
        assert!(diff.starts_with("--- a/a.md\n+++ b/a.md\n"), "{diff}");
        assert!(diff.contains("-b\n+c\n"), "{diff}");
    }
}
