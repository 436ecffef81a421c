//! The words by which a sentence obliges somebody, and by which it says when, in each language that is known here.
//! A phrase is of words in small letters; `#` stands for any number, and `*` at its end for any ending.

use std::ops::Range;

use super::sentence::find_word;
use super::{Document, Handbook};

/// One language.
#[derive(Debug, PartialEq, Eq)]
pub struct Tongue {
    pub code: &'static str,
    /// Verbs that give a duty.
    pub must: &'static [&'static str],
    /// Verbs that forbid together with one of the words after them.
    pub may: &'static [&'static str],
    pub not: &'static [&'static str],
    /// Words that turn or limit what a sentence asks for. Numbers in digits do so too.
    pub weighty: &'static [&'static str],
    /// What stands before the doer of something that is done by somebody.
    pub by: &'static [&'static str],
    /// What may stand between the verb and a doer that follows it; empty where none follows.
    pub articles: &'static [&'static str],
    /// Endings of the plural.
    pub plurals: &'static [&'static str],
    pub joining: &'static [&'static str],
    pub often: &'static [&'static str],
    pub monthly: &'static [&'static str],
    pub yearly: &'static [&'static str],
    pub event: &'static [&'static str],
}

impl Tongue {
    /// Every language that is known here.
    pub const ALL: [&'static Tongue; 4] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH];

    /// The language of a document, by its own tag, which may be such as `de-CH`, or by the handbook's; none where it is
    /// not known here.
    pub fn of(handbook: &Handbook, document: &Document) -> Option<&'static Tongue> {
        let own = document.front.language.as_ref().map(|it| it.value.trim()).filter(|it| !it.is_empty());
        Tongue::named(own.unwrap_or(&handbook.identity.language))
    }

    /// The language of a BCP 47 tag.
    pub fn named(tag: &str) -> Option<&'static Tongue> {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        Tongue::ALL.iter().copied().find(|it| it.code.eq_ignore_ascii_case(code))
    }

    /// The verb that makes a sentence a duty: the first of those that oblige, or of those that forbid with a word such
    /// as `not`.
    pub fn verb(&self, sentence: &str) -> Option<Range<usize>> {
        let first = |words: &[&str]| {
            let found = words.iter().filter_map(|it| Some((find_word(sentence, it)?, it.len())));
            found.min().map(|(at, length)| at..at + length)
        };
        let forbids = || first(self.not).and_then(|_| first(self.may));
        first(self.must).or_else(forbids)
    }
}

#[rustfmt::skip]
pub static ENGLISH: Tongue = Tongue {
    code: "en",
    must: &["must", "shall"],
    may: &[],
    not: &[],
    weighty: &[
        "not", "never", "no", "nobody", "none", "only", "unless", "except", "may", "all", "every", "each", "any", "one",
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
    ],
    by: &["by", "by the"],
    articles: &[],
    plurals: &["s"],
    joining: &[
        "on joining",
        "joins",
        "on day one",
        "in week one",
        "in the first week",
        "new starter",
        "new colleague",
        "onboarding",
    ],
    often: &["daily", "every day", "each day", "weekly", "every week", "each week", "every working day", "once a week"],
    monthly: &[
        "monthly",
        "every month",
        "each month",
        "once a month",
        "quarterly",
        "every quarter",
        "each quarter",
        "once a quarter",
        "every 3 months",
    ],
    yearly: &[
        "yearly",
        "annually",
        "every year",
        "each year",
        "once a year",
        "twice a year",
        "every 12 months",
        "every 6 months",
        "every six months",
        "every 24 months",
    ],
    event: &[
        "when",
        "whenever",
        "if",
        "before",
        "after",
        "as soon as",
        "within",
        "once",
        "unless",
        "on leaving",
        "leaves",
    ],
};

