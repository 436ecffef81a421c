//! The type that older handbooks tell in a title, the name of a file or the folder it lies in.

use crate::model::DocumentType;
use crate::text::slug;

/// Words in the singular, as anchors are made of them.
const WORDS: &[(&str, DocumentType)] = &[
    ("template", DocumentType::Template),
    ("form", DocumentType::Template),
    ("vorlage", DocumentType::Template),
    ("register", DocumentType::Register),
    ("inventory", DocumentType::Register),
    ("record", DocumentType::Record),
    ("minute", DocumentType::Record),
    ("report", DocumentType::Record),
    ("protokoll", DocumentType::Record),
    ("procedure", DocumentType::Procedure),
    ("process", DocumentType::Procedure),
    ("sop", DocumentType::Procedure),
    ("playbook", DocumentType::Procedure),
    ("runbook", DocumentType::Procedure),
    ("procédure", DocumentType::Procedure),
    ("arbeitsanweisung", DocumentType::Procedure),
    ("verfahrensanweisung", DocumentType::Procedure),
    ("plan", DocumentType::Plan),
    ("standard", DocumentType::Standard),
    ("baseline", DocumentType::Standard),
    ("guideline", DocumentType::Guideline),
    ("guidance", DocumentType::Guideline),
    ("guide", DocumentType::Guideline),
    ("leitfaden", DocumentType::Guideline),
    ("manual", DocumentType::Manual),
    ("handbook", DocumentType::Manual),
    ("handbuch", DocumentType::Manual),
    ("policy", DocumentType::Policy),
    ("policie", DocumentType::Policy),
    ("charter", DocumentType::Policy),
    ("richtlinie", DocumentType::Policy),
    ("leitlinie", DocumentType::Policy),
    ("politique", DocumentType::Policy),
    ("política", DocumentType::Policy),
    ("procedimiento", DocumentType::Procedure),
    ("norma", DocumentType::Standard),
    ("norme", DocumentType::Standard),
];

/// Words behind which a title says what the document is about.
const ABOUT: [&str; 10] = ["for", "on", "of", "to", "zur", "zum", "für", "de", "des", "du"];

/// The type that a title, a file name or a value speaks of: the last word that names one, as a "record retention policy"
/// is a policy, but of a "procedure for policy exceptions" only what stands before the "for".
pub(super) fn document_type(words: &str) -> Option<DocumentType> {
    // What stands in brackets is an abbreviation or a state.
    let bare = words.split_once(" (").map(|(bare, _)| bare).and_then(last_of);
    bare.or_else(|| last_of(words))
}

fn last_of(words: &str) -> Option<DocumentType> {
    let slug = slug(words);
    let words: Vec<&str> = slug.split('-').collect();
    let head = words.iter().take_while(|it| !ABOUT.contains(it)).count();
    let last = |words: &[&str]| words.iter().rev().find_map(|it| named(it));
    last(&words[..head]).or_else(|| last(&words))
}

/// The type of a file by its name, else by the nearest folder that names one.
pub(super) fn type_of_file(name: &str) -> Option<DocumentType> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit('/').find_map(document_type)
}

fn named(word: &str) -> Option<DocumentType> {
    let single = word.trim_end_matches('s');
    // German joins the words of a title: `passwortrichtlinien`.
    let joined = word.trim_end_matches('n');
    let is_joined = |it: &str| it.ends_with("linie") || it == "handbuch" || it == "vorlage";
    let is_meant = |it: &str| it == word || it == single || (is_joined(it) && joined.ends_with(it));
    WORDS.iter().find(|(it, _)| is_meant(it)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::{document_type, type_of_file};
    use crate::model::DocumentType;

    #[test]
    fn the_last_word_that_names_a_type_counts() {
        for (title, kind) in [
            ("Record Retention Policy", DocumentType::Policy),
            ("Security Response Plan Policy", DocumentType::Policy),
            ("Policy register", DocumentType::Register),
            ("Procedure for policy exceptions", DocumentType::Procedure),
            ("On the use of policies", DocumentType::Policy),
            ("Minutes of the board", DocumentType::Record),
            ("Security Policy (Baseline)", DocumentType::Policy),
            ("Passwortrichtlinien", DocumentType::Policy),
            ("Politique de sécurité", DocumentType::Policy),
            ("Política de control de acceso", DocumentType::Policy),
            ("Information Security Policies", DocumentType::Policy),
            ("Incident Report Template", DocumentType::Template),
        ] {
            assert_eq!(document_type(title), Some(kind), "{title}");
        }
        assert_eq!(document_type("Use of mail"), None);
        assert_eq!(type_of_file("procedures/it/mail.md"), Some(DocumentType::Procedure));
        assert_eq!(type_of_file("procedures/mail-plan.md"), Some(DocumentType::Plan));
    }
}
