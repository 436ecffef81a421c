//! Headers of every look, and that nothing of a text is lost.

use std::collections::BTreeSet;

use super::{Import, Imported, Style, Target, import};
use crate::parse::front_outline;

fn target() -> Target {
    Target { roles: BTreeSet::from(["ciso".to_owned()]), ..Target::default() }
}

fn one(name: &str, text: &str) -> (Imported, Import) {
    let made = import(&[(name, text)], &target());
    (made.documents[0].clone(), made)
}

#[track_caller]
fn field(made: &Imported, key: &str) -> String {
    let (_, front) = front_outline(&made.text).unwrap_or_else(|| panic!("front matter:\n{}", made.text));
    front.text(key).unwrap_or_else(|| panic!("no `{key}`:\n{}", made.text)).to_owned()
}

const BODY: &str = "\n## Scope\n\nAll **staff** of A 9.4.2, see [there](gone.md).\n";

/// The same facts in the looks that are found in the wild.
fn looks() -> [(Style, String); 8] {
    [
        (
            Style::FrontMatter,
            format!(
                "---\ndocument_id: ISP-04\nname: Access policy\nrevision: 2.1\nstate: published # since May\nowner: ciso\n---\n{BODY}"
            ),
        ),
        (
            Style::UnopenedFrontMatter,
            format!("acronym: ISP-04\nname: Access policy\nversion: 2.1\nstatus: final\nowner: ciso\n---\n{BODY}"),
        ),
        (
            Style::Quoted,
            format!(
                "# Access policy\n\n> **Document ID:** ISP-04\n> Version: 2.1 | Owner: CISO\n> Status: Approved\n{BODY}"
            ),
        ),
        (
            Style::Table,
            format!(
                "# Access policy\n\n## Document control\n\n| Item | Value |\n|---|---|\n| **Reference** | ISP-04 |\n| Version | v2.1 |\n| Policy owner | CISO |\n| Status | Final |\n{BODY}"
            ),
        ),
        (
            Style::Table,
            format!(
                "# Access policy\n\n| No. | Reference | Version | Owner | Status |\n|:--|---|--|--|--|\n| x | ISP-04 | 2.1 | CISO | Final |\n{BODY}"
            ),
        ),
        (
            Style::Lines,
            format!(
                "# Access policy\n\n**Code:** ISP-04  \n**Version**: 2.1 · **Owner**: `CISO`\n- **Status:** active\n{BODY}"
            ),
        ),
        (
            Style::Badges,
            format!(
                "# Access policy\n\n![a](https://img.shields.io/badge/Code-ISP--04-blue) ![b](https://img.shields.io/badge/Version-2.1-red?style=flat) ![c](https://img.shields.io/badge/Owner-CISO-red) ![d](https://x/badge/Status-Active-red)\n{BODY}"
            ),
        ),
        (
            Style::Comment,
            format!("<!--\nid: ISP-04\nversion: 2.1\nowner: CISO\nstatus: approved\n-->\n# Access policy\n{BODY}"),
        ),
    ]
}

#[test]
fn every_look_tells_the_same() {
    for (style, text) in looks() {
        let (made, all) = one("x.md", &text);
        assert_eq!(made.style, style, "{text}");
        assert_eq!((made.id.as_deref(), made.title.as_deref()), (Some("ISP-04"), Some("Access policy")), "{text}");
        let foreign = |key: &str| all.aliases.iter().find(|(_, own)| **own == key).map(|(key, _)| key.clone());
        let under = |key: &str| field(&made, &foreign(key).unwrap_or_else(|| key.to_owned()));
        assert_eq!(under("version"), "2.1", "{}", made.text);
        assert_eq!(under("status"), "draft", "{}", made.text);
        assert!(under("owner").ends_with("ciso"), "{}", made.text);
        assert!(made.undecided.iter().any(|it| it.starts_with("the state ")), "{:?}", made.undecided);
    }
}

#[test]
fn a_text_without_any_header_gets_one_from_its_name_and_heading() {
    let (made, _) = one("sub/Backup_Procedure_v1.3.md", "Text only.\n");
    assert_eq!(
        (made.style, made.title.as_deref(), made.id.as_deref()),
        (Style::None, Some("Backup Procedure"), Some("PRO-001"))
    );
    assert_eq!((field(&made, "version").as_str(), field(&made, "type").as_str()), ("1.3", "procedure"));
    let (made, _) = one("pol-017.md", "# On \"quotes\": and more\n");
    assert_eq!((made.id.as_deref(), field(&made, "title").as_str()), (Some("POL-017"), "On \"quotes\": and more"));
    let (made, _) = one("notes.md", "");
    assert_eq!(field(&made, "id"), "POL-001");
}

/// Of every text each byte is there afterwards, in its order; of front matter the state alone gains a word before it.
#[test]
fn no_byte_of_a_text_is_lost() {
    let odd = [
        "",
        "\u{feff}# A\r\n\r\n> Version: 1\r\n",
        "---\n",
        "---\nnot: [closed\n---\nx\n",
        "a: b\nc: d\n",
        "a: 1\nb: 2\n---\nT",
        "***\n---\n",
        "---\nid: X\n---",
    ];
    let mut texts: Vec<String> = odd.iter().map(|it| (*it).to_owned()).collect();
    for (_, text) in looks() {
        texts.extend([text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.trim_end().to_owned(), text]);
    }
    for text in &texts {
        let (made, _) = one("x.md", text);
        let mut rest = made.text.as_bytes().iter();
        assert!(text.bytes().all(|byte| rest.any(|it| *it == byte)), "{text:?}\n{:?}", made.text);
        let words = |text: &str| {
            let mut words: Vec<String> =
                text.trim_start_matches('\u{feff}').split_whitespace().map(str::to_owned).collect();
            words.sort();
            words
        };
        let mut left = words(&made.text);
        for word in words(text) {
            let at =
                left.iter().position(|it| *it == word).unwrap_or_else(|| panic!("`{word}` is lost:\n{}", made.text));
            left.remove(at);
        }
        assert_eq!(made.text.starts_with('\u{feff}'), text.starts_with('\u{feff}'), "{text:?}");
        assert!(!text.contains("\r\n") || !made.text.replace("\r\n", "").contains('\n'), "{:?}", made.text);
    }
}

#[test]
fn what_is_not_understood_is_told_and_stays() {
    let text = "# A policy\n\n> Effective date: soon\n> Controls: A.5.15, 5.18\n> Review cycle: annually\n";
    let (made, _) = one("a.md", text);
    assert!(
        made.undecided.contains(&"`effective_from` says `soon`, which stays in the text only".to_owned()),
        "{:?}",
        made.undecided
    );
    assert!(
        made.text.contains("\ncontrols: [A.5.15, A.5.18]\n") && made.text.contains("\nreview_interval: 12 months\n"),
        "{}",
        made.text
    );
    let twice = import(&[("a.md", "> ID: X-1\n"), ("b.md", "> ID: X-1\n"), ("README.md", "> ID: X-1\n")], &target());
    assert!(twice.documents[1].undecided.contains(&"the id `X-1` is taken by another document".to_owned()));
    assert_eq!(twice.documents[2].text, "> ID: X-1\n");
}
