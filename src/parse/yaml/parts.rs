//! A large file of one list, read on several threads: cut between the entries of the list, and put together again. Only
//! what is in order throughout is read so; anything else is left to be read as a whole, which knows what to say of it.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::builder::Builder;
use super::recovery::Recovery;
use super::{Limits, Node, Piece, Value, run};
use crate::text::Span;

/// About as many bytes are read at a time.
const PART: usize = 256 * 1024;

/// The one top-level value of a piece whose only key holds a list, as `read` gives it; none where the piece is small, or
/// where anything is wrong with it.
pub(super) fn read(piece: Piece<'_>, limits: Limits) -> Option<Node> {
    read_by(piece, limits, PART)
}

fn read_by(piece: Piece<'_>, limits: Limits, part: usize) -> Option<Node> {
    let text = piece.source.get(piece.span.range()).filter(|it| it.len() > part)?;
    let cuts = cuts(text, part)?;
    let ends = cuts.iter().copied().skip(1).chain([text.len()]);
    let spans: Vec<Span> = cuts.iter().zip(ends).map(|(start, end)| Span::new(*start, end)).collect();
    let limits = Limits { nodes: limits.nodes / spans.len(), ..limits };
    let read = |span: &Span| clean(Piece { span: span.moved_by(piece.span.start as usize), ..piece }, limits);
    let mut roots = spans.par_iter().map(read).collect::<Option<Vec<Node>>>()?.into_iter();
    let mut whole = roots.next()?;
    let Value::Map(kinds) = &mut whole.value else { return None };
    let [kind] = kinds.as_mut_slice() else { return None };
    let Value::List(entries) = &mut kind.value.value else { return None };
    for root in roots {
        let Value::List(more) = root.value else { return None };
        entries.extend(more);
        kind.value.span.end = root.span.end;
        whole.span.end = root.span.end;
    }
    Some(whole)
}

/// The one value of a piece in which nothing is wrong.
fn clean(piece: Piece<'_>, limits: Limits) -> Option<Node> {
    let text = piece.source.get(piece.span.range())?;
    let recovery = Recovery::new(piece, text);
    let mut pass = run(text, Builder::new(piece, limits, &recovery));
    let is_clean = pass.error.is_none() && pass.findings.is_empty() && pass.roots.len() == 1;
    pass.roots.pop().filter(|_| is_clean)
}

/// Where the parts of a text begin: at 0, and where an entry of its one list begins. None where the text has another form,
/// or may have. An entry ends where a line begins with the dash of the next one, unless that stands in a bracket or between
/// quotation marks; then the part before has an open end, and is no clean one.
fn cuts(text: &str, part: usize) -> Option<Vec<usize>> {
    let mut cuts = vec![0];
    let mut indent = None;
    let mut has_key = false;
    let mut at = 0;
    let mut line = |line: &str, start: usize| -> ControlFlow<()> {
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        let words = content.trim_end();
        if words.is_empty() || words.starts_with('#') {
            return ControlFlow::Continue(());
        }
        if !has_key {
            has_key =
                depth == 0 && words.strip_suffix(':').is_some_and(|it| it.bytes().all(|it| it.is_ascii_lowercase()));
            return if has_key { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        }
        let is_entry = words == "-" || words.starts_with("- ");
        match indent {
            None if is_entry => indent = Some(depth),
            Some(indent) if depth > indent => {}
            Some(indent) if depth == indent && is_entry => {
                if start - cuts.last().copied().unwrap_or_default() >= part {
                    cuts.push(start);
                }
            }
            _ => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    };
    for whole in text.split_inclusive('\n') {
        if line(whole, at).is_break() {
            return None;
        }
        at += whole.len();
    }
    if cuts.len() > 1 { Some(cuts) } else { None }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::{Limits, Node, Piece};
    use super::{cuts, read_by};
    use crate::diag::Finding;
    use crate::text::{FileId, Span};

    const LIMITS: Limits = Limits::REGISTER;

    fn piece(text: &str, start: usize) -> Piece<'_> {
        Piece { file: FileId::new(0), source: text, span: Span::new(start, text.len()) }
    }

    fn whole(text: &str, start: usize) -> (Vec<Node>, Vec<Finding>) {
        super::super::read_whole(piece(text, start), LIMITS)
    }

    /// Entries of many forms, with ends of lines as they are asked for.
    fn entries(indent: &str, end: &str) -> String {
        let mut text = format!("# All that we have{end}risks:{end}");
        for number in 0..40 {
            let mut line = |words: &str| {
                let _ = write!(text, "{indent}{words}{end}");
            };
            line(&format!("- id: RISK-{number:03}"));
            match number % 6 {
                0 => line("  title: \"Fire # and 'water'\" # told"),
                1 => line("  scenario: |"),
                2 => line("  controls: [A.5.1, {id: A.5.2}]"),
                3 => line("  title: a text that goes on"),
                4 => line("  actions:"),
                _ => line("-"),
            }
            match number % 6 {
                1 => line("    - no entry: a text"),
                3 => line("    - in the next line"),
                4 => line("    - id: ACT-1"),
                _ => {}
            }
            if number % 7 == 0 {
                text.push_str(end);
            }
        }
        text
    }

    #[test]
    fn parts_make_the_same_as_the_whole() {
        for indent in ["", "  ", "    "] {
            for (end, head) in [("\n", ""), ("\r\n", ""), ("\n", "\u{feff}")] {
                let text = format!("{head}{}", entries(indent, end));
                let (roots, findings) = whole(&text, head.len());
                assert_eq!((roots.len(), findings.len()), (1, 0), "{text}");
                for part in [40, 100, 333, 1000] {
                    assert_eq!(read_by(piece(&text, head.len()), LIMITS, part).as_ref(), roots.first(), "{part}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_in_order_throughout_is_left_to_the_whole() {
        let text = entries("  ", "\n");
        assert!(read_by(piece(&text, 0), LIMITS, 100).is_some());
        let last = "  - id: RISK-039\n";
        for (old, new) in [
            ("risks:\n", "Risks of ours:\n"),
            ("risks:\n", "risks: # told\n"),
            ("risks:\n", "risks: |\n"),
            ("risks:\n", "---\nrisks:\n"),
            (last, "assets:\n  - id: RISK-039\n"),
            (last, "---\nrisks:\n  - id: RISK-039\n"),
            (last, "  - id: \"RISK-039\n"),
            (last, "  - id: [RISK-039\n"),
            (last, "  - id: &a RISK-039\n"),
            (last, "  - id: RISK-039\n    id: RISK-039\n"),
            (last, "\t- id: RISK-039\n"),
            (last, " - id: RISK-039\n"),
            ("  - id: RISK-020\n", "  - id: \"a\n  - b: c\"\n"),
            ("  - id: RISK-020\n", "<<<<<<< ours\n  - id: RISK-020\n=======\n>>>>>>> theirs\n"),
        ] {
            let changed = text.replacen(old, new, 1);
            assert_ne!(changed, text, "{old}");
            assert_eq!(read_by(piece(&changed, 0), LIMITS, 100), None, "{new}");
        }
        let few = Limits { nodes: 50, ..LIMITS };
        assert_eq!(read_by(piece(&text, 0), few, 100), None);
        assert_eq!(cuts("risks:\n  - id: a\n", 100), None);
    }
}
