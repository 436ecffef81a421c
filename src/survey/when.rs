//! When a duty falls due, by the words of its sentence. What names no time holds at all times; of languages that are not
//! known nothing is told.

use crate::model::Tongue;

/// When something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// On joining or before the work begins.
    Joining,
    /// Each day or week.
    Often,
    /// Each month or quarter.
    Monthly,
    /// Each year or half-year.
    Yearly,
    /// When something happens.
    Event,
    Always,
    /// The language of the sentence is not known here.
    Untold,
}

impl When {
    pub const ALL: [When; 7] =
        [When::Joining, When::Often, When::Monthly, When::Yearly, When::Event, When::Always, When::Untold];

    /// Of a sentence in a language. A rhythm tells more than what sets a duty off, so it is looked for first.
    pub fn of(sentence: &str, tongue: Option<&Tongue>) -> Self {
        let Some(tongue) = tongue else { return When::Untold };
        let words: Vec<String> = sentence
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect();
        let is_number = |word: &String| word.bytes().all(|it| it.is_ascii_digit());
        let numbered: Vec<&str> = words.iter().map(|it| if is_number(it) { "#" } else { it.as_str() }).collect();
        let texts = [format!(" {} ", words.join(" ")), format!(" {} ", numbered.join(" "))];
        let has = |phrases: &[&str]| phrases.iter().any(|phrase| texts.iter().any(|text| has_phrase(text, phrase)));
        if has(tongue.joining) {
            When::Joining
        } else if has(tongue.often) {
            When::Often
        } else if has(tongue.monthly) {
            When::Monthly
        } else if has(tongue.yearly) {
            When::Yearly
        } else if has(tongue.event) {
            When::Event
        } else {
            When::Always
        }
    }
}

/// Whether a text of words with single spaces, at both ends too, has the phrase.
fn has_phrase(text: &str, phrase: &str) -> bool {
    match phrase.strip_suffix('*') {
        Some(stem) => text.contains(&format!(" {stem}")),
        None => text.contains(&format!(" {phrase} ")),
    }
}

#[cfg(test)]
mod tests {
    use super::When;
    use crate::model::Tongue;

    fn told(language: &str, sentences: &[(&str, When)]) {
        for (sentence, when) in sentences {
            assert_eq!(When::of(sentence, Tongue::named(language)), *when, "{sentence}");
        }
    }

    #[test]
    fn a_rhythm_counts_before_what_sets_a_duty_off() {
        told(
            "en-GB",
            &[
                ("The line manager must, on day one, grant the rights.", When::Joining),
                ("Review the log every week.", When::Often),
                ("You must check every quarter that your team works by the rules.", When::Monthly),
                ("Review every account twice a year, before the audit.", When::Yearly),
                ("You must report a loss within 1 hour.", When::Event),
                ("You must keep passwords secret.", When::Always),
                ("The weeklong course must be free.", When::Always),
            ],
        );
    }

    #[test]
    fn times_are_known_in_german() {
        told(
            "de-CH",
            &[
                ("Die Führungskraft muss am ersten Arbeitstag die Rechte erteilen.", When::Joining),
                ("Die täglichen Sicherungen müssen geprüft werden.", When::Often),
                ("Vierteljährlich muss die IT-Leitung die Konten prüfen.", When::Monthly),
                ("Alle Konten müssen mindestens einmal im Jahr geprüft werden, bevor das Audit beginnt.", When::Yearly),
                ("Ein Verlust muss innerhalb von 24 Stunden gemeldet werden.", When::Event),
                ("Sie müssen Geräte vor Verlust schützen und nach dieser Richtlinie handeln.", When::Always),
            ],
        );
    }

    #[test]
    fn times_are_known_in_french() {
        told(
            "fr",
            &[
                ("Le responsable doit attribuer les droits dès l’arrivée.", When::Joining),
                ("Les sauvegardes doivent être vérifiées quotidiennement.", When::Often),
                ("Le RSSI doit contrôler les journaux chaque trimestre.", When::Monthly),
                ("Les droits doivent être revus deux fois par an, avant l’audit.", When::Yearly),
                ("Une perte doit être signalée dans les 24 heures.", When::Event),
                ("Une perte doit être signalée lorsqu’elle est constatée.", When::Event),
                ("Le mot de passe ne doit pas figurer dans les journaux.", When::Always),
            ],
        );
    }

    #[test]
    fn times_are_known_in_spanish() {
        told(
            "es",
            &[
                ("El responsable debe conceder los derechos el primer día.", When::Joining),
                ("Las copias deben comprobarse a diario.", When::Often),
                ("El CISO debe revisar los registros cada 3 meses.", When::Monthly),
                ("Los derechos deben revisarse anualmente, antes de la auditoría.", When::Yearly),
                ("Una pérdida debe comunicarse en un plazo de 24 horas.", When::Event),
                ("Los datos deben quedar dentro de la empresa.", When::Always),
            ],
        );
    }

    #[test]
    fn of_other_languages_nothing_is_told() {
        told("nl", &[("The must is pressed every week.", When::Untold)]);
    }
}
