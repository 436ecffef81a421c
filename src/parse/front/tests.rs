//! Where front matter begins and ends, in every state in which files are found.

use super::{Split, split};
use crate::parse::faults;
use crate::parse::fields::Reading;
use crate::text::FileId;

/// Block and body of a file, with rule and slice of each finding.
type Parts<'s> = (Option<&'s str>, &'s str, Vec<(&'static str, &'s str)>);

fn parts(source: &str) -> Parts<'_> {
    let mut cx = Reading::new(FileId::new(0));
    let Split { block, body, .. } = split(&mut cx, source);
    let found = cx.findings.iter().map(|it| (it.rule, &source[it.place.span.range()])).collect();
    (block.map(|block| &source[block.range()]), &source[body.range()], found)
}

#[test]
fn a_block_stands_between_two_fences() {
    assert_eq!(parts("---\nid: x\n---\n\nText\n"), (Some("id: x\n"), "\nText\n", vec![]));
    assert_eq!(parts("---  \nid: x\n...\nText"), (Some("id: x\n"), "Text", vec![]));
    assert_eq!(parts("---\nid: x\n---"), (Some("id: x\n"), "", vec![]));
    assert_eq!(parts("---\n---\nText"), (Some(""), "Text", vec![]));
}

#[test]
fn a_byte_order_mark_and_crlf_are_no_faults() {
    assert_eq!(parts("\u{feff}---\r\nid: x\r\n---\r\nText\r\n"), (Some("id: x\r\n"), "Text\r\n", vec![]));
    assert_eq!(parts("---\rid: x\r---\rText"), (Some("id: x\r"), "Text", vec![]));
    assert_eq!(parts("\u{feff}Text"), (None, "Text", vec![]));
}

#[test]
fn a_file_without_fences_is_all_body() {
    assert_eq!(parts("# Title\n\nText\n"), (None, "# Title\n\nText\n", vec![]));
    assert_eq!(parts(""), (None, "", vec![]));
    assert_eq!(parts("\n \n"), (None, "\n \n", vec![]));
}

#[test]
fn blank_lines_before_the_block_are_told_and_can_be_taken_away() {
    let source = "\n\n---\nid: x\n---\nText";
    assert_eq!(parts(source), (Some("id: x\n"), "Text", vec![(faults::TEXT_BEFORE_FRONT_MATTER, "\n\n")]));
    let mut cx = Reading::new(FileId::new(0));
    split(&mut cx, source);
    assert!(cx.findings[0].fixes[0].is_safe);
}

#[test]
fn text_before_the_block_is_told_at_its_first_line() {
    let source = "<!-- licence -->\n\n---\nid: x\ntitle: y\n---\nText";
    let found = vec![(faults::TEXT_BEFORE_FRONT_MATTER, "<!-- licence -->")];
    assert_eq!(parts(source), (Some("id: x\ntitle: y\n"), "Text", found));
}

#[test]
fn a_block_without_end_is_told_at_its_fence_and_its_fields_are_read() {
    let found = || vec![(faults::FRONT_MATTER_UNCLOSED, "---")];
    assert_eq!(parts("---\nid: x\n\n# Title\n\nText\n"), (Some("id: x\n"), "\n# Title\n\nText\n", found()));
    assert_eq!(parts("---\nid: x\ntitle: y\n"), (Some("id: x\ntitle: y\n"), "", found()));
    let with_break = "---\nid: x\n\nSome prose here.\n\n---\n\nMore\n";
    assert_eq!(parts(with_break), (Some("id: x\n"), "\nSome prose here.\n\n---\n\nMore\n", found()));
}

#[test]
fn a_thematic_break_at_the_head_opens_nothing() {
    for source in [
        "---\n\nText\n",
        "---\n",
        "---\nSome words\n\n---\nmore\n",
        "---\n# Title\n---\n",
        "Text\n\n---\n\nNote: x\n\n---\n",
    ] {
        assert_eq!(parts(source), (None, source, vec![]), "{source:?}");
    }
}

#[test]
fn a_faulty_first_line_does_not_hide_the_block() {
    assert_eq!(parts("---\nid POL-1\ntitle: x\n---\nText").0, Some("id POL-1\ntitle: x\n"));
}

#[test]
fn blank_lines_and_comments_may_stand_in_a_block() {
    let source = "---\n# who\nid: x\n\n# what\ntitle: y\nlist:\n- a\n\n- b\n---\nText";
    assert_eq!(parts(source).1, "Text");
}
