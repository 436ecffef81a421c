//! Laws of the normal form, held over documents that a seeded generator makes: every character counts, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::NormalForms;
use crate::config::Config;
use crate::link::link;
use crate::model::Digest;
use crate::source::fixture;

/// Numbers that look like chance and are the same in every run (Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |it| it % limit.max(1))
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Fields that an approval covers, with ones that nobody knows.
const KEYS: [&str; 10] =
    ["title", "owner", "scope", "summary", "classification", "next_review", "version", "x-own", "Größe", "retention"];

const PIECES: [&str; 24] = [
    "must",
    "Zugang",
    "a",
    "\u{200b}",
    "😀",
    "**b**",
    "`c`",
    "[x](y.md)",
    "1.10",
    "no",
    "~",
    "| a |",
    "- ",
    "# ",
    "> ",
    "\t",
    "  ",
    "'",
    ":",
    "&amp;",
    "<b>",
    "\\",
    "é",
    "e\u{301}",
];

struct Sample {
    fields: Vec<(&'static str, String)>,
    body: String,
}

impl Sample {
    fn new(chance: &mut Chance) -> Self {
        let text = |chance: &mut Chance, longest: usize| -> String {
            (0..=chance.below(longest)).flat_map(|_| [chance.of(&PIECES), " "]).collect()
        };
        let keys: BTreeSet<&'static str> = (0..=chance.below(6)).map(|_| chance.of(&KEYS)).collect();
        let fields = keys.into_iter().map(|key| (key, text(chance, 5))).collect();
        let lines: Vec<String> = (0..=chance.below(8)).map(|_| text(chance, 8)).collect();
        Sample { fields, body: format!("Text\n\n{}.", lines.join("\n")) }
    }

    /// The file, its fields in their order and in quotation marks.
    fn file(&self) -> String {
        let mut file = "---\n".to_owned();
        for (key, value) in &self.fields {
            let _ = writeln!(file, "{key}: {}", quoted(value));
        }
        format!("{file}---\n{}\n", self.body)
    }

