//! A signed approval, made by `ssh-keygen` with an Ed25519 key that was thrown away, and what keys and times make of it.

use super::told;
use crate::approval::{Assurance, State};

const DOCUMENT: &str = "\
//- policies/access.md
---
id: POL-007
version: \"1.0\"
status: approved
---
Access ends on the last day of work.
//- registers/roles.yaml
roles:
  - {id: ceo, title: Chief executive, held_by: [person:mira]}
//- registers/people.yaml
people:
  - {id: mira, name: Mira}
";
const RECORD: &str = "\
//- approvals/POL-007/1.0/ceo.yaml
schema: ismsbook-approval/1
organisation: Our organization
document: POL-007
version: \"1.0\"
digest: sha256:a83da9623d0382b1de3bcc91d103aa92d9a4c8b6144acfdd78f1dc850d1f50fa
previous: null
meaning: approve
person: person:mira
role: role:ceo
time: 2026-02-16T09:30:00Z
review_by: null
";
const SIGNATURE: &str = "\
//- approvals/POL-007/1.0/ceo.yaml.sig
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgtQx7l+ke54nU5Sqi/LiKs0Ty+o
jijMlr/xlhj8G2+R0AAAARYXBwcm92YWxAaXNtc2Jvb2sAAAAAAAAABnNoYTUxMgAAAFMA
AAALc3NoLWVkMjU1MTkAAABA82UUuuS8VBKMAD4tBlWVYizKsNLBPtMZkPYwskBI0HBdu/
TWe9IjsoLreohBZJs8W7AJPisTMMjKc5DcS8o5DA==
-----END SSH SIGNATURE-----
";
const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILUMe5fpHueJ1OUqovy4irNE8vqI4ozJa/8ZYY/Btvkd";

fn signers(name: &str, options: &str) -> String {
    format!("//- approvals/allowed_signers\n{name} {options} {KEY}\n")
}

/// The approved document with one line in its signers file.
fn signed(options: &str) -> String {
    format!("{DOCUMENT}{RECORD}{SIGNATURE}{}", signers("person:mira", options))
}

type Told = (State, Assurance, u32, Vec<&'static str>);

fn valid() -> Told {
    (State::InForce, Assurance::Signed, 0, vec![])
}

fn void(rules: &[&'static str]) -> Told {
    (State::InReview, Assurance::None, 1, [rules, &["status-not-borne-out"]].concat())
}

#[test]
fn a_retired_key_keeps_what_it_signed_and_signs_nothing_new() {
    let retired = signed("valid-before=\"20260301Z\"");
    assert_eq!(told(&retired, None), valid());
    assert_eq!(told(&retired, Some(&retired)), valid());
    // The base knows the key, and not the record: the old date is only a claim.
    let base = format!("{DOCUMENT}{}", signers("person:mira", "valid-before=\"20260301Z\""));
    assert_eq!(told(&retired, Some(&base)), void(&["signer-unknown"]));
    assert_eq!(told(&signed("valid-before=\"20260216Z\""), None), void(&["signer-unknown"]));
    assert_eq!(told(&signed("valid-after=\"20260217Z\""), None), void(&["signer-unknown"]));
}

#[test]
fn a_change_cannot_bring_the_key_that_signs_it() {
    for base in [DOCUMENT.to_owned(), format!("{DOCUMENT}{}", signers("person:jonas", ""))] {
        assert_eq!(told(&signed(""), None), valid());
        assert_eq!(told(&signed(""), Some(&base)), void(&["signer-unknown"]));
    }
}

#[test]
fn a_compromised_key_voids_all_that_it_signed() {
    let listed = format!("{}//- approvals/compromised_keys\n{KEY}\n", signed(""));
    assert_eq!(told(&listed, None), void(&["key-compromised"]));
    // Taking the key from the list again does not help where the base lists it.
    assert_eq!(told(&signed(""), Some(&listed)), void(&["key-compromised"]));
    let unread = format!("{}//- approvals/compromised_keys\nSHA256:x\n", signed(""));
    assert_eq!(told(&unread, None), void(&["signers-malformed", "signers-malformed"]));
}

#[test]
fn a_signature_makes_its_record_untouchable() {
    let listed = signed("");
    for changed in [
        listed.replace("09:30:00Z", "09:30:01Z"),
        listed.replace("review_by: null", "review_by: 2029-01-01"),
        listed.replace("previous: null", "previous:  null"),
    ] {
        assert_eq!(told(&changed, None), void(&["signature-invalid"]));
    }
    let stripped = format!("{DOCUMENT}{RECORD}{}", signers("person:mira", ""));
    assert_eq!(told(&stripped, None).1, Assurance::Bound);
    let demanding = format!("//- book.toml\n[[approval]]\nassurance = \"signed\"\n{stripped}");
    assert_eq!(told(&demanding, None), (State::InReview, Assurance::None, 1, vec!["approval-incomplete"]));
}

#[test]
fn an_address_stands_for_the_one_person_who_has_it() {
    let people = |jonas: &str| {
        let more = format!("  - {{id: jonas, name: Jonas, email: {jonas}}}\n");
        let document = DOCUMENT.replace("name: Mira}\n", &format!("name: Mira, email: m@example.com}}\n{more}"));
        format!("{document}{RECORD}{SIGNATURE}{}", signers("m@example.com", ""))
    };
    assert_eq!(told(&people("j@example.com"), None), valid());
    assert_eq!(told(&people("m@example.com"), None), void(&["signer-unknown"]));
}
