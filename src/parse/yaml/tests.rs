//! The YAML tree with its places, what it refuses, and that hostile input stays cheap.

use super::{Entry, Limits, Node, Piece, Value, read};
use crate::diag::Finding;
use crate::parse::faults;
use crate::text::{FileId, Span};

fn parse(source: &str) -> (Vec<Node>, Vec<Finding>) {
    let piece = Piece { file: FileId::new(0), source, span: Span::new(0, source.len()) };
    read(piece, Limits::FRONT_MATTER)
}

fn map(source: &str) -> Vec<Entry> {
    let (mut roots, findings) = parse(source);
    assert_eq!(findings, [], "{source:?}");
    match roots.remove(0).value {
        Value::Map(entries) => entries,
        other => panic!("not a map: {other:?}"),
    }
}

/// Rule and slice of each finding.
fn faults_in(source: &str) -> Vec<(&'static str, &str)> {
    let (_, findings) = parse(source);
    findings.iter().map(|it| (it.rule, &source[it.place.span.range()])).collect()
}

/// Keys that were read with the slices of their values.
fn read_keys(source: &str) -> Vec<(String, &str)> {
    let (roots, _) = parse(source);
    let entries = roots.iter().flat_map(|root| match &root.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    });
    entries.map(|entry| (entry.key.value.clone(), &source[entry.value.span.range()])).collect()
}

#[test]
fn scalars_are_text_as_written_and_know_their_bytes() {
    let source = "version: 1.10\nid: 007\nanswer: no\nday: 2026-02-30\nquoted: 'it''s' # said\n";
    let read: Vec<_> = map(source)
        .iter()
        .map(|entry| {
            let Value::Text(text) = &entry.value.value else { panic!("not a text: {entry:?}") };
            (source[entry.key.span.range()].to_owned(), text.clone(), source[entry.value.span.range()].to_owned())
        })
        .collect();
    let expected = [
        ("version", "1.10", "1.10"),
        ("id", "007", "007"),
        ("answer", "no", "no"),
        ("day", "2026-02-30", "2026-02-30"),
        ("quoted", "it's", "'it''s'"),
    ];
    assert_eq!(read, expected.map(|(key, text, slice)| (key.to_owned(), text.to_owned(), slice.to_owned())));
}

#[test]
fn lists_and_maps_span_from_their_first_to_their_last_byte() {
    let source = "a: [TBD]\nb:\n  - x\n  - y # why\n\nc: {d: 1}\ne:\n  f: 1\n\ng: |\n  one\n  two\n\n";
    let slices: Vec<_> = map(source).iter().map(|it| source[it.value.span.range()].to_owned()).collect();
    assert_eq!(slices, ["[TBD]", "- x\n  - y", "{d: 1}", "f: 1", "one\n  two"]);
}

#[test]
fn crlf_and_other_scripts_do_not_move_places() {
    let source = "ü: ä # c\r\nb: ö\r\n";
    let slices: Vec<_> = map(source).iter().map(|it| source[it.value.span.range()].to_owned()).collect();
    assert_eq!(slices, ["ä", "ö"]);
}

#[test]
fn the_piece_may_lie_anywhere_in_the_file() {
    let source = "\u{feff}---\nid: x\n---\n";
    let piece = Piece { file: FileId::new(0), source, span: Span::new(7, 13) };
    let (roots, findings) = read(piece, Limits::FRONT_MATTER);
    assert_eq!(findings, []);
    assert_eq!(&source[roots[0].span.range()], "id: x");
}

