//! A project held open while more changes than the words of a document: registers, settings, records, ids, and files and
//! folders that come, go and get other names.
#![expect(clippy::disallowed_methods, reason = "a file that is no text is read too")]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use ismsbook::session::{Effect, Session};

use super::project::{POLICY, Project, SMALL};
use super::session::{Chance, assert_fresh, edited, policy};

/// A record that is well formed and fits nothing.
pub(super) const RECORD: &str = "schema: ismsbook-approval/1\norganisation: Example Ltd\ndocument: POL-007\nversion: \"1.0\"\n\
                      digest: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nprevious: null\n\
                      meaning: approve\nperson: person:jonas-veldt\nrole: role:ceo\ntime: 2026-02-16T09:30:00Z\n\
                      review_by: 2027-02-16\n";

/// Files that are no documents, each with what it may hold.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "registers/risks.yaml",
        &[
            "risks:\n  - id: RISK-001\n    owner: role:ciso\n    inherent: {likelihood: 2, impact: 3}\n  - id: RISK-003\n",
            "risks:\n  - id: FAM-002\n    title: A family of its own\n    controls: [A.5.15, A.99.1]\n",
            "risks:\n  - id: RISK-001\n  - id: RISK-001\nasset:\n  - id: AST-1\n",
            "risks: [\n",
        ],
    ),
    (
        "registers/more.yaml",
        &[
            "terms:\n  - term: Account\n    definition: What lets in.\n    see: [POL-007]\nobligations:\n  - id: OBL-001\n",
            "terms:\n  - term: Key\n  - term: account\napplicability:\n",
            "links:\n  - {url: https://example.com, checked_on: 2026-01-01, answers: true}\nacknowledgements:\n  - document: POL-008\n",
            "risks:\n  - id: RISK-001\n    title: Again\n  - title: Without an id\n",
        ],
    ),
    (
        "controls/applicability.yaml",
        &[
            "applicability:\n  - control: A.5.16\n    applicable: true\n    owner: role:ciso\n  - control: A.99.1\n  - control: A.5.15\n",
            "applicability:\n  - control: A.98.1\n  - control: A.99.1\n    reasons: [{risk: [RISK-001]}]\n",
            "applicability:\n",
        ],
    ),
    (
        "controls/own.yaml",
        &[
            "controls:\n  - {id: A.99.1, title: Our own, theme: organizational, summary: Ours.}\n",
            "controls: nothing\n",
            "clauses:\n  - {id: \"99\", title: Ours, summary: Ours.}\n",
        ],
    ),
    ("approvals/POL-007/1.0/ceo.yaml", &[RECORD, "schema: other\n"]),
    ("approvals/POL-008/1.0/ceo.yaml", &["not a record"]),
    ("approvals/POL-007/1.0/ceo.yaml.sig", &["-----BEGIN SSH SIGNATURE-----\n"]),
    ("approvals/allowed_signers", &["jonas@example.com ssh-ed25519 AAAA\n", ""]),
    ("policies/README.md", &["# All\n\nSee POL-007 and RISK-001.\n", "---\ntitle: Everything\n---\n"]),
    ("policies/20-more/README.md", &["# More of it\n", "TLS-1 and [[POL-008]]\n"]),
    ("policies/plan.png", &["picture"]),
    ("policies/10-first/plan.png", &["picture"]),
];

const DOCUMENTS: &[&str] = &[
    "policies/10-first/access.md",
    "policies/10-first/other.md",
    "policies/20-more/third.md",
    "policies/20-more/deep/fourth.md",
    "policies/zeroth.md",
];

const IDS: &[&str] = &["POL-006", "POL-007", "POL-008", "POL-009", "FAM-001"];

const SETTINGS: &[(&str, &str)] = &[
    ("title = \"Test handbook\"", "title = \"Another title\""),
    ("title = \"Another title\"", "title = \"Test handbook\""),
    ("[lint.rules]", "[fields]\npolicy_owner = \"owner\"\n[lint.rules]"),
    ("[fields]\npolicy_owner = \"owner\"\n", ""),
    ("[lint.rules]", "[isms.risk]\nmethod = \"matrix\"\n[lint.rules]"),
    ("[book]\n", "[book]\nsrc = \"policies/20-more\"\n"),
    ("[book]\nsrc = \"policies/20-more\"\n", "[book]\n"),
    ("[book]\n", "[bok]\n"),
    ("[bok]\n", "[book]\n"),
];

fn document(chance: &mut Chance) -> String {
    policy("Written anew").replace("POL-007", chance.of(IDS))
}

