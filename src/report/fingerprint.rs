//! What tells a finding from every other and stays the same when lines move: a hash of its rule, its document, the field
//! or the words of the line it points at, and a count of those that are alike. Version 1.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Report;
use super::lines::Lines;
use crate::diag::Diagnostic;
use crate::text::{LineIndex, Place, Span};

/// Lines that are looked at upward for the entry that holds a field.
const FARTHEST: usize = 200;
/// Words of a place that are taken, in characters.
const LONGEST: usize = 200;

/// The fingerprints of all findings, in their order: 64 hexadecimal digits each, no two alike.
///
/// The document is meant by its id, so that a moved file keeps its fingerprints; where it has none, by its file's name.
/// Messages are left out: they count days.
pub(super) fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let mut lines = Lines::new(report.texts);
    let mut seen: BTreeMap<[u8; 32], usize> = BTreeMap::new();
    let mut fingerprint = |diagnostic: &Diagnostic| {
        let place = diagnostic.finding.place;
        let id = report.document(place.file).and_then(|it| it.id);
        let subject = id.unwrap_or_else(|| report.texts.name(place.file));
        let anchor = anchor(place, &mut lines);
        let own = digest(&["ismsbook/v1", diagnostic.rule.code, subject, &anchor]);
        let alike = seen.entry(own).or_insert(0);
        *alike += 1;
        hexadecimal(digest(&["ismsbook/v1", diagnostic.rule.code, subject, &anchor, &alike.to_string()]))
    };
    report.diagnostics.iter().map(&mut fingerprint).collect()
}

/// The hash of a list of texts; each is led by its length so that no two lists run into one.
fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

pub(super) fn hexadecimal(bytes: [u8; 32]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What the place is called by: in prose the words of its line; in fields the entry, the field and the value.
fn anchor(place: Place, lines: &mut Lines<'_>) -> String {
    let text = lines.texts().of(place.file);
    let index = lines.of(place.file);
    let line = index.line(place.span.start as usize);
    let words = squeezed(index.text_of(line));
    if !holds_fields(&text.name, line, index) {
        return words;
    }
    // What a document lacks is told at the head of its front matter, whatever field happens to stand there.
    let is_head =
        line <= 1 && place.span.is_empty() && index.text_of(0).trim_start_matches('\u{feff}').starts_with("---");
    if is_head {
        return String::new();
    }
    let mut parts = entry(line, index);
    parts.push(key(&words).unwrap_or(&words).to_owned());
    parts.push(value(place.span, line, index, &text.content));
    parts.join("\n")
}

/// Whether a line is written as fields: all lines of registers and settings, and the front matter of documents.
fn holds_fields(name: &str, line: usize, index: &LineIndex<'_>) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ["yaml", "yml", "toml"].iter().any(|it| ending.eq_ignore_ascii_case(it)) {
        return true;
    }
    let is_fence = |line: usize| index.text_of(line).trim_start_matches('\u{feff}').trim_end() == "---";
    is_fence(0) && (1..line).take(FARTHEST).all(|it| !is_fence(it))
}

/// The lines that hold a line by their indentation, from the outside in: up to the entry of a list, or to the margin.
fn entry(line: usize, index: &LineIndex<'_>) -> Vec<String> {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let mut depth = indent(index.text_of(line));
    let mut holders = Vec::new();
    for above in (line.saturating_sub(FARTHEST)..line).rev() {
        let text = index.text_of(above);
        let is_holder = !text.trim().is_empty() && indent(text) < depth;
        if depth == 0 || !is_holder {
            continue;
        }
        depth = indent(text);
        let words = squeezed(text);
        let is_entry = words.starts_with("- ");
        holders.push(if is_entry { words } else { key(&words).unwrap_or(&words).to_owned() });
        if is_entry {
            break;
        }
    }
    holders.reverse();
    holders
}

