//! Everything that can be new, in small handbooks and in texts of every look.

use super::entry::inserted;
use super::{Kind, New, NewText, Place, Wanted, new, scalar};
use crate::config::{self, Config};
use crate::link::link;
use crate::parse::{Outline, Shape, outline};
use crate::source::{fixture, fixture_settings};
use crate::text::{Date, FileId};

const ROLES: &str = "//- registers/roles.yaml\nroles:\n  - {id: ciso, title: A, held_by_group: All}\n";

fn make(files: &str, change: impl Fn(&mut Wanted<'_>)) -> Result<New, String> {
    make_of(&format!("{ROLES}{files}"), change)
}

fn make_of(files: &str, change: impl Fn(&mut Wanted<'_>)) -> Result<New, String> {
    let config = fixture_settings(files).map_or_else(Config::default, |it| config::read(FileId::new(0), &it).0);
    let sources = fixture(files);
    let linked = link(&sources, &config);
    let mut wanted = Wanted {
        kind: Kind::Document(crate::model::DocumentType::Policy),
        title: "Access: who, and why",
        owner: Some("ciso"),
        approver: None,
        parent: None,
        folder: None,
        today: Date::parse("2026-11-21").expect("a day"),
    };
    change(&mut wanted);
    new(&Place { handbook: &linked.handbook, config: &config, sources: &sources }, &wanted)
}

fn kind(name: &str) -> Kind {
    Kind::all().into_iter().find(|it| it.name() == name).expect("a kind")
}

#[test]
fn a_document_takes_the_next_id_and_the_folder_of_its_kin() {
    let kin = "//- policies/10-a/x.md\n---\nid: POL-041\ntype: policy\n---\nT\n//- policies/10-a/y.md\n---\nid: POL-007\ntype: policy\n---\nT\n\
               //- policies/20-b/z.md\n---\nid: PRO-1\ntype: procedure\n---\nT\n";
    let New { id, text: NewText::File { name, text } } = make(kin, |_| ()).expect("a document") else {
        panic!("a file")
    };
    assert_eq!((id.as_str(), name.as_str()), ("POL-042", "policies/10-a/pol-042-access-who-and-why.md"));
    assert!(text.contains("\ntitle: \"Access: who, and why\"\n") && text.contains("\nowner: role:ciso\n"), "{text}");
    assert!(text.contains("\n## What you must do\n"), "{text}");
    let below = make(kin, |it| it.parent = Some("PRO-1")).expect("a document");
    assert!(
        matches!(below.text, NewText::File { name, text } if name.starts_with("policies/20-b/") && text.contains("\nparent: PRO-1\n"))
    );
    let there = make(kin, |it| it.folder = Some("/30-c/")).expect("a document");
    assert!(matches!(there.text, NewText::File { name, .. } if name.starts_with("policies/30-c/pol-042")));
    let ruled = make("//- book.toml\n[isms.id-pattern]\npolicy = \"ISP##\"\n", |_| ()).expect("a document");
    assert_eq!(ruled.id, "ISP01");
}

#[test]
fn what_cannot_be_is_told() {
    let refused = |files: &str, change: fn(&mut Wanted<'_>)| make(files, change).err().unwrap_or_default();
    assert_eq!(
        refused("", |it| it.owner = Some("role:cisso")),
        "no role `cisso` in the register of roles; did you mean `role:ciso`?"
    );
    assert_eq!(refused("", |it| it.owner = None), "a policy needs an owner; name a role with `--owner`");
    let unowned = |it: &mut Wanted<'_>| (it.kind, it.owner) = (kind("asset"), None);
    assert_eq!(refused("", unowned), "an asset needs an owner; name a role with `--owner`");
    assert_eq!(
        make_of("", unowned),
        Err("an asset needs an owner, and no role is described yet; add one with `ismsbook new role`".to_owned())
    );
    assert_eq!(
        refused("", |it| it.owner = Some("harbour-master")),
        "no role `harbour-master` in the register of roles; add it with `ismsbook new role`"
    );
    assert_eq!(refused("", |it| it.title = " \n"), "a policy needs a title");
    assert_eq!(refused("", |it| it.parent = Some("X")), "no document has the id `X`");
    let twice = "//- registers/p.yaml\npeople:\n  - {id: mira-solberg, name: Mira}\n";
    assert_eq!(
        refused(twice, |it| (it.kind, it.title) = (kind("person"), "Mira Solberg")),
        "the register `people` has `mira-solberg` already"
    );
    let word = "//- registers/risks.yaml\nrisks: none\n";
    assert!(refused(word, |it| it.kind = kind("risk")).contains("has no list under `risks`"));
    let faulty = "//- registers/r.yaml\nrisks:\n  - id: RISK-1\n    title: \"open\n";
    assert!(refused(faulty, |it| it.kind = kind("risk")).contains("has faults"));
}

#[test]
fn an_entry_comes_into_texts_of_every_look() {
    let into = |text: &str| {
        let files = format!("//- registers/objectives.yaml\n{text}");
        let made = make(&files, |it| (it.kind, it.title) = (kind("objective"), "Less, sooner"));
        let NewText::Change { text: after, .. } = made.expect("an objective").text else { panic!("a change") };
        after
    };
    assert_eq!(
        into("objectives: [{id: O-9, title: a}] # all\n"),
        "objectives: [{id: O-9, title: a}, {id: O-10, title: \"Less, sooner\", owner: role:ciso}] # all\n"
    );
    assert_eq!(
        into("objectives: [\n  {id: OBJ-001, title: a},\n]\nrisks: []\n"),
        "objectives: [\n  {id: OBJ-001, title: a},\n  {id: OBJ-002, title: \"Less, sooner\", owner: role:ciso},\n]\nrisks: []\n"
    );
    let lines = "objectives:\n  - id: OBJ-001\n    title: Less, sooner\n    owner: role:ciso\n";
    for before in ["# none yet\n", "# none yet", "", "risks: []\n", "risks:\n  - id: R-1\n    title: |\n      t\n\n"] {
        let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
        assert!(into(before).starts_with(&format!("{before}{gap}{lines}")), "{before:?}: {}", into(before));
    }
    assert!(make("//- registers/objectives.yaml\n{risks: []}\n", |it| it.kind = kind("objective")).is_err());
}

#[test]
fn an_entry_counts_up_and_a_year_begins_anew() {
    let risks = "//- registers/r.yaml\n# head\nrisks:\n- id: RISK-0099  # old\n  title: a\n\n# end\n";
    let made = make(risks, |it| it.kind = kind("risk")).expect("a risk");
    assert_eq!(made.id, "RISK-0100");
    let NewText::Change { text, .. } = made.text else { panic!("a change") };
    assert!(
        text.starts_with("# head\nrisks:\n- id: RISK-0099  # old\n  title: a\n- id: RISK-0100\n  title: \"Access"),
        "{text}"
    );
    assert!(text.ends_with("identified_on: 2026-11-21\n\n# end\n"), "{text}");
    let audits = "//- registers/a.yaml\naudits:\n  - id: AUD-2025-007\n    title: a\n";
    assert_eq!(make(audits, |it| it.kind = kind("audit")).expect("an audit").id, "AUD-2026-001");
    let of_now = audits.replace("2025", "2026");
    assert_eq!(make(&of_now, |it| it.kind = kind("audit")).expect("an audit").id, "AUD-2026-008");
}

#[test]
fn every_kind_makes_a_text_without_a_fault_of_form() {
    for kind in Kind::all() {
        let made = make("", |it| it.kind = kind).unwrap_or_else(|why| panic!("{}: {why}", kind.name()));
        let (name, text) = match made.text {
            NewText::File { name, text } => (name, text),
            NewText::Change { text, .. } => ("registers/roles.yaml".to_owned(), text),
        };
        let files = if name == "registers/roles.yaml" { String::new() } else { ROLES.to_owned() };
        let sources = fixture(&format!("{files}//- {name}\n{text}"));
        let findings = link(&sources, &Config::default()).findings;
        assert!(findings.is_empty(), "{}: {findings:#?}\n{text}", kind.name());
    }
}

/// A list of entries in one of many looks; the same number gives the same text.
fn register(mut seed: u64) -> String {
    let mut choose = |count: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % count
    };
    let indent = " ".repeat(usize::try_from(choose(3) * 2).unwrap_or(0));
    let mut text = ["", "\u{feff}", "# head: [x\n", "terms: []\n", "terms:\n  - term: x\n\n"]
        [usize::try_from(choose(5)).unwrap_or(0)]
    .to_owned();
    let count = choose(4);
    text.push_str(match (count, choose(4)) {
        (0, 0) => "risks: [ ]  # none yet\n",
        (0, 1) => "risks: ~  # none yet\n",
        (0, 2) => "risks:\n  []\n",
        (0, _) => "risks:   # none yet\n",
        _ => "risks:\n",
    });
    for number in 0..count {
        if choose(3) == 0 {
            text.extend([&indent, "# - id: RISK-9\n\n"]);
        }
        let last = [
            "title: plain # why",
            "title: 'it''s: x'",
            "title: >-\n|    folded\n|    twice\n",
            "title: |\n|    - id: no entry\n|    # no comment",
            "{title: flow, assets: [a,\n|    b]}",
            "title: \"a\\n\n|   b\"",
            "title:",
        ];
        let last = last[usize::try_from(choose(7)).unwrap_or(0)].replace('|', &indent);
        let (open, last) = if let Some(rest) = last.strip_prefix('{') {
            (String::new(), format!("{{id: RISK-{number}, {rest}"))
        } else {
            (format!("id: RISK-{number}\n{indent}  "), last)
        };
        let dash = if choose(4) == 0 { format!("-  # risk\n\n{indent}  ") } else { "- ".to_owned() };
        text.extend([&indent, &dash, &open, &last, "\n"]);
    }
    text.push_str(
        ["", "\n\n# end\n", "\nobjectives:\n  - id: O-1\n", "# end", "...\n"][usize::try_from(choose(5)).unwrap_or(0)],
    );
    if choose(3) == 0 {
        text = text.replace('\n', "\r\n");
    }
    if choose(4) == 0 {
        text.truncate(text.trim_end().len());
    }
    text
}

/// An outline without its places.
fn shape(node: &Outline) -> String {
    match &node.shape {
        Shape::Text(text) => format!("{text:?}"),
        Shape::Empty => "~".to_owned(),
        Shape::List(entries) => format!("{:?}", entries.iter().map(shape).collect::<Vec<_>>()),
        Shape::Map(fields) => {
            format!("{:?}", fields.iter().map(|it| (&it.key.value, shape(&it.value))).collect::<Vec<_>>())
        }
    }
}

#[test]
fn an_entry_comes_in_and_no_other_byte_changes() {
    let lines = ["id: NEW".to_owned(), "title: new".to_owned()];
    let mut taken = 0;
    for seed in 0..4_000 {
        let before = register(seed);
        let Some(root) = outline(&before) else { continue };
        let after = inserted(&before, "risks", &lines).unwrap_or_else(|why| panic!("{seed}: {why}\n{before}"));
        let (old, new) =
            (&root.field("risks").expect("the register").value, outline(&after).expect("no fault came in"));
        let entries = new.field("risks").expect("the register").value.entries();
        let (last, rest) = entries.split_last().expect("an entry");
        assert_eq!(last.text("id"), Some("NEW"), "{seed}:\n{after}");
        assert_eq!(
            rest.iter().map(shape).collect::<Vec<_>>(),
            old.entries().iter().map(shape).collect::<Vec<_>>(),
            "{seed}:\n{after}"
        );
        // All bytes but those of the entry, and the brackets of an empty list, are those that were there.
        let end = if before.contains("\r\n") { "\r\n" } else { "\n" };
        let own = |line: &&str| !matches!(line.trim_start_matches('\u{feff}').trim(), "- id: NEW" | "title: new");
        let left: String = after.split_inclusive('\n').filter(own).collect();
        let empty = [" [ ]", " ~", "\n  []", "\r\n  []"];
        let wanted = empty.iter().fold(before.clone(), |text, it| text.replacen(&format!("risks:{it}"), "risks:", 1));
        assert_eq!(left.trim_end_matches(end), wanted.trim_end_matches(end), "{seed}:\n{after}");
        assert_eq!(
            after.matches("\r\n").count() == after.matches('\n').count(),
            end == "\r\n" || !after.contains('\n'),
            "{seed}"
        );
        taken += 1;
    }
    assert!(taken > 3_000, "{taken} texts were taken");
}

#[test]
fn an_entry_of_each_register_comes_into_files_of_every_look() {
    for kind in Kind::all().into_iter().filter(|it| matches!(it, Kind::Entry(_))) {
        let Kind::Entry(register) = kind else { continue };
        let name = register.name();
        let (key, title) = match name {
            "people" => ("id", "name"),
            "terms" => ("term", "definition"),
            _ => ("id", "title"),
        };
        let one = format!("{key}: X-7, {title}: One");
        for text in [
            format!("{name}: null\n"),
            format!("{name}: ~ # none yet\n"),
            format!("{name}:\n  []\n"),
            format!("\u{feff}{name}: []\r\n"),
            format!("{name}:\n  [ {{{one}}} ]\n"),
            format!("{name}: [\n    {{{one}}}, # first\n    # more to come\n]\n"),
            format!("---\n{name}:\n    -   {key}: X-7\n        {title}: One\n...\n"),
            format!("{name}:\n-\n  # first\n  {key}: X-7\n  {title}: One\n\n# end"),
            "---\n# nothing yet\n...\n# end\n".to_owned(),
            "other: x\n...\n".to_owned(),
        ] {
            let owner = if name == "roles" { "" } else { ROLES };
            let files = |text: &str| format!("{owner}//- registers/{name}.yaml\n{text}");
            let approver = kind.wants_approver().then_some("ciso");
            let change = |it: &mut Wanted<'_>| {
                (it.kind, it.title, it.approver) = (kind, "Some: thing", approver);
                it.owner = kind.wants_owner().then_some("ciso");
            };
            let made = make_of(&files(&text), change).unwrap_or_else(|why| panic!("{name}: {why}\n{text}"));
            let NewText::Change { text: after, .. } = made.text else { panic!("a change of\n{text}") };
            let mut letters = after.chars();
            let gone = [" null", " ~", "\n  []", " []"].iter().fold(text.clone(), |text, it| text.replacen(it, "", 1));
            assert!(gone.chars().all(|it| letters.any(|other| other == it)), "{text}\n{after}");
            let faults = |text: &str| {
                link(&fixture(&files(text)), &Config::default()).findings.into_iter().map(|it| it.message).collect()
            };
            let (before, now): (Vec<String>, Vec<String>) = (faults(&text), faults(&after));
            assert_eq!(now, before, "{after}");
        }
    }
}

#[test]
fn who_approves_stands_where_it_is_told() {
    let by_ciso = |it: &mut Wanted<'_>| it.approver = Some("role:ciso");
    let text = |made: New| match made.text {
        NewText::File { text, .. } | NewText::Change { text, .. } => text,
    };
    assert!(text(make("", by_ciso).expect("a policy")).contains("\napprover: role:ciso\n"));
    let exception = |it: &mut Wanted<'_>| (it.kind, it.approver) = (kind("exception"), Some("ciso"));
    assert!(text(make("", exception).expect("an exception")).contains("\n    approver: role:ciso\n"));
    let risk = |it: &mut Wanted<'_>| (it.kind, it.approver) = (kind("risk"), Some("ciso"));
    assert_eq!(make("", risk), Err("a risk has no approver; leave `--approver` out".to_owned()));
}

#[test]
fn a_title_is_quoted_where_yaml_needs_it() {
    for plain in ["Access control", "Don't panic (ever)", "Ü-1, b/c"] {
        assert_eq!(scalar(plain), plain);
    }
    for other in ["a: b", "#1", "no", "- x", "[a]", "7", "\"q\"", "a\u{2028}b", "{{ x }}", "*", ""] {
        assert!(scalar(other).starts_with('"'), "{other}");
    }
}
