//! The list of keys that no longer prove anything, whenever they were used: a public key or a fingerprint a line.

use std::collections::BTreeSet;

use super::Sealed;
use super::signers::{Fault, key, lines};
use crate::text::Span;

/// Keys that somebody else may have had in their hands.
#[derive(Debug, Clone, Default)]
pub struct Compromised {
    /// As `ssh-keygen -l` prints them.
    fingerprints: BTreeSet<String>,
    /// Lines that could not be read. As nobody knows which keys they meant, no signature counts until they are mended.
    pub faults: Vec<Fault>,
}

impl Compromised {
    /// A list that is there and could not be read: no signature counts.
    pub fn unread() -> Self {
        let words = "the list cannot be read".to_owned();
        Compromised { faults: vec![Fault { span: Span::default(), words }], ..Compromised::default() }
    }

    pub fn read(text: &str) -> Self {
        let mut compromised = Compromised::default();
        for (span, line) in lines(text) {
            let mut words = line.split_ascii_whitespace();
            let (first, second) = (words.next().unwrap_or_default(), words.next());
            let fingerprint = match (is_fingerprint(first), second) {
                (true, _) => Ok(first.to_owned()),
                (false, Some(data)) => key(first, data).map(|key| Sealed { key }.fingerprint()),
                (false, None) => Err("the line holds neither a public key nor a fingerprint `SHA256:…`".to_owned()),
            };
            match fingerprint {
                Ok(fingerprint) => {
                    compromised.fingerprints.insert(fingerprint);
                }
                Err(words) => compromised.faults.push(Fault { span, words }),
            }
        }
        compromised
    }

    pub fn holds(&self, sealed: &Sealed) -> bool {
        self.fingerprints.contains(&sealed.fingerprint())
    }
}

/// `SHA256:` and 43 digits in base64 without padding.
fn is_fingerprint(word: &str) -> bool {
    let is_digit = |it: u8| it.is_ascii_alphanumeric() || it == b'+' || it == b'/';
    word.strip_prefix("SHA256:").is_some_and(|it| it.len() == 43 && it.bytes().all(is_digit))
}
