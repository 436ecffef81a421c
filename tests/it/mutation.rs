//! Slips of the hand in every file of the example handbook, many at once: never a panic, never a signal.

#[path = "../../fuzz/texts.rs"]
mod texts;

use super::project::Project;

/// A generator of numbers for mutations (Knuth's MMIX).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |it| it % limit.max(1))
    }
}

/// A text with a few pieces cut, doubled, moved or replaced by pieces that parsers stumble over.
fn mutated(text: &str, chance: &mut Chance) -> Vec<u8> {
    const STONES: &[&str] = &[
        "---\n",
        "\t",
        "\r",
        "\u{0}",
        "\u{feff}",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!x ",
        "|\n",
        ">\n",
        "\"",
        "'",
        "#",
        "\u{2028}",
        "[[",
        "]]",
        "{{",
        "}}",
        "|",
        "```\n",
        "<!--",
        "<x y=\"",
        "[^a]: ",
        "\\",
        "é",
        "😀",
        "?",
        "%",
        "999999999999999999999",
        "-1",
        "2026-02-30",
        "P99999999999Y",
        "role:",
        "A.5.",
        "../../",
        "javascript:",
        "<<: ",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(40)).min(bytes.len());
        match chance.below(5) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            2 => bytes.truncate(at.max(1)),
            _ => {
                let stone = STONES[chance.below(STONES.len())];
                bytes.splice(at..at, stone.repeat(1 + chance.below(3)).into_bytes());
            }
        }
        if bytes.is_empty() {
            bytes.push(b'x');
        }
    }
    bytes
}

#[test]
fn whatever_a_slip_of_the_hand_makes_of_the_files_there_is_no_panic() {
    let mut chance = Chance(20_261_121);
    let example = Project::example();
    let sources: Vec<(String, String)> = ["policies", "registers", "controls", "approvals"]
        .iter()
        .flat_map(|folder| {
            example.tree(folder).into_iter().map(move |(name, bytes)| (format!("{folder}/{name}"), bytes))
        })
        .filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
        .collect();
    for _ in 0..4 {
        let project = Project::example();
        for (name, text) in &sources {
            for copy in 0..if name.starts_with("policies/") { 3 } else { 1 } {
                let name = if copy == 0 { name.clone() } else { name.replace(".md", &format!("-{copy}.md")) };
                project.write(&name, mutated(text, &mut chance));
            }
        }
        let settings = example.read("book.toml");
        project.write("book.toml", String::from_utf8_lossy(&mutated(&settings, &mut chance)).into_owned());
        for arguments in [&["check"] as &[&str], &["check", "--format", "json"], &["build", "--draft"]] {
            let outcome = project.run(arguments);
            assert!(!outcome.stderr.contains("panicked at"), "{arguments:?}: {}", outcome.stderr);
            assert!(outcome.code.is_some(), "{arguments:?} ended by a signal");
        }
    }
}

#[test]
fn the_laws_of_texts_hold_whatever_a_slip_of_the_hand_makes_of_them() {
    let mut chance = Chance(7);
    let example = Project::example();
    let of = |folder: &str| -> Vec<String> {
        example.tree(folder).into_values().filter_map(|bytes| String::from_utf8(bytes).ok()).collect()
    };
    let (documents, registers, settings) = (of("policies"), of("registers"), example.read("book.toml"));
    for _ in 0..3 {
        for text in &documents {
            texts::document(&mutated(text, &mut chance));
        }
        for text in &registers {
            texts::register(&mutated(text, &mut chance));
        }
        for _ in 0..20 {
            texts::settings(&mutated(&settings, &mut chance));
        }
    }
    for _ in 0..20 {
        let [document, register] =
            [&documents, &registers].map(|list| mutated(&list[chance.below(list.len())], &mut chance));
        let parts = [document, register, mutated(&settings, &mut chance)];
        texts::handbook(&parts.join(&0));
    }
}