#[test]
fn what_hides_a_value_from_its_reader_is_refused_each_at_its_place() {
    let source = "a: &x foo\nb: *x\nc: !!str 3\nd: *gone\n<<: *x\ne: fine\n";
    let expected = ["&x", "*x", "!!str", "*gone", "<<"].map(|slice| (faults::YAML_ANCHOR, slice));
    assert_eq!(faults_in(source), expected);
    assert_eq!(read_keys(source).iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
}

#[test]
fn of_a_duplicate_key_the_first_is_kept_and_both_places_are_told() {
    let source = "owner: a\ntitle: t\nowner: b\n";
    let (_, findings) = parse(source);
    assert_eq!(findings[0].rule, faults::DUPLICATE_KEY);
    assert_eq!(findings[0].place.span, Span::new(18, 23));
    assert_eq!(findings[0].related[0].place.span, Span::new(0, 5));
    assert_eq!(read_keys(source), [("owner".to_owned(), "a"), ("title".to_owned(), "t")]);
}

#[test]
fn tabs_are_told_once_for_a_run_of_lines_and_the_values_are_read() {
    let source = "owner:\n\t- a\n\t- b\ntitle: t\n";
    assert_eq!(faults_in(source), [(faults::TAB_INDENTATION, "\t")]);
    assert_eq!(read_keys(source), [("owner".to_owned(), "- a\n\t- b"), ("title".to_owned(), "t")]);
    assert_eq!(faults_in("a: x\n\tb: c\n")[0], (faults::TAB_INDENTATION, "\t"));
}

#[test]
fn several_documents_are_told_at_the_mark_and_all_are_read() {
    let source = "a: 1\n---\nb: 2\n---\nc: 3\n";
    assert_eq!(faults_in(source), [(faults::SEVERAL_YAML_DOCUMENTS, "---"); 2]);
    assert_eq!(read_keys(source).len(), 3);
}

#[test]
fn all_syntax_errors_are_found_in_one_run_and_the_good_keys_are_read() {
    let source =
        "id: POL-001\ntitle: Access: control\nowner: @ciso\nlist: [a, b\ntype: policy\nnote: \"open\nlast: x\n";
    let expected = [":", "@ciso", "[", "\"open"].map(|slice| (faults::YAML_SYNTAX, slice));
    assert_eq!(faults_in(source), expected);
    let read = read_keys(source);
    assert_eq!(read.first(), Some(&("id".to_owned(), "POL-001")));
    assert!(read.contains(&("type".to_owned(), "policy")) && read.contains(&("last".to_owned(), "x")), "{read:?}");
    assert!(read.iter().any(|(key, _)| key == "title"), "the key of a broken value is kept");
}

#[test]
fn a_second_colon_can_be_mended_with_quotes() {
    let source = "title: Access: control\n";
    let (_, findings) = parse(source);
    let edit = &findings[0].fixes[0].edits[0];
    assert_eq!(&source[edit.place.span.range()], "Access: control");
    assert_eq!(edit.replacement, "\"Access: control\"");
}

#[test]
fn a_broken_entry_of_a_list_does_not_run_into_its_neighbour() {
    let source = "risks:\n  - id: A\n    title: x\n  - id: @B\n    title: y\n";
    let (roots, findings) = parse(source);
    assert_eq!(findings.len(), 1, "{findings:?}");
    let Value::Map(entries) = &roots[0].value else { panic!("a map") };
    let Value::List(nodes) = &entries[0].value.value else { panic!("a list") };
    assert_eq!(nodes.len(), 2);
}

#[test]
fn a_merge_conflict_is_one_finding_and_our_side_is_read() {
    let source =
        "risks:\n<<<<<<< HEAD\n  - id: A\n||||||| base\n  - id: O\n=======\n  - id: B\n>>>>>>> other\n  - id: C\n";
    let (roots, findings) = parse(source);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(&source[findings[0].place.span.range()], "<<<<<<< HEAD");
    assert_eq!(findings[0].related.len(), 3);
    let Value::Map(entries) = &roots[0].value else { panic!("a map") };
    assert_eq!(&source[entries[0].value.span.range()].matches("id").count(), &4);
    let Value::List(nodes) = &entries[0].value.value else { panic!("a list") };
    assert_eq!(nodes.len(), 2);
}

#[test]
fn nesting_is_cut_off_whatever_its_depth() {
    let has_b = |roots: &[Node]| {
        roots
            .iter()
            .any(|root| matches!(&root.value, Value::Map(entries) if entries.iter().any(|it| it.key.value == "b")))
    };
    for depth in [17, 65, 5_000] {
        let levels: Vec<String> = (0..depth.min(1_000)).map(|level| format!("{}k:\n", " ".repeat(level))).collect();
        let flow = format!("a: {}x{}\nb: 1\n", "[".repeat(depth), "]".repeat(depth));
        let block = format!("{}b: 1\n", levels.concat());
        for (source, slice) in [(flow, "["), (block, "k")] {
            let (roots, findings) = parse(&source);
            let found: Vec<_> = findings.iter().map(|it| (it.rule, &source[it.place.span.range()])).collect();
            assert_eq!(found, [(faults::FRONT_MATTER_TOO_LARGE, slice)], "{depth}");
            assert!(has_b(&roots), "{depth}");
        }
        let dashes = format!("{}x\n", "- ".repeat(depth));
        assert_eq!(faults_in(&dashes), [(faults::FRONT_MATTER_TOO_LARGE, "-")], "{depth}");
    }
}

#[test]
fn sixteen_levels_are_read() {
    let source = format!("a: {}x{}\n", "[".repeat(15), "]".repeat(15));
    assert_eq!(faults_in(&source), []);
}

#[test]
fn too_many_values_are_cut_off_with_one_finding() {
    let source = format!("a: [{}]\n", "x, ".repeat(6_000));
    assert_eq!(faults_in(&source), [(faults::FRONT_MATTER_TOO_LARGE, "x")]);
}

#[test]
fn after_twenty_faults_reading_stops_and_says_so() {
    let lines: Vec<String> = (0..40).map(|line| format!("k{line}: @x\n")).collect();
    let source = lines.concat();
    let found = faults_in(&source);
    assert_eq!(found.len(), 21);
    assert!(found.iter().all(|(rule, _)| *rule == faults::YAML_SYNTAX));
}

#[test]
fn keys_that_are_no_words_are_refused() {
    assert_eq!(faults_in("? [a, b]\n: c\nx: y\n: z\n"), [(faults::YAML_SYNTAX, "["), (faults::YAML_SYNTAX, ":")]);
}
