//! T710: a term that the glossary does not know, or knows in another spelling.

use std::collections::BTreeSet;

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::check::writing::{Block, Cue, Sentence, Writing};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "T710",
        name: "undefined-term",
        level: Severity::Info,
        clause: "7.5.2 b",
        since: "0.1",
        summary: "A text defines a term that the glossary lacks, or spells a term of the glossary in another way.",
        why: "A term that is explained in one document means something else in the next. Two spellings look like \
              two things, and a search finds only one of them. Measured on 666 foreign texts with the glossary of \
              the example handbook: 10 findings, none wrong.",
        cure: "Add the term to `registers/terms.yaml`, with other spellings as `aliases`, or write it as the glossary does.",
    },
    scope: Scope::Sentences(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
**Role profile** means the rights that go with a job.
//- registers/terms.yaml
terms:
  - term: Asset
    definition: Anything of value.
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Send it by email.
//- registers/terms.yaml
terms:
  - term: E-mail
    definition: A letter between computers.
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
**Role profiles** means the rights that go with jobs.
Send it by e-mail.
//- registers/terms.yaml
terms:
  - term: Role profile
    definition: The rights that go with a job.
  - term: E-mail
    definition: A letter between computers.
"],
};

/// Longest name of a term, in bytes.
const LONGEST: usize = 60;

fn check(_: &Context<'_>, passage: &Passage<'_>, writing: &Writing<'_>, findings: &mut Vec<Finding>) {
    let kind = passage.document.and_then(Document::document_type);
    // Without a glossary there is nothing to compare with; a record keeps the words that were said.
    if !writing.lexicon.has_terms() || matches!(kind, Some(DocumentType::Record | DocumentType::Register)) {
        return;
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut spelled = |written: &str, term: &str, span: Span, findings: &mut Vec<Finding>| {
        if seen.insert(written.to_lowercase()) {
            let message = format!("`{}` writes `{written}`; the glossary writes `{term}`", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(span), message)
                    .hint("write it as the glossary does, or add this spelling to its `aliases`"),
            );
        }
    };
    for sentence in writing.all() {
        if let Some(term) = defined(&sentence).filter(|it| !writing.lexicon.is_term(it)) {
            let message = format!("`{}` defines `{term}`, which the glossary does not have", passage.name);
            findings.push(
                Finding::new(RULE.info.name, passage.place(sentence.span()), message)
                    .hint("add it to the glossary, so that it means the same everywhere"),
            );
        }
        if !matches!(sentence.block, Block::Paragraph | Block::ListEntry) {
            continue;
        }
        for hit in sentence.hits() {
            if let Cue::Spelling(index) = hit.cue
                && let Some(spelling) = writing.lexicon.spellings.get(index)
            {
                let written = &sentence.text[hit.range.clone()];
                // A capital inside a sentence makes it a name, such as that of a header.
                if hit.range.start > 0 && written.starts_with(char::is_uppercase) {
                    continue;
                }
                spelled(written, &spelling.term, sentence.span_of(hit.range), findings);
            }
        }
        for (start, word) in hyphenated(sentence.text) {
            let is_whole = !word.starts_with('-') && !word.ends_with('-');
            if let Some(term) = writing.lexicon.joined_term(word).filter(|_| is_whole) {
                spelled(word, term, sentence.span_of(start..start + word.len()), findings);
            }
        }
    }
}

/// The term that a sentence defines: the name in a definition list, or what stands in quotation marks before "means".
fn defined<'w>(sentence: &Sentence<'w>) -> Option<&'w str> {
    let text = sentence.text;
    match sentence.block {
        Block::Term => Some(text.trim_end_matches([':', '.'])).filter(|it| it.len() <= LONGEST),
        Block::Paragraph | Block::ListEntry => {
            let means = sentence.hits().find(|it| it.cue == Cue::Means)?;
            let at = text[..means.range.start].trim_end().len();
            let name = text[..at].trim();
            let bare = name.trim_matches(['"', '“', '”']);
            let is_marked = bare.len() + 1 < name.len() || sentence.is_marked(at);
            (is_marked && !bare.is_empty() && bare.len() <= LONGEST).then_some(bare)
        }
        Block::TableCell | Block::Quote => None,
    }
}

/// Words with a hyphen between letters.
fn hyphenated(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_of_word = |it: char| it.is_alphanumeric() || it == '-';
    let mut from = 0;
    std::iter::from_fn(move || {
        let hyphen = from + text.get(from..)?.find('-')?;
        let start = text[..hyphen]
            .rfind(|it| !is_of_word(it))
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let end = text[hyphen..].find(|it| !is_of_word(it)).map_or(text.len(), |at| hyphen + at);
        from = end.max(hyphen + 1);
        Some((start, &text[start..end]))
    })
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn count(text: &str) -> usize {
        let terms = "terms:\n  - {term: Backup, definition: x}\n  - {term: Authorisation, definition: x}\n";
        let document = format!("---\nid: POL-007\ntype: policy\n---\n{text}\n");
        let raised = example(&format!("//- policies/a.md\n{document}//- registers/terms.yaml\n{terms}"));
        raised.iter().filter(|it| it.rule.name == "undefined-term").count()
    }

    #[test]
    fn other_spellings_are_told_once_each() {
        assert_eq!(
            count(
                "A back-up. Two back-ups, one back-up. An authorization and a backup. The flag --backup. An Authorization header."
            ),
            2
        );
    }

    #[test]
    fn only_marked_terms_are_definitions() {
        assert_eq!(count("\"Trunk\" means the main line. This means trouble."), 1);
        assert_eq!(count("Trunk\n: The main line.\n\nBackup\n: A copy.\n"), 1);
        assert_eq!(count("**Backups** means copies."), 0);
    }
}