    /// The same words in another dress: order of keys, comments, quotation marks, line ends, a byte order mark.
    fn disguised(&self, chance: &mut Chance) -> String {
        let mut fields: Vec<_> = self.fields.iter().collect();
        for at in (1..fields.len()).rev() {
            fields.swap(at, chance.below(at + 1));
        }
        let mut file = "---\n# A comment.\nstatus: draft\n".to_owned();
        for (key, value) in fields {
            let value = match chance.below(2) {
                0 if !value.contains('\t') => format!("'{}'   # why", value.replace('\'', "''")),
                _ => quoted(value),
            };
            let _ = writeln!(file, "{key}:   {value}");
        }
        let file = format!("{file}---\n{}{}", self.body, "\n".repeat(chance.below(4)));
        let file = if chance.below(2) == 0 { file.replace('\n', "\r\n") } else { file };
        if chance.below(2) == 0 { format!("\u{feff}{file}") } else { file }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text has a form in JSON")
}

fn form(file: &str) -> (Digest, String) {
    let sources = fixture(&format!("//- policies/a.md\n{file}"));
    let config = Config::default();
    let linked = link(&sources, &config);
    let forms = NormalForms::new(&linked.handbook, &sources, &config);
    let document = linked.handbook.documents.first().expect("a document");
    (forms.digest(document), forms.of(document))
}

/// A text with one character more, less or another.
fn with_one_change(text: &str, chance: &mut Chance) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = chance.below(characters.len());
    let other = chance.of(&['x', 'X', ' ', '\u{200b}', '\u{a0}', '\u{202e}', 'ä', '0', '\u{430}']);
    let mut changed = characters;
    match chance.below(3) {
        0 => changed.insert(at, other),
        1 => drop(changed.remove(at)),
        _ if changed[at] == other => changed.insert(at, other),
        _ => changed[at] = other,
    }
    changed.into_iter().collect()
}

#[test]
fn any_change_of_one_character_changes_the_digest() {
    let mut chance = Chance(20_261_121);
    for _ in 0..50 {
        let sample = Sample::new(&mut chance);
        let (original, _) = form(&sample.file());
        for _ in 0..6 {
            let body = with_one_change(&sample.body, &mut chance);
            let changed = Sample { fields: sample.fields.clone(), body };
            assert_ne!(form(&changed.file()).0, original, "{:?}\n{:?}", sample.file(), changed.file());
            let mut fields = sample.fields.clone();
            let field = chance.below(fields.len());
            fields[field].1 = with_one_change(&fields[field].1, &mut chance);
            let changed = Sample { fields, body: sample.body.clone() };
            assert_ne!(form(&changed.file()).0, original, "{:?}\n{:?}", sample.file(), changed.file());
        }
    }
}

#[test]
fn no_disguise_changes_the_digest() {
    let mut chance = Chance(7);
    for _ in 0..100 {
        let sample = Sample::new(&mut chance);
        let (plain, disguised) = (sample.file(), sample.disguised(&mut chance));
        assert_eq!(form(&plain), form(&disguised), "{plain:?}\n{disguised:?}");
    }
}

/// JSON is YAML, so the parts of a normal form are a document again.
#[test]
fn the_normal_form_of_a_normal_form_is_the_same() {
    let mut chance = Chance(99);
    for _ in 0..100 {
        let once = form(&Sample::new(&mut chance).file());
        let (front, body) = parts(&once.1);
        let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(front).expect("JSON");
        let lines: Vec<String> = fields.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        let lines = lines.concat();
        assert_eq!(form(&format!("---\n{lines}---\n{body}")), once);
    }
}

/// Front matter and text of a normal form, by the lengths that it gives.
fn parts(form: &str) -> (&str, &str) {
    let rest = form.strip_prefix("ismsbook-norm/1\nfront ").expect("a normal form");
    let (length, rest) = rest.split_once('\n').expect("a length");
    let (front, rest) = rest.split_at(length.parse().expect("a number"));
    let (length, rest) = rest.strip_prefix("\nbody ").and_then(|it| it.split_once('\n')).expect("a body");
    (front, &rest[..length.parse().expect("a number")])
}

/// Digests that were approved must be found again by every later version: these never change. All but those of the broken
/// block and of the risks were made without this program, from the description in `docs/approvals.md`.
#[test]
fn digests_are_what_they_were() {
    let long = "id: POL-001\nversion: 1.10\nstatus: approved\nempty:\nlist: [a, {b: c}]\n---\n# Umläute 😀\n\nTwo blanks  \nthen tab\t\n";
    let assets = "//- registers/assets.yaml\nassets:\n  - {id: AST-1, title: Wiki}\n";
    let risks = "//- registers/risks.yaml\nrisks:\n  - {id: RISK-1, title: Fire}\n";
    for (file, digest) in [
        ("---\nid: POL-001\n---\nText\n", "df19a6efdd5111a1cb79c45d4f9a47610f8f53bb16247ddf031adfbe254f1b2c"),
        (&format!("---\n{long}"), "e18fadce9b4683796a3966a4acc87ee40c751661a7838bfc675850078be7fcbd"),
        ("No front matter.\n", "e7b100d27cbad0f8b6cb20832bde71ec2f41181a5cda4f93febc5bd1004e4414"),
        ("---\nid: [\n---\nText\n", "33b8134cdd4d33fc18be9c649ba49083d49bba8c2387ce476604dfc438eddffa"),
        (
            &format!("---\nregister: assets\n---\nText\n{assets}"),
            "90378a5a3d8850026a17bbf88bdbb5e35ce62ec1caa322373d7905079611a436",
        ),
        (
            &format!("---\nregister: risks\n---\nText\n{risks}"),
            "7a874f79ca28236e7d0cbfaeed900b6efaa2aa4e2a84ca434454ea1c3d21d6cc",
        ),
    ] {
        assert_eq!(form(file).0.to_string(), format!("sha256:{digest}"), "{file}");
    }
}
