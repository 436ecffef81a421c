//! Names of the rules whose findings come out of judging records; the room `check` has a rule for each.

/// A record stands for another document, version, role or organisation than its place.
pub const RECORD_OF_OTHER_DOCUMENT: &str = "record-of-other-document";
/// The records of a document do not form one line.
pub const RECORD_CHAIN_BROKEN: &str = "record-chain-broken";
/// A record that was there before a change is gone or another.
pub const RECORD_DELETED: &str = "record-deleted";
/// A record is dated in the future, or before the one that it follows.
pub const RECORD_TIME_IMPLAUSIBLE: &str = "record-time-implausible";
/// The person does not hold the role in which they approved.
pub const APPROVER_WITHOUT_ROLE: &str = "approver-without-role";
/// A signature does not hold.
pub const SIGNATURE_INVALID: &str = "signature-invalid";
/// The key of a signature does not speak for the person at that time.
pub const SIGNER_UNKNOWN: &str = "signer-unknown";
/// The key of a signature is on the list of compromised keys.
pub const KEY_COMPROMISED: &str = "key-compromised";
/// A line of the signers file or of the list of compromised keys is not understood.
pub const SIGNERS_MALFORMED: &str = "signers-malformed";
/// Fewer people, or with less proof, have approved than the settings ask for.
pub const APPROVAL_INCOMPLETE: &str = "approval-incomplete";
/// The written status says something else than the records.
pub const STATUS_NOT_BORNE_OUT: &str = "status-not-borne-out";
/// The words are not those that were approved under this version.
pub const TEXT_DIFFERS_FROM_APPROVAL: &str = "text-differs-from-approval";
/// The text is back at an older version than the newest approved one.
pub const VERSION_ROLLED_BACK: &str = "version-rolled-back";
/// One version was approved with two different texts.
pub const VERSION_REUSED: &str = "version-reused";

/// A risk is not the one that its records accept, or no record accepts it.
pub const ACCEPTANCE_NOT_BORNE_OUT: &str = "acceptance-not-borne-out";
/// A version takes effect before the approval that puts it in force.
pub const EFFECTIVE_BEFORE_APPROVAL: &str = "effective-before-approval";

/// Every name above, in that order.
pub const ALL: &[&str] = &[
    RECORD_OF_OTHER_DOCUMENT,
    RECORD_CHAIN_BROKEN,
    RECORD_DELETED,
    RECORD_TIME_IMPLAUSIBLE,
    APPROVER_WITHOUT_ROLE,
    SIGNATURE_INVALID,
    SIGNER_UNKNOWN,
    KEY_COMPROMISED,
    SIGNERS_MALFORMED,
    APPROVAL_INCOMPLETE,
    STATUS_NOT_BORNE_OUT,
    TEXT_DIFFERS_FROM_APPROVAL,
    VERSION_ROLLED_BACK,
    VERSION_REUSED,
    ACCEPTANCE_NOT_BORNE_OUT,
    EFFECTIVE_BEFORE_APPROVAL,
];
