//! The language in which a text is written, told from the smallest words of those that are known here.

/// Words that no other of the languages has, or has with another meaning and seldom.
const WORDS: [(&str, [&str; 20]); 4] = [
    (
        "en",
        [
            "the", "of", "and", "to", "is", "are", "be", "for", "with", "by", "this", "that", "must", "shall", "all",
            "should", "which", "have", "not", "or",
        ],
    ),
    (
        "de",
        [
            "der", "die", "das", "und", "ist", "sind", "werden", "wird", "für", "mit", "von", "dem", "den", "nicht",
            "auf", "eine", "einer", "müssen", "zur", "oder",
        ],
    ),
    (
        "fr",
        [
            "le", "les", "des", "et", "est", "sont", "une", "dans", "pour", "par", "aux", "du", "qui", "avec", "sur",
            "doit", "doivent", "ou", "cette", "ces",
        ],
    ),
    (
        "es",
        [
            "el", "los", "las", "y", "es", "son", "una", "para", "por", "con", "del", "que", "debe", "deben", "su",
            "sus", "esta", "como", "al", "cada",
        ],
    ),
];

/// How many words are looked at, and how many of the smallest ones a language needs to be told.
const LOOKED_AT: usize = 4000;
const ENOUGH: usize = 6;

/// The tag of the language; none where the text is short, in another language, or in several.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let mut counts = [0; WORDS.len()];
    let words = text.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty()).take(LOOKED_AT);
    for word in words.map(str::to_lowercase) {
        for (count, (_, small)) in counts.iter_mut().zip(&WORDS) {
            *count += usize::from(small.contains(&word.as_str()));
        }
    }
    let mut ranked: Vec<(usize, &str)> = counts.into_iter().zip(WORDS.iter().map(|(tag, _)| *tag)).collect();
    ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let [(first, tag), (second, _), ..] = ranked[..] else { return None };
    (first >= ENOUGH && first >= 3 * second).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn a_language_is_told_from_a_few_sentences() {
        for (tag, text) in [
            (Some("en"), "Access to the systems is given by the owner. All of the staff must keep it for this."),
            (Some("de"), "Die Rechte werden von der Leitung vergeben und sind für die Dauer der Arbeit mit dem Team."),
            (Some("fr"), "Les droits sont donnés par le responsable et doivent être revus dans les délais pour tous."),
            (Some("es"), "Los derechos son dados por el responsable y deben revisarse cada año para las personas."),
            (None, "Alle Rechte: siehe Liste."),
            (None, "Prawa dostępu są nadawane przez właściciela i muszą być sprawdzane raz w roku przez zespół."),
            (None, "The rights of the staff are for all. Die Rechte der Leute sind für die Arbeit und die Leitung da."),
        ] {
            assert_eq!(language(text), tag, "{text}");
        }
    }
}