/// Changes something and tells the names of what a watcher sees of it.
fn change(chance: &mut Chance, project: &Project) -> Vec<String> {
    let name = chance.of(DOCUMENTS).to_owned();
    match chance.below(12) {
        0..=3 => {
            let (name, texts) = OTHERS[chance.below(OTHERS.len())];
            if project.exists(name) && chance.below(3) == 0 {
                project.remove(name);
            } else {
                project.write(name, chance.of(texts));
            }
            vec![name.to_owned()]
        }
        4 => {
            let (from, to) = SETTINGS[chance.below(SETTINGS.len())];
            project.write("book.toml", project.read("book.toml").replacen(from, to, 1));
            vec!["book.toml".to_owned()]
        }
        5 if project.exists(&name) => {
            project.remove(&name);
            vec![name]
        }
        6 if project.exists(&name) => {
            let new = format!("policies/20-more/moved{}.md", chance.below(3));
            project.rename(&name, &new);
            vec![name, new]
        }
        7 => {
            let folders = ["policies/10-first", "policies/20-more", "policies/20-more/deep", "policies/5-early"];
            let (from, to) = (chance.of(&folders), chance.of(&folders));
            if project.exists(from) && !project.exists(to) {
                project.rename(from, to);
            }
            vec![from.to_owned(), to.to_owned()]
        }
        8 => {
            let names: Vec<String> = (0..20).map(|it| format!("policies/20-more/many{it}.md")).collect();
            let is_there = project.exists(&names[0]);
            for name in &names {
                if is_there { project.remove(name) } else { project.write(name, document(chance)) }
            }
            names
        }
        9 => {
            project.write(&name, [0xff, 0xfe]);
            vec![name]
        }
        10 if project.exists(&name) => {
            let text = fs::read(project.path(&name)).expect("the file is there");
            let text = String::from_utf8_lossy(&text).replacen("id: POL-00", "id: POL-01", 1);
            project.write(&name, edited(chance, &text));
            vec![name]
        }
        _ => {
            project.write(&name, document(chance));
            vec![name]
        }
    }
}

#[test]
fn after_any_upheaval_the_session_is_what_a_fresh_run_makes() {
    let other = policy("Other").replace("POL-007", "POL-008");
    for seed in 0..4 {
        let project = Project::of(&format!("{SMALL}{POLICY}//- policies/20-more/third.md\n{other}"));
        let mut session = Session::open(project.root().to_owned()).expect("a project");
        let (mut chance, mut held, mut history) = (Chance(seed), BTreeMap::new(), Vec::new());
        for _ in 0..40 {
            let (what, effect) = if chance.below(6) == 0 {
                let kept: Vec<&str> = held.keys().map(String::as_str).collect();
                let name =
                    if kept.is_empty() || chance.below(2) == 0 { chance.of(DOCUMENTS) } else { chance.of(&kept) };
                let name = name.to_owned();
                let text: Option<Arc<str>> = (chance.below(2) == 0).then(|| document(&mut chance).into());
                match &text {
                    Some(text) => held.insert(name.clone(), Arc::clone(text)),
                    None => held.remove(&name),
                };
                (format!("held {name}"), session.hold(&name, text))
            } else {
                let names = change(&mut chance, &project);
                (names.join(", "), session.refresh(&names))
            };
            history.push(format!("{what}: {effect:?}"));
            if effect.is_ok() {
                assert_fresh(&session, &project, &held, &history);
            } else {
                let fresh = ismsbook::session::Project::holding(project.root().to_owned(), &held);
                assert!(fresh.is_err(), "after\n{}", history.join("\n"));
            }
        }
    }
}

#[test]
fn what_did_not_change_is_neither_read_nor_parsed_again() {
    let other = policy("Other").replace("POL-007", "POL-008");
    let project = Project::of(&format!("{SMALL}{POLICY}//- policies/other.md\n{other}"));
    let mut session = Session::open(project.root().to_owned()).expect("a project");
    // Nobody tells of this.
    project.write("policies/access.md", policy("Written in secret"));
    let roles = project.read("registers/roles.yaml");
    let settings = project.read("book.toml");
    let third = policy("Third").replace("POL-007", "POL-000");
    let changes: [(&str, &str); 5] = [
        ("registers/roles.yaml", &roles.replace("Chief executive", "Chief")),
        ("registers/terms.yaml", "terms:\n  - {term: Account, definition: What lets in.}\n"),
        ("book.toml", &settings.replace("Test handbook", "Another title")),
        ("policies/other.md", &other.replace("POL-008", "POL-001")),
        ("policies/10-new/third.md", &third),
    ];
    for (name, text) in changes {
        let texts = |session: &Session| {
            let documents = session.project().linked.handbook.documents.iter();
            let found =
                documents.filter(|it| it.stem == "access").map(|it| (it.title().to_owned(), Arc::clone(&it.body)));
            found.collect::<Vec<_>>()
        };
        let before = texts(&session);
        project.write(name, text);
        let effect = session.refresh(&[name.to_owned()]).expect("still a project");
        let reaches =
            if name == "registers/roles.yaml" { Effect::Registers(vec![name.to_owned()]) } else { Effect::Everything };
        assert_eq!(effect, reaches, "{name}");
        let after = texts(&session);
        assert_eq!((before.len(), after.len()), (1, 1));
        assert_eq!(after[0].0, "Access control policy", "{name}");
        assert!(Arc::ptr_eq(&before[0].1, &after[0].1), "{name}");
    }
}
