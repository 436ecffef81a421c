//! Signatures by keys that `ssh-keygen` makes.
#![expect(clippy::disallowed_methods, reason = "the tests sign with the program that users sign with")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Broken, Compromised, NAMESPACE, Refusal, Signers, verify};
use crate::text::Moment;

/// A folder of keys that goes away with the value.
struct Keys {
    folder: PathBuf,
}

impl Keys {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("ismsbook-seal-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for keys");
        Keys { folder }
    }

    /// Makes a key and returns its public line.
    fn make(&self, name: &str, kind: &[&str]) -> String {
        let path = self.folder.join(name);
        let mut command = Command::new("ssh-keygen");
        run(command.args(["-q", "-N", "", "-C", name, "-t"]).args(kind).arg("-f").arg(&path));
        fs::read_to_string(path.with_extension("pub")).expect("a public key").trim().to_owned()
    }

    fn sign(&self, name: &str, namespace: &str, bytes: &[u8]) -> String {
        let file = self.folder.join("message");
        fs::write(&file, bytes).expect("a message");
        let signature = self.folder.join("message.sig");
        // Without it the program would ask whether to write over an older one.
        let _ = fs::remove_file(&signature);
        let mut command = Command::new("ssh-keygen");
        run(command.args(["-Y", "sign", "-n", namespace, "-f"]).arg(self.folder.join(name)).arg(&file));
        fs::read_to_string(signature).expect("a signature")
    }
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().expect("ssh-keygen is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

impl Drop for Keys {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(Path::new(&self.folder));
    }
}

fn at(text: &str) -> Moment {
    Moment::parse(text).expect("a moment")
}

const DAY: &str = "2026-02-16T09:30:00Z";

#[test]
fn signatures_hold_for_their_bytes_and_nothing_else() {
    let keys = Keys::new("bytes");
    let record = "schema: x\nperson: person:mira\n".as_bytes();
    for kind in [&["ed25519"][..], &["ecdsa", "-b", "256"]] {
        let name = kind[0];
        let public = keys.make(name, kind);
        let signature = keys.sign(name, NAMESPACE, record);
        let sealed = verify(record, &signature).expect("a signature that holds");
        let signers = Signers::read(&format!("person:mira namespaces=\"{NAMESPACE}\" {public}\n"));
        assert_eq!(signers.faults, []);
        assert_eq!(signers.judge(&sealed, &["person:mira"], &[at(DAY)]), Ok(()));
        assert_eq!(signers.judge(&sealed, &["person:jonas"], &[at(DAY)]), Err(Refusal::OtherPerson));
        assert_eq!(Signers::default().judge(&sealed, &["person:mira"], &[]), Err(Refusal::Unknown));
        assert!(verify(record, &signature.replace('\n', "\r\n")).is_ok());
        for at in 0..record.len() {
            let mut changed = record.to_vec();
            changed[at] ^= 1;
            assert_eq!(verify(&changed, &signature).err(), Some(Broken::Content));
        }
        assert_eq!(verify(b"", &signature).err(), Some(Broken::Content));
    }
}

#[test]
fn a_damaged_signature_never_holds() {
    let keys = Keys::new("damage");
    keys.make("k", &["ed25519"]);
    let signature = keys.sign("k", NAMESPACE, b"words");
    for (at, character) in signature.char_indices().filter(|(_, it)| *it != '\n' && *it != '=') {
        let mut changed = signature.clone();
        changed.replace_range(at..=at, if character == 'A' { "B" } else { "A" });
        assert!(verify(b"words", &changed).is_err(), "{changed}");
    }
    for length in 0..signature.len() - 1 {
        assert!(verify(b"words", &signature[..length]).is_err());
    }
    assert_eq!(verify(b"words", &"A".repeat(20_000)).err(), Some(Broken::Shape));
    assert_eq!(verify(b"words", "").err(), Some(Broken::Shape));
}

#[test]
fn signatures_for_other_purposes_are_refused() {
    let keys = Keys::new("purpose");
    keys.make("k", &["ed25519"]);
    for namespace in ["git", "file", "approval@example.com"] {
        let signature = keys.sign("k", namespace, b"words");
        assert_eq!(verify(b"words", &signature).err(), Some(Broken::Namespace(namespace.to_owned())));
    }
}

