//! Whole files in parts: places through byte order marks and CRLF, several faults in one run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::{ParsedDocument, document, faults, intro, register};
use crate::diag::Finding;
use crate::model::{DocumentType, Field, Status};
use crate::text::FileId;

fn read(source: &str) -> ParsedDocument {
    let aliases = BTreeMap::from([("policy_owner".to_owned(), "owner".to_owned())]);
    document(FileId::new(0), &Arc::from(source), &aliases)
}

/// Rule and slice of each finding in a document with these lines of front matter.
fn faults_in(front: &str) -> Vec<(&'static str, String)> {
    let source = format!("---\n{front}---\nText\n");
    let findings = read(&source).findings;
    findings.iter().map(|it| (it.rule, source[it.place.span.range()].to_owned())).collect()
}

fn one_fault(front: &str) -> Finding {
    let mut findings = read(&format!("---\n{front}---\n")).findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings.remove(0)
}

#[test]
fn front_matter_is_read_with_the_bytes_of_each_value() {
    let source = "\
---
id: POL-007
title: 'Access control'
type: policy
version: 1.10
status: approved
owner: role:ciso
authors: [role:iam-lead]
reviewers: role:dpo
approved_on: 2026-02-14
review_interval: 12 months
controls:
  - A.5.15
  - A.5.16
acknowledgement: {required: true, interval: P12M, due_days: 14, audience: [all-staff]}
external_source: ISO/IEC 27002
history:
  - {version: 1.10, date: 2026-02-14, author: role:iam-lead, kind: minor, summary: x}
register: risks
---
# Text
";
    let ParsedDocument { front, body, findings } = read(source);
    assert_eq!(findings, []);
    let slice = |span: crate::text::Span| &source[span.range()];
    assert_eq!(front.id.as_ref().map(|it| slice(it.span)), Some("POL-007"));
    assert_eq!(
        front.title.as_ref().map(|it| (it.value.as_str(), slice(it.span))),
        Some(("Access control", "'Access control'"))
    );
    assert_eq!(front.document_type.map(|it| it.value), Some(DocumentType::Policy));
    assert_eq!(front.version.as_ref().map(|it| it.value.as_str()), Some("1.10"));
    assert_eq!(front.status.map(|it| it.value), Some(Status::Approved));
    assert_eq!(front.controls.iter().map(|it| slice(it.raw.span)).collect::<Vec<_>>(), ["A.5.15", "A.5.16"]);
    assert_eq!(front.reviewers.len(), 1);
    assert_eq!(front.keys.get(&Field::Owner).map(|span| slice(*span)), Some("owner"));
    assert!(front.acknowledgement.is_some_and(|it| it.is_required && it.due_days.is_some_and(|days| days.value == 14)));
    assert_eq!(front.history[0].version.as_ref().map(|it| it.value.as_str()), Some("1.10"));
    assert_eq!(front.external_source.and_then(|it| it.title).map(|it| it.value).as_deref(), Some("ISO/IEC 27002"));
    assert_eq!(slice(body.span), "# Text\n");
}

#[test]
fn words_that_other_readers_take_for_numbers_stay_words() {
    let front = read("---\nid: 007\ntitle: no\nversion: 1.10\n---\n").front;
    assert_eq!(front.id.map(|it| it.value.to_string()).as_deref(), Some("007"));
    assert_eq!(front.title.map(|it| it.value).as_deref(), Some("no"));
    assert_eq!(front.version.map(|it| it.value).as_deref(), Some("1.10"));
}

