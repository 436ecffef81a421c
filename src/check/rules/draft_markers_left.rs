//! A115: words that were to be filled in.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::{memchr, memchr2_iter};

use crate::check::prose::{self, Run};
use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType};
use crate::text::{Span, has_capitals};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "A115",
        name: "draft-markers-left",
        level: Severity::Info,
        clause: "7.5.2 c",
        since: "0.1",
        summary: "The text still holds a marker such as TODO, TBC or `[DATE]`.",
        why: "A marker is a promise to the author. In an approved document it shows staff and auditors that somebody \
              signed a text with holes. Measured on 176 texts of a foreign policy handbook and 1,102 manuals of \
              software: 65 findings, none wrong; on the example handbook: none. TODO and FIXME count only where they \
              stand as a marker does, because texts on software speak of them too.",
        cure: "Write what belongs there, or take the sentence out. In an approved document the marker is an error. \
               Where the text is about markers, put them in backticks.",
    },
    scope: Scope::Passage(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: approved
---
The retention period is TBD.
",
        "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
---
Approved on [DATE] by [Company Name].
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
status: approved
---
Write `TODO` where a draft has a gap. Ids look like POL-XXX.
"],
};

/// Markers in capitals.
const MARKERS: [&str; 5] = ["TODO", "TBC", "TBD", "FIXME", "XXX"];

/// Markers that texts on software also speak of as things, and that are words elsewhere: they count only where they
/// stand as a marker does.
const SPOKEN_OF: [&str; 2] = ["TODO", "FIXME"];

/// Languages in which the first of them means "all".
const WHERE_TODO_IS_A_WORD: [&str; 4] = ["es", "pt", "gl", "ast"];

/// Fillers in any spelling.
const FILLERS: [&str; 39] = [
    "lorem ipsum",
    "[date]",
    "[insert",
    "[company]",
    "[company name]",
    "[your company",
    "[organization]",
    "[organisation]",
    "[organization name]",
    "[organisation name]",
    "[name]",
    "[your name]",
    "[fill in",
    "[to be ",
    "[placeholder]",
    "[yyyy-mm-dd]",
    "[role]",
    "[datum]",
    "[firma]",
    "[firmenname]",
    "[unternehmen]",
    "[name der organisation]",
    "[name des unternehmens]",
    "[rolle]",
    "[bitte ",
    "[hier ",
    "[nom]",
    "[nom de l",
    "[entreprise]",
    "[organisme]",
    "[insérer",
    "[à compléter",
    "[fecha]",
    "[nombre]",
    "[nombre de la ",
    "[empresa]",
    "[organización]",
    "[insertar",
    "[completar",
];

/// All of them in any spelling, found in one pass; markers come first.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(MARKERS.iter().chain(&FILLERS))
        .expect("two short lists make a small automaton")
});

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let kind = passage.document.and_then(Document::document_type);
    if kind == Some(DocumentType::Template) || passage.document.is_some_and(Document::is_retired) {
        return;
    }
    let mut report = |span: Span, marker: &str| {
        let message = format!("`{}` still contains `{marker}`", passage.name);
        let finding = Finding::new(RULE.info.name, passage.place(span), message)
            .hint("write what belongs here, or take the sentence out");
        findings.push(if passage.is_approved() { finding.at_level(Severity::Error) } else { finding });
    };
    let has_filler_words = names_filler(passage.body.source.as_bytes());
    for run in prose::runs(passage.body) {
        let has_bracket = || memchr(b'[', run.text.as_bytes()).is_some();
        if !has_filler_words && !has_capitals(run.text) && !has_bracket() {
            continue;
        }
        for found in WORDS.find_iter(run.text) {
            let part = found.range();
            let is_left = |marker: &str| {
                let is_it = run.text[part.clone()] == *marker && prose::stands_alone(run.text, &part);
                is_it && is_marker((cx, passage), &run, &part) && !is_spoken_of(run.text, &part)
            };
            if MARKERS.get(found.pattern().as_usize()).is_none_or(|it| is_left(it)) {
                let whole = part.start..slot_end(run.text, &part);
                report(run.span_of(whole.clone()), &run.text[whole]);
            }
        }
    }
    for span in &passage.body.html {
        let tag = passage.body.source.get(span.range()).unwrap_or_default();
        if is_filler_tag(tag) {
            report(*span, tag);
        }
    }
}

