//! Days as people write them, where there is one way only to read them.

use crate::text::Date;

/// How sure it is which day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateReading {
    /// The year stands first, or the month is named.
    Sure,
    /// Numbers with points between them: the day stands first where people write so.
    DayFirst,
}

/// The months in English, German, French and Spanish. Three letters or more of a name stand for it where they begin the
/// name of no other month.
const MONTHS: [(&str, i8); 44] = [
    ("january", 1),
    ("januar", 1),
    ("february", 2),
    ("februar", 2),
    ("march", 3),
    ("märz", 3),
    ("april", 4),
    ("may", 5),
    ("mai", 5),
    ("june", 6),
    ("juni", 6),
    ("july", 7),
    ("juli", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("oktober", 10),
    ("november", 11),
    ("december", 12),
    ("dezember", 12),
    ("janvier", 1),
    ("enero", 1),
    ("février", 2),
    ("fevrier", 2),
    ("febrero", 2),
    ("mars", 3),
    ("marzo", 3),
    ("avril", 4),
    ("abril", 4),
    ("mayo", 5),
    ("juin", 6),
    ("junio", 6),
    ("juillet", 7),
    ("julio", 7),
    ("août", 8),
    ("aout", 8),
    ("agosto", 8),
    ("septembre", 9),
    ("septiembre", 9),
    ("setiembre", 9),
    ("octobre", 10),
    ("octubre", 10),
    ("décembre", 12),
    ("diciembre", 12),
];

/// Words that stand before or between the parts of a day.
const BETWEEN: [&str; 8] = ["of", "de", "del", "le", "el", "den", "vom", "du"];

/// The day that a text means, however sure that is.
pub fn understood_date(text: &str) -> Option<Date> {
    understood(text).map(|(date, _)| date)
}

/// The day that a text means. None for `14/2/26`, which is one day here and another one elsewhere.
pub(super) fn understood(text: &str) -> Option<(Date, DateReading)> {
    let text = without_time(text.trim());
    let numbers: Vec<&str> = text.split(['-', '/', '.']).collect();
    if let [first, second, third] = numbers.as_slice()
        && [first, second, third].iter().all(|it| is_number(it))
    {
        let date = match (first.len(), third.len()) {
            (4, 1 | 2) => (day(first, second, third)?, DateReading::Sure),
            (1 | 2, 4) if text.split('.').count() == 3 => (day(third, second, first)?, DateReading::DayFirst),
            // A number above 12 is no month, so these are one day wherever they were written.
            (1 | 2, 4) if is_above_twelve(first) => (day(third, second, first)?, DateReading::Sure),
            (1 | 2, 4) if is_above_twelve(second) => (day(third, first, second)?, DateReading::Sure),
            _ => return None,
        };
        return Some(date);
    }
    named_month(text).map(|date| (date, DateReading::Sure))
}

fn is_above_twelve(number: &str) -> bool {
    number.parse::<u8>().is_ok_and(|it| it > 12)
}

/// `1 March 2026`, `14. Feb. 2026`, `March 1st, 2026`, `1er mars 2026`, `1 de marzo de 2026`.
fn named_month(text: &str) -> Option<Date> {
    let is_between = |it: &str| BETWEEN.iter().any(|word| word.eq_ignore_ascii_case(it));
    let words: Vec<&str> =
        text.split([' ', ',', '.', '\u{a0}']).filter(|it| !it.is_empty() && !is_between(it)).collect();
    let [first, second, year] = words.as_slice() else { return None };
    let plain = |it: &str| {
        let ends = ["st", "nd", "rd", "th", "er", "º"];
        ends.iter().find_map(|end| it.strip_suffix(end)).unwrap_or(it).to_owned()
    };
    let (number, month) = match (month(first), month(second)) {
        (None, Some(month)) => (plain(first), month),
        (Some(month), None) => (plain(second), month),
        _ => return None,
    };
    if !is_number(&number) || !is_number(year) || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month, number.parse().ok()?)
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if let Some((_, month)) = MONTHS.iter().find(|(name, _)| *name == word) {
        return Some(*month);
    }
    let is_meant = |name: &str| word.chars().count() >= 3 && name.starts_with(&word);
    let mut months = MONTHS.iter().filter(|(name, _)| is_meant(name)).map(|(_, month)| *month);
    let first = months.next()?;
    months.all(|it| it == first).then_some(first)
}

/// The part before the time of a day: `2026-03-01T10:00Z`.
fn without_time(text: &str) -> &str {
    let is_time = |it: &str| {
        it.len() >= 4 && it.contains(':') && it.bytes().all(|it| it.is_ascii_digit() || b":.+-Z".contains(&it))
    };
    match text.split_once(['T', ' ']) {
        Some((day, time)) if is_time(time) => day,
        _ => text,
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{DateReading, understood};

    #[test]
    fn a_day_is_understood_where_it_can_be_read_in_one_way() {
        for sure in [
            "2026/3/1",
            "2026.03.01",
            "2026-3-1",
            "2026-03-01T10:00Z",
            "2026-03-01 10:00:00",
            "1 March 2026",
            "1st Mar 2026",
            "March 1, 2026",
            "1. März 2026",
            "1er mars 2026",
            "le 1 mars 2026",
            "1 de marzo de 2026",
            "1º de mar. 2026",
            "1st of March 2026",
        ] {
            let read = understood(sure).map(|(date, reading)| (date.to_string(), reading));
            assert_eq!(read, Some(("2026-03-01".to_owned(), DateReading::Sure)), "{sure}");
        }
        let read = understood("14.2.2026").map(|(date, reading)| (date.to_string(), reading));
        assert_eq!(read, Some(("2026-02-14".to_owned(), DateReading::DayFirst)));
        for (words, day) in [
            ("21-03-2025", "2025-03-21"),
            ("07/15/2019", "2019-07-15"),
            ("14 juillet 2026", "2026-07-14"),
            ("3 févr. 2026", "2026-02-03"),
            ("7 août 2026", "2026-08-07"),
            ("12 de octubre de 2026", "2026-10-12"),
            ("6 dic 2026", "2026-12-06"),
        ] {
            let read = understood(words).map(|(date, reading)| (date.to_string(), reading));
            assert_eq!(read, Some((day.to_owned(), DateReading::Sure)), "{words}");
        }
        for unclear in [
            "14/2/26",
            "3/1/2026",
            "1-3-2026",
            "31.2.2026",
            "2026-03-01 or later",
            "March 2026",
            "1 Marble 2026",
            "1 jui 2026",
            "spring",
            "",
        ] {
            assert_eq!(understood(unclear), None, "{unclear}");
        }
    }
}
