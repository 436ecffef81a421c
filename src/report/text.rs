//! Findings for people, in the look of rustc: the lines with the place underlined, the help below.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::lines::Lines;
use super::wording::plain;
use super::{Report, summary};
use crate::diag::{Diagnostic, Severity};
use crate::text::{Place, Span};

/// Lines shown above a place.
const CONTEXT: usize = 1;
/// Longest line that is shown whole, in bytes; of longer ones a window is shown.
const LONGEST_LINE: usize = 400;

pub(super) fn write(report: &Report<'_>) -> String {
    let renderer = Renderer::styled();
    let mut lines = Lines::new(report.texts);
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        out.push_str(&renderer.render(&groups(diagnostic, &mut lines)));
        out.push_str("\n\n");
    }
    out.push_str(&summary(report));
    out
}

fn groups<'r>(diagnostic: &'r Diagnostic, lines: &mut Lines<'r>) -> Vec<Group<'r>> {
    let finding = &diagnostic.finding;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title =
        level.primary_title(plain(&finding.message)).id(format!("{} {}", diagnostic.rule.code, diagnostic.rule.name));
    let mut group = title.element(window(finding.place, AnnotationKind::Primary, None, lines));
    for label in &finding.related {
        group = group.element(window(label.place, AnnotationKind::Context, Some(&label.words), lines));
    }
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.message(plain(hint)));
    }
    vec![group]
}

/// The lines around a place. Only this window is given to the renderer, so that a long file costs no more than a short one.
fn window<'r>(
    place: Place,
    kind: AnnotationKind,
    words: Option<&'r str>,
    lines: &mut Lines<'r>,
) -> Snippet<'r, annotate_snippets::Annotation<'r>> {
    let text = lines.texts().of(place.file);
    let index = lines.of(place.file);
    let first = index.line(place.span.start as usize);
    let last = index.line((place.span.end.max(place.span.start + 1) - 1) as usize).min(first + 3);
    let from = first.saturating_sub(CONTEXT);
    let mut source = String::new();
    let mut marked: Option<Range<usize>> = None;
    for line in from..=last {
        let start = index.start_of(line);
        let whole = index.text_of(line);
        let cut = cut(whole, place.span, start);
        if line >= first {
            let shift = |offset: u32| {
                let inside = (offset as usize).saturating_sub(start).clamp(cut.start, cut.end) - cut.start;
                source.len() + inside
            };
            let (head, tail) = (shift(place.span.start), shift(place.span.end));
            let begin = marked.as_ref().map_or(head, |it| it.start);
            marked = Some(begin..tail.max(begin));
        }
        source.extend(whole[cut].chars().map(|it| if it.is_control() && it != '\t' { '\u{fffd}' } else { it }));
        source.push('\n');
    }
    let marked = marked.unwrap_or(0..0);
    // Replaced control characters are longer than they were; a mark past the end would not be shown at all.
    let marked = floor(&source, marked.start)..floor(&source, marked.end);
    let annotation = kind.span(marked).label(words);
    Snippet::source(source).path(plain(&text.name)).line_start(from + 1).annotation(annotation)
}

fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

/// The part of a line that is shown: all of it, or of a very long one the surroundings of the place.
fn cut(line: &str, span: Span, start: usize) -> Range<usize> {
    if line.len() <= LONGEST_LINE {
        return 0..line.len();
    }
    let middle = (span.start as usize).saturating_sub(start).min(line.len());
    let from = middle.saturating_sub(LONGEST_LINE / 2);
    floor(line, from)..floor(line, from + LONGEST_LINE)
}
