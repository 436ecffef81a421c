//! A large file of one list, read on several threads or only where it changed: cut between the entries of the list, and put
//! together again. Only what is in order throughout is read so; anything else is left to be read as a whole, which knows
//! what to say of it.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::builder::Builder;
use super::recovery::Recovery;
use super::{Entry, Limits, Node, Piece, Value, run};
use crate::text::{Change, Span, Spanned};

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

/// Entries of a list that a change touches.
pub(in crate::parse) struct Touched {
    /// From the beginning of the first of them to that of the next one that is as it was.
    pub(in crate::parse) change: Change,
    /// The key of the list, with those of the entries that are there now.
    pub(in crate::parse) list: Entry,
}

/// Reads the entries of the one list of a text that are not as they were before. `starts` tells where the entries of the
/// text before begin, each once and in order; none where they are not what this reading takes for entries, or where
/// anything is wrong with those that changed.
pub(in crate::parse) fn touched((before, starts): (&str, &[usize]), now: Piece<'_>, limits: Limits) -> Option<Touched> {
    let begin = now.span.start as usize;
    let places = |text: &str| Some(cuts(text.get(begin..)?, 0)?.into_iter().map(|it| it + begin).collect::<Vec<_>>());
    let (cuts_before, cuts_now) = (places(before)?, places(now.source)?);
    let ends = cuts_before.iter().copied().skip(1).chain([before.len()]);
    let mut entries = cuts_before.iter().zip(ends).zip(starts);
    let is_as_known = cuts_before.len() == starts.len() && entries.all(|((cut, end), at)| cut <= at && *at < end);
    let key = key(now.source.get(begin..)?)?;
    if !is_as_known || key != self::key(before.get(begin..)?)? || nodes_at_most(now.source) > limits.nodes {
        return None;
    }
    let shortest = Change::between(before, now.source);
    let begins_before = |at: usize| cuts_before.binary_search(&at).is_ok();
    let start = cuts_now.iter().rev().copied().find(|at| *at <= shortest.start && begins_before(*at))?;
    let was_at = |at: usize| at - shortest.end_now + shortest.end;
    let is_end = |at: &usize| {
        let is_behind = *at > start && *at >= shortest.end_now;
        is_behind && (*at == now.source.len() || begins_before(was_at(*at)))
    };
    let end_now = cuts_now.iter().copied().chain([now.source.len()]).find(is_end)?;
    let change = Change { start, end: was_at(end_now), end_now };
    let span = Span::new(start, end_now);
    let list = match clean(Piece { span, ..now }, limits)?.value {
        Value::Map(kinds) if start == begin => {
            let [list] = <[Entry; 1]>::try_from(kinds).ok()?;
            list
        }
        value @ Value::List(_) => Entry { key: Spanned::new(key.to_owned(), span), value: Node { value, span } },
        _ => return None,
    };
    Some(Touched { change, list })
}

/// The key of the one list of a text that [`cuts`] could cut.
fn key(text: &str) -> Option<&str> {
    let words = text.lines().map(str::trim_end).find(|it| !it.is_empty() && !it.trim_start().starts_with('#'));
    words?.strip_suffix(':')
}

/// Not fewer than there are values in a text: each begins it, or comes behind a key, a dash, a comma or a bracket. Keys of
/// maps come behind the end of a line too.
fn nodes_at_most(text: &str) -> usize {
    let begins = |(byte, next): (&u8, &u8)| match byte {
        b'\n' | b',' | b'[' | b'{' | b':' => true,
        b'-' | b'?' => next.is_ascii_whitespace(),
        _ => false,
    };
    let bytes = text.as_bytes();
    1 + bytes.iter().zip(bytes.iter().skip(1)).filter(|it| begins(*it)).count()
}

/// The one value of a piece in which nothing is wrong.
fn clean(piece: Piece<'_>, limits: Limits) -> Option<Node> {
    let text = piece.source.get(piece.span.range())?;
    let recovery = Recovery::new(piece, text);
    let mut pass = run(text, Builder::new(piece, limits, &recovery));
    let is_clean = pass.error.is_none() && pass.findings.is_empty() && pass.roots.len() == 1;
    pass.roots.pop().filter(|it| is_clean && !ends_in_nothing(it))
}

