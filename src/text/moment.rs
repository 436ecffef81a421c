//! Moments in UTC, to the second.

use std::fmt;

use super::Date;

/// A second of a day in UTC. The order is the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    date: Date,
    /// From midnight.
    second: u32,
}

impl Moment {
    /// The moment at this time of a day, none if there is no such time. Leap seconds do not exist here.
    pub fn new(date: Date, hour: u32, minute: u32, second: u32) -> Option<Self> {
        let is_time = hour < 24 && minute < 60 && second < 60;
        is_time.then(|| Moment { date, second: (hour * 60 + minute) * 60 + second })
    }

    /// Reads exactly `YYYY-MM-DDThh:mm:ssZ` (RFC 3339 in UTC, without fractions).
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
        let bytes = time.as_bytes();
        let number = |range: std::ops::Range<usize>| {
            let digits = time.get(range)?;
            if digits.bytes().all(|it| it.is_ascii_digit()) { digits.parse().ok() } else { None }
        };
        if bytes.len() != 8 || bytes[2] != b':' || bytes[5] != b':' {
            return None;
        }
        Moment::new(Date::parse(day)?, number(0..2)?, number(3..5)?, number(6..8)?)
    }

    /// The first second of a day.
    pub fn start_of(date: Date) -> Self {
        Moment { date, second: 0 }
    }

    /// The day in UTC.
    pub fn date(self) -> Date {
        self.date
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, second) = (self.second / 60, self.second % 60);
        write!(formatter, "{}T{:02}:{:02}:{second:02}Z", self.date, minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn only_the_full_form_in_utc_is_a_moment() {
        let text = "2026-02-28T23:59:59Z";
        assert_eq!(Moment::parse(text).map(|it| it.to_string()).as_deref(), Some(text));
        for wrong in [
            "2026-02-28T23:59:60Z",
            "2026-02-28T24:00:00Z",
            "2026-02-28 23:59:59Z",
            "2026-02-28T23:59:59",
            "2026-02-28T23:59:59+00:00",
            "2026-02-28T23:59:59.0Z",
            "2026-02-30T23:59:59Z",
            "2026-02-28T+3:59:59Z",
            "2026-02-28Tü:59:59Z",
        ] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
        assert!(Moment::parse("2026-02-28T09:00:00Z") < Moment::parse("2026-02-28T10:00:00Z"));
    }
}
