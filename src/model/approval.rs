//! Approval records: who approved which words in which role, and the digests by which words and records are known.

use std::collections::BTreeSet;
use std::fmt;

use sha2::{Digest as _, Sha256};

use super::id::Id;
use super::target::Reference;
use crate::text::{Date, FileId, Moment, Place, Spanned};

/// A SHA-256 digest, written `sha256:` and 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Digest(Sha256::digest(bytes).into())
    }

    /// Reads exactly the written form.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("sha256:")?.as_bytes();
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = value(pair[0])? * 16 + value(pair[1])?;
        }
        Some(Digest(bytes))
    }

    /// The first twelve digits, enough for people to tell two texts apart.
    pub fn short(self) -> String {
        self.to_string().chars().skip("sha256:".len()).take(12).collect()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Digest({self})")
    }
}

/// What a record says about the words that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    Approve,
    /// What was approved no longer holds.
    Withdraw,
}

impl Meaning {
    pub const ALL: [Meaning; 2] = [Meaning::Approve, Meaning::Withdraw];

    pub fn name(self) -> &'static str {
        match self {
            Meaning::Approve => "approve",
            Meaning::Withdraw => "withdraw",
        }
    }
}

/// What the name of a record's file says: `approvals/ID/VERSION/ROLE.yaml`, or `ROLE.withdraw.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordPlace {
    pub document: Id,
    pub version: String,
    /// Without `role:`.
    pub role: String,
    pub meaning: Meaning,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub organisation: Spanned<String>,
    pub document: Spanned<Id>,
    pub version: Spanned<String>,
    /// Of the normal form of the document.
    pub digest: Spanned<Digest>,
    /// Of the record before this one; none in the first record of a document.
    pub previous: Option<Spanned<Digest>>,
    pub meaning: Spanned<Meaning>,
    pub person: Reference,
    pub role: Reference,
    pub time: Spanned<Moment>,
    /// The day until which the review holds.
    pub review_by: Option<Spanned<Date>>,
}

/// A record that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalRecord {
    pub file: FileId,
    /// Of the record's bytes, CRLF counted as LF.
    pub digest: Digest,
    pub place: RecordPlace,
    pub approval: Approval,
    /// The file beside it that holds its signature.
    pub signature: Option<FileId>,
}

impl ApprovalRecord {
    /// Where a finding about the record as a whole points.
    pub fn whole(&self) -> Place {
        self.approval.document.span.in_file(self.file)
    }
}

/// All approval records of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// In the order of their documents' ids, then of their files' names.
    pub records: Vec<ApprovalRecord>,
    /// Documents of which a record could not be read.
    pub broken: BTreeSet<Id>,
    /// Who may sign, with which keys.
    pub signers: Option<FileId>,
    /// Keys that no longer prove anything.
    pub compromised: Option<FileId>,
    /// Whether that list is there and could not be read, so that nobody knows which keys it names.
    pub is_compromised_unread: bool,
    /// Whether the folder of records could not be read, so that nobody knows which records a document has.
    pub is_unread: bool,
}

impl Ledger {
    /// The records of a document, in the order of their files' names.
    pub fn of(&self, document: &Id) -> &[ApprovalRecord] {
        let start = self.records.partition_point(|it| it.place.document < *document);
        let length = self.records[start..].partition_point(|it| it.place.document == *document);
        &self.records[start..start + length]
    }
}

/// The first digits of a commit, by which people know it.
pub fn short_commit(commit: &str) -> &str {
    commit.char_indices().nth(12).map_or(commit, |(end, _)| &commit[..end])
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let written = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let digest = Digest::of(b"abc");
        assert_eq!((digest.to_string().as_str(), digest.short().as_str()), (written, "ba7816bf8f01"));
        assert_eq!(Digest::parse(written), Some(digest));
        for wrong in [&written[7..], &written[..70], &written.to_uppercase(), &format!("{written}0"), "sha256:ü", ""] {
            assert_eq!(Digest::parse(wrong), None, "{wrong}");
        }
    }
}
