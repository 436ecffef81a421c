//! Thousands of slips and forgeries of real records, signatures and signers files, the same in every run: the laws of the
//! fuzzer hold, and nothing that was touched still counts.

#[path = "../../../fuzz/laws.rs"]
mod laws;

use ismsbook::model::ApprovalRecord;
use ismsbook::parse::{self, record_bytes};
use ismsbook::seal::{self, Signers};
use ismsbook::text::FileId;

use super::{RECORD, Scene, public};

/// Numbers that look like chance (Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |it| it % limit.max(1))
    }
}

/// Pieces over which readers stumble.
const STONES: [&str; 20] = [
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\t",
    " ",
    "\u{feff}",
    "\u{2028}",
    "\"",
    "'",
    ": ",
    "- ",
    "&a ",
    "*a",
    "---\n",
    "#",
    ",",
    "=",
    "AAAA",
    "approval@ismsbook",
];

fn mutated(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len());
        let end = (at + 1 + chance.below(20)).min(bytes.len());
        match chance.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            2 => bytes.truncate(at),
            3 => bytes[at] ^= 1 << chance.below(8),
            _ => drop(bytes.splice(at..at, STONES[chance.below(STONES.len())].bytes())),
        }
        if bytes.is_empty() {
            bytes.push(b'x');
        }
    }
    bytes
}

#[test]
fn the_laws_hold_whatever_is_done_to_the_files() {
    let scene = Scene::signed();
    let [record, signature, signers] =
        [RECORD, &format!("{RECORD}.sig"), "approvals/allowed_signers"].map(|it| scene.project.read(it));
    let signed = format!("{record}\0{signature}");
    let two = format!(
        "# Keys.\n{signers}person:mira-solberg namespaces=\"approval@ismsbook\",valid-before=\"20270101Z\" {}\n",
        public(&scene.key("mira", "ecdsa"))
    );
    let mut chance = Chance(42);
    for _ in 0..2_000 {
        laws::record(&mutated(record.as_bytes(), &mut chance));
        laws::signature(&mutated(signed.as_bytes(), &mut chance));
        laws::signers(&mutated(two.as_bytes(), &mut chance));
    }
}

#[test]
fn a_signature_holds_for_no_other_record_and_in_no_other_form() {
    let scene = Scene::signed();
    let (record, signature) = (scene.project.read(RECORD), scene.project.read(&format!("{RECORD}.sig")));
    let sealed = seal::verify(&record_bytes(&record), &signature).expect("the signature holds");
    let signers = Signers::read(&scene.project.read("approvals/allowed_signers"));
    let read = |text: &str| -> Option<ApprovalRecord> { parse::record(FileId::new(0), RECORD, text).0 };
    let time = read(&record).expect("a record").approval.time.value;
    assert_eq!(signers.judge(&sealed, &["person:jonas-veldt"], &[time]), Ok(()));
    let mut chance = Chance(43);
    let dense = |text: &str| text.split_ascii_whitespace().collect::<String>();
    for _ in 0..1_000 {
        let Ok(other) = String::from_utf8(mutated(record.as_bytes(), &mut chance)) else { continue };
        if record_bytes(&other) != record_bytes(&record) {
            assert!(seal::verify(&record_bytes(&other), &signature).is_err(), "{other:?}");
        }
        let Ok(other) = String::from_utf8(mutated(signature.as_bytes(), &mut chance)) else { continue };
        if dense(&other) != dense(&signature) {
            assert!(seal::verify(&record_bytes(&record), &other).is_err(), "{other:?}");
        }
    }
}
