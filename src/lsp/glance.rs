//! What is told of a document while it is being written: at once what the rules that look at one text find, beside what the
//! last check knew from all of the handbook. The next check has the last word.

use super::checking::Outcome;
use crate::check;
use crate::diag::Diagnostic;
use crate::session::Project;
use crate::text::{Change, Date};

/// The document that was written, and the version of its text that an editor holds.
#[derive(Clone, Copy)]
pub(super) struct Written<'w> {
    pub(super) name: &'w str,
    pub(super) version: Option<i32>,
}

/// Brings what is told of one document up to its text. Tells whether it could: not of what is no document, nor while the
/// last check knew other files.
pub(super) fn glance(project: &Project, today: Date, written: Written<'_>, last: &mut Outcome) -> bool {
    let texts = &project.sources.texts;
    let are_same_files = texts.iter().map(|(_, it)| &it.name).eq(last.texts.iter().map(|(_, it)| &it.name));
    let Some(file) = texts.find(written.name).filter(|_| are_same_files) else { return false };
    let Some(document) = project.linked.handbook.documents.iter().find(|it| it.file == file) else { return false };
    let cx = project.context(today, None, None);
    let mut own = project.glance(&cx, document);
    if let Some(baseline) = &last.baseline {
        own = baseline.hold(&cx, own).shown;
    }
    let (before, now) = (&last.texts.of(file).content, &texts.of(file).content);
    let change = Change::between(before, now);
    let (of_file, mut others): (Vec<_>, Vec<_>) = last.diagnostics.drain(..).partition(|it| it.file() == file);
    others.extend(
        of_file.into_iter().filter(|it| !check::is_of_one_text(it.rule.name)).filter_map(|it| moved(&change, it)),
    );
    others.extend(own);
    others.sort_by(Diagnostic::order);
    last.diagnostics = others;
    last.texts.replace(file, now.clone());
    match written.version {
        Some(version) => drop(last.versions.insert(written.name.to_owned(), version)),
        None => drop(last.versions.remove(written.name)),
    }
    true
}

/// A finding of the text before at its place in the text now; none where the change reaches into its place. What would
/// mend it was made for the text before, so it is left out.
fn moved(change: &Change, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
    let file = diagnostic.file();
    let finding = &mut diagnostic.finding;
    finding.place.span = change.moved(finding.place.span)?;
    finding.related.retain_mut(|label| {
        let span = if label.place.file == file { change.moved(label.place.span) } else { Some(label.place.span) };
        label.place.span = span.unwrap_or_default();
        span.is_some()
    });
    finding.fixes.clear();
    Some(diagnostic)
}
