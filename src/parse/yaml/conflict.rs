//! The marks that git leaves around two versions of the same lines. Each conflict is one finding, and our side is read.

use super::recovery::Recovery;
use crate::diag::{Finding, Label};
use crate::parse::faults;
use crate::text::Span;

const OURS: &str = "<<<<<<<";
const BASE: &str = "|||||||";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>>";

/// Conflicts that are looked for in one text.
const CONFLICTS: usize = 100;

/// Blanks every conflict but the lines of our side, and reports each at its first mark.
pub(super) fn take_out(recovery: &mut Recovery<'_>, findings: &mut Vec<Finding>) {
    if !recovery.text().contains(OURS) {
        return;
    }
    let lines: Vec<Span> = recovery.lines();
    let mut conflict: Option<Finding> = None;
    let mut is_other_side = false;
    for line in lines {
        let text = recovery.text()[line.range()].trim_end();
        let is_mark = |mark: &str| text.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let mark = Span::new(line.start as usize, line.start as usize + text.len());
        if is_mark(OURS) {
            findings.extend(conflict.take());
            if findings.len() >= CONFLICTS {
                return;
            }
            is_other_side = false;
            let place = recovery.place(mark);
            let message = "a merge conflict was left in the file";
            let hint = "decide between the two sides and take the marks away; the first side was read";
            conflict = Some(Finding::new(faults::YAML_SYNTAX, place, message).hint(hint));
            recovery.blank(line);
            continue;
        }
        let Some(open) = &mut conflict else { continue };
        if is_mark(BASE) || is_mark(MIDDLE) {
            is_other_side = true;
            open.related.push(Label { place: recovery.place(mark), words: "the other side begins here".to_owned() });
        } else if is_mark(THEIRS) {
            is_other_side = false;
            open.related.push(Label { place: recovery.place(mark), words: "the conflict ends here".to_owned() });
            findings.extend(conflict.take());
            recovery.blank(line);
        }
        if is_other_side {
            recovery.blank(line);
        }
    }
    findings.extend(conflict);
}
