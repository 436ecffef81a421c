//! T709: letters that only insiders can read.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Block, Quotations, Sentence, Writing};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Body;
use crate::text::has_capitals;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T709",
        name: "undefined-abbreviation",
        level: Severity::Warning,
        clause: "7.5.3 a, A.5.1",
        since: "0.1",
        summary: "An abbreviation is neither in the glossary nor explained at its first use.",
        why: "New staff, auditors and people of other trades do not know the letters, and the same letters mean \
              different things in different trades. A rule that cannot be read is not known. Measured on 176 texts of a \
              foreign policy handbook, which has no glossary: 177 findings, 3 of them wrong; on 1,023 manuals of \
              software: 2,545 findings; of 60 that were read, 1 is wrong.",
        cure: "Write it out at its first use, as in \"data loss prevention (DLP)\", or add it to the glossary in \
               `registers/terms.yaml`. `abbreviations` under `[lint]` lists more that everybody knows.",
    },
    scope: Scope::Sentences(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
The lead must set up DLP for mail.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
The lead must set up data loss prevention (DLP) for mail.
DLP and MFA are for IT to run; see ISO 27001.
//- registers/terms.yaml
terms:
  - term: Multi-factor authentication
    abbreviation: MFA
    definition: Two proofs of different kinds.
"],
};

/// Bounds of the length of an abbreviation.
const LENGTHS: Range<usize> = 2..7;

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    // Explanations may stand in a table of abbreviations after the first use.
    let mut in_cells: Option<BTreeSet<&str>> = None;
    for sentence in writing.sentences() {
        for range in capitals(sentence.text) {
            let word = &sentence.text[range.clone()];
            if writing.lexicon.knows_abbreviation(word) || seen.contains(word) {
                continue;
            }
            seen.insert(word);
            let cells = in_cells.get_or_insert_with(|| cells(writing));
            // A word that the text also has in small letters is emphasis.
            let is_emphasis = is_shouted(sentence.text) || writing.has_word(&word.to_lowercase());
            let is_left = is_emphasis || Quotations::of(sentence.text).hold(&range);
            let is_explained = is_explained(&sentence, &range) || is_in_brackets_of_heading(passage.body, word);
            if cells.contains(word) || is_explained || is_left {
                continue;
            }
            let message = format!("`{}` does not explain `{word}`", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span_of(range)), message)
                    .hint(format!("write it out, as in \"its full name ({word})\", or add it to the glossary")),
            );
        }
    }
}

/// The abbreviations that fill a cell, or a name in a definition list.
fn cells<'w>(writing: &'w Writing<'_>) -> BTreeSet<&'w str> {
    let cells = writing.all().filter(|it| matches!(it.block, Block::TableCell | Block::Term));
    cells.map(|it| it.text).filter(|it| LENGTHS.contains(&it.len())).collect()
}

/// Words of two to six capitals; those that are part of an id, a path, a name with digits or a mixed word are left out.
fn capitals(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = if has_capitals(text) { 0 } else { bytes.len() };
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !bytes[at].is_ascii_uppercase() {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_uppercase() {
                at += 1;
            }
            let mut end = at;
            // The plural: APIs.
            if bytes.get(end) == Some(&b's') {
                end += 1;
            }
            if LENGTHS.contains(&(at - start)) && !is_joined(bytes, start, end) {
                return Some(start..at);
            }
            // The rest of a longer word is not looked at.
            while at < bytes.len() && is_of_name(bytes[at]) {
                at += 1;
            }
        }
        None
    })
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'-' | b'/' | b'@' | b'#' | b'$' | b'&')
}

fn is_joined(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|it| bytes[it]);
    let follows = |at: usize| bytes.get(at).copied();
    let is_dotted =
        |mark: Option<u8>, next: Option<u8>| mark == Some(b'.') && next.is_some_and(|it| it.is_ascii_alphanumeric());
    // Typographic marks are not letters, and the only ones that touch a word.
    let is_letter = |it: u8| is_of_name(it) && it < 0x80;
    before.is_some_and(|it| is_letter(it) || matches!(it, b'.' | b'{' | b'<' | b'%' | b'='))
        || follows(end).is_some_and(|it| is_letter(it) || matches!(it, b'=' | b'('))
        || is_dotted(follows(end), follows(end + 1))
        // A number behind it makes it part of a name: `TLS 1.3` is left to the glossary of those who write it.
        || (follows(end) == Some(b' ') && follows(end + 1).is_some_and(|it| it.is_ascii_digit()))
}

/// "data loss prevention (DLP)", "DLP (data loss prevention)", "DLP: data loss prevention", "DLP means …".
fn is_explained(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let before = sentence.text[..range.start].trim_end_matches(['"', '“', '\'']);
    let after = sentence.text[range.end..].trim_start_matches(['s', '"', '”', '\'']);
    let words = sentence.lexicon().words;
    let in_brackets = before.ends_with('(') && after.starts_with([')', ',', ';']);
    let then_brackets = after.strip_prefix(" (").is_some_and(|it| it.starts_with(char::is_alphabetic));
    let is_named = before.trim().is_empty() && after.trim_start().starts_with([':', '=', '–', '—']);
    let is_meant = words.means.iter().any(|it| after.trim_start().starts_with(it));
    in_brackets || then_brackets || is_named || is_meant
}

/// "## Data loss prevention (DLP)".
fn is_in_brackets_of_heading(body: &Body, word: &str) -> bool {
    body.headings.iter().any(|it| {
        it.text.match_indices(word).any(|(at, _)| {
            it.text[..at].ends_with('(') && it.text[at + word.len()..].trim_start_matches('s').starts_with(')')
        })
    })
}

/// Whether a text of several words has no small letter.
fn is_shouted(text: &str) -> bool {
    text.contains(' ') && !text.bytes().any(|it| it.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn unexplained(text: &str) -> Vec<String> {
        let raised = example(&format!("//- policies/a.md\n---\nid: POL-007\n---\n{text}\n"));
        let of_rule = raised.iter().filter(|it| it.rule.name == "undefined-abbreviation");
        of_rule.filter_map(|it| it.finding.message.split('`').nth(3).map(str::to_owned)).collect()
    }

    #[test]
    fn an_abbreviation_is_told_once() {
        assert_eq!(unexplained("Use DLP. The DLP tool and its PKIs. See PKI."), ["DLP", "PKI"]);
    }

    #[test]
    fn explanations_are_understood_in_the_ways_people_write_them() {
        assert_eq!(unexplained("Use data loss prevention (DLP). A CASB (cloud broker) helps."), [""; 0]);
        assert_eq!(unexplained("## Data loss prevention (DLP)\n\nUse DLP.\n"), [""; 0]);
        assert_eq!(unexplained("## Prevention (of DLP)\n\nUse DLP.\n"), ["DLP"]);
        assert_eq!(unexplained("**DLP**: stops leaks.\n\n- HSM means a vault.\n"), [""; 0]);
        assert_eq!(unexplained("Use DLP.\n\n| Short | Long |\n|---|---|\n| DLP | Data loss prevention |\n"), [""; 0]);
    }

    #[test]
    fn ids_names_with_numbers_code_and_shouting_are_left() {
        assert_eq!(
            unexplained(
                "POL-007, A.5.15, TLS 1.3, AES256, `DLP`, [[DLP]], do NOT, we WANT what we want, x/ABC/y, McABC, USB."
            ),
            [""; 0]
        );
        assert_eq!(unexplained("## DLP\n\nKEEP OUT OF LAB AREA"), [""; 0]);
    }
}