/// The name before the first `:` or `=` of a line of fields.
fn key(words: &str) -> Option<&str> {
    let (name, _) = words.split_once([':', '='])?;
    let is_name = |it: char| it.is_alphanumeric() || "-_.\"' ".contains(it);
    (!words.starts_with("- ") && name.chars().all(is_name)).then(|| name.trim_end())
}

/// The words of a place that lies within its line.
fn value(span: Span, line: usize, index: &LineIndex<'_>, content: &str) -> String {
    let is_within = index.line(span.end as usize) == line;
    let words = if is_within { content.get(span.range()).unwrap_or_default() } else { "" };
    squeezed(words).chars().take(LONGEST).collect()
}

fn squeezed(text: &str) -> String {
    text.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::fingerprints;
    use crate::report::sample::Sample;

    const DOCUMENT: &str = "---\nid: POL-007\nowner: role:x\n---\n\nWe act in good time.\nWe act in good time.\n";

    /// Findings at each of these words, with the document's id known.
    fn of(name: &str, text: &str, words: &[&str]) -> Vec<String> {
        let mut sample = Sample::new(name, text);
        for word in words {
            sample.find(word);
        }
        fingerprints(&sample.report())
    }

    #[test]
    fn they_stay_when_lines_move_and_when_the_file_does() {
        let moved = DOCUMENT.replace("owner", "language: en\nowner").replace("\nWe", "\nMore words.\n\nWe");
        let words = ["role:x", "good time"];
        let before = of("policies/a.md", DOCUMENT, &words);
        assert_eq!(before, of("policies/a.md", &moved, &words));
        assert_eq!(before, of("policies/deep/b.md", DOCUMENT, &words));
        assert_eq!(before, of("policies/a.md", &DOCUMENT.replace('\n', "\r\n"), &words));
        assert_ne!(
            before,
            of("policies/a.md", &DOCUMENT.replace("role:x", "role:y").replace("good", "due"), &["role:y", "due time"])
        );
    }

    #[test]
    fn what_is_missing_does_not_depend_on_what_stands_first() {
        let at_head = |text: &str| {
            let mut sample = Sample::new("policies/a.md", text);
            sample.find_at(4, 0);
            fingerprints(&sample.report())
        };
        assert_eq!(at_head(DOCUMENT), at_head("---\ntitle: New\nid: POL-007\n---\n"));
    }

    #[test]
    fn no_two_are_alike() {
        let mut sample = Sample::new("policies/a.md", DOCUMENT);
        for word in ["good time", "good time", "id", "POL-007", "role:x", "We"] {
            sample.find(word);
        }
        let all = fingerprints(&sample.report());
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 6);
        assert!(all.iter().all(|it| it.len() == 64));
    }

    #[test]
    fn a_field_of_an_entry_is_known_by_its_entry() {
        let register =
            "risks:\n  - id: RISK-001\n    title: A\n    owner: role:x\n  - id: RISK-002\n    owner: role:x\n";
        let second = register.rfind("role:x").expect("it is there");
        let at = |text: &str, offset: usize| {
            let mut sample = Sample::new("registers/risks.yaml", text);
            sample.find_at(offset, 6);
            fingerprints(&sample.report())
        };
        let alone = "risks:\n  - id: RISK-002\n    owner: role:x\n";
        let own = at(register, second);
        assert_eq!(own, at(alone, alone.find("role:x").expect("it is there")));
        assert_ne!(own, of("registers/risks.yaml", register, &["role:x"]));
    }

    #[test]
    fn a_mended_value_of_a_list_leaves_the_others_as_they_were() {
        let both = "---\nid: POL-007\ncontrols: [A.9.98, A.9.99]\n---\n";
        let one = "---\nid: POL-007\ncontrols: [A.5.15, A.9.99]\n---\n";
        assert_eq!(of("a.md", both, &["A.9.98", "A.9.99"])[1..], of("a.md", one, &["A.9.99"]));
    }
}
