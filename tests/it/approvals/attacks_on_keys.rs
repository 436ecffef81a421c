//! Attacks 9, 10, 11 and 19: keys that are over, lost, gone or of another kind, and signatures of other things.

use super::{FILE, RECORD, Scene, public, same, stand};

const SIGNATURE: &str = "approvals/POL-007/1.0/ceo.yaml.sig";
const SIGNERS: &str = "approvals/allowed_signers";
const TYPED: &str =
    "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 1.0";

/// The findings with the fingerprints of keys left out, which differ from run to run.
fn without_keys(found: Vec<String>) -> Vec<String> {
    let plain = |line: String| match line.split_once("`SHA256:") {
        Some((before, after)) => format!("{before}`KEY`{}", after.split_once('`').map_or("", |it| it.1)),
        None => line,
    };
    found.into_iter().map(plain).collect()
}

#[test]
fn a_signed_approval_holds_with_every_kind_of_key_that_is_accepted() {
    for kind in ["ed25519", "ecdsa"] {
        let scene = Scene::new();
        let key = scene.key("jonas", kind);
        scene.list_signer("person:jonas-veldt", "namespaces=\"approval@ismsbook\"", &key);
        scene.commit("Mira Solberg", "2026-03-02");
        scene.approve("ceo", "2026-03-03", &["--sign", &key]).exits(0).says(": in force (signed)\n");
        scene.replace(FILE, "status: in-review", "status: approved");
        same(&scene.found(), &[]);
        same(&scene.found_since("main"), &[]);
        assert_eq!(scene.stands(&["--base", "main"]), stand("in-force", "signed"));
    }
}

#[test]
fn an_rsa_key_is_refused_with_a_clear_word() {
    let scene = Scene::new();
    let key = scene.key("jonas", "rsa");
    scene.list_signer("person:jonas-veldt", "", &key);
    let refused = "error: the signature would not count: it is of the kind `rsa-sha2-512`; only ed25519 and ecdsa-sha2-nistp256 keys, also on hardware, are accepted; nothing was written";
    scene.approve("ceo", "2026-03-03", &["--sign", &key]).exits(2).says(refused);
    assert!(!scene.project.exists(RECORD) && !scene.project.exists(SIGNATURE));
    let line = "error A125 approvals/allowed_signers:1:1 this line grants nothing: keys of the kind `ssh-rsa` are not accepted; use ed25519 or ecdsa-sha2-nistp256";
    same(&scene.found(), &[line]);
    // A signature that is made by hand is refused as well.
    let scene = scene.approve_it();
    scene.project.write(SIGNATURE, scene.signature(&key, "approval@ismsbook", RECORD));
    let found = scene.found();
    assert!(found.iter().any(|it| it.contains("A122") && it.contains("of the kind `rsa-sha2-512`")), "{found:#?}");
}

#[test]
fn attack_9_an_expired_key_with_an_old_date() {
    let scene = Scene::new();
    let key = scene.key("jonas", "ed25519");
    scene.list_signer("person:jonas-veldt", "valid-before=\"20260401Z\"", &key);
    scene.commit("Mira Solberg", "2026-03-02");
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.approve("ceo", "2026-03-03", &["--sign", &key]).exits(0);
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.commit("Jonas Veldt", "2026-03-03");
    let expired =
        "error A123 approvals/POL-007/1.0/ceo.yaml.sig:1:1 the key `KEY` of `person:jonas-veldt` was no longer valid";
    same(&without_keys(scene.found_since("main")), &[expired, TYPED]);
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-review", "none"));
    // The same record, once merged while the key was valid, stays.
    scene.git(&["switch", "--quiet", "main"]);
    scene.git(&["merge", "--quiet", "change"]);
    same(&scene.found_since("main"), &[]);
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-force", "signed"));
}

#[test]
fn attack_9_a_signature_that_is_added_later_with_an_expired_key() {
    let scene = Scene::new();
    let key = scene.key("jonas", "ed25519");
    scene.list_signer("person:jonas-veldt", "valid-before=\"20260401Z\"", &key);
    let scene = scene.approve_it();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.project.write(SIGNATURE, scene.signature(&key, "approval@ismsbook", RECORD));
    scene.commit("Mira Solberg", "2026-11-20");
    let expired =
        "error A123 approvals/POL-007/1.0/ceo.yaml.sig:1:1 the key `KEY` of `person:jonas-veldt` was no longer valid";
    let found = without_keys(scene.found_since("main"));
    assert!(found.contains(&expired.to_owned()), "{found:#?}");
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-review", "none"));
}