/// Where a filler that only begins a slot, as `[to be ` does, ends with it; that is told which is to be filled.
fn slot_end(text: &str, part: &Range<usize>) -> usize {
    const LONGEST: usize = 80;
    let is_slot = text[part.clone()].starts_with('[') && !text[part.clone()].ends_with(']');
    let inner = text[part.end..].char_indices().take(LONGEST).take_while(|(_, it)| !matches!(it, '[' | '\n'));
    let end = inner.into_iter().find(|(_, it)| *it == ']').filter(|_| is_slot);
    end.map_or(part.end, |(at, _)| part.end + at + 1)
}

/// Whether a marker stands as one: before a colon, in brackets, at the head of a block, or as all that is said of
/// something.
fn is_marker((cx, passage): (&Context<'_>, &Passage<'_>), run: &Run<'_>, part: &Range<usize>) -> bool {
    let marker = &run.text[part.clone()];
    if !SPOKEN_OF.contains(&marker) {
        return true;
    }
    let (before, after) = (run.text[..part.start].trim_end(), &run.text[part.end..]);
    let owner_end = if after.starts_with('(') { after.find(')').map_or(0, |it| it + 1) } else { 0 };
    if after[owner_end..].starts_with(':') {
        return true;
    }
    let language = cx.language(passage.document);
    if marker == "TODO" && WHERE_TODO_IS_A_WORD.iter().any(|it| it.eq_ignore_ascii_case(language)) {
        return false;
    }
    let begins = before.is_empty() && run.begins_block;
    let is_all = before.ends_with(':') || ["is", "are"].iter().any(|it| prose::ends_with_word(before, it));
    let ends = after.trim_start().is_empty() || after.starts_with(['.', ',', ';', '!']);
    // A bracket ends a run of its own.
    let source = passage.body.source.get(..run.span_of(part.clone()).start as usize).unwrap_or_default();
    begins || source.ends_with(['[', '(']) || (is_all && ends)
}

/// Whether a text is about markers, as one that tells which comments were removed.
fn is_spoken_of(text: &str, part: &Range<usize>) -> bool {
    const KINDS: [&str; 8] = ["comment", "statement", "marker", "entry", "note", "tag", "test", "option"];
    const DEEDS: [&str; 18] = [
        "add",
        "added",
        "adds",
        "complete",
        "completes",
        "fix",
        "fixed",
        "fixes",
        "minor",
        "obsolete",
        "outdated",
        "redundant",
        "relevant",
        "remove",
        "removed",
        "removes",
        "resolve",
        "resolved",
    ];
    let is_letter = |it: char| it.is_alphabetic();
    let after = text[part.end..].trim_start_matches(' ').split(|it| !is_letter(it)).next().unwrap_or_default();
    let mut words = text[..part.start].trim_end_matches(' ').rsplit(|it| !is_letter(it));
    let before = words.next().filter(|it| !["a", "the"].contains(it)).or_else(|| words.next()).unwrap_or_default();
    let kind = after.strip_suffix("ies").map(|it| format!("{it}y"));
    let kind = kind.as_deref().unwrap_or_else(|| after.trim_end_matches('s'));
    // What goes on like this tells of them, as "… and … comments are removed" does.
    let goes_on = part.start == 0 && ["and", "or", "is", "are", "in", "as"].contains(&after);
    goes_on || KINDS.contains(&kind) || DEEDS.iter().any(|it| it.eq_ignore_ascii_case(before))
}

/// Whether the second word of the one filler without a bracket stands anywhere; `p` is its rarest letter.
fn names_filler(text: &[u8]) -> bool {
    let is_there = |at: usize| {
        let around = at.checked_sub(1).and_then(|start| text.get(start..start + 5));
        around.is_some_and(|it| it.eq_ignore_ascii_case(b"ipsum"))
    };
    memchr2_iter(b'p', b'P', text).any(is_there)
}