// `vor` and `nach` alone are left out: one protects `vor` a loss, and works `nach` a rule.
#[rustfmt::skip]
static GERMAN: Tongue = Tongue {
    code: "de",
    must: &["muss", "müssen", "müsst", "musst", "muß"],
    may: &["darf", "dürfen", "darfst", "dürft"],
    not: &["nicht", "nie", "niemals", "niemand", "kein", "keine", "keinen", "keinem", "keiner", "keines"],
    weighty: &[
        "nicht", "nie", "niemals", "niemand", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nur", "außer",
        "ausgenommen", "darf", "dürfen", "alle", "allen", "aller", "jede", "jeder", "jedes", "jeden", "jedem", "eins",
        "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "zwölf", "beide", "beiden",
    ],
    by: &["durch", "durch die", "durch den", "durch das", "von", "vom", "von der", "von dem", "von den"],
    articles: &["der", "die", "das", "ein", "eine", "jede", "jeder", "jedes", "alle"],
    plurals: &["s", "n", "en", "e", "innen"],
    joining: &[
        "bei eintritt",
        "bei ihrem eintritt",
        "bei seinem eintritt",
        "beim eintritt",
        "zum eintritt",
        "vor dem eintritt",
        "am ersten tag",
        "am ersten arbeitstag",
        "ab dem ersten tag",
        "in der ersten woche",
        "bei arbeitsantritt",
        "beim arbeitsantritt",
        "bei dienstantritt",
        "bei arbeitsbeginn",
        "vor arbeitsbeginn",
        "einarbeitung",
        "neue kollegen",
        "neue kollegin",
        "neue kolleginnen",
        "neuer kollege",
        "neue mitarbeitende",
        "neue mitarbeiter",
        "neuer mitarbeiter",
    ],
    often: &[
        "täglich*",
        "arbeitstäglich*",
        "jeden tag",
        "an jedem tag",
        "einmal am tag",
        "jeden arbeitstag",
        "an jedem arbeitstag",
        "wöchentlich*",
        "jede woche",
        "in jeder woche",
        "einmal in der woche",
        "einmal pro woche",
        "einmal die woche",
    ],
    monthly: &[
        "monatlich*",
        "jeden monat",
        "in jedem monat",
        "einmal im monat",
        "einmal pro monat",
        "vierteljährlich*",
        "quartalsweise*",
        "jedes quartal",
        "in jedem quartal",
        "einmal im quartal",
        "einmal pro quartal",
        "jedes vierteljahr",
        "alle 3 monate",
        "alle drei monate",
    ],
    yearly: &[
        "jährlich*",
        "alljährlich*",
        "halbjährlich*",
        "jedes jahr",
        "in jedem jahr",
        "jedes halbjahr",
        "einmal im jahr",
        "einmal pro jahr",
        "zweimal im jahr",
        "zweimal pro jahr",
        "alle 6 monate",
        "alle sechs monate",
        "alle 12 monate",
        "alle zwölf monate",
        "alle 24 monate",
        "alle 2 jahre",
        "alle zwei jahre",
    ],
    event: &[
        "wenn",
        "sobald",
        "falls",
        "sofern",
        "es sei denn",
        "bevor",
        "nachdem",
        "vor jedem",
        "vor jeder",
        "vor beginn",
        "nach jedem",
        "nach jeder",
        "nach einem",
        "nach einer",
        "spätestens",
        "innerhalb",
        "binnen",
        "bei jedem",
        "bei jeder",
        "bei verlust",
        "im fall",
        "im falle",
        "beim ausscheiden",
        "bei austritt",
        "beim austritt",
    ],
};

// `dans les` and `sous` tell a time only before a number, and `d'après` a source.
#[rustfmt::skip]
static FRENCH: Tongue = Tongue {
    code: "fr",
    must: &["doit", "doivent", "dois", "devez", "devons"],
    may: &[],
    not: &[],
    weighty: &[
        "pas", "jamais", "aucun", "aucune", "personne", "rien", "seul", "seule", "seuls", "seules", "seulement",
        "uniquement", "sauf", "excepté", "peut", "peuvent", "tout", "toute", "tous", "toutes", "chaque", "chacun",
        "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "douze",
    ],
    by: &["par", "par le", "par la", "par les", "par l", "par un", "par une"],
    articles: &[],
    plurals: &["s", "x", "es"],
    joining: &[
        "à l arrivée",
        "dès l arrivée",
        "à son arrivée",
        "dès son arrivée",
        "à leur arrivée",
        "dès leur arrivée",
        "le premier jour",
        "la première semaine",
        "lors de l embauche",
        "à l embauche",
        "à l entrée en fonction",
        "à l entrée en fonctions",
        "prise de poste",
        "prise de fonction",
        "prise de fonctions",
        "nouvel arrivant",
        "nouveaux arrivants",
        "nouveau collaborateur",
        "nouveaux collaborateurs",
        "nouvelle collaboratrice",
    ],
    often: &[
        "quotidien*",
        "chaque jour",
        "tous les jours",
        "une fois par jour",
        "hebdomadaire*",
        "chaque semaine",
        "toutes les semaines",
        "une fois par semaine",
    ],
    monthly: &[
        "mensuel*",
        "chaque mois",
        "tous les mois",
        "une fois par mois",
        "trimestriel*",
        "chaque trimestre",
        "tous les trimestres",
        "une fois par trimestre",
        "tous les 3 mois",
        "tous les trois mois",
    ],
    yearly: &[
        "annuel*",
        "chaque année",
        "chaque an",
        "tous les ans",
        "toutes les années",
        "une fois par an",
        "deux fois par an",
        "semestriel*",
        "chaque semestre",
        "tous les semestres",
        "tous les 6 mois",
        "tous les six mois",
        "tous les 12 mois",
        "tous les douze mois",
        "tous les 24 mois",
        "tous les 2 ans",
        "tous les deux ans",
    ],
    event: &[
        "quand",
        "lorsque",
        "lorsqu",
        "dès que",
        "dès qu",
        "dès le",
        "dès la",
        "si",
        "s il",
        "s ils",
        "à moins que",
        "à moins qu",
        "avant",
        "après avoir",
        "après chaque",
        "après tout",
        "après toute",
        "après un",
        "après une",
        "à chaque",
        "lors d",
        "lors de",
        "lors du",
        "en cas d",
        "en cas de",
        "au plus tard",
        "dans les #",
        "dans un délai",
        "dans le délai",
        "sous #",
        "au départ",
    ],
};

