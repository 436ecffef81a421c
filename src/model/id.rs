//! Names of things: ids with natural order, and control numbers in their one canonical spelling.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The id of a document or of an entry of a register, such as `POL-007` or `RISK-004`. Ordered as people count:
/// `POL-9` before `POL-10`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Id(Arc<str>);

impl Id {
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Id(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Id({})", self.0)
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_order(&self.0, &other.0)
    }
}

/// Compares texts with runs of digits taken as numbers; equal numbers of other spellings are told apart by their bytes.
pub fn natural_order(left: &str, right: &str) -> Ordering {
    let (mut rest_left, mut rest_right) = (left, right);
    loop {
        let (Some(first_left), Some(first_right)) = (rest_left.chars().next(), rest_right.chars().next()) else {
            return rest_left.len().cmp(&rest_right.len()).then_with(|| left.cmp(right));
        };
        if first_left.is_ascii_digit() && first_right.is_ascii_digit() {
            let (number_left, after_left) = leading_digits(rest_left);
            let (number_right, after_right) = leading_digits(rest_right);
            let order = number_left.len().cmp(&number_right.len()).then_with(|| number_left.cmp(number_right));
            if order != Ordering::Equal {
                return order;
            }
            (rest_left, rest_right) = (after_left, after_right);
        } else if first_left == first_right {
            rest_left = &rest_left[first_left.len_utf8()..];
            rest_right = &rest_right[first_right.len_utf8()..];
        } else {
            return first_left.cmp(&first_right);
        }
    }
}

/// The digits at the head of a text without leading zeros, and what follows them.
fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

/// A reference control of ISO/IEC 27001:2022 Annex A or a number of the 2013 edition, spelled canonically: `A.5.15`, `A.9.4.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ControlId {
    theme: u8,
    number: u8,
    /// Third level, which only the 2013 edition has.
    sub: Option<u8>,
}

impl ControlId {
    /// Reads the spellings people use: `A.5.15`, `A 5.15`, `A5.15`, `A.05.15`, `5.15`, `ISO 27001 A.5.15` is not one.
    /// Returns none where the text has another shape; whether such a control exists is another question.
    pub fn parse_loosely(text: &str) -> Option<Self> {
        let text = text.trim();
        let numbers = text.strip_prefix(['A', 'a']).unwrap_or(text);
        let numbers = numbers.strip_prefix(['.', ' ', '-', '\u{a0}']).unwrap_or(numbers);
        let mut parts = numbers.split('.');
        let theme = small_number(parts.next()?)?;
        let number = small_number(parts.next()?)?;
        let sub = match parts.next() {
            Some(part) => Some(small_number(part)?),
            None => None,
        };
        if parts.next().is_some() { None } else { Some(ControlId { theme, number, sub }) }
    }

    /// Whether the number has the three levels of the 2013 edition.
    pub fn has_three_levels(self) -> bool {
        self.sub.is_some()
    }

    pub fn theme(self) -> u8 {
        self.theme
    }
}

fn small_number(part: &str) -> Option<u8> {
    let shaped = !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if shaped { part.parse().ok() } else { None }
}

impl fmt::Display for ControlId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "A.{}.{}", self.theme, self.number)?;
        match self.sub {
            Some(sub) => write!(formatter, ".{sub}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ControlId, Id};

    #[test]
    fn ids_are_ordered_as_people_count() {
        let mut ids = ["POL-10", "POL-9", "A.5.15", "A.5.2", "POL-009"].map(Id::new);
        ids.sort();
        assert_eq!(ids.each_ref().map(Id::as_str), ["A.5.2", "A.5.15", "POL-009", "POL-9", "POL-10"]);
    }

    #[test]
    fn control_numbers_are_read_in_the_spellings_people_use() {
        for spelling in ["A.5.15", "A 5.15", "A5.15", "A.05.15", "5.15", "a.5.15", "A-5.15"] {
            assert_eq!(
                ControlId::parse_loosely(spelling).map(|it| it.to_string()).as_deref(),
                Some("A.5.15"),
                "{spelling}"
            );
        }
        assert!(ControlId::parse_loosely("A.9.4.2").is_some_and(ControlId::has_three_levels));
        for other in ["A", "A.5", "5", "A.5.x", "A.5.150", "B.5.1", "A.5.1.2.3"] {
            assert_eq!(ControlId::parse_loosely(other), None, "{other}");
        }
    }
}