/// `<FILL-IN>` and `<COMPANY-NAME>` are raw HTML to a parser; no real tag has a hyphen and capitals only.
fn is_filler_tag(tag: &str) -> bool {
    let name = tag.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap_or_default();
    name.contains('-') && name.bytes().all(|it| it.is_ascii_uppercase() || it == b'-')
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn markers(text: &str) -> Vec<String> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\n---\n{text}\n");
        let raised = example(&fixture);
        let words = |it: &crate::diag::Diagnostic| it.finding.message.split('`').nth(3).map(str::to_owned);
        raised.iter().filter(|it| it.rule.name == "draft-markers-left").filter_map(words).collect()
    }

    #[test]
    fn markers_are_found_in_text_and_in_what_looks_like_a_tag() {
        assert_eq!(markers("A TODO: x, [Insert name] and <FILL-IN>."), ["TODO", "[Insert name]", "<FILL-IN>"]);
    }

    #[test]
    fn a_slot_is_told_as_a_whole_where_it_ends_soon() {
        assert_eq!(markers("[to be written: who, and by when] x]"), ["[to be written: who, and by when]"]);
        assert_eq!(markers("[to be written\nlater]"), ["[to be "]);
        assert_eq!(markers(&format!("[to be {}]", "x".repeat(90))), ["[to be "]);
    }

    #[test]
    fn a_text_about_markers_has_none() {
        assert_eq!(markers("Remove outdated TODO comments, FIXME entries and the obsolete XXX."), [""; 0]);
        assert_eq!(markers("Fixed a TODO, adds TODO to each file. TODO tests run last."), [""; 0]);
        assert_eq!(markers("TODO and FIXME comments block a release."), [""; 0]);
        assert_eq!(markers("There is a TODO here; a test is both TODO and skipped,\nTODO options are left."), [""; 0]);
        assert_eq!(
            markers("- TODO\n- TODO (or remove)\n- Comments: TBD\n- Approved by TBC"),
            ["TODO", "TODO", "TBD", "TBC"]
        );
    }

    #[test]
    fn a_marker_among_words_stands_as_one() {
        let found = markers("Keys are TODO. Owner: FIXME\n\n**TODO** ask. See [FIXME] (FIXME), `a` TODO b.\n\n## TODO");
        assert_eq!(found, ["TODO", "FIXME", "TODO", "FIXME", "FIXME", "TODO"]);
        assert_eq!(markers("Text, TODO(ann): write.\\\nTODO write on."), ["TODO", "TODO"]);
    }

    fn markers_in(language: &str, text: &str) -> Vec<String> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\nlanguage: {language}\n---\n{text}\n");
        let words = |it: &crate::diag::Diagnostic| it.finding.message.split('`').nth(3).map(str::to_owned);
        let raised = example(&fixture);
        raised.iter().filter(|it| it.rule.name == "draft-markers-left").filter_map(words).collect()
    }

    #[test]
    fn todo_is_a_word_of_spanish_and_portuguese() {
        let text = "TODO el personal debe leerla.\n\nTODO: fechas. El plazo es TBD.";
        assert_eq!(markers_in("es-MX", text), ["TODO", "TBD"]);
        assert_eq!(markers_in("pt", "TODO colaborador deve ler."), [""; 0]);
        assert_eq!(markers_in("nl", "TODO schrijven"), ["TODO"]);
    }

    #[test]
    fn fillers_of_other_languages_are_known() {
        assert_eq!(
            markers_in("de", "Seit [Datum] bei [Name der Organisation]."),
            ["[Datum]", "[Name der Organisation]"]
        );
        assert_eq!(markers_in("fr", "Le [Date], [nom de l’entreprise]."), ["[Date]", "[nom de l’entreprise]"]);
        assert_eq!(markers_in("es", "[Nombre de la empresa], [fecha]"), ["[Nombre de la empresa]", "[fecha]"]);
    }

    #[test]
    fn code_patterns_and_longer_words_are_left() {
        assert_eq!(markers("`TBD` POL-XXX TODOS mastodon [ISO 27001] <BR>\n\n    TODO\n"), [""; 0]);
    }
}