#[test]
fn attack_10_a_compromised_key_voids_whatever_it_signed() {
    let scene = Scene::signed();
    same(&scene.found(), &[]);
    assert_eq!(scene.stands(&[]), stand("in-force", "signed"));
    let line = public(&scene.key_path("jonas"));
    scene.project.write("approvals/compromised_keys", format!("# Lost on a train.\n{line}\n"));
    let lost = "error A124 approvals/POL-007/1.0/ceo.yaml.sig:1:1 the key `KEY` is compromised, so the approval of `POL-007` 1.0 by `person:jonas-veldt` is void";
    same(&without_keys(scene.found()), &[lost, TYPED]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    // A list that cannot be read lets no signature count.
    for unread in [&b"\xff\xfe"[..], &vec![b'#'; 9 << 20]] {
        scene.project.write("approvals/compromised_keys", unread);
        assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    }
}

#[test]
fn attack_11_the_line_of_a_leaver_is_taken_out() {
    let scene = Scene::signed();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    let line = scene.project.read(SIGNERS);
    scene.project.write(SIGNERS, "# Nobody.\n");
    scene.commit("Mira Solberg", "2026-11-20");
    let gone = "error A123 approvals/POL-007/1.0/ceo.yaml.sig:1:1 the key `KEY` of `person:jonas-veldt` is no longer listed for that day, so the approval is void";
    let found = without_keys(scene.found_since("main"));
    assert!(found.contains(&gone.to_owned()), "{found:#?}");
    // Retired with a date, what it signed stays; with a date before the approval, it does not.
    let person = "person:jonas-veldt ";
    scene.project.write(SIGNERS, line.replace(person, "person:jonas-veldt valid-before=\"20261101Z\" "));
    same(&scene.found_since("main"), &[]);
    same(&scene.found(), &[]);
    scene.project.write(SIGNERS, line.replace(person, "person:jonas-veldt valid-before=\"20260302Z\" "));
    let found = without_keys(scene.found_since("main"));
    assert!(found.iter().any(|it| it.contains("A123")), "{found:#?}");
}

#[test]
fn attack_19_a_signature_of_another_kind_of_thing() {
    for (namespace, said) in [("git", "it was made for `git`"), ("file", "it was made for `file`")] {
        let scene = Scene::signed();
        let key = scene.key_path("jonas");
        scene.project.write(SIGNATURE, scene.signature(&key, namespace, RECORD));
        let found = scene.found();
        let wrong = format!(
            "error A122 approvals/POL-007/1.0/ceo.yaml.sig:1:1 the signature does not hold: {said}, not for `approval@ismsbook`"
        );
        same(&found, &[&wrong, TYPED]);
        assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    }
}

#[test]
fn attack_19_a_signature_of_another_record_or_by_another_person() {
    let scene = Scene::signed();
    let eve = scene.key("eve", "ed25519");
    scene.list_signer("person:mira-solberg", "", &eve);
    scene.project.write(SIGNATURE, scene.signature(&eve, "approval@ismsbook", RECORD));
    let other =
        "error A123 approvals/POL-007/1.0/ceo.yaml.sig:1:1 the key `KEY` does not belong to `person:jonas-veldt`";
    same(&without_keys(scene.found()), &[other, TYPED]);
    let key = scene.key_path("jonas");
    scene.project.write(SIGNATURE, scene.signature(&key, "approval@ismsbook", FILE));
    let found = scene.found();
    assert!(found[0].ends_with("the signature does not hold: it does not belong to these bytes"), "{found:#?}");
}

#[test]
fn attack_19_a_signature_that_is_taken_away() {
    let scene = Scene::signed();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.project.remove(SIGNATURE);
    scene.commit("Mira Solberg", "2026-11-20");
    let gone =
        "error A119 approvals/POL-007/1.0/ceo.yaml:1:1 the signature `approvals/POL-007/1.0/ceo.yaml.sig` is gone";
    same(&scene.found_since("main"), &[gone]);
}

#[test]
fn the_history_tells_how_the_signatures_of_earlier_versions_stand() {
    let scene = Scene::signed();
    scene.replace(FILE, "version: \"1.0\"\nstatus: approved", "version: \"1.1\"\nstatus: draft");
    let page = || {
        scene.project.run(&["build", "--draft"]).exits(0);
        scene.project.read("book/history/pol-007.html")
    };
    let signed = page();
    assert!(signed.contains("</svg>Recorded, and signed</span>"), "{signed}");
    // A key that was retired later still spoke for the person when it signed.
    let listed = scene.project.read(SIGNERS);
    let until = |day: &str| {
        let limit = format!("person:jonas-veldt valid-before=\"{day}Z\" ");
        scene.project.write(SIGNERS, listed.replace("person:jonas-veldt ", &limit));
    };
    until("20261101");
    assert_eq!(page(), signed);
    until("20260302");
    assert!(page().contains("</svg>Recorded, but its signature does not hold</span>"));
    scene.project.write(SIGNERS, &listed);
    scene.project.write("approvals/compromised_keys", public(&scene.key_path("jonas")));
    assert!(page().contains("</svg>Recorded, but its key is compromised</span>"));
    scene.project.remove(SIGNATURE);
    scene.project.remove("approvals/compromised_keys");
    assert!(page().contains("</svg>Recorded</span>"));
}
