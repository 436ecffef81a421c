//! What a change does, from two small handbooks.

use std::collections::BTreeSet;

use super::{Changes, Coverage, Duty, Fate, Side, Trusted, Values, compare, compare_documents};
use crate::approval::{Inputs, Trust, judge};
use crate::config::{self, Config};
use crate::link::link;
use crate::model::{Document, RegisterKind};
use crate::source::{Sources, fixture, fixture_base};
use crate::text::{Date, FileId};

const BASE: &str = "\
//- @base policies/a.md
---
id: POL-007
title: Access
version: \"1.0\"
status: approved
controls: [A.5.15, A.5.16]
risks: [RISK-004]
acknowledgement: {required: true}
---
You must lock the screen within 5 minutes. Visitors must sign a list.
//- @base policies/b.md
---
id: POL-008
title: Keys
---
Keys are kept.
//- @base policies/gone.md
---
id: POL-009
title: Old
---
Nobody reads this.
//- @base registers/all.yaml
risks:
  - {id: RISK-004, title: Lost key, inherent: {likelihood: 4, impact: 3}, residual: {likelihood: 2, impact: 3}, acceptance: {by: role:ceo, score: 6}}
applicability:
  - {control: A.5.15, applicable: true, status: planned}
roles:
  - {id: ceo, title: Chief executive}
";

const NOW: &str = "\
//- policies/a.md
---
id: POL-007
title: Access
version: \"1.1\"
status: approved
controls: [A.5.15, A.5.17]
risks: [RISK-004]
acknowledgement: {required: true}
---
You must lock the screen within 1 minute. The CISO must check it.
//- policies/moved/b.md
---
id: POL-008
title: Keys
---
Keys are kept.
//- policies/new.md
---
id: POL-010
title: New
---
All is new.
//- registers/all.yaml
risks:
  - {id: RISK-004, title: Lost key, inherent: {likelihood: 4, impact: 3}, residual: {likelihood: 4, impact: 3}, acceptance: {by: role:ceo, score: 6}}
applicability:
  - {control: A.5.15, applicable: true, status: implemented}
roles:
  - {id: ceo, title: Chief executive, held_by: [person:eve]}
";

fn config_of(sources: &Sources) -> Config {
    let settings = sources.texts.find("book.toml");
    settings.map_or_else(Config::default, |file| config::read(FileId::new(0), &sources.texts.of(file).content).0)
}

/// Sentences by their full stops; telling whom they oblige is for others.
fn duties(document: &Document) -> Vec<Duty> {
    let text = document.body.source.get(document.body.span.range()).unwrap_or_default();
    let sentences = text.split_inclusive('.').map(str::trim).filter(|it| it.contains("must"));
    sentences.map(|it| Duty { sentence: it.to_owned(), roles: Vec::new() }).collect()
}

fn changes(text: &str) -> Changes {
    compared(text, None, compare)
}

fn compared(text: &str, only: Option<&BTreeSet<String>>, how: impl Fn(&Side<'_>, &Side<'_>) -> Changes) -> Changes {
    let today = Date::parse("2026-11-21").expect("a day");
    let (old, new) = (fixture_base(text).expect("files of the base"), fixture(text));
    let (old_config, new_config) = (config_of(&old), config_of(&new));
    let (before, after) = (link(&old, &old_config).handbook, link(&new, &new_config).handbook);
    let trust = Trust { handbook: &before, config: &old_config, texts: &old.texts, history: None };
    let input = |handbook, config, sources, base| judge(&Inputs { handbook, config, sources, today, base });
    let judged = [input(&before, &old_config, &old, None), input(&after, &new_config, &new, Some(trust))];
    let coverage = Coverage::default();
    let duties = &duties;
    how(
        &Side {
            handbook: &before,
            config: &old_config,
            sources: &old,
            judged: &judged[0],
            duties,
            coverage: &coverage,
            only,
        },
        &Side {
            handbook: &after,
            config: &new_config,
            sources: &new,
            judged: &judged[1],
            duties,
            coverage: &coverage,
            only,
        },
    )
}

#[test]
fn documents_come_go_move_and_change() {
    let changes = changes(&format!("{BASE}{NOW}"));
    let brief: Vec<String> = changes
        .documents
        .iter()
        .map(|it| {
            let side = |edition: &Option<super::Edition>| edition.as_ref().map_or("-".to_owned(), |it| it.file.clone());
            format!("{} {} {}", it.latest().map_or("", |it| it.name.as_str()), side(&it.before), side(&it.after))
        })
        .collect();
    assert_eq!(
        brief,
        [
            "POL-007 policies/a.md policies/a.md",
            "POL-008 policies/b.md policies/moved/b.md",
            "POL-009 policies/gone.md -",
            "POL-010 - policies/new.md"
        ]
    );
    let access = &changes.documents[0];
    let names: Vec<&str> = access.fields.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["controls", "version"]);
    let expected = Values::Many { added: vec!["A.5.17".to_owned()], removed: vec!["A.5.16".to_owned()] };
    assert_eq!(access.fields[0].values, expected);
    assert!(access.voids_acknowledgements && access.changes_words());
    assert!(changes.documents[1].is_renamed() && !changes.documents[1].changes_words());
    assert!(changes.documents[2].redline.lines.iter().all(|it| it.fate == Fate::Deleted));
}

