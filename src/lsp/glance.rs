//! What is told of a document while it is being written: at once what the rules that look at one text find, beside what the
//! last check knew from all of the handbook. The next check has the last word.

use super::checking::Outcome;
use crate::check;
use crate::diag::Diagnostic;
use crate::session::Project;
use crate::text::{Date, Span};

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
    let edit = Edit::of(before, now);
    let (of_file, mut others): (Vec<_>, Vec<_>) = last.diagnostics.drain(..).partition(|it| it.file() == file);
    others
        .extend(of_file.into_iter().filter(|it| !check::is_of_one_text(it.rule.name)).filter_map(|it| edit.moved(it)));
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

/// The one piece in which two texts differ.
struct Edit {
    /// How many bytes are the same at the beginning.
    start: usize,
    /// Where in the first text the end begins that is the same again.
    end: usize,
    /// How long both are.
    lengths: (usize, usize),
}

impl Edit {
    fn of(before: &str, now: &str) -> Self {
        let shorter = before.len().min(now.len());
        let start = before.bytes().zip(now.bytes()).take_while(|(one, other)| one == other).count();
        let backwards = before.bytes().rev().zip(now.bytes().rev()).take(shorter - start);
        let same = backwards.take_while(|(one, other)| one == other).count();
        Edit { start, end: before.len() - same, lengths: (before.len(), now.len()) }
    }

    /// A finding of the text before at its place in the text now; none where the edit reaches into its place. What would
    /// mend it was made for the text before, so it is left out.
    fn moved(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let file = diagnostic.file();
        let finding = &mut diagnostic.finding;
        finding.place.span = self.span(finding.place.span)?;
        finding.related.retain_mut(|label| {
            let span = if label.place.file == file { self.span(label.place.span) } else { Some(label.place.span) };
            label.place.span = span.unwrap_or_default();
            span.is_some()
        });
        finding.fixes.clear();
        Some(diagnostic)
    }

    fn span(&self, span: Span) -> Option<Span> {
        let (start, end) = (span.start as usize, span.end as usize);
        let (before, now) = self.lengths;
        if end <= self.start {
            Some(span)
        } else if start >= self.end {
            Some(Span::new(start + now - before, end + now - before))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;
    use crate::text::Span;

    #[test]
    fn places_before_and_after_an_edit_are_kept_and_places_in_it_are_not() {
        let words = |text: &str, words: &str| {
            let at = text.find(words).expect("the words are there");
            Span::new(at, at + words.len())
        };
        for (before, now) in [
            ("one ä two three", "one ä new three"),
            ("one two three", "one two more three"),
            ("one big two three", "one two three"),
            ("one two three", "one ö two ü three"),
        ] {
            let edit = Edit::of(before, now);
            for word in ["one", "three"] {
                assert_eq!(edit.span(words(before, word)), Some(words(now, word)), "{before} -> {now}");
            }
        }
        let edit = Edit::of("one two three", "one tea three");
        assert_eq!(edit.span(words("one two three", "two")), None);
    }
}
