//! When a duty falls due, by the words of its sentence. English words only; what names no time in
//! English holds at all times, and of other languages nothing is told.

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
    /// The sentence is not in English.
    Untold,
}

impl When {
    pub const ALL: [When; 7] =
        [When::Joining, When::Often, When::Monthly, When::Yearly, When::Event, When::Always, When::Untold];

    /// Of a sentence in a language, which is a tag such as `en-GB`. A rhythm tells more than what sets a duty off, so it is looked for first.
    pub fn of(sentence: &str, language: &str) -> Self {
        if !language.split(['-', '_']).next().is_some_and(|it| it.eq_ignore_ascii_case("en")) {
            return When::Untold;
        }
        let words: Vec<String> = sentence
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect();
        let plain = format!(" {} ", words.join(" "));
        let has = |phrases: &[&str]| phrases.iter().any(|it| plain.contains(&format!(" {it} ")));
        if has(JOINING) {
            When::Joining
        } else if has(OFTEN) {
            When::Often
        } else if has(MONTHLY) {
            When::Monthly
        } else if has(YEARLY) {
            When::Yearly
        } else if has(EVENT) {
            When::Event
        } else {
            When::Always
        }
    }
}

const JOINING: &[&str] = &[
    "on joining",
    "joins",
    "on day one",
    "in week one",
    "in the first week",
    "new starter",
    "new colleague",
    "onboarding",
];
const OFTEN: &[&str] =
    &["daily", "every day", "each day", "weekly", "every week", "each week", "every working day", "once a week"];
const MONTHLY: &[&str] = &[
    "monthly",
    "every month",
    "each month",
    "once a month",
    "quarterly",
    "every quarter",
    "each quarter",
    "once a quarter",
    "every 3 months",
];
const YEARLY: &[&str] = &[
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
];
const EVENT: &[&str] =
    &["when", "whenever", "if", "before", "after", "as soon as", "within", "once", "unless", "on leaving", "leaves"];

#[cfg(test)]
mod tests {
    use super::When;

    #[test]
    fn a_rhythm_counts_before_what_sets_a_duty_off() {
        for (sentence, when) in [
            ("The line manager must, on day one, grant the rights.", When::Joining),
            ("Review the log every week.", When::Often),
            ("You must check every quarter that your team works by the rules.", When::Monthly),
            ("Review every account twice a year, before the audit.", When::Yearly),
            ("You must report a loss within 1 hour.", When::Event),
            ("You must keep passwords secret.", When::Always),
            ("The weeklong course must be free.", When::Always),
        ] {
            assert_eq!(When::of(sentence, "en-GB"), when, "{sentence}");
        }
        assert_eq!(When::of("The must is pressed every week.", "fr"), When::Untold);
    }
}