// `dentro de` tells a time only before a number.
#[rustfmt::skip]
static SPANISH: Tongue = Tongue {
    code: "es",
    must: &["debe", "deben", "debes", "debemos", "deberá", "deberán"],
    may: &[],
    not: &[],
    weighty: &[
        "no", "nunca", "jamás", "ningún", "ninguna", "ninguno", "nadie", "nada", "solo", "sólo", "solamente",
        "únicamente", "salvo", "excepto", "puede", "pueden", "podrá", "podrán", "todo", "toda", "todos", "todas",
        "cada", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "doce",
    ],
    by: &["por", "por el", "por la", "por los", "por las"],
    articles: &["el", "la", "los", "las", "cada", "todo", "toda"],
    plurals: &["s", "es"],
    joining: &[
        "al incorporarse",
        "al ingresar",
        "a su incorporación",
        "a su ingreso",
        "tras su incorporación",
        "el primer día",
        "la primera semana",
        "nueva incorporación",
        "nuevas incorporaciones",
        "nuevo empleado",
        "nueva empleada",
        "nuevos empleados",
        "proceso de acogida",
    ],
    often: &[
        "diario",
        "diaria",
        "diarios",
        "diarias",
        "diariamente",
        "cada día",
        "todos los días",
        "una vez al día",
        "semanal*",
        "cada semana",
        "todas las semanas",
        "una vez a la semana",
        "una vez por semana",
    ],
    monthly: &[
        "mensual*",
        "cada mes",
        "todos los meses",
        "una vez al mes",
        "una vez por mes",
        "trimestral*",
        "cada trimestre",
        "todos los trimestres",
        "una vez al trimestre",
        "cada 3 meses",
        "cada tres meses",
    ],
    yearly: &[
        "anual*",
        "cada año",
        "todos los años",
        "una vez al año",
        "una vez por año",
        "dos veces al año",
        "semestral*",
        "cada semestre",
        "cada 6 meses",
        "cada seis meses",
        "cada 12 meses",
        "cada doce meses",
        "cada 24 meses",
        "cada 2 años",
        "cada dos años",
    ],
    event: &[
        "cuando",
        "siempre que",
        "si",
        "antes",
        "después",
        "tras",
        "en cuanto",
        "tan pronto como",
        "una vez que",
        "salvo que",
        "a menos que",
        "en caso de",
        "dentro de #",
        "dentro de las #",
        "dentro de los #",
        "en un plazo",
        "en el plazo",
        "en # horas",
        "en # días",
        "a más tardar",
        "al finalizar",
        "al salir",
        "al dejar",
    ],
};

#[cfg(test)]
mod tests {
    use super::Tongue;

    #[test]
    fn phrases_are_written_as_sentences_are_read() {
        let is_plain = |phrase: &str| {
            let words = phrase.strip_suffix('*').unwrap_or(phrase).split(' ');
            words.clone().all(|it| it == "#" || (!it.is_empty() && it.chars().all(char::is_alphanumeric)))
                && phrase.to_lowercase() == phrase
        };
        for tongue in Tongue::ALL {
            let times = [tongue.joining, tongue.often, tongue.monthly, tongue.yearly, tongue.event];
            let verbs = [tongue.must, tongue.may, tongue.not, tongue.weighty, tongue.by, tongue.articles];
            for phrase in times.into_iter().chain(verbs).flatten() {
                assert!(is_plain(phrase), "{}: {phrase}", tongue.code);
            }
        }
    }

    #[test]
    fn a_language_is_known_by_its_tag() {
        assert_eq!(Tongue::named("de-CH").map(|it| it.code), Some("de"));
        assert_eq!(Tongue::named("nl"), None);
    }
}
