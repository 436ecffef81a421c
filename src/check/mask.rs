//! Reports are kept, mailed and shown to many: what looks like a secret is written as stars in them, whatever finding it
//! stands beside.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::secrets::{self, Secret};
use super::silence::Silenced;
use crate::diag::Diagnostic;
use crate::text::{FileId, Texts};

/// Findings and texts as a report may show them.
pub struct Masked {
    pub diagnostics: Vec<Diagnostic>,
    pub texts: Texts,
}

/// The findings and the texts they point into without secrets; none where there are no secrets near them. Every place
/// stays what it was in bytes, in characters and in UTF-16.
pub fn masked(diagnostics: &[Diagnostic], texts: &Texts) -> Option<Masked> {
    let related = diagnostics.iter().flat_map(|it| &it.finding.related).map(|it| it.place.file);
    let files: BTreeSet<FileId> = diagnostics.iter().map(Diagnostic::file).chain(related).collect();
    let hidden = |file: FileId| {
        let content = &texts.of(file).content;
        let hidden = secret_parts(content);
        if hidden.is_empty() { None } else { Some((file, hidden)) }
    };
    let hidden: Vec<(FileId, Vec<Range<usize>>)> = files.into_par_iter().filter_map(hidden).collect();
    if hidden.is_empty() {
        return None;
    }
    let mut shown = texts.clone();
    let mut words: BTreeSet<&str> = BTreeSet::new();
    for (file, hidden) in hidden {
        let content = &*texts.of(file).content;
        words.extend(hidden.iter().map(|it| &content[it.clone()]));
        shown.replace(file, starred(content, &hidden));
    }
    let mut diagnostics = diagnostics.to_vec();
    for diagnostic in &mut diagnostics {
        let finding = &mut diagnostic.finding;
        let replacements = finding.fixes.iter_mut().flat_map(|it| &mut it.edits).map(|it| &mut it.replacement);
        let labels = finding.related.iter_mut().map(|it| &mut it.words);
        for text in replacements.chain(labels).chain(&mut finding.hint).chain([&mut finding.message]) {
            for word in words.iter().filter(|it| text.contains(**it)).collect::<Vec<_>>() {
                *text = text.replace(word, &stars(word));
            }
        }
    }
    Some(Masked { diagnostics, texts: shown })
}

/// Silenced findings as a report or a site may show them; the reasons too, which people write.
pub fn masked_silences(silenced: &[Silenced], texts: &Texts) -> Vec<Silenced> {
    let diagnostics: Vec<Diagnostic> = silenced.iter().map(|it| it.diagnostic.clone()).collect();
    let shown = masked(&diagnostics, texts).map_or(diagnostics, |it| it.diagnostics);
    let mut silenced = silenced.to_vec();
    for (silenced, diagnostic) in silenced.iter_mut().zip(shown) {
        silenced.diagnostic = diagnostic;
        let reason = &silenced.silence.reason;
        silenced.silence.reason = starred(reason, &secret_parts(reason));
    }
    silenced
}

/// The parts of a text that look like secrets, in order.
pub fn secret_parts(text: &str) -> Vec<Range<usize>> {
    secrets::secrets(text).into_iter().map(|it| whole(text, it)).collect()
}

/// A secret with all of it: of a private key also the lines below its head.
fn whole(content: &str, (range, secret): (Range<usize>, Secret)) -> Range<usize> {
    if secret != Secret::PrivateKey {
        return range;
    }
    let rest = &content[range.end..];
    let end = rest.find("-----END").or_else(|| rest.find("\n\n")).unwrap_or(rest.len());
    range.start..range.end + end
}

/// Puts stars in place of these parts, which may overlap.
pub fn starred(text: &str, hidden: &[Range<usize>]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for range in hidden {
        shown.push_str(&text[at.min(range.start)..range.start]);
        shown.push_str(&stars(&text[range.start.max(at)..range.end.max(at)]));
        at = range.end.max(at);
    }
    shown.push_str(&text[at..]);
    shown
}

/// Stars, and for letters beyond ASCII signs of the same length, in place of all but blanks and line ends.
fn stars(text: &str) -> String {
    let star = |it: char| match it.len_utf8() {
        _ if it.is_whitespace() => it,
        1 => '*',
        2 => '×',
        3 => '•',
        _ => '🞶',
    };
    text.chars().map(star).collect()
}

#[cfg(test)]
mod tests {
    use super::{masked, starred, stars};
    use crate::check::rule::example;
    use crate::source;

    const LEAK: &str = "//- policies/a.md\n---\nid: POL-007\n---\n\nThe password: summer2026 opens [it](gone.md).\n";

    #[test]
    fn no_report_holds_the_secret_and_all_places_stay() {
        let (diagnostics, texts) = (example(LEAK), source::fixture(LEAK).texts);
        let shown = masked(&diagnostics, &texts).expect("there is a secret");
        let (_, text) = shown.texts.iter().next().expect("one file");
        assert_eq!(&*text.content, "---\nid: POL-007\n---\n\nThe password: ********** opens [it](gone.md).\n");
        let places = |all: &[crate::diag::Diagnostic]| all.iter().map(|it| it.finding.place).collect::<Vec<_>>();
        assert_eq!(places(&shown.diagnostics), places(&diagnostics));
    }

    #[test]
    fn texts_without_secrets_are_shown_as_they_are() {
        let text = LEAK.replace("summer2026", "at the desk");
        assert!(masked(&example(&text), &source::fixture(&text).texts).is_none());
    }

    #[test]
    fn stars_take_as_much_room_as_what_they_hide() {
        let text = "a ü€😀b\r\nc";
        let shown = format!("{}{}", &text[..2], stars(&text[2..]));
        assert_eq!(shown, "a ×•🞶*\r\n*");
        assert_eq!((shown.len(), shown.encode_utf16().count()), (text.len(), text.encode_utf16().count()));
        assert_eq!(starred("abcdef", &[0..4, 2..3, 5..6]), "****e*");
    }
}