/// Whether the last value is a text without words, as behind a `|` with no line below it: its place is where the next value
/// begins, which no part knows.
fn ends_in_nothing(node: &Node) -> bool {
    match &node.value {
        Value::Text(words) => words.trim().is_empty(),
        Value::List(nodes) => nodes.last().is_some_and(ends_in_nothing),
        Value::Map(entries) => entries.last().is_some_and(|it| ends_in_nothing(&it.value)),
        Value::Empty | Value::Broken => false,
    }
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
    use super::{Value, cuts, read_by, touched};
    use crate::diag::Finding;
    use crate::text::{Change, FileId, Span};

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
            (last, "  - id: RISK-039\n    title: |\n"),
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

    /// Where the entries of a text begin, as reading all of it tells.
    fn starts(text: &str) -> Vec<usize> {
        let (roots, _) = whole(text, 0);
        let Value::Map(kinds) = &roots[0].value else { return Vec::new() };
        let Value::List(entries) = &kinds[0].value.value else { return Vec::new() };
        entries.iter().map(|it| it.span.start as usize).collect()
    }

    /// The words that are read anew where one text becomes another, before and now.
    fn read_anew<'t>(before: &'t str, now: &'t str) -> Option<(&'t str, &'t str)> {
        let touched = touched((before, &starts(before)), piece(now, 0), LIMITS)?;
        let Change { start, end, end_now } = touched.change;
        let Value::List(read) = touched.list.value.value else { panic!("no list") };
        // What stands outside is the same, and what was read is what reading all finds there.
        assert_eq!((&before[..start], &before[end..]), (&now[..start], &now[end_now..]));
        let (roots, findings) = whole(now, 0);
        let Value::Map(kinds) = &roots[0].value else { panic!("no map") };
        let Value::List(all) = &kinds[0].value.value else { panic!("no list") };
        let is_inside = |it: &&Node| (start..end_now).contains(&(it.span.start as usize));
        assert_eq!(read, all.iter().filter(is_inside).cloned().collect::<Vec<_>>(), "{now}");
        assert!(findings.is_empty(), "{findings:?}");
        Some((&before[start..end], &now[start..end_now]))
    }

    const RISKS: &str =
        "risks:\n  - id: R-1\n    title: Fire\n\n  # The worst\n  - id: R-2\n    title: Flood\n  - id: R-3\n";

    #[test]
    fn of_a_changed_text_only_the_entries_are_read_that_are_not_as_they_were() {
        let second = "  - id: R-2\n    title: Flood\n";
        for (old, new, before, now) in [
            ("Flood", "Floods", second, "  - id: R-2\n    title: Floods\n"),
            ("Flood\n", "Flood\n    owner: me\n", second, "  - id: R-2\n    title: Flood\n    owner: me\n"),
            ("    title: Flood\n", "", second, "  - id: R-2\n"),
            ("  - id: R-3\n", "", second, second),
            ("  - id: R-3\n", "  - id: R-3\n  - id: R-4\n", "", "  - id: R-4\n"),
            ("R-3", "R-33", "  - id: R-3\n", "  - id: R-33\n"),
        ] {
            let text = RISKS.replacen(old, new, 1);
            let anew = read_anew(RISKS, &text);
            let (was, is) = anew.unwrap_or_else(|| panic!("{text} is read as a whole"));
            assert!(was.contains(before) && is.contains(now) && is.len() < text.len(), "{was:?} {is:?}");
        }
        let text = RISKS.replacen("Fire", "Smoke", 1);
        let (was, is) = read_anew(RISKS, &text).expect("the first entry");
        assert!(was.starts_with("risks:") && is.ends_with("# The worst\n"), "{was:?} {is:?}");
    }

    #[test]
    fn what_may_be_other_than_it_seems_is_read_as_a_whole() {
        for (old, new) in [
            ("risks:", "assets:"),
            ("Flood", "\"Flood"),
            ("Flood", "[Flood"),
            ("Flood", "|"),
            ("  - id: R-2", "  - &a id: R-2"),
            ("    title: Flood\n", "    title: Flood\n    title: Fire\n"),
            ("    title: Flood\n", "    title: Flood\n- id: R-9\n"),
            ("    title: Flood\n", "    title: Flood\nassets:\n"),
            ("    title: Flood\n", "    title: Flood\n---\n"),
            ("  - id: R-1\n", "  - id: R-1\n    id: R-1\n"),
        ] {
            let text = RISKS.replacen(old, new, 1);
            assert_ne!(text, RISKS, "{old}");
            assert!(touched((RISKS, &starts(RISKS)), piece(&text, 0), LIMITS).is_none(), "{text}");
        }
        // What looks like the beginning of an entry and is none.
        let quoted = "risks:\n- id: R-1\n  title: \"a\n- b\"\n- id: R-2\n";
        let text = quoted.replacen("R-2", "R-3", 1);
        assert!(touched((quoted, &[7, 37]), piece(&text, 0), LIMITS).is_none());
        let few = Limits { nodes: 10, ..LIMITS };
        let text = RISKS.replacen("Flood", "Floods", 1);
        assert!(touched((RISKS, &starts(RISKS)), piece(&text, 0), few).is_none());
    }

    #[test]
    fn after_any_change_what_is_read_anew_is_what_reading_all_finds_there() {
        let mut read = 0;
        for (number, end) in ["\n", "\r\n"].into_iter().enumerate() {
            let text = entries("  ", end);
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            for at in 2..lines.len() {
                let doubled = [&lines[..=at], &lines[at..]].concat().concat();
                let without = [&lines[..at], &lines[at + 1..]].concat().concat();
                let other = text.replacen(lines[at], &format!("{}x{end}", lines[at].trim_end()), 1);
                for now in [doubled, without, other, format!("{text}{}", lines[at])] {
                    let is_clean = || whole(&now, 0).1.is_empty();
                    if is_clean() && read_anew(&text, &now).is_some() {
                        read += 1;
                    }
                }
            }
            assert!(read > 150 * (number + 1), "only {read} changes were read by themselves");
        }
    }
}
