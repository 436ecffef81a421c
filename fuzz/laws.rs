//! What must hold for records, signatures and signers files whatever is in them. The fuzzer and the tests look alike.
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each fuzz target uses one of the laws, so that nothing can be expected of the others"
)]

use ismsbook::parse;
use ismsbook::seal::{self, Compromised, Fault, Signers};
use ismsbook::text::{FileId, LineIndex};

/// A record is read whole and without a finding, or not at all; its line ends do not count.
pub fn record(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    name(text.lines().next().unwrap_or_default());
    let read = |text: &str| parse::record(FileId::new(0), "approvals/POL-007/1.0/ceo.yaml", text);
    let (record, findings) = read(text);
    assert_eq!(record.is_some(), findings.is_empty(), "a record with findings, or none of either");
    for finding in &findings {
        assert_eq!(finding.rule, "record-malformed");
        assert!(text.get(finding.place.span.range()).is_some(), "a finding points out of its text");
    }
    let Some(record) = record else { return };
    let approval = &record.approval;
    for reference in [&approval.person, &approval.role] {
        assert!(text.get(reference.raw.span.range()).is_some_and(|it| it.contains(reference.raw.value.as_str())));
    }
    if !text.contains('\r') {
        let (other, _) = read(&text.replace('\n', "\r\n"));
        assert_eq!(other.map(|it| it.digest), Some(record.digest));
    }
}

/// A name that is taken for a record's leads back to itself and nowhere else.
fn name(name: &str) {
    let Ok(place) = parse::record_place(name) else { return };
    let again = parse::record_name(&place).expect("a place that was read has a name");
    assert_eq!(again.trim_start_matches("approvals/"), name.trim_start_matches("approvals/"));
    assert!(!again.contains("..") && !again.contains("//") && again.starts_with("approvals/"));
}

/// What comes before the first zero is signed, what comes after it is the signature: one that holds for these bytes holds
/// for no others.
pub fn signature(bytes: &[u8]) {
    let (message, armoured) = match bytes.iter().position(|it| *it == 0) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (&b""[..], bytes),
    };
    let Ok(armoured) = std::str::from_utf8(armoured) else { return };
    if seal::verify(message, armoured).is_ok() {
        assert!(seal::verify(&[message, b"x"].concat(), armoured).is_err(), "a signature holds for two texts");
        assert!(seal::verify(message, &armoured.replace('\n', "\r\n")).is_ok() || armoured.contains('\r'));
    }
}

/// Every line that says something grants one key or is a fault.
pub fn signers(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let index = LineIndex::new(text);
    let lines = (0..index.count()).map(|line| index.text_of(line).trim());
    let count = lines.filter(|it| !it.is_empty() && !it.starts_with('#')).count();
    let within = |fault: &Fault| text.get(fault.span.range()).is_some();
    let signers = Signers::read(text);
    assert_eq!(signers.signers.len() + signers.faults.len(), count, "a line is neither a key nor a fault");
    assert!(signers.faults.iter().all(within) && signers.signers.iter().all(|it| text.get(it.span.range()).is_some()));
    let compromised = Compromised::read(text);
    assert!(compromised.faults.len() <= count && compromised.faults.iter().all(within));
}
