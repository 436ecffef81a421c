//! What changes a digest and what does not.

use super::NormalForms;
use crate::config;
use crate::link::link;
use crate::model::Digest;
use crate::source::fixture;
use crate::text::FileId;

const SETTINGS: &str =
    "[isms.variables]\ndesk = \"the desk\"\n[fields]\npolicy_owner = \"owner\"\nstate = \"status\"\n";

/// The digest and the normal form of the first document of a project.
fn form(settings: &str, files: &str) -> (Digest, String) {
    let (config, findings) = config::read(FileId::new(0), settings);
    assert_eq!(findings, []);
    let sources = fixture(files);
    let linked = link(&sources, &config);
    let forms = NormalForms::new(&linked.handbook, &sources, &config);
    let document = linked.handbook.documents.first().expect("a document");
    (forms.digest(document), forms.of(document))
}

fn digest(files: &str) -> Digest {
    form(SETTINGS, files).0
}

const FRONT: &str = "id: POL-007\ntitle: Access\nversion: \"1.0\"\nstatus: draft\naudience: [all, some]\nhistory:\n  - {version: 1.0, summary: First}\n";
const BODY: &str = "Call {{ desk }}.  \nZugänge `{{ desk }}`\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";

fn document(front: &str, body: &str) -> String {
    format!("//- policies/a.md\n---\n{front}---\n{body}")
}

#[test]
fn the_form_is_fixed() {
    let (digest, form) = form(SETTINGS, &document(FRONT, BODY));
    let front = r#"{"audience":["all","some"],"history":[{"summary":"First","version":"1.0"}],"id":"POL-007","title":"Access","version":"1.0"}"#;
    let body = "Call the desk.  \nZugänge `{{ desk }}`\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";
    let parts = format!("front {}\n{front}\nbody {}\n{body}\n", front.len(), body.len());
    assert_eq!(form, format!("ismsbook-norm/1\n{parts}"));
    assert_eq!(digest.to_string(), "sha256:2883a45816f939b39aee12b7d0a7293cd5d437c17287be6536298b5ddb92d7a6");
}

#[test]
fn every_change_of_a_character_of_the_body_changes_the_digest() {
    let body = "# Scope\n\nYou *must* `do` it {now}.\n\n- a\n- b\n\nEnd";
    let original = digest(&document(FRONT, body));
    let mut seen = std::collections::BTreeSet::from([original]);
    for (at, character) in body.char_indices() {
        for other in ['x', '\u{200b}', ' ', '\n', 'ä', '\u{202e}'].into_iter().filter(|it| *it != character) {
            let mut changed = body.to_owned();
            changed.replace_range(at..at + character.len_utf8(), &other.to_string());
            let mut longer = body.to_owned();
            longer.insert(at, other);
            for text in [changed, longer] {
                // A line end at the very end is the one thing that does not count.
                let is_same = text.trim_end_matches('\n') == body.trim_end_matches('\n');
                assert_eq!(digest(&document(FRONT, &text)) == original, is_same, "{text:?}");
            }
        }
        let mut shorter = body.to_owned();
        shorter.remove(at);
        seen.insert(digest(&document(FRONT, &shorter)));
    }
    // Only taking one of two equal neighbours away gives the same text twice.
    assert!(seen.len() > 40, "{}", seen.len());
}