#[test]
fn each_fault_is_told_at_its_own_bytes_in_one_run() {
    let front = "\
typ: policy
type: polcy
owner: [TBD]
approver:
status: published
approved_on: 2026-02-30
next_review: 14/2/26
review_interval: sometimes
title: {a: b}
version: [1.0, 2.0]
contact: <FILL-IN>
approved_by: [NAME]
reviewers:
  - [TBD]
  - {a: b}
  -
acknowledgement: maybe
";
    let expected = [
        (faults::UNKNOWN_FIELD, "typ"),
        (faults::UNKNOWN_TYPE, "polcy"),
        (faults::PLACEHOLDER_VALUE, "[TBD]"),
        (faults::EMPTY_VALUE, "approver"),
        (faults::BAD_VALUE, "published"),
        (faults::BAD_DATE, "2026-02-30"),
        (faults::BAD_DATE, "14/2/26"),
        (faults::BAD_INTERVAL, "sometimes"),
        (faults::BAD_VALUE, "a"),
        (faults::BAD_VALUE, "[1.0, 2.0]"),
        (faults::PLACEHOLDER_VALUE, "<FILL-IN>"),
        (faults::PLACEHOLDER_VALUE, "[NAME]"),
        (faults::PLACEHOLDER_VALUE, "[TBD]"),
        (faults::BAD_VALUE, "a"),
        (faults::EMPTY_VALUE, "-"),
        (faults::BAD_VALUE, "maybe"),
    ];
    assert_eq!(faults_in(front), expected.map(|(rule, slice)| (rule, slice.to_owned())));
}

#[test]
fn a_key_whose_value_cannot_be_read_is_known_to_be_written() {
    let front = read("---\nowner: [TBD]\ntitle: a: b\nstatus:\n---\n").front;
    assert!([Field::Owner, Field::Title, Field::Status].iter().all(|field| front.has(*field)));
    assert!(front.owner.is_none() && front.title.is_none());
}

#[test]
fn a_list_in_place_of_a_text_says_what_square_brackets_do() {
    let finding = one_fault("owner: [ciso]\n");
    assert_eq!(finding.rule, faults::BAD_VALUE);
    assert!(finding.hint.is_some_and(|hint| hint.contains("make a list in YAML") && hint.contains("`owner: ciso`")));
}

/// The text that its first fix writes, and what it takes away.
fn mended(front: &str) -> Option<(String, String)> {
    let finding = one_fault(front);
    let edit = finding.fixes.first()?.edits.first()?;
    let source = format!("---\n{front}---\n");
    Some((source[edit.place.span.range()].to_owned(), edit.replacement.clone()))
}

#[test]
fn several_names_in_one_text_are_told_and_read_one_by_one() {
    let list = |written: &str, list: &str| Some((written.to_owned(), list.to_owned()));
    assert_eq!(mended("controls: A.5.15, A 5.16\n"), list("A.5.15, A 5.16", "[A.5.15, A 5.16]"));
    assert_eq!(mended("roles: role:ciso; role:cto\n"), list("role:ciso; role:cto", "[role:ciso, role:cto]"));
    assert_eq!(mended("audience: all-staff,developers\n"), list("all-staff,developers", "[all-staff, developers]"));
    assert_eq!(mended("controls:\n  - A.5.15, A.5.16\n"), None);
    let source = "---\nrelated: POL-002,  PRO-003\n---\n";
    let front = read(source).front;
    let read_as: Vec<_> =
        front.related.iter().map(|it| (it.raw.value.as_str(), &source[it.raw.span.range()])).collect();
    assert_eq!(read_as, [("POL-002", "POL-002"), ("PRO-003", "PRO-003")]);
}

#[test]
fn a_name_with_a_comma_is_one() {
    for front in ["authors: Berg, Anna\n", "related: POL-002,\n", "controls: \"A.5.15, A.5.16\"\n", "authors: A, 1\n"] {
        assert_eq!(read(&format!("---\n{front}---\n")).findings, [], "{front}");
    }
}

#[test]
fn a_rhythm_is_offered_as_a_length_of_time() {
    assert_eq!(mended("review_interval: Annually\n"), Some(("Annually".to_owned(), "12 months".to_owned())));
    assert_eq!(mended("review_interval: half-yearly\n").map(|it| it.1), Some("6 months".to_owned()));
    assert_eq!(mended("review_interval: sometimes\n"), None);
    for (_, length) in super::RHYTHMS {
        assert_eq!(read(&format!("---\nreview_interval: {length}\n---\n")).findings, [], "{length}");
    }
}

