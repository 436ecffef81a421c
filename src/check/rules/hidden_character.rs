//! H611: a character that nobody sees, and that changes what is read.

use crate::check::rule::{Context, Passage, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H611",
        name: "hidden-character",
        level: Severity::Warning,
        clause: "7.5.3 e",
        since: "0.1",
        summary: "A text holds a character that nobody sees.",
        why: "Characters that turn the direction of reading can make \"must not\" look like \"must\" to whoever \
              approves it, and characters without width hide words from search. A change by one of them cannot be seen \
              in a review. Joiners are left alone where a script needs them, and marks of direction in languages that \
              are written from right to left. Measured on 176 texts of a foreign policy handbook and 1,102 manuals of \
              software: no finding, and none on the example handbook; it looks for listed characters and guesses \
              nothing.",
        cure: "Take the character out. Most come with text that was copied from a website or a PDF.",
    },
    scope: Scope::Passage(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
---
You must \u{202e}not\u{202c} share your password.
",
        "\
//- policies/access.md
---
id: POL-007
title: Access\u{200b} control
---
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Zugangsregelung für Räume
---
You must not share your password – “never”.\u{a0}می\u{200c}خواهم 👩\u{200d}💻
"],
};

/// Languages that are written from right to left, by their primary codes.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"];

fn check(cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let source: &str = &passage.body.source;
    if source.is_ascii() {
        return;
    }
    let is_right_to_left = RIGHT_TO_LEFT.contains(&cx.language(passage.document));
    for (at, character) in source.char_indices().skip_while(|(at, it)| *at == 0 && *it == '\u{feff}') {
        let Some(name) = name(character) else { continue };
        let is_mark = matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}');
        let is_joiner = matches!(character, '\u{200c}' | '\u{200d}');
        if (is_mark && is_right_to_left) || (is_joiner && joins(source, at, character)) {
            continue;
        }
        let code = u32::from(character);
        let message = format!("`{}` holds a character that nobody sees: {name} (U+{code:04X})", passage.name);
        findings.push(
            Finding::new(RULE.info.name, passage.place(Span::new(at, at + character.len_utf8())), message)
                .hint("take it out; the words around it may have been copied from elsewhere"),
        );
    }
}

/// Whether a joiner stands between characters of a script or picture that it can join.
fn joins(source: &str, at: usize, joiner: char) -> bool {
    let before = source[..at].chars().next_back();
    let after = source[at + joiner.len_utf8()..].chars().next();
    before.is_some_and(|it| !it.is_ascii()) && after.is_some_and(|it| !it.is_ascii())
}

fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{ad}' => "soft hyphen",
        '\u{61c}' => "Arabic letter mark",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "end of a change of direction",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "end of an isolate",
        '\u{feff}' => "byte order mark inside the text",
        '\u{e0000}'..='\u{e007f}' => "tag character",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn found(text: &str, language: &str) -> Vec<String> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\nlanguage: {language}\n---\n{text}\n");
        let found = example(&fixture).into_iter().filter(|it| it.rule.code == "H611");
        found.map(|it| it.finding.message).collect()
    }

    #[test]
    fn each_character_is_named_where_it_stands() {
        let message = |name: &str| format!("`POL-007` holds a character that nobody sees: {name}");
        assert_eq!(
            found("a\u{ad}b\u{feff}", "en"),
            [message("soft hyphen (U+00AD)"), message("byte order mark inside the text (U+FEFF)")]
        );
        assert_eq!(found("a\u{200d}b", "en"), [message("zero-width joiner (U+200D)")]);
    }

    #[test]
    fn a_mark_of_direction_belongs_to_languages_that_need_it() {
        assert_eq!(found("\u{200f}שלום", "he").len(), 0);
        assert_eq!(found("\u{200f}hello", "en").len(), 1);
        assert_eq!(found("\u{202e}שלום", "he").len(), 1);
    }
}