#[test]
fn duties_are_told_as_new_gone_or_altered() {
    let changes = changes(&format!("{BASE}{NOW}"));
    let sentence = |it: &Option<Duty>| it.as_ref().map_or("-".to_owned(), |it| it.sentence.clone());
    let brief: Vec<String> =
        changes.duties.iter().map(|it| format!("{} => {}", sentence(&it.before), sentence(&it.after))).collect();
    assert_eq!(
        brief,
        [
            "You must lock the screen within 5 minutes. => You must lock the screen within 1 minute.",
            "- => The CISO must check it.",
            "Visitors must sign a list. => -"
        ]
    );
}

#[test]
fn registers_are_compared_field_by_field_with_their_scores() {
    let changes = changes(&format!("{BASE}{NOW}"));
    let brief: Vec<(RegisterKind, &str, Vec<&str>)> = changes
        .entries
        .iter()
        .map(|it| (it.kind, it.name.as_str(), it.fields.iter().map(|it| it.name.as_str()).collect()))
        .collect();
    assert_eq!(
        brief,
        [
            (RegisterKind::Applicability, "A.5.15", vec!["status"]),
            (RegisterKind::Risks, "RISK-004", vec!["residual", "residual score"]),
            (RegisterKind::Roles, "ceo", vec!["held_by"]),
        ]
    );
    let one =
        |before: &str, after: &str| Values::One { before: Some(before.to_owned()), after: Some(after.to_owned()) };
    assert_eq!(changes.entries[1].fields[1].values, one("6 (medium)", "12 (high)"));
    assert!(changes.entries[1].is_acceptance_stale);
    assert_eq!(changes.trusted, [Trusted::Roles]);
}

#[test]
fn links_are_gained_lost_and_touched() {
    let changes = changes(&format!("{BASE}{NOW}"));
    let brief: Vec<String> = changes
        .touched
        .iter()
        .map(|it| format!("{} +{:?} -{:?} ~{:?}", it.id, it.gained, it.lost, it.changed).replace('"', ""))
        .collect();
    assert_eq!(
        brief,
        [
            "A.5.15 +[] -[] ~[POL-007]",
            "A.5.16 +[] -[POL-007] ~[]",
            "A.5.17 +[POL-007] -[] ~[]",
            "RISK-004 +[] -[] ~[POL-007]"
        ]
    );
}

#[test]
fn of_some_documents_the_same_is_told_as_of_all_and_of_others_nothing() {
    let all = changes(&format!("{BASE}{NOW}"));
    // Neither the other documents before nor those of now are needed, as long as what is registered is there.
    let gone = BASE.find("//- @base policies/b.md").zip(BASE.find("//- @base registers")).expect("two files");
    let alone = format!("{}{}{NOW}", &BASE[..gone.0], &BASE[gone.1..]);
    let only = BTreeSet::from(["POL-007".to_owned()]);
    let mut some = compared(&alone, Some(&only), compare_documents);
    assert_eq!((&some.documents[..], &some.duties), (&all.documents[..1], &all.duties));
    assert_eq!(some.touched, all.touched);
    assert_eq!((some.entries.len(), some.variables.len(), some.trusted.len()), (0, 0, 0));
    let others = BTreeSet::from(["POL-008".to_owned(), "POL-010".to_owned()]);
    let more = compared(&format!("{BASE}{NOW}"), Some(&others), compare_documents);
    some.join(more.clone());
    let names: Vec<&str> = some.documents.iter().filter_map(|it| Some(it.latest()?.name.as_str())).collect();
    assert_eq!(names, ["POL-007", "POL-008", "POL-010"]);
    // What two documents point at is told once, with both.
    let mut other = all.touched[0].clone();
    other.changed = vec!["POL-006".to_owned()];
    some.join(Changes { touched: vec![other], ..Changes::default() });
    assert_eq!(some.touched.len(), all.touched.len());
    assert_eq!(some.touched[0].changed, ["POL-006", "POL-007"]);
}

#[test]
fn registers_are_told_of_a_document_that_shows_them() {
    let shows = |text: &str| text.replace("title: Access\n", "title: Access\nregister: risks\n");
    let only = BTreeSet::from(["POL-007".to_owned()]);
    let some = compared(&shows(&format!("{BASE}{NOW}")), Some(&only), compare_documents);
    let brief: Vec<(RegisterKind, &str)> = some.entries.iter().map(|it| (it.kind, it.name.as_str())).collect();
    assert_eq!(brief, [(RegisterKind::Risks, "RISK-004")]);
}

#[test]
fn a_file_that_cannot_be_read_hides_no_entry() {
    let broken = NOW.replace("risks:\n  - {", "risks:\n  - {{");
    let changes = changes(&format!("{BASE}{broken}"));
    assert_eq!(changes.unread, ["registers/all.yaml"]);
    assert_eq!(changes.entries, []);
}

#[test]
fn nothing_changed_is_nothing() {
    let same = BASE.replace("@base ", "");
    assert!(changes(&format!("{BASE}{same}")).is_empty());
    let lines = same.replace("You must lock the screen within", "You must lock the\nscreen within");
    let changes = changes(&format!("{BASE}{lines}"));
    assert!(changes.documents[0].is_only_markup && changes.documents[0].redline.is_empty());
}

#[test]
fn a_variable_changes_the_words_of_those_who_use_it() {
    let settings = |days: &str| format!("book.toml\n[isms.variables]\ndays = \"{days}\"\n");
    let text = "policies/a.md\n---\nid: POL-007\n---\nAct within {{ days }}.\n";
    let fixture = format!("//- @base {}//- @base {text}//- {}//- {text}", settings("5 days"), settings("9 days"));
    let changes = changes(&fixture);
    assert_eq!(changes.documents[0].redline.counts(), (1, 1));
    assert_eq!(changes.variables[0].name, "days");
}
