//! Addresses and telephone numbers in running text, and whether they are a person's.

use std::ops::Range;

use memchr::{memchr_iter, memchr3};

use crate::model::Registers;
use crate::text::has_digit;

/// Words in addresses of teams and functions.
const TEAM_WORDS: [&str; 62] = [
    "abuse",
    "access",
    "account",
    "accounts",
    "admin",
    "alert",
    "alerts",
    "all",
    "audit",
    "care",
    "ciso",
    "compliance",
    "contact",
    "customer",
    "cyber",
    "data",
    "desk",
    "dpo",
    "emergency",
    "facility",
    "feedback",
    "finance",
    "front",
    "help",
    "hr",
    "human",
    "incident",
    "incidents",
    "info",
    "information",
    "isms",
    "it",
    "legal",
    "line",
    "mail",
    "no",
    "noreply",
    "office",
    "people",
    "phishing",
    "postmaster",
    "press",
    "privacy",
    "product",
    "protection",
    "report",
    "reply",
    "resources",
    "response",
    "risk",
    "sales",
    "security",
    "sec",
    "service",
    "soc",
    "staff",
    "support",
    "team",
    "tech",
    "trust",
    "vulnerability",
    "whistleblowing",
];

/// Names that stand for any person.
const STAND_INS: [&str; 14] = [
    "first",
    "last",
    "firstname",
    "lastname",
    "surname",
    "name",
    "given",
    "family",
    "vorname",
    "nachname",
    "doe",
    "mustermann",
    "user",
    "someone",
];

/// The e-mail addresses in a text.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let is_local = |it: char| it.is_alphanumeric() || matches!(it, '.' | '_' | '%' | '+' | '-');
    let is_host = |it: char| it.is_alphanumeric() || matches!(it, '.' | '-');
    let around = |at: usize| {
        let head = text[..at].trim_end_matches(is_local).len();
        let rest = &text[at + 1..];
        let host = rest[..rest.len() - rest.trim_start_matches(is_host).len()].trim_end_matches(['.', '-']);
        let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_address = head < at && ending.len() > 1 && ending.chars().all(char::is_alphabetic);
        is_address.then_some(head..at + 1 + host.len())
    };
    memchr_iter(b'@', text.as_bytes()).filter_map(around).collect()
}

/// Whether an e-mail address reads as that of a person: two names, or an initial and a name, before the `@`.
fn is_personal(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default().to_lowercase();
    let parts: Vec<&str> = local.split(['.', '_']).collect();
    let is_name = |it: &&str| !it.is_empty() && it.chars().all(|letter| letter.is_alphabetic() || letter == '-');
    let is_other = |it: &str| it.split('-').any(|it| TEAM_WORDS.contains(&it) || STAND_INS.contains(&it));
    let has_surname = parts.last().is_some_and(|it| it.chars().count() > 2);
    (2..=3).contains(&parts.len()) && has_surname && parts.iter().all(is_name) && !parts.iter().any(|it| is_other(it))
}

/// Whether an e-mail address is that of a person, by the register or by its form.
pub fn is_of_person(registers: &Registers, address: &str) -> bool {
    let registered = registers.people.iter().filter_map(|it| it.email.as_ref());
    is_personal(address) || registered.into_iter().any(|it| it.value.trim().eq_ignore_ascii_case(address))
}

/// The telephone numbers in a text: from eight digits on, beginning with `+`, `0` or `(`.
pub fn telephones(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !has_digit(text) {
        return found;
    }
    let mut at = 0;
    let is_inside = |byte: u8| byte.is_ascii_digit() || b" +()/-".contains(&byte);
    while let Some(start) = memchr3(b'+', b'0', b'(', &text.as_bytes()[at..]).map(|it| at + it) {
        let length = text.as_bytes()[start..].iter().position(|it| !is_inside(*it)).unwrap_or(text.len() - start);
        let number = text[start..start + length].trim_end_matches([' ', '-', '(', '/', '+']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let continues = text[..start].ends_with(|it: char| it.is_alphanumeric() || matches!(it, '-' | '.' | '/'));
        if (8..=15).contains(&digits) && !continues {
            found.push(start..start + number.len());
        }
        at = start + length.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{addresses, is_personal, telephones};

    #[test]
    fn addresses_of_persons_are_told_from_those_of_teams() {
        for address in ["mira.solberg@example.com", "m.solberg@example.com", "anna_berg@example.com"] {
            assert!(is_personal(address), "{address}");
        }
        for address in [
            "security@example.com",
            "it.security@example.com",
            "data.protection@example.com",
            "first.last@example.com",
            "no-reply@example.com",
            "isms.team@example.com",
        ] {
            assert!(!is_personal(address), "{address}");
        }
    }

    #[test]
    fn addresses_and_numbers_are_found_in_sentences() {
        let text = "Ask anna.berg@example.com. Or ring +44 20 7946 0958, or (030) 1234-5678.";
        let slices = |parts: Vec<std::ops::Range<usize>>| parts.into_iter().map(|it| &text[it]).collect::<Vec<_>>();
        assert_eq!(slices(addresses(text)), ["anna.berg@example.com"]);
        assert_eq!(slices(telephones(text)), ["+44 20 7946 0958", "(030) 1234-5678"]);
        assert_eq!(
            telephones("On 2026-03-01 RISK-00000001 and 0.00000001, 1.000000000"),
            Vec::<std::ops::Range<usize>>::new()
        );
        assert_eq!(addresses("@team POL-007@2.1 a@b"), Vec::<std::ops::Range<usize>>::new());
    }
}
