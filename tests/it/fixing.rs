//! Laws of mending, held on documents of the example with random faults in them: only the bytes of the fixes change, fixes
//! never overlap, mending comes to an end, and comments and line ends stay.
#![expect(clippy::disallowed_methods, reason = "the documents are files of the example")]

use std::fs;

use ismsbook::author::{self, Wish};
use ismsbook::check::{self, Context};
use ismsbook::config;
use ismsbook::diag::{Diagnostic, Edit, Fix};
use ismsbook::link;
use ismsbook::source::{self, Sources};
use ismsbook::text::{Date, FileId};

use super::mutation::Chance;
use super::project::repository;

/// Rounds after which nothing may be left to mend.
const ROUNDS: usize = 16;

const CASES: u64 = 40;

const SETTINGS: &str = "\
[isms]
classifications = [\"public\", \"internal\", \"confidential\"]
audiences = [\"all-staff\", \"engineering\"]
[isms.id-pattern]
policy = \"POL-###\"
[review.longest]
policy = \"12 months\"
";

const DOCUMENTS: [&str; 4] = [
    "policies/10-management-system/pol-001-information-security.md",
    "policies/10-management-system/pol-002-document-control.md",
    "policies/40-access/pol-007-access-control.md",
    "policies/40-access/std-001-passwords-and-authentication.md",
];

/// One thing that goes wrong in a document: what is written there, and what stands there afterwards.
const FAULTS: [(&str, &str); 26] = [
    ("status: approved", "status: Approved"),
    ("status: approved", "status: In Review"),
    ("status: approved", "status: draft"),
    ("status: approved", "status: final # said the author"),
    ("language: en\n", ""),
    ("language: en\n", "# the language\nlanguage: English\n"),
    ("title: ", "# what it is called\ntitle: "),
    ("title: ", "titel: "),
    ("owner: ", "ower: "),
    ("classification: internal", "classification: Internal"),
    ("classification: internal", "classification: \"interna\""),
    ("A.5.1", "A 5.1"),
    ("A.8.", "A.08."),
    ("A.5.", "A5."),
    ("A.5.15", "A.9.4.2"),
    ("review_interval: ", "review-interval: "),
    ("review_interval: 12 months\n", ""),
    ("2026-02-", "2026/02/"),
    ("2026-02-16", "16 February 2026"),
    ("2026-02-16", "16.02.2026"),
    ("version: \"1.0\"\n", "version: \"2.0\"   # raised\n"),
    ("\n## ", "\n#### "),
    ("\n### ", "\n##### "),
    ("\nid: ", "\nnumber: "),
    ("summary: ", "summary: a: "),
    ("---\n\n", "---\n\n<!-- a comment, A 5.1 -->\n\n# A title of its own\n\n"),
];

fn spoiled(text: &str, chance: &mut Chance) -> String {
    let mut text = text.to_owned();
    for _ in 0..=chance.below(7) {
        let (from, to) = FAULTS[chance.below(FAULTS.len())];
        let places: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
        if let Some(at) = places.get(chance.below(places.len())) {
            text.replace_range(*at..at + from.len(), to);
        }
    }
    match chance.below(4) {
        0 => text.replace('\n', "\r\n"),
        1 => format!("\u{feff}{text}"),
        _ => text,
    }
}

/// A handbook whose documents have random faults; two of them may have one id.
fn handbook(chance: &mut Chance) -> Sources {
    let read = |name: &str| fs::read_to_string(repository().join(name)).expect("a file of the example");
    let mut fixture = format!("//- book.toml\n{SETTINGS}");
    for name in ["registers/roles.yaml", "registers/people.yaml"] {
        fixture.extend(["//- ", name, "\n", &read(name)]);
    }
    for (index, name) in DOCUMENTS.into_iter().enumerate() {
        let mut text = spoiled(&read(name), chance);
        if chance.below(5) == 0 {
            text = text.replacen("id: POL-002", "id: POL-001", 1);
        }
        fixture.extend(["//- policies/", &index.to_string(), ".md\n", &text]);
        if !fixture.ends_with('\n') {
            fixture.push('\n');
        }
    }
    source::fixture(&fixture)
}

/// What is found in these sources, by the road that the program takes.
fn look(sources: &Sources, do_with: impl FnOnce(&Context<'_>, &[Diagnostic])) {
    let (settings, mut findings) = config::read(FileId::new(0), SETTINGS);
    let linked = link::link(sources, &settings);
    findings.extend(linked.findings);
    let today = Date::new(2026, 11, 21).expect("a day of the calendar");
    let (handbook, texts) = (&linked.handbook, &sources.texts);
    let cx = Context { handbook, config: &settings, texts, today, site: None, base: None };
    let checked = check::check(&cx, findings);
    do_with(&cx, &checked.diagnostics);
}

/// The edits that one round should make, taken one after the other, and the texts with them, made from the end.
fn expected(cx: &Context<'_>, diagnostics: &[Diagnostic], wish: Wish) -> Vec<(FileId, String)> {
    let is_approved = |file: FileId| cx.handbook.documents.iter().any(|it| it.file == file && it.is_approved());
    let is_wanted = |fix: &&Fix| {
        wish == Wish::Unsafe || (fix.is_safe && fix.edits.iter().all(|edit| !is_approved(edit.place.file)))
    };
    let mut taken: Vec<&Edit> = Vec::new();
    let is_apart = |one: &Edit, other: &Edit| {
        one.place.file != other.place.file
            || one.place.span.end < other.place.span.start
            || other.place.span.end < one.place.span.start
    };
    for diagnostic in diagnostics {
        for fix in &diagnostic.finding.fixes {
            assert_ne!(fix.edits.len(), 0, "{diagnostic:?}");
            for (index, edit) in fix.edits.iter().enumerate() {
                let content = &cx.texts.of(edit.place.file).content;
                let written = content.get(edit.place.span.range());
                assert!(written.is_some_and(|it| *it != edit.replacement), "changes nothing: {diagnostic:?}");
                assert!(fix.edits[..index].iter().all(|other| is_apart(edit, other)), "overlaps: {diagnostic:?}");
            }
        }
        let Some(fix) = diagnostic.finding.fixes.iter().find(is_wanted) else { continue };
        if fix.edits.iter().all(|edit| taken.iter().all(|other| is_apart(edit, other))) {
            taken.extend(&fix.edits);
        }
    }
    taken.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
    let mut files: Vec<FileId> = taken.iter().map(|edit| edit.place.file).collect();
    files.sort();
    files.dedup();
    let text = |file: FileId| {
        let mut text = cx.texts.of(file).content.to_string();
        for edit in taken.iter().filter(|edit| edit.place.file == file) {
            text.replace_range(edit.place.span.range(), &edit.replacement);
        }
        (file, text)
    };
    files.into_iter().map(text).collect()
}

/// How many fields could not be read, or are there twice.
fn faults_of_reading(sources: &Sources) -> usize {
    let mut number = 0;
    look(sources, |_, diagnostics| {
        let rules =
            ["duplicate-key", "yaml-syntax", "unknown-field", "bad-value", "bad-date", "duplicate-id", "missing-id"];
        number = diagnostics.iter().filter(|it| rules.contains(&it.rule.name)).count();
    });
    number
}

/// Lines that hold a comment, without what a fix may mend on them.
fn comments(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("# ") || line.contains("<!--")).collect()
}

fn number_of_comments(text: &str) -> usize {
    comments(text).len() + text.matches("   # raised").count() + text.matches(" # said the author").count()
}

#[test]
fn mending_keeps_its_laws_on_documents_with_random_faults() {
    let mut mended = 0;
    for seed in 0..CASES {
        let mut chance = Chance(seed);
        for _ in 0..9 {
            chance.below(2);
        }
        let first = handbook(&mut chance);
        for wish in [Wish::Safe, Wish::Unsafe] {
            let mut sources = first.clone();
            let mut rounds = 0;
            let unread = faults_of_reading(&first);
            loop {
                let mut next = None;
                look(&sources, |cx, diagnostics| {
                    let fixed = author::fix(diagnostics, cx.handbook, cx.texts, wish);
                    let made: Vec<(FileId, String)> =
                        fixed.files.iter().map(|(file, it)| (*file, it.clone())).collect();
                    assert_eq!(made, expected(cx, diagnostics, wish), "seed {seed}, {wish:?}");
                    mended += fixed.applied;
                    next = (fixed.applied > 0).then_some(fixed.files);
                });
                let Some(files) = next else { break };
                rounds += 1;
                assert!(rounds < ROUNDS, "seed {seed}, {wish:?}: no end of mending {files:#?}");
                sources = sources.with_texts(files);
            }
            assert!(faults_of_reading(&sources) <= unread, "seed {seed}, {wish:?}: mending made a text worse");
            for ((_, before), (_, after)) in first.texts.iter().zip(sources.texts.iter()) {
                let (before, after) = (&before.content, &after.content);
                assert_eq!(number_of_comments(before), number_of_comments(after), "seed {seed}:\n{after}");
                let is_windows = before.contains("\r\n");
                let line_ends = after.matches("\r\n").count();
                assert_eq!(line_ends, if is_windows { after.matches('\n').count() } else { 0 }, "seed {seed}");
            }
        }
    }
    assert!(mended > 200, "only {mended} faults were mended, so the laws were hardly tried");
}