#[test]
fn a_value_that_begins_with_a_reserved_sign_is_put_in_quotes() {
    assert_eq!(mended("title: @home\n"), Some(("@home".to_owned(), "\"@home\"".to_owned())));
    assert_eq!(mended("title: Backup: daily\n"), Some(("Backup: daily".to_owned(), "\"Backup: daily\"".to_owned())));
}

#[test]
fn other_spellings_of_a_status_are_told_with_the_right_one() {
    for (written, meant, is_safe) in [
        ("Approved", "approved", true),
        ("in review", "in-review", true),
        ("in_review", "in-review", true),
        ("published", "approved", false),
        ("superseded", "retired", false),
        ("aproved", "approved", false),
    ] {
        let finding = one_fault(&format!("status: {written}\n"));
        assert_eq!(finding.hint.as_deref(), Some(format!("write `{meant}`").as_str()), "{written}");
        assert_eq!((finding.fixes[0].edits[0].replacement.as_str(), finding.fixes[0].is_safe), (meant, is_safe));
    }
}

#[test]
fn a_date_that_can_be_understood_is_offered_in_its_right_form() {
    for written in ["2026/02/03", "2026-2-3", "2026.02.03", "2026-02-03T10:00:00Z"] {
        let finding = one_fault(&format!("approved_on: {written}\n"));
        assert_eq!(finding.fixes[0].edits[0].replacement, "2026-02-03", "{written}");
    }
    let day_first = one_fault("approved_on: 3.2.2026\n");
    assert!(day_first.fixes[0].edits[0].replacement == "2026-02-03" && !day_first.fixes[0].is_safe);
    assert!(one_fault("approved_on: 3/2/2026\n").fixes.is_empty());
}

#[test]
fn an_alias_stands_for_its_field_and_does_not_double_it() {
    let front = read("---\npolicy_owner: role:ciso\n---\n").front;
    assert!(front.owner.is_some() && front.has(Field::Owner));
    let source = "owner: a\npolicy_owner: b\n";
    assert_eq!(faults_in(source), [(faults::DUPLICATE_KEY, "policy_owner".to_owned())]);
}

#[test]
fn an_unknown_key_is_told_with_the_nearest_one() {
    assert_eq!(one_fault("ower: x\n").hint.as_deref(), Some("did you mean `owner`?"));
    assert_eq!(one_fault("Title: x\n").hint.as_deref(), Some("did you mean `title`?"));
    assert_eq!(one_fault("policy_ownr: x\n").hint.as_deref(), Some("did you mean `policy_owner`?"));
    let beside = one_fault("owner: role:ciso\nownr: x\n");
    assert_eq!(beside.hint.as_deref(), Some("did you mean `owner`, which is there already?"));
    assert!(beside.fixes.is_empty() && !one_fault("ownr: x\n").fixes.is_empty());
    let of_another_tool = one_fault("review_cycle: x\n").hint.unwrap_or_default();
    assert!(of_another_tool.starts_with("write `review_interval`, or map"), "{of_another_tool}");
    assert!(of_another_tool.contains("`review_cycle = \"review_interval\"`"), "{of_another_tool}");
    let of_nobody = one_fault("weather: fine\n").hint.unwrap_or_default();
    assert!(of_nobody.starts_with("take it away"), "{of_nobody}");
}

#[test]
fn front_matter_that_is_no_map_is_told() {
    assert_eq!(faults_in("# only\nid: x\n"), []);
    assert_eq!(faults_in("- id: x\n- type:\n  b: c\nd: e\n")[0], (faults::BAD_VALUE, "-".to_owned()));
}

#[test]
fn a_block_beyond_its_size_is_not_read() {
    let front = format!("id: x\nsummary: {}\n", "long ".repeat(20_000));
    assert_eq!(faults_in(&front), [(faults::FRONT_MATTER_TOO_LARGE, "id: x".to_owned())]);
}

#[test]
fn of_an_introduction_only_the_title_counts() {
    let with = intro(FileId::new(0), &Arc::from("---\ntitle: Access\nweight: 3\n---\nText"));
    assert_eq!(with.title.map(|it| it.value).as_deref(), Some("Access"));
    assert_eq!((with.findings, with.body.span.len()), (vec![], 4));
    let without = intro(FileId::new(0), &Arc::from("# Access\n"));
    assert!(without.title.is_none() && without.findings.is_empty());
}

