//! Calendar days and the intervals between reviews.

use std::fmt;
use std::str::FromStr;

/// A calendar day. The order is the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// A day of the proleptic Gregorian calendar, none if there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Date)
    }

    /// Reads exactly `YYYY-MM-DD` (ISO 8601, the extended form of a full day) and refuses days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
        let shaped =
            bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && digits(0..4) && digits(5..7) && digits(8..10);
        if !shaped {
            return None;
        }
        Date::new(text[0..4].parse().ok()?, text[5..7].parse().ok()?, text[8..10].parse().ok()?)
    }

    /// The day in UTC on which a second after 1970 falls.
    pub fn of_second(second: i64) -> Option<Self> {
        let moment = jiff::Timestamp::from_second(second).ok()?;
        Some(Date(moment.to_zoned(jiff::tz::TimeZone::UTC).date()))
    }

    /// Days from `earlier` to this day; negative when this day comes first.
    pub fn days_since(self, earlier: Date) -> i32 {
        (self.0 - earlier.0).get_days()
    }

    /// This day moved by an interval; the last day of the month where the day does not exist there.
    pub fn plus(self, interval: Interval) -> Option<Self> {
        let span = jiff::Span::new().try_months(interval.months).ok()?.try_days(interval.days).ok()?;
        self.0.checked_add(span).ok().map(Date)
    }

    /// From 1.
    pub fn day_of_month(self) -> u32 {
        u32::from(self.0.day().unsigned_abs())
    }

    /// From 1.
    pub fn month(self) -> u32 {
        u32::from(self.0.month().unsigned_abs())
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    #[must_use]
    pub fn first_of_month(self) -> Self {
        Date(self.0.first_of_month())
    }

    /// `March 2026`
    pub fn month_in_words(self) -> String {
        let month = usize::try_from(self.0.month() - 1).unwrap_or_default();
        format!("{} {}", MONTHS[month], self.0.year())
    }

    /// The day in words, as pages print it: `1 March 2026`.
    pub fn in_words(self) -> String {
        let month = usize::try_from(self.0.month() - 1).unwrap_or_default();
        format!("{} {} {}", self.0.day(), MONTHS[month], self.0.year())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Date::parse(text).ok_or_else(|| format!("`{text}` is not a day of the form YYYY-MM-DD"))
    }
}

/// A time between two reviews: whole months and days, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    months: i32,
    days: i32,
}

/// Why a text is not an [`Interval`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalError {
    /// Neither `12 months` nor `P12M`.
    Shape,
    /// Zero, negative, or longer than a hundred years.
    Size,
}

impl Interval {
    pub fn of_months(months: i32) -> Self {
        Interval { months, days: 0 }
    }

    /// Whole months; the days stand beside them.
    pub fn months(self) -> i32 {
        self.months
    }

    /// Days beside the whole months.
    pub fn days(self) -> i32 {
        self.days
    }

    /// Reads `12 months`, `1 year`, `90 days`, `2 weeks`, and the ISO 8601 periods `P12M`, `P1Y`, `P90D`, `P1Y6M`.
    pub fn parse(text: &str) -> Result<Self, IntervalError> {
        let text = text.trim();
        let (months, days) = match text.strip_prefix('P') {
            Some(period) => Self::parse_period(period)?,
            None => Self::parse_words(text)?,
        };
        let interval = Interval { months, days };
        let rough_days = months.saturating_mul(30).saturating_add(days);
        if rough_days <= 0 || rough_days > 36_600 { Err(IntervalError::Size) } else { Ok(interval) }
    }

    fn parse_words(text: &str) -> Result<(i32, i32), IntervalError> {
        let mut words = text.split_whitespace();
        let count = words.next().ok_or(IntervalError::Shape)?;
        let unit = words.next().ok_or(IntervalError::Shape)?;
        if words.next().is_some() {
            return Err(IntervalError::Shape);
        }
        Self::scaled(count, unit.trim_end_matches('s'))
    }

    fn parse_period(period: &str) -> Result<(i32, i32), IntervalError> {
        let (mut months, mut days) = (0_i32, 0_i32);
        let mut count = String::new();
        for character in period.chars() {
            if character.is_ascii_digit() {
                count.push(character);
                continue;
            }
            let unit = match character {
                'Y' => "year",
                'M' => "month",
                'W' => "week",
                'D' => "day",
                _ => return Err(IntervalError::Shape),
            };
            let (more_months, more_days) = Self::scaled(&std::mem::take(&mut count), unit)?;
            months = months.saturating_add(more_months);
            days = days.saturating_add(more_days);
        }
        if count.is_empty() && !period.is_empty() { Ok((months, days)) } else { Err(IntervalError::Shape) }
    }

    fn scaled(count: &str, unit: &str) -> Result<(i32, i32), IntervalError> {
        if count.is_empty() || !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IntervalError::Shape);
        }
        let count: i32 = count.parse().map_err(|_| IntervalError::Size)?;
        match unit {
            "year" => Ok((count.saturating_mul(12), 0)),
            "month" => Ok((count, 0)),
            "week" => Ok((0, count.saturating_mul(7))),
            "day" => Ok((0, count)),
            _ => Err(IntervalError::Shape),
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: i32, word: &str| match count {
            1 => format!("1 {word}"),
            _ => format!("{count} {word}s"),
        };
        match (self.months, self.days) {
            (months, 0) => formatter.write_str(&plural(months, "month")),
            (0, days) => formatter.write_str(&plural(days, "day")),
            (months, days) => write!(formatter, "{} and {}", plural(months, "month"), plural(days, "day")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Interval, IntervalError};

    #[test]
    fn only_the_full_form_of_days_that_exist_is_a_date() {
        assert_eq!(Date::parse("2026-02-28").map(|it| it.to_string()).as_deref(), Some("2026-02-28"));
        for wrong in
            ["2026-02-30", "2026-2-3", "26-02-03", "2026/02/03", "2026-02-03T10:00", "+026-02-03", "", "２０２６-02-03"]
        {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_month_is_added_to_the_end_of_a_shorter_month() {
        let day = Date::new(2026, 1, 31).expect("a day");
        assert_eq!(day.plus(Interval::of_months(1)), Date::new(2026, 2, 28));
    }

    #[test]
    fn intervals_are_read_in_words_and_in_periods() {
        assert_eq!(Interval::parse("12 months"), Interval::parse("P1Y"));
        assert_eq!(Interval::parse("P1Y6M").map(|it| it.to_string()).as_deref(), Ok("18 months"));
        assert_eq!(Interval::parse("90 days").map(|it| it.to_string()).as_deref(), Ok("90 days"));
        assert_eq!(Interval::parse("sometimes"), Err(IntervalError::Shape));
        assert_eq!(Interval::parse("-3 months"), Err(IntervalError::Shape));
        assert_eq!(Interval::parse("0 months"), Err(IntervalError::Size));
        assert_eq!(Interval::parse("99999999999 months"), Err(IntervalError::Size));
        assert_eq!(Interval::parse("P"), Err(IntervalError::Shape));
    }
}
