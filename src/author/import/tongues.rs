//! The language in which a text is written, told from the smallest words of those that are known here.

/// Words that no other of the languages has, or has with another meaning and seldom.
const WORDS: [(&str, [&str; 28]); 4] = [
    (
        "en",
        [
            "the", "of", "and", "to", "is", "are", "be", "for", "with", "by", "this", "that", "must", "shall", "all",
            "should", "which", "have", "not", "or", "an", "as", "any", "from", "will", "it", "at", "who",
        ],
    ),
    (
        "de",
        [
            "der", "die", "das", "und", "ist", "sind", "werden", "wird", "für", "mit", "von", "dem", "den", "nicht",
            "auf", "eine", "einer", "müssen", "zur", "oder", "des", "im", "durch", "ein", "bei", "nach", "alle",
            "diese",
        ],
    ),
    (
        "fr",
        [
            "le", "les", "des", "et", "est", "sont", "une", "dans", "pour", "par", "aux", "du", "qui", "avec", "sur",
            "doit", "doivent", "ou", "cette", "ces", "dont", "que", "au", "tous", "toute", "sous", "être", "leur",
        ],
    ),
    (
        "es",
        [
            "el", "los", "las", "y", "es", "son", "una", "para", "por", "con", "del", "que", "debe", "deben", "su",
            "sus", "esta", "como", "al", "cada", "sin", "se", "ser", "lo", "todos", "sobre", "entre", "este",
        ],
    ),
];

/// How many words of a text are looked at, and how many of the smallest ones a language needs to be told.
const LOOKED_AT: usize = 4000;
const ENOUGH: usize = 6;

/// How many of the smallest words of each language texts have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts([usize; WORDS.len()]);

impl Counts {
    pub(super) fn add(&mut self, others: Counts) {
        for (count, other) in self.0.iter_mut().zip(others.0) {
            *count += other;
        }
    }

    /// The tag of the language; none where the texts are short, in another language, or in several.
    pub(super) fn language(self) -> Option<&'static str> {
        let mut ranked: Vec<(usize, &str)> = self.0.into_iter().zip(WORDS.iter().map(|(tag, _)| *tag)).collect();
        ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let [(first, tag), (second, _), ..] = ranked[..] else { return None };
        (first >= ENOUGH && first >= 3 * second).then_some(tag)
    }
}

pub(super) fn counts(text: &str) -> Counts {
    let mut counts = [0; WORDS.len()];
    let words = text.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty()).take(LOOKED_AT);
    for word in words.map(str::to_lowercase) {
        for (count, (_, small)) in counts.iter_mut().zip(&WORDS) {
            *count += usize::from(small.contains(&word.as_str()));
        }
    }
    Counts(counts)
}

#[cfg(test)]
mod tests {
    use super::{Counts, counts};

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
            assert_eq!(counts(text).language(), tag, "{text}");
        }
    }

    #[test]
    fn short_texts_tell_it_together() {
        let short = counts("Die Regeln sind für alle.");
        let mut all = Counts::default();
        assert_eq!(short.language(), None);
        for _ in 0..2 {
            all.add(short);
        }
        assert_eq!(all.language(), Some("de"));
    }
}
