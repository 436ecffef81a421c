//! Headers of every look, and that nothing of a text is lost.

use std::collections::BTreeSet;

use super::{Import, Imported, Letters, Original, Style, Target, is_frame};
use crate::parse::front_outline;

fn target() -> Target {
    Target { roles: BTreeSet::from(["ciso".to_owned()]), ..Target::default() }
}

fn import(documents: &[(&str, &str)], target: &Target) -> Import {
    let originals: Vec<Original<'_>> =
        documents.iter().map(|(name, text)| Original { name, text, letters: Letters::Utf8 }).collect();
    super::import(&originals, target)
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
fn looks() -> [(Style, String); 13] {
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
            Style::Table,
            format!(
                "# Access policy\n\n+-----------+--------+\n| Reference | ISP-04 |\n+-----------+--------+\n| Version   | 2.1    |\n+-----------+--------+\n| Policy    | CISO   |\n| owner     |        |\n+-----------+--------+\n| Status    | Final  |\n+-----------+--------+\n{BODY}"
            ),
        ),
        (
            Style::Table,
            format!(
                "# Access policy\n\n  --------------- --------\n  **Reference**   ISP-04\n\n  **Version**     2.1\n\n  **Policy**      CISO\n  **owner**\n\n  **Status**      Final\n  --------------- --------\n{BODY}"
            ),
        ),
        (
            Style::OtherFrontMatter,
            format!(
                "+++\ncode = \"ISP-04\"\ntitle = \"Access policy\"\nversion = 2.1\nowner = 'CISO'\n\nstatus = \"final\"\n+++\n\n# Access policy\n{BODY}"
            ),
        ),
        (
            Style::OtherFrontMatter,
            format!(
                "{{\n  \"code\": \"ISP-04\",\n  \"version\": \"2.1\",\n  \"owner\": \"CISO\",\n  \"status\": \"final\"\n}}\n\n# Access policy\n{BODY}"
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
            Style::Badges,
            format!(
                "![Code](https://img.shields.io/badge/Code-ISP--04-blue) ![Version](https://img.shields.io/badge/Version-2.1-red)\n![Owner](https://x/badge/Owner-CISO-red)\n![Status](https://x/badge/Status-Active-red)\n\n# Access policy\n{BODY}"
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
        assert!(made.text.contains("undecided: no record proves it"), "{}", made.text);
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

/// What becomes the name of a field, and what of a badge nobody reads.
const LABELS: &str = "document control item value id reference code version policy owner status name \
    https img shields io x badge blue red";

fn words(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Of every text each word is there afterwards, in front matter and body together; where no header leaves, each byte.
#[test]
fn no_word_of_a_text_is_lost() {
    let odd = [
        "",
        "\u{feff}# A\r\n\r\n> Version: 1\r\n",
        "---\n",
        "---\nnot: [closed\n---\nx\n",
        "a: b\nc: d\n",
        "a: 1\nb: 2\n---\nT",
        "***\n---\n",
        "---\nid: X\n---",
        "# T\n> Owner: IT\n\n***\n\n    code\n",
        "<!-- Owner: IT",
        "```\n# Document control\n\nOwner: IT\n```\n",
    ];
    let mut texts: Vec<String> = odd.iter().map(|it| (*it).to_owned()).collect();
    for (_, text) in looks() {
        texts.extend([text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.trim_end().to_owned(), text]);
    }
    for text in &texts {
        let (made, _) = one("x.md", text);
        let mut left = words(&made.text);
        let labels = words(LABELS);
        for word in words(text) {
            match left.iter().position(|it| *it == word) {
                Some(at) => drop(left.remove(at)),
                None => assert!(labels.contains(&word) && made.has_shed_header, "`{word}` is lost:\n{}", made.text),
            }
        }
        let mut rest = made.text.as_bytes().iter();
        let is_whole = text.bytes().all(|byte| rest.any(|it| *it == byte));
        assert!(is_whole || made.has_shed_header, "{text:?}\n{:?}", made.text);
        assert_eq!(made.text.starts_with('\u{feff}'), text.starts_with('\u{feff}'), "{text:?}");
        assert!(!text.contains("\r\n") || !made.text.replace("\r\n", "").contains('\n'), "{:?}", made.text);
    }
}

/// The text below the front matter.
fn body(made: &Imported) -> &str {
    made.text.split_once("\n---\n").expect("a fence that closes").1
}

#[test]
fn a_header_that_came_in_whole_leaves_the_text() {
    let is_shed = |style, text: &str| match style {
        Style::FrontMatter | Style::UnopenedFrontMatter => false,
        // A column that is no field, and pictures with words of their own.
        Style::Table | Style::Badges => !text.contains("No.") && !text.contains("![a]"),
        Style::OtherFrontMatter | Style::Quoted | Style::Lines | Style::Comment | Style::None => true,
    };
    for (style, text) in looks() {
        let (made, _) = one("x.md", &text);
        assert_eq!(made.has_shed_header, is_shed(style, &text), "{}", made.text);
        if made.has_shed_header {
            assert_eq!(body(&made), format!("# Access policy\n{BODY}"));
            assert!(made.text.contains("\nstatus: draft # was: "), "{}", made.text);
        }
    }
    let text =
        "# A\n\n> Version: v3\n> Approved on: 1 March 2025\n> Review cycle: annually\n> Approver:\n\n---\n\nText.\n";
    let (made, _) = one("a.md", text);
    for line in ["version: \"3\" # was: v3", "approved_on: 2025-03-01 # was: 1 March 2025", "12 months # was: annually"]
    {
        assert!(made.text.contains(line), "{line}:\n{}", made.text);
    }
    assert_eq!(body(&made), "# A\n\nText.\n");
}

#[test]
fn a_block_of_which_anything_is_not_taken_over_stays_whole() {
    for block in [
        "> Owner: IT\n> Team: Blue",
        "> Owner: IT | Effective date: soon",
        "> Owner: IT\nand whoever helps",
        "> Owner: [IT](mailto:it@example.com)",
        "> Owner: **IT** and *law*",
        "> Owner: IT\n> Owner: Law",
        "Owner: IT\n---",
        "    Owner: IT",
        "```\nOwner: IT\n```",
        "| Owner | IT | two |\n|--|--|--|",
        "| Owner | IT |\n|--|--|\n| Team | |\n| Phone | 1 |",
        "| 1 | Document control\n| Owner | IT |",
        "[![Owner](https://x/badge/Owner-IT-red)](https://example.com)",
        "![Owner](https://x/badge/Owner-IT-and-law-red)",
        "![Owner](https://x/badge/Owner-IT\"law\"-red)",
        "![Owner](https://x/badge/Owner-IT-red 'of the law')",
        "<!-- Owner: IT -->\nText.",
        "<!-- Owner: IT --> Text.",
        "<!-- ismsbook: allow(long-sentence) -->",
        "## Document control\n\nOwner: IT\n\nSee [there](#document-control).",
        "## Scope\n\n| Owner | IT |\n|--|--|\n| Reviewer | Law |",
    ] {
        let text = format!("# T\n\n{block}\n\nThe end.\n");
        let (made, _) = one("a.md", &text);
        assert!(made.text.ends_with(&text) && !made.has_shed_header, "{}", made.text);
    }
    let (made, _) = one("a.md", "# T\n\n> Owner: IT\n\n> Team: Blue\n> Version: 2\n\nText.\n");
    assert_eq!(body(&made), "# T\n\n> Team: Blue\n> Version: 2\n\nText.\n");
    assert!(made.text.contains("\n# undecided: \"Team\" of the old header has no field"), "{}", made.text);
}

#[test]
fn the_heading_of_a_header_leaves_with_all_that_stood_below_it() {
    let table = "| Field | Value |\n|---|---|\n| Owner | IT |\n";
    let left = |text: &str| body(&one("a.md", text).0).to_owned();
    let head = "# T\n\n## 1. Purpose\n\nP.\n\n## 2. Document control\n\n";
    assert_eq!(left(&format!("{head}{table}\n## 3. Next\n")), "# T\n\n## 1. Purpose\n\nP.\n\n## 3. Next\n");
    let more = format!("{head}{table}\nKept.\n");
    assert_eq!(left(&more), format!("{head}Kept.\n"));
    let parts = format!("{head}{table}\n### Changes\n\nNone.\n");
    assert_eq!(left(&parts), format!("{head}### Changes\n\nNone.\n"));
    let underlined = format!("Document control\n================\n\n{table}\nT.\n");
    assert_eq!(left(&underlined), "Document control\n================\n\nT.\n", "text stands below it");
}

#[test]
fn what_keeps_a_header_in_the_text_is_named() {
    let table = |row: &str| {
        format!(
            "# Zugriffsrichtlinie\n\n| Dokumentenlenkung | |\n|---|---|\n| Version | 1.2 |\n| Klassifizierung | Geheim |\n{row}\nText.\n"
        )
    };
    let (made, _) = one("a.md", &table("| Telefon | 12 |\n"));
    let told = "\n# undecided: \"Telefon\" of the old header has no field, so that part stays in the text\n";
    assert!(made.text.contains(told) && made.text.contains("| Version | 1.2 |"), "{}", made.text);
    let (made, _) = one("a.md", &table(""));
    assert!(
        made.text.ends_with("---\n# Zugriffsrichtlinie\n\nText.\n") && !made.text.contains("undecided"),
        "{}",
        made.text
    );
}

#[test]
fn what_is_not_understood_is_told_and_stays() {
    let text = "# A policy\n\n> Effective date: soon\n> Controls: A.5.15, 5.18\n> Review cycle: annually\n";
    let (made, _) = one("a.md", text);
    assert!(made.text.contains("\n# undecided: the text says \"soon\" for `effective_from`\n"), "{}", made.text);
    assert!(
        made.text.contains("\ncontrols: [A.5.15, A.5.18]\n") && made.text.contains("\nreview_interval: 12 months\n"),
        "{}",
        made.text
    );
    let twice = import(&[("a.md", "> ID: X-1\n"), ("b.md", "> ID: X-1\n"), ("README.md", "> ID: X-1\n")], &target());
    assert!(twice.documents[1].text.contains("id: \"X-1\"\n"), "the rule `duplicate-id` tells of it");
    assert_eq!(twice.documents[2].text, "> ID: X-1\n");
}

#[test]
fn the_language_is_told_by_the_words_and_never_against_what_a_text_says() {
    let text = "Die Rechte werden von der Leitung vergeben und sind für die Dauer der Arbeit mit dem Team.\n";
    let (made, all) = one("a.md", &format!("# Rechte\n\n{text}"));
    assert_eq!((field(&made, "language").as_str(), all.language), ("de", Some("de")));
    for said in ["lang: nl", "language: de-AT"] {
        let (made, _) = one("a.md", &format!("---\n{said}\n---\n{text}"));
        assert_eq!(made.text.matches("lang").count(), 1, "{}", made.text);
    }
}

#[test]
fn a_text_that_says_two_things_is_told_of_the_second() {
    let (made, _) = one(
        "a.md",
        "---\nid: X-1\nversion: v2.1\nowner: \"[[IT]]\"\n---\n# Access policy\n\n| Item | Value |\n|---|---|\n| Version | 2.0 |\n| Owner | IT |\n\nText.\n",
    );
    assert!(made.text.contains("\n# undecided: the text says \"2.0\" for `version` too\n"), "{}", made.text);
    assert_eq!(made.text.matches("undecided").count(), 1, "a link is its words: {}", made.text);
    let (made, _) = one(
        "a.md",
        "<!--\nowner: IT\nversion: 1.0\n-->\n\n# A policy\n\n**Owner**: Head of Security  \n**Version**: v1.0\n\n**Effective date**: 1 May 2025\n\n**Valid from**: 2025-05-01\n",
    );
    assert_eq!(made.text.matches("undecided").count(), 1, "{}", made.text);
    assert!(made.text.contains("the text says \"Head of Security\" for `owner` too"), "{}", made.text);
}

#[test]
fn letters_that_were_guessed_are_to_be_looked_at() {
    let original = Original { name: "a.md", text: "# Büro\n", letters: Letters::Windows1252 };
    let made = super::import(&[original], &target());
    assert!(made.documents[0].text.contains("\n# undecided: the letters were read as Windows-1252"));
}

#[test]
fn what_frames_documents_is_none() {
    for name in ["LICENSE.md", "wiki/_Sidebar.md", "docs/SUMMARY.md", "CHANGELOG.de.md"] {
        assert!(is_frame(name), "{name}");
    }
    for name in ["Licensing policy.md", "executive-summary.md", "summary/a.md", "CODE_OF_CONDUCT.md"] {
        assert!(!is_frame(name), "{name}");
    }
}

#[test]
fn a_title_has_no_tags_order_or_state() {
    let (span, _) = one("a.md", "# <span id=\"title-text\"> ISMS : Access Policy </span>\n\nText.\n");
    assert_eq!(span.title.as_deref(), Some("ISMS : Access Policy"));
    let (state, _) = one("00. Backup Procedure (FINAL).md", "Text.\n");
    assert_eq!(state.title.as_deref(), Some("Backup Procedure"));
}

#[test]
fn a_day_may_have_its_letters_set_high() {
    let (made, _) = one("a.md", "# Access policy\n\n**Effective date**: 1^st^ March 2024\n**Owner**: CISO\n\nText.\n");
    assert_eq!(field(&made, "effective_from"), "2024-03-01");
}

#[test]
fn an_id_that_a_later_document_says_it_has_is_given_to_no_other() {
    let documents = [("a.md", "# Access policy\n"), ("b.md", "---\nid: POL-001\ntitle: Backup policy\n---\nText.\n")];
    let made = import(&documents, &Target::default());
    let ids: Vec<_> = made.documents.iter().map(|it| it.id.as_deref()).collect();
    assert_eq!(ids, [Some("POL-002"), Some("POL-001")]);
    assert_eq!(made.documents.iter().map(|it| it.has_new_id).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn what_nothing_tells_is_written_beside_the_value_that_is_guessed() {
    let (made, _) = one("a.md", "# Use of mail\n\nText.\n");
    assert!(made.text.contains("\ntype: policy # undecided: nothing tells the type\n"), "{}", made.text);
    assert!(made.text.contains("\nstatus: draft\n"), "a document that says no state is a draft: {}", made.text);
    let (made, _) = one("a.md", "---\nid: POL-3\nstatus: final\n---\n# Use of mail\n");
    let front = "---\nid: POL-3\nstatus: draft # was: final; undecided: no record proves it\ntitle: \"Use of mail\"\n\
                 type: policy # undecided: nothing tells the type\nversion: \"0.1\"\n---\n";
    assert!(made.text.starts_with(front), "{}", made.text);
    let (made, _) = one("a.md", "> Effective date: 'soon', \"or not\": x\n");
    let told = r#"# undecided: the text says "'soon', \"or not\": x" for `effective_from`"#;
    assert!(made.text.contains(told), "{}", made.text);
}

#[test]
fn a_header_below_front_matter_fills_what_is_absent_there() {
    let front = "---\nid: POL-3\nversion: 1.2\nstatus: approved\n---\n";
    let table = "| Field | Value |\n|--|--|\n| Version | 1.2 |\n| Owner | CISO |\n| Effective date | 1 March 2025 |\n";
    let (made, _) = one("a.md", &format!("{front}# Access policy\n\n{table}\nText.\n"));
    assert_eq!(
        made.text,
        "---\nid: POL-3\nversion: 1.2\nstatus: draft # was: approved; undecided: no record proves it\n\
         title: \"Access policy\"\ntype: policy\nowner: role:ciso\neffective_from: 2025-03-01 # was: 1 March 2025\n\
         ---\n# Access policy\n\nText.\n"
    );
    // What says another thing than the front matter stays where it is.
    let other = format!("{front}# Access policy\n\n{}\nText.\n", table.replace("1.2", "1.3"));
    let (made, _) = one("a.md", &other);
    assert!(made.text.ends_with(&other[front.len()..]) && made.text.contains("\nowner: role:ciso\n"), "{}", made.text);
    assert!(made.text.contains("\n# undecided: the text says \"1.3\" for `version` too\n"), "{}", made.text);
}

#[test]
fn a_table_or_list_on_roles_in_a_section_is_no_header() {
    for section in [
        "- **Document Owner:** Keeps it.\n- **Approver:** Signs it.",
        "| Owner | Reviewer |\n|--|--|\n| IT | Law |",
        "| Control | Owner | Status |\n|--|--|--|\n| A.5.1 | IT | open |\n| A.5.2 | Law | done |",
        "| Asset | Owner | Classification |\n|--|--|--|\n| Laptop | IT | secret |",
        "| Version | Date | Author |\n|--|--|--|\n| 0.1 | May | A. Person |",
        "| Role | Duty |\n|--|--|\n| Owner | Keeps it |\n| Approver | Signs it |",
        "```yaml\nowner: IT\nversion: 3\n```",
    ] {
        let text = format!("# Access policy\n\n## Roles\n\n{section}\n\n## End\n");
        let (made, _) = one("a.md", &text);
        let front =
            "---\nid: \"POL-001\"\ntitle: \"Access policy\"\ntype: policy\nversion: \"0.1\"\nstatus: draft\n---\n";
        assert_eq!(made.text, format!("{front}{text}"));
    }
}

#[test]
fn a_header_in_a_section_or_at_the_foot_is_read_and_stays() {
    for (section, version) in [
        ("## For all staff\n\n| Version | 1.4 |\n|--|--|\n| Owner | IT |\n", "1.4"),
        ("## Purpose\n\nP.\n\n---\n\n*Version: 1.4 | Owner: IT*\n", "1.4"),
        ("## Changes\n\n| Version | Date |\n|--|--|\n| 1.3 | May |\n| 1.4 | June |\n", "1.4"),
    ] {
        let text = format!("# Access policy\n\n{section}");
        let (made, _) = one("a.md", &text);
        assert_eq!(field(&made, "version"), version, "{}", made.text);
        assert!(made.text.ends_with(&format!("---\n{text}")), "{}", made.text);
    }
}

#[test]
fn a_draft_in_other_letters_needs_no_proof() {
    let (made, _) =
        one("a.md", "# Access policy\n\n> Status: Draft\n> Version: of nothing\n\n`Revision: 3` `Owner: IT`\n");
    let front =
        "---\nid: \"POL-001\"\ntitle: \"Access policy\"\ntype: policy\nversion: \"3\"\nstatus: draft\nowner: \"IT\"\n";
    assert!(made.text.starts_with(front), "{}", made.text);
    let (made, _) = one("a.md", "---\nid: POL-3\nstatus: Draft\n---\n# Access policy\n");
    assert!(made.text.contains("\nstatus: draft # was: Draft\n"), "{}", made.text);
}

#[test]
fn values_that_wait_for_somebody_are_no_values() {
    for value in
        ["[Date]", "TBD", "{{ effective }}", "<!-- TODO -->", "[To be set - by IT]", "N/A", "–", "[Your name], CEO"]
    {
        let text = format!("# Access policy\n\n> Version: 1.0\n> Owner: {value}\n");
        let (made, _) = one("a.md", &text);
        assert!(!made.text.contains("\nowner:") && made.text.ends_with(&text), "{}", made.text);
    }
}

#[test]
fn front_matter_with_faults_is_taken_over_as_it_is_and_a_break_at_the_head_is_none() {
    for front in ["title: [A", "Owner: {{ owner }}"] {
        let text = format!("---\n{front}\n---\n\n**Version:** 1.2\n");
        assert_eq!(one("a.md", &text).0.text, text);
    }
    let (made, _) = one("a.md", "---\n\n**Version:** 1.2\n\n---\n\n# A\n");
    assert_eq!(field(&made, "version"), "1.2");
}

#[test]
fn a_review_date_lies_ahead_where_the_text_shows_that() {
    for (header, key) in [
        ("> Effective date: 2024-01-01\n> Review date: 2025-01-01\n", "next_review"),
        ("> Last reviewed: 2024-01-01\n> Review date: 2025-01-01\n", "next_review"),
        ("> Effective date: 2024-01-01\n> Review date: 2023-12-01\n", "last_reviewed"),
        ("> Review date: 2025-01-01\n", "last_reviewed"),
    ] {
        let (made, _) = one("a.md", &format!("# Access policy\n\n{header}\nText.\n"));
        assert!(made.has_shed_header && !field(&made, key).is_empty(), "{}", made.text);
    }
}

#[test]
fn front_matter_in_braces_stays_in_the_text_and_is_told() {
    let text = "---\n{\"publish\": true, \"status\": \"final\"}\n---\n\n**Version:** 1.2\n**Team:** Blue\n";
    let (made, _) = one("a.md", text);
    assert!(field(&made, "version") == "1.2" && made.text.ends_with(text), "{}", made.text);
    assert!(made.text.contains("\n# undecided: what it says in braces is not read"), "{}", made.text);
}

#[test]
fn front_matter_of_another_form_stays_whole_where_any_of_it_has_no_field() {
    for front in [
        "+++\ntitle = \"Access policy\"\ntags = [\"a\"]\nversion = 1.10\n+++",
        "+++\nversion = 1.10 \n# for now\n+++",
        "{\n  \"version\": \"1.10\",\n  \"menu\": {\n    \"main\": 1\n  }\n}",
    ] {
        let text = format!("{front}\n\n# Access policy\n\nText.\n");
        let (made, _) = one("a.md", &text);
        assert!(made.text.ends_with(&text) && field(&made, "version") == "1.10", "{}", made.text);
        assert!(made.text.contains("\n# undecided: a part of the old header has no field"), "{}", made.text);
    }
    // What is never closed is text.
    for text in ["+++\nversion = 1\n\n# Access policy\n", "{\n\n# Access policy\n", "<table>\n\n# Access policy\n"] {
        let (made, _) = one("a.md", text);
        assert!(made.text.ends_with(text) && field(&made, "title") == "Access policy", "{}", made.text);
    }
}

#[test]
fn a_table_of_html_is_read_and_stays() {
    let table = "<table>\n  <tr><th>Owner</th><td>CISO</td></tr>\n\n  <tr><th>Version</th><td>v2.1</td></tr>\n</table>";
    let text = format!("# Access policy\n\n{table}\n\nText.\n");
    let (made, _) = one("a.md", &text);
    assert!(made.text.ends_with(&text) && made.style == Style::Table, "{}", made.text);
    assert_eq!((field(&made, "owner").as_str(), field(&made, "version").as_str()), ("role:ciso", "2.1"));
}

#[test]
fn the_day_of_the_last_change_begins_the_history() {
    for (key, day) in [
        ("Last updated", "1 March 2025"),
        ("Letzte Änderung", "1. März 2025"),
        ("Dernière mise à jour", "1er mars 2025"),
        ("Última actualización", "1 de marzo de 2025"),
    ] {
        let (made, _) = one("a.md", &format!("# A policy\n\n> Version: 2.1\n> {key}: {day}\n\nText.\n"));
        let line = format!("\nhistory: [{{version: \"2.1\", date: 2025-03-01}}] # was: {day}\n");
        assert!(made.text.contains(&line) && made.has_shed_header, "{key}:\n{}", made.text);
        assert_eq!(body(&made), "# A policy\n\nText.\n");
    }
    let other = "# A policy\n\n> Last updated: in spring\n\nText.\n";
    let (made, _) = one("a.md", other);
    assert!(made.text.ends_with(other) && !made.text.contains("history"), "{}", made.text);
}