#[test]
fn every_controlled_field_counts_and_no_other() {
    let original = digest(&document(FRONT, BODY));
    for (from, to) in [
        ("POL-007", "POL-008"),
        ("Access", "access"),
        ("\"1.0\"", "1.00"),
        ("[all, some]", "[some, all]"),
        ("[all, some]", "[all some]"),
        ("First", "First "),
        ("First}", "First, x: 1}"),
        ("title: Access\n", "title: Access\nsummary: x\n"),
        ("title: Access\n", "title: Access\nnot_known: x\n"),
        ("title: Access\n", "title: Access\nnext_review: 2030-01-01\n"),
        ("title: Access\n", ""),
        ("title: Access\n", "title: Access\ntitle: Access\n"),
    ] {
        let changed = FRONT.replace(from, to);
        assert_ne!(changed, FRONT);
        let is_same = digest(&document(&changed, BODY)) == original;
        // A blank at the end of a plain value is no part of it.
        assert_eq!(is_same, to == "First ", "{from} -> {to}");
    }
    for (from, to) in [
        ("status: draft", "status: approved\napproved_by: person:mira\napproved_on: 2026-01-01\napproval_ref: x"),
        ("status: draft", "state: approved"),
        ("status: draft", "superseded_by: POL-020"),
        ("\"1.0\"", "1.0 # a comment"),
        ("title: Access", "title:    'Access'"),
        ("[all, some]", "\n  - all\n  - \"some\""),
    ] {
        let changed = FRONT.replace(from, to);
        assert_ne!(changed, FRONT);
        assert_eq!(digest(&document(&changed, BODY)), original, "{from} -> {to}");
    }
    let owned = digest(&document("owner: role:ciso\n", ""));
    assert_eq!(digest(&document("policy_owner: role:ciso\n", "")), owned);
}

#[test]
fn line_ends_and_a_byte_order_mark_do_not_count() {
    let original = digest(&document(FRONT, BODY));
    let windows = |text: &str| text.replace('\n', "\r\n");
    let fence = "//- policies/a.md\n";
    assert_eq!(digest(&format!("{fence}{}", windows(&format!("---\n{FRONT}---\n{BODY}")))), original);
    assert_eq!(digest(&format!("{fence}\u{feff}---\n{FRONT}---\n{BODY}")), original);
    assert_eq!(digest(&document(FRONT, &format!("{BODY}\n\n"))), original);
    assert_eq!(digest(&document(FRONT, BODY.trim_end())), original);
    assert_ne!(digest(&document(FRONT, &BODY.replace(".  \n", ". \n"))), original);
}

#[test]
fn the_form_of_a_text_without_variables_is_its_own() {
    let once = form("", &document("id: A\n", "One\r\n\r\ntwo\r\n\r\n")).1;
    let body = once.split_once("\nbody 9\n").map(|(_, it)| it.trim_end_matches('\n').to_owned() + "\n");
    let twice = form("", &document("id: A\n", body.as_deref().unwrap_or_default())).1;
    assert_eq!(once, twice);
}

#[test]
fn a_variable_counts_in_text_and_not_in_code() {
    let with = |value: &str, body: &str| form(&SETTINGS.replace("the desk", value), &document("id: A\n", body)).0;
    assert_ne!(with("the desk", "{{ desk }}\n"), with("the Desk", "{{ desk }}\n"));
    assert_eq!(with("the desk", "`{{ desk }}`\n"), with("the Desk", "`{{ desk }}`\n"));
    assert_eq!(with("the desk", "{{ desk }}\n"), with("the desk", "the desk\n"));
    let titled = |value: &str| form(&SETTINGS.replace("the desk", value), &document("title: \"{{ desk }}\"\n", "")).0;
    assert_ne!(titled("the desk"), titled("the Desk"));
}

#[test]
fn a_register_document_carries_its_data_and_no_other() {
    let with = |settings: &str, data: &str| {
        form(settings, &format!("{}{data}", document("id: REG-002\nregister: risks\n", "Text\n"))).0
    };
    let risks = "//- registers/a.yaml\nrisks:\n  - {id: RISK-1, title: A}\n  - {id: RISK-2, title: B}\n";
    let original = with("", risks);
    assert_ne!(with("", &risks.replace("title: B", "title: C")), original);
    assert_ne!(with("[isms.risk]\nacceptance = 9\n", risks), original);
    let split = "//- registers/a.yaml\n# Split.\nrisks:\n  - title: \"B\"\n    id: RISK-2\n//- registers/b.yaml\nrisks:\n  - {id: RISK-1, title: A}\n";
    assert_eq!(with("", split), original);
    assert_eq!(with("", &format!("{risks}//- registers/z.yaml\nassets:\n  - {{id: X, title: Y}}\n")), original);
    // A file that cannot be read in full counts as it is written.
    assert_ne!(with("", &format!("{risks}//- registers/z.yaml\nassets: [\n")), original);
}
