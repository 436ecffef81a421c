//! Findings while a text is written: the same as `check` prints, at the same places, in the client's own count.
#![expect(clippy::disallowed_methods, reason = "files come and go on disk")]

use std::fs;

use serde_json::{Value, json};

use super::super::project::Project;
use super::client::Client;
use super::{FILE, place, policy, small};

/// What is shown, counted in bytes, is what a fresh check of the disk finds.
fn agrees(client: &Client, project: &Project) -> bool {
    shows_a_fresh_check(client, project, str::len)
}

/// The same, counted in UTF-16.
fn agrees_in_utf16(client: &Client, project: &Project) -> bool {
    shows_a_fresh_check(client, project, |before| before.encode_utf16().count())
}

fn shows_a_fresh_check(client: &Client, project: &Project, columns: fn(&str) -> usize) -> bool {
    let fresh = project.check();
    let mut expected: Vec<_> = fresh
        .findings
        .iter()
        .map(|it| {
            let text = if project.exists(&it.file) { project.read(&it.file) } else { String::new() };
            let at = usize::try_from(it.start.offset).expect("an offset in memory");
            let start = text[..at].rfind('\n').map_or(0, |start| start + 1);
            (it.file.clone(), it.code.clone(), it.start.line - 1, columns(&text[start..at]) as u64)
        })
        .collect();
    expected.sort();
    let mut shown = client.all();
    shown.sort();
    shown == expected
}

#[test]
fn findings_are_those_of_a_check_and_go_when_they_are_gone() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    let text = policy().replace("A.5.15", "A.9.4.2").replace("owner: role:ciso\n", "");
    client.open_file(FILE, &text);
    client.until(|it| it.codes(FILE).contains(&"D008"));
    let shown = client.diagnostics[FILE].clone();
    let old = shown.iter().find(|it| it["code"] == "L302").unwrap_or_else(|| panic!("{shown:#?}"));
    let (line, column) = place(&text, "A.9.4.2");
    assert_eq!(old["range"]["start"], json!({"line": line, "character": column}));
    assert_eq!(old["range"]["end"], json!({"line": line, "character": column + "A.9.4.2".len()}));
    assert_eq!(old["tags"], json!([2]));
    assert_eq!(old["source"], "ismsbook");
    assert!(old["message"].as_str().is_some_and(|it| it.contains("A.8.5")), "{old}");

    // The same text on disk has the same findings.
    project.write(FILE, &text);
    assert!(agrees(&client, &project), "{:#?}", client.all());

    // What is not saved wins; closed again, the disk counts.
    client.change_file(FILE, 2, &policy());
    client.until(|it| it.codes(FILE).is_empty());
    client.close_file(FILE);
    client.until(|it| it.codes(FILE).contains(&"D008"));
    assert_eq!(client.end().0, Some(0));
}

#[test]
fn files_that_nobody_opened_are_told_of_too() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    project.write("registers/risks.yaml", "risks:\n  - id: RISK-001\n    title: Fire\n    owner: role:nobody\n");
    client.files_changed(&["registers/risks.yaml"]);
    client.until(|it| !it.codes("registers/risks.yaml").is_empty());
    assert!(agrees(&client, &project), "{:#?}", client.all());
    project.remove("registers/risks.yaml");
    client.files_changed(&["registers/risks.yaml"]);
    client.until(|it| it.codes("registers/risks.yaml").is_empty());
}

#[test]
fn columns_are_counted_in_what_was_agreed() {
    let text = policy().replace("This policy covers", "Für 😀 gilt A.9.4.2, this policy covers").replace('\n', "\r\n");
    let (line, bytes) = place(&text, "A.9.4.2");
    let units = text.lines().nth(line).expect("the line")[..bytes].encode_utf16().count();
    assert_ne!(bytes, units);
    for (encodings, column) in [(json!(["utf-8"]), bytes), (json!(["utf-16"]), units), (Value::Null, units)] {
        let project = small();
        let mut client = Client::open(&project, json!({"general": {"positionEncodings": encodings}}));
        client.open_file(FILE, &text);
        client.until(|it| it.codes(FILE).contains(&"L302"));
        let found = client.diagnostics[FILE].iter().find(|it| it["code"] == "L302").expect("it is there").clone();
        assert_eq!(found["range"]["start"], json!({"line": line, "character": column}));
        let hover = client.ask_at("textDocument/definition", FILE, (place(&text, "A.5.15").0, 12));
        assert_eq!(hover, Value::Null);
    }
}

#[test]
fn a_finding_leads_to_its_rule_and_to_related_places() {
    let project = small();
    let mut client = Client::start(&project);
    client.hello(json!({
        "capabilities": {},
        "initializationOptions": {"rulePages": "https://example.com/rules/{rule}.html"},
    }));
    client.open_file("policies/second.md", &policy());
    client.until(|it| it.codes("policies/second.md").contains(&"D002"));
    let twice = client.diagnostics["policies/second.md"].iter().find(|it| it["code"] == "D002").expect("it").clone();
    assert_eq!(twice["codeDescription"]["href"], "https://example.com/rules/duplicate-id.html");
    let related = twice["relatedInformation"][0]["location"]["uri"].as_str().expect("an address");
    assert_eq!(client.name(related), FILE);
    let page = client.ask("ismsbook/explain", json!({"rule": "D002"}));
    assert!(page["markdown"].as_str().is_some_and(|it| it.starts_with("# D002 duplicate-id")), "{page}");
}

