//! The words of the interface: one catalogue for each language in `theme/words/`, with the project's own laid over it.
//! What documents and registers say is never here.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use crate::text::{Date, Interval};

use super::pieces::capital;

/// The language whose catalogue fills the gaps of all others.
pub(super) const FIRST: &str = "en";

/// Every text of the interface in one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// By their keys, such as `label.owner`; texts of different number end in `.one` and `.other`.
    texts: BTreeMap<String, String>,
    /// The names of the months, which every day asks for.
    months: [String; 12],
}

impl Words {
    /// The texts of several catalogues, each over those before it.
    pub(super) fn of(catalogues: impl IntoIterator<Item = BTreeMap<String, String>>) -> Self {
        let mut texts = BTreeMap::new();
        catalogues.into_iter().for_each(|it| texts.extend(it));
        let mut words = Words { texts, months: Default::default() };
        words.months = std::array::from_fn(|month| words.of_section("month", &(month + 1).to_string()));
        words
    }

    /// The text of a key, none where there is none.
    pub(super) fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The text of a key. One that no catalogue has stands for itself, without the section before its first point.
    pub(super) fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.find(key).unwrap_or_else(|| key.split_once('.').map_or(key, |(_, rest)| rest))
    }

    /// The text of a key in a section, such as `label` and `owner`; where there is none, what was given for it.
    pub(super) fn of_section(&self, section: &str, name: &str) -> String {
        self.find(&[section, ".", name].concat()).unwrap_or(name).to_owned()
    }

    /// The text of a key with its places in braces filled.
    pub(super) fn with(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        filled(self.get(key), values)
    }

    /// The text for a number, which fills `{n}`.
    pub(super) fn count(&self, number: usize, key: &str) -> String {
        self.count_with(number, key, &[])
    }

    /// The text for a number, with its other places filled too.
    pub(super) fn count_with(&self, number: usize, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let zero_is_one = self.find("grammar.zero") == Some("one");
        let is_one = number == 1 || (number == 0 && zero_is_one);
        let key = format!("{key}.{}", if is_one { "one" } else { "other" });
        let all: Vec<(&str, &dyn Display)> =
            std::iter::once(("n", &number as &dyn Display)).chain(values.iter().copied()).collect();
        filled(self.get(&key), &all)
    }

    /// A word of the model, such as `in-review`, as it stands at the head of a line; words of users stand as they are.
    pub(super) fn value(&self, name: &str) -> String {
        self.find(&["value.", name].concat()).map_or_else(|| capital(name), str::to_owned)
    }

    /// `1 March 2026`, as the language writes it.
    pub(super) fn day(&self, day: Date) -> String {
        let pattern = if day.day_of_month() == 1 { "date.first" } else { "date.day" };
        self.with(pattern, &[("day", &day.day_of_month()), ("month", &self.month_name(day)), ("year", &day.year())])
    }

    /// `March 2026`
    pub(super) fn month(&self, day: Date) -> String {
        capital_first(&self.with("date.month", &[("month", &self.month_name(day)), ("year", &day.year())]))
    }

    fn month_name(&self, day: Date) -> &str {
        let place = usize::try_from(day.month()).ok().and_then(|it| it.checked_sub(1));
        place.and_then(|it| self.months.get(it)).map_or("", String::as_str)
    }

    /// `12 months`, or `1 month and 2 days`.
    pub(super) fn interval(&self, interval: Interval) -> String {
        let months =
            (interval.months() > 0).then(|| self.count(interval.months().unsigned_abs() as usize, "count.month"));
        let days = (interval.days() > 0).then(|| self.count(interval.days().unsigned_abs() as usize, "count.day"));
        match (months, days) {
            (Some(months), Some(days)) => self.with("count.both", &[("months", &months), ("days", &days)]),
            (one, other) => one.or(other).unwrap_or_default(),
        }
    }

    /// The texts whose keys begin with `prefix` and a point, without it.
    pub(super) fn below(&self, prefix: &str) -> BTreeMap<&str, &str> {
        let own = self
            .texts
            .iter()
            .filter_map(|(key, text)| Some((key.strip_prefix(prefix)?.strip_prefix('.')?, text.as_str())));
        own.collect()
    }
}

fn capital_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A text with `{name}` replaced by the value of that name; other braces stay.
fn filled(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut made = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        made.push_str(before);
        let found = after
            .split_once('}')
            .and_then(|(name, then)| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, then)));
        match found {
            Some((value, then)) => {
                // Writing into a text cannot fail.
                let _ = write!(made, "{value}");
                rest = then;
            }
            None => {
                made.push('{');
                rest = after;
            }
        }
    }
    made.push_str(rest);
    made
}

/// The names of catalogues that may hold a language, the most general first: `de` and `de-ch` for `de-CH`.
pub(super) fn names_of(language: &str) -> Vec<String> {
    let tag = language.trim().to_lowercase().replace('_', "-");
    let general = tag.split('-').next().unwrap_or_default().to_owned();
    if general == tag { vec![tag] } else { vec![general, tag] }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Words, names_of};
    use crate::text::{Date, Interval};

    fn words(texts: &[(&str, &str)]) -> Words {
        Words::of([texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>()])
    }

    #[test]
    fn days_are_written_as_the_language_writes_them() {
        let french = words(&[
            ("date.day", "{day} {month} {year}"),
            ("date.first", "{day}er {month} {year}"),
            ("date.month", "{month} {year}"),
            ("month.3", "mars"),
        ]);
        let day = |text: &str| Date::parse(text).expect("a day");
        assert_eq!(french.day(day("2026-03-01")), "1er mars 2026");
        assert_eq!(french.day(day("2026-03-22")), "22 mars 2026");
        assert_eq!(french.month(day("2026-03-22")), "Mars 2026");
    }

    #[test]
    fn numbers_choose_between_one_and_more() {
        let texts = [("count.day.one", "{n} jour"), ("count.day.other", "{n} jours"), ("grammar.zero", "one")];
        assert_eq!([0, 1, 2].map(|it| words(&texts).count(it, "count.day")), ["0 jour", "1 jour", "2 jours"]);
        assert_eq!(words(&texts[..2]).count(0, "count.day"), "0 jours");
        let both =
            [("count.month.one", "one month"), ("count.day.other", "{n} days"), ("count.both", "{months}, {days}")];
        let interval = Interval::parse("P1M2D").expect("an interval");
        assert_eq!(words(&both).interval(interval), "one month, 2 days");
    }

    #[test]
    fn only_known_places_are_filled_and_once() {
        let texts = words(&[("a.b", "{x} {y} {unclosed {x}")]);
        assert_eq!(texts.with("a.b", &[("x", &"{y}"), ("y", &2)]), "{y} 2 {unclosed {y}");
        assert_eq!(texts.get("a.Written plainly. Like this"), "Written plainly. Like this");
    }

    #[test]
    fn a_language_is_looked_for_from_the_general_to_the_particular() {
        assert_eq!(names_of("de-CH"), ["de", "de-ch"]);
        assert_eq!(names_of("fr"), ["fr"]);
    }
}