#[test]
fn rsa_is_refused_with_a_clear_word() {
    let keys = Keys::new("rsa");
    let public = keys.make("k", &["rsa", "-b", "2048"]);
    let broken = verify(b"words", &keys.sign("k", NAMESPACE, b"words")).err().map(|it| it.to_string());
    let words =
        "it is of the kind `rsa-sha2-512`; only ed25519 and ecdsa-sha2-nistp256 keys, also on hardware, are accepted";
    assert_eq!(broken.as_deref(), Some(words));
    let faults = Signers::read(&format!("person:mira {public}\n")).faults;
    assert!(faults[0].words.starts_with("keys of the kind `ssh-rsa` are not accepted"), "{faults:?}");
    let other = keys.make("p", &["ecdsa", "-b", "384"]);
    assert_eq!(Signers::read(&format!("person:mira {other}\n")).signers.len(), 0);
}

#[test]
fn keys_hold_for_their_time_only() {
    let keys = Keys::new("time");
    let public = keys.make("k", &["ed25519"]);
    let sealed = verify(b"words", &keys.sign("k", NAMESPACE, b"words")).expect("a signature that holds");
    let judge = |options: &str, moments: &[Moment]| {
        let signers = Signers::read(&format!("person:mira {options} {public}\n"));
        assert_eq!(signers.faults, []);
        signers.judge(&sealed, &["person:mira"], moments)
    };
    let window = "valid-after=\"20260101Z\",valid-before=\"202602161000Z\"";
    assert_eq!(judge(window, &[at(DAY)]), Ok(()));
    assert_eq!(judge(window, &[at("2025-12-31T23:59:59Z")]), Err(Refusal::TooEarly));
    assert_eq!(judge(window, &[at("2026-02-16T10:00:00Z")]), Err(Refusal::Expired));
    assert_eq!(judge(window, &[at(DAY), at("2026-11-21T00:00:00Z")]), Err(Refusal::Expired));
    assert_eq!(judge("valid-after=\"20260101000001Z\"", &[at("2026-01-01T00:00:00Z")]), Err(Refusal::TooEarly));
}

#[test]
fn a_line_that_is_not_understood_grants_nothing() {
    let keys = Keys::new("lines");
    let (one, two) = (keys.make("one", &["ed25519"]), keys.make("two", &["ed25519"]));
    for line in [
        format!("* {one}"),
        format!("person:* {one}"),
        format!("!person:mira {one}"),
        format!("person:mira,person:jonas {one}"),
        format!("\"person:mira\" {one}"),
        format!("person:mira cert-authority {one}"),
        format!("person:mira cert-authority,namespaces=\"{NAMESPACE}\" {one}"),
        format!("person:mira namespaces=\"git\" {one}"),
        format!("person:mira namespaces=\"*\" {one}"),
        format!("person:mira namespaces={NAMESPACE} {one}"),
        format!("person:mira namespaces=\"{NAMESPACE} {one}"),
        format!("person:mira no-touch-required {one}"),
        format!("person:mira valid-before=\"20260101\" {one}"),
        format!("person:mira valid-before=\"20260230Z\" {one}"),
        format!("person:mira valid-before=\"20260101Z\",valid-before=\"20270101Z\" {one}"),
        format!("person:mira Valid-Before=\"20260101Z\" {one}"),
        format!("person:mira {}", &one[..40]),
        "person:mira".to_owned(),
        "person:mira ssh-ed25519".to_owned(),
        one.clone(),
        format!("person:mira {one}\nperson:jonas {one}"),
    ] {
        let signers = Signers::read(&line);
        assert!(signers.signers.is_empty() && !signers.faults.is_empty(), "{line}");
    }
    let good = format!(
        "# Who approves.\r\n\r\nperson:mira {one}\r\nmira@example.com\tnamespaces=\"git,{NAMESPACE}\" {two}\r\n"
    );
    let signers = Signers::read(&good);
    assert_eq!((signers.signers.len(), signers.faults.len()), (2, 0));
}

#[test]
fn a_compromised_key_is_known_by_itself_and_by_its_fingerprint() {
    let keys = Keys::new("lost");
    let public = keys.make("k", &["ed25519"]);
    let sealed = verify(b"words", &keys.sign("k", NAMESPACE, b"words")).expect("a signature that holds");
    for line in [public, format!("{} lost with the laptop", sealed.fingerprint())] {
        let list = Compromised::read(&format!("# Lost.\n{line}\n"));
        assert!(list.holds(&sealed) && list.faults.is_empty(), "{line}");
    }
    let unread = Compromised::read("SHA256:short\nssh-ed25519 AAAA\n");
    assert_eq!((unread.faults.len(), unread.holds(&sealed)), (2, false));
}