#[test]
fn a_burst_of_changes_is_checked_for_its_last() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    client.open_file(FILE, &policy());
    for version in 2..40 {
        client.change_file(FILE, version, &policy().replace("owner: role:ciso\n", &"\n".repeat(version % 3)));
    }
    client.change_file(FILE, 40, &policy().replace("classification: internal\n", ""));
    client.until(|it| it.codes(FILE).contains(&"D011"));
    assert!(!client.codes(FILE).contains(&"D008"), "{:?}", client.codes(FILE));
    project.write(FILE, policy().replace("classification: internal\n", ""));
    assert!(agrees(&client, &project), "{:#?}", client.all());
}

#[test]
fn what_the_baseline_knows_is_not_shown() {
    let project = small();
    project.write(FILE, policy().replace("owner: role:ciso\n", ""));
    project.write("ismsbook-baseline.yaml", "baseline:\n  - {document: POL-007, rule: missing-owner, count: 1}\n");
    let mut client = Client::in_bytes(&project);
    client.open_file(FILE, &policy().replace("owner: role:ciso\n", "").replace("classification: internal\n", ""));
    client.until(|it| it.codes(FILE).contains(&"D011"));
    assert!(!client.codes(FILE).contains(&"D008"), "{:?}", client.codes(FILE));
}

/// A small generator (splitmix64), so that every run makes the same edits.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).expect("below the bound")
    }

    /// A text with one piece taken out, put in or put elsewhere.
    fn edited(&mut self, text: &str) -> String {
        const PIECES: [&str; 10] =
            ["\n", "A.5.15 ", "[[POL-007]]", "---\n", "  - x\n", "ü😀", ": ", "role:ciso", "## Scope\n", "\"must \r\n"];
        let cut = |at: usize| (0..=at).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0);
        let (from, to) = (cut(self.below(text.len() + 1)), cut(self.below(text.len() + 1)));
        let (from, to) = (from.min(to), from.max(to).min(cut(from.min(to) + 40)));
        match self.below(3) {
            0 => format!("{}{}", &text[..from], &text[to..]),
            _ => format!("{}{}{}", &text[..from], PIECES[self.below(PIECES.len())], &text[from..]),
        }
    }
}

#[test]
fn after_random_edits_the_findings_are_those_of_a_fresh_check() {
    let names = [FILE, "registers/roles.yaml", "registers/people.yaml", "policies/second.md"];
    for seed in 0..3 {
        let mut seeded = Seeded(seed);
        let project = small().with("policies/second.md", policy().replace("POL-007", "POL-008"));
        let mut client = Client::in_bytes(&project);
        let mut texts: Vec<String> = names.iter().map(|it| project.read(it)).collect();
        for (name, text) in names.iter().zip(&texts) {
            client.open_file(name, text);
        }
        for round in 0..4 {
            for step in 0..12 {
                let which = seeded.below(names.len());
                texts[which] = seeded.edited(&texts[which]);
                client.change_file(names[which], round * 100 + step + 2, &texts[which]);
            }
            for (name, text) in names.iter().zip(&texts) {
                project.write(name, text);
            }
            client.until(|it| agrees(it, &project));
        }
        assert_eq!(client.end(), (Some(0), String::new()), "seed {seed}");
    }
}

/// Registers, settings and the statement are written in an editor that counts in UTF-16, while files and folders come, go
/// and get other names on disk.
#[test]
fn whatever_is_written_and_moved_the_findings_are_those_of_a_fresh_check() {
    const RISKS: &str = "risks:\n  - id: RISK-001\n    title: 😀 Fire\n    owner: role:ciso\n    controls: [A.5.15]\n";
    const LINES: &str = "applicability:\n  - control: A.5.15 # 😀\n    applicable: true\n    owner: role:ciso\n";
    let open = [FILE, "registers/risks.yaml", "controls/applicability.yaml", "book.toml"];
    for seed in 0..2 {
        let mut seeded = Seeded(seed + 70);
        let project = small().with(open[1], RISKS).with(open[2], LINES);
        project.write(FILE, policy().replace("every account.", "every 😀 account, RISK-001 and [[POL-009]]."));
        let mut client = Client::open(&project, json!({}));
        let mut texts: Vec<String> = open.iter().map(|it| project.read(it)).collect();
        for (name, text) in open.iter().zip(&texts) {
            client.open_file(name, text);
        }
        let settings = texts[3].clone();
        for round in 0..4 {
            for step in 0..8 {
                let which = seeded.below(open.len());
                // Settings that cannot be read leave the last ones standing, which is another test.
                texts[which] = match which {
                    3 => format!(
                        "{settings}# 😀 {step}\n[lint.rules]\n{} = \"off\"\n",
                        ["D008", "D011", "x"][seeded.below(3)]
                    ),
                    _ => seeded.edited(&texts[which]),
                };
                client.change_file(open[which], round * 100 + step + 2, &texts[which]);
            }
            let (old, new) = (format!("policies/part-{}", round.max(1) - 1), format!("policies/part-{round}"));
            if round == 0 {
                project.write(&format!("{new}/a.md"), policy().replace("POL-007", "POL-009"));
                project.write(&format!("{new}/b.md"), "# 😀 POL-009, RISK-001 and A.9.4.2\n");
            } else {
                fs::rename(project.path(&old), project.path(&new)).expect("a folder gets another name");
            }
            if round == 2 {
                fs::remove_file(project.path(&format!("{new}/b.md"))).expect("a file goes");
            }
            for (name, text) in open.iter().zip(&texts) {
                project.write(name, text);
            }
            client.files_changed(&[old.as_str(), new.as_str()]);
            client.until(|it| agrees_in_utf16(it, &project));
        }
        assert_eq!(client.end(), (Some(0), String::new()), "seed {seed}");
    }
}