#[test]
fn every_finding_bears_a_name_of_the_list() {
    let names: Vec<&str> = faults::ALL.to_vec();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), names.len());
}

/// Numbers from a linear congruential generator (Knuth's MMIX constants), the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

const SCRAPS: [&str; 34] = [
    "---\n",
    "...\n",
    "- ",
    ": ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "# ",
    "|\n",
    ">-\n",
    "? ",
    "ü",
    "😀",
    "\u{feff}",
    "\0",
    "<<<<<<< HEAD\n",
    "=======\n",
    ">>>>>>> x\n",
    "%YAML 1.2\n",
    "[[[[[[[[[[[[[[[[[[[[",
    "id: x\n",
];

const SEEDS: [&str; 3] = [
    "---\nid: POL-001\ntitle: \"Ä title\"\nstatus: approved\ncontrols:\n  - A.5.1\n  - A.5.2\nhistory:\n  - {version: 1.0, date: 2026-01-01}\n---\n\n# Text\n\nnote: 1\n",
    "\u{feff}---\r\nid: 007\r\nsummary: |\r\n  one\r\n  two\r\nowner: [TBD]\r\n---\r\nText\r\n",
    "risks:\n  - id: RISK-001\n    title: x\n    inherent: {likelihood: 4, impact: 5}\n    assessed_on: 2026-02-30\n  - id: RISK-002\napplicability:\n  - control: A.5.1\n    reasons:\n      - risk: [RISK-001]\n",
];

#[test]
fn mutated_texts_never_panic_and_every_place_lies_in_the_file() {
    let mut dice = Dice(20_261_121);
    for round in 0..3_000 {
        let mut text = SEEDS[round % SEEDS.len()].to_owned();
        for _ in 0..=dice.below(6) {
            mutate(&mut text, &mut dice);
        }
        let source: Arc<str> = Arc::from(text.as_str());
        let parsed = document(FileId::new(0), &source, &BTreeMap::new());
        let registers = register(FileId::new(0), &source);
        assert!(parsed.body.span.range().end <= text.len());
        for finding in parsed.findings.iter().chain(&registers.findings) {
            assert_places(finding, &text);
        }
        let spans = parsed.front.keys.values().copied().chain(registers.statement.iter().map(|it| it.place.span));
        for span in spans.chain(parsed.front.id.iter().map(|it| it.span)).chain([parsed.body.span]) {
            assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }
}

fn mutate(text: &mut String, dice: &mut Dice) {
    let boundary = |text: &str, mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let at = boundary(text, dice.below(text.len() + 1));
    match dice.below(4) {
        0 => text.truncate(at),
        1 => {
            let end = boundary(text, (at + dice.below(12)).min(text.len()));
            if end > at {
                text.replace_range(at..end, "");
            }
        }
        _ => text.insert_str(at, SCRAPS[dice.below(SCRAPS.len())]),
    }
}

fn assert_places(finding: &Finding, text: &str) {
    let places = std::iter::once(finding.place).chain(finding.related.iter().map(|it| it.place));
    let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.place));
    for place in places.chain(edits) {
        assert!(text.get(place.span.range()).is_some(), "{finding:?} in {text:?}");
    }
    assert!(faults::ALL.contains(&finding.rule), "{finding:?}");
    assert!(!finding.message.contains(['\n', '\r']) && finding.hint.is_some(), "{finding:?}");
    assert!(
        finding.message.starts_with(|it: char| !it.is_uppercase()) && !finding.message.ends_with('.'),
        "{finding:?}"
    );
}

#[test]
fn a_large_register_is_read_whole() {
    let mut source = "risks:\n".to_owned();
    for number in 0..5_000 {
        let entry =
            writeln!(source, "  - id: RISK-{number}\n    title: x\n    owner: role:cto\n    controls: [A.5.1, A.5.2]");
        assert!(entry.is_ok());
    }
    let parsed = register(FileId::new(0), &source);
    assert_eq!((parsed.registers.risks.len(), parsed.findings.len()), (5_000, 0));
}
