//! What looks like a secret is written as stars in what changed, as it is in findings: reports are kept, mailed and shown
//! to many. Whether it changed is still to be seen.

use std::ops::Range;

use crate::check;
use crate::compare::{Changes, Fate, FieldChange, Redline, Run, Values};

/// The changes as a report may show them.
pub(in crate::report) fn masked(changes: &Changes) -> Changes {
    let mut shown = changes.clone();
    for document in &mut shown.documents {
        document.fields.iter_mut().for_each(mask_field);
        mask_redline(&mut document.redline);
    }
    for duty in &mut shown.duties {
        duty.before.iter_mut().chain(&mut duty.after).for_each(|it| mask(&mut it.sentence));
    }
    shown.entries.iter_mut().flat_map(|it| &mut it.fields).chain(&mut shown.variables).for_each(mask_field);
    shown
}

fn mask(text: &mut String) {
    let hidden = check::secret_parts(text);
    if !hidden.is_empty() {
        *text = check::starred(text, &hidden);
    }
}

/// A value is looked at with its name before it, as `password` may be the name.
fn mask_field(field: &mut FieldChange) {
    let values: Vec<&mut String> = match &mut field.values {
        Values::One { before, after } => before.iter_mut().chain(after).collect(),
        Values::Many { added, removed } => added.iter_mut().chain(removed).collect(),
    };
    for value in values {
        let head = format!("{}: ", field.name);
        let hidden = check::secret_parts(&format!("{head}{value}"));
        let own: Vec<Range<usize>> = hidden.iter().filter_map(|it| part_of(it, head.len(), value.len())).collect();
        *value = check::starred(value, &own);
    }
}

/// A secret may reach over runs of which only some changed, so the text before and the text after are each looked at whole.
fn mask_redline(redline: &mut Redline) {
    for runs in redline.lines.iter_mut().flat_map(|it| &mut it.cells) {
        let mut hidden = vec![Vec::new(); runs.len()];
        for other in [Fate::Inserted, Fate::Deleted] {
            let own = |it: &&Run| it.fate != other;
            let text: String = runs.iter().filter(own).map(|it| it.text.as_str()).collect();
            let found = check::secret_parts(&text);
            let mut at = 0;
            for (run, hidden) in runs.iter().zip(&mut hidden).filter(|(run, _)| own(run)) {
                hidden.extend(found.iter().filter_map(|it| part_of(it, at, run.text.len())));
                at += run.text.len();
            }
        }
        for (run, mut hidden) in runs.iter_mut().zip(hidden).filter(|(_, hidden)| !hidden.is_empty()) {
            hidden.sort_by_key(|it| (it.start, it.end));
            run.text = check::starred(&run.text, &hidden);
        }
    }
}

/// The part of a range that lies in a piece of this length which begins here, counted from its begin.
fn part_of(range: &Range<usize>, start: usize, length: usize) -> Option<Range<usize>> {
    let (from, to) = (range.start.max(start), range.end.min(start + length));
    (from < to).then(|| from - start..to - start)
}
