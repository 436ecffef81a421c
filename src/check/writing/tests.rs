//! How texts become sentences, and which of them set duties.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Block, Cue, Lexicons, Writing, duties};
use crate::check::rule::{Context, Passage};
use crate::config::Config;
use crate::model::{Body, Handbook};
use crate::text::{Date, FileId, Texts};

fn with_writing<T>(text: &str, look: impl FnOnce(&Writing<'_>, &Body) -> T) -> T {
    let body = crate::parse::document(FileId::new(0), &Arc::from(text), &BTreeMap::new()).body;
    let (mut handbook, config, texts) = (Handbook::default(), Config::default(), Texts::default());
    handbook.identity.language = "en-GB".to_owned();
    let today = Date::new(2026, 11, 21).expect("a day of the calendar");
    let cx = Context { handbook: &handbook, config: &config, texts: &texts, today, site: None, base: None };
    let lexicons = Lexicons::of(&cx);
    let passage = Passage { file: FileId::new(0), body: &body, name: "x", document: None };
    let lexicon = lexicons.of_passage(&cx, &passage).expect("English is known");
    look(&Writing::read(&body, lexicon), &body)
}

fn sentences(text: &str) -> Vec<String> {
    with_writing(text, |writing, _| writing.all().map(|it| it.text.replace(super::MARK, "*")).collect())
}

#[test]
fn sentences_end_at_marks_and_not_at_ids_numbers_and_short_words() {
    let text =
        "See A.5.15 and 2.5 km, e.g. here. Ask Mr. Low (today.) Yes! No. 5 is\nfree. Is it? It is etc. So it ends";
    let expected = [
        "See A.5.15 and 2.5 km, e.g. here.",
        "Ask Mr. Low (today.)",
        "Yes!",
        "No. 5 is free.",
        "Is it?",
        "It is etc.",
        "So it ends",
    ];
    assert_eq!(sentences(text), expected);
    assert_eq!(sentences("May I? No. Share it."), ["May I?", "No.", "Share it."]);
}

#[test]
fn hard_blanks_alone_are_no_sentence() {
    assert_eq!(sentences("One.\n\n&nbsp;\n\n\u{a0} \u{2003}\n\nTwo\u{a0}."), ["One.", "Two\u{a0}."]);
}

#[test]
fn blocks_end_sentences_and_code_and_bare_links_leave_a_mark() {
    let text = "# Title\n\nLead:\n\n- one `x.y. Z`\n- two [[POL-007]]\n\n| a | b |\n|---|---|\n| cell. D | |\n\n```\ncode\n```\n";
    assert_eq!(sentences(text), ["Lead:", "one *", "two *", "a", "b", "cell.", "D"]);
}

#[test]
fn spans_lie_in_the_file_also_across_markup_and_escapes() {
    let text = "You **must** \\* lock\nit &amp; go. Now.";
    let spans = with_writing(text, |writing, _| writing.all().map(|it| it.span()).collect::<Vec<_>>());
    let written: Vec<_> = spans.iter().map(|it| &text[it.range()]).collect();
    assert_eq!(written, ["You **must** \\* lock\nit &amp; go.", "Now."]);
}

#[test]
fn blocks_are_known() {
    let text = "a\n\n- b\n\n> c\n\n> [!NOTE]\n> d\n\nTerm\n: e\n";
    let blocks = with_writing(text, |writing, _| writing.all().map(|it| it.block).collect::<Vec<_>>());
    use Block::{ListEntry, Paragraph, Quote, Term};
    assert_eq!(blocks, [Paragraph, ListEntry, Quote, Paragraph, Term, Paragraph]);
}

#[test]
fn entries_know_the_sentence_that_leads_into_them() {
    let leads = with_writing("All of you:\n\n- one\n- two\n\nOther.\n\n- three\n", |writing, _| {
        writing.all().filter_map(|it| it.lead().map(|lead| format!("{} {}", lead.text, it.text))).collect::<Vec<_>>()
    });
    assert_eq!(leads, ["All of you: one", "All of you: two"]);
}

#[test]
fn a_sentence_that_never_ends_is_cut_at_a_blank_so_that_no_rule_looks_far_from_a_word() {
    let text = "the lead must do it and ".repeat(2_000);
    let cut = sentences(&text);
    assert!(cut.iter().all(|it| it.len() < 4_200), "{:?}", cut.iter().map(String::len).collect::<Vec<_>>());
    assert_eq!(cut.join(" "), text.trim_end());
    assert_eq!(duty_count(&text), 2_000);
}

#[test]
fn a_heading_takes_after_the_nearest_one_above_it_that_is_not_the_title() {
    let text = "# Book\n\n## Duties\n\n### One\n\na b\n\n# Next\n\n### Two\n\nc d\n\n## Other\n\n### Three\n\ne f\n";
    let found = with_writing(text, |writing, _| writing.all().map(|it| it.is_under_duties()).collect::<Vec<_>>());
    assert_eq!(found, [true, true, false]);
}

fn duty_count(text: &str) -> usize {
    with_writing(text, |writing, _| writing.all().map(|it| duties(&it).count()).sum())
}

#[test]
fn main_clauses_set_duties_and_others_do_not() {
    assert_eq!(duty_count("You must go. **You** _shall_ not stay."), 2);
    assert_eq!(duty_count("Everybody who drives a car must sign."), 1);
    assert_eq!(
        duty_count("The lead who must sign, what you must do, if you must go. Must I? It is a must-have, a must."),
        0
    );
    assert_eq!(
        duty_count("When changes must be made, ask. Breach shall mean a loss. Logs shall have the meaning of 3."),
        0
    );
    assert_eq!(duty_count("After lunch, you must sign. Doors must be shut when you must leave."), 2);
    assert_eq!(duty_count("He said \"you must\" and `must`.\n\n> You must.\n\n| You must |\n|---|\n"), 0);
}

#[test]
fn cues_belong_to_their_sentences() {
    let cues = with_writing("Not this. You must. Or `x`. You shall and must.", |writing, _| {
        writing.all().map(|it| it.hits().map(|hit| hit.cue).collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    assert_eq!(cues, [vec![], vec![Cue::Must], vec![], vec![Cue::Shall, Cue::Must]]);
}
