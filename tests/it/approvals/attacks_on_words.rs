//! Attacks 1, 2, 3, 16, 17, 18 and 20: words, fields and dates that are not those that were approved.

use super::{FILE, POLICY, RECORD, Scene, same, stand};

const DIFFERS: &str = "error A128 policies/access.md:5:10 the words of `POL-007` are not those that `person:jonas-veldt` approved as version 1.0 on 2026-03-03";

/// What was approved, and what an edit makes of it.
#[track_caller]
fn voids(scene: &Scene, edit: impl Fn(&Scene)) {
    same(&scene.found(), &[]);
    assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
    edit(scene);
    let found = scene.found();
    assert!(found.iter().any(|it| it == DIFFERS), "{found:#?}");
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    scene.status(&["--fail-on", "stale"]).exits(1).prints("Changed since approval\n  POL-007  1.0  ");
}

#[test]
fn attack_1_text_edited_after_its_approval() {
    let scene = Scene::approved();
    voids(&scene, |it| it.replace(FILE, "twice a year", "once a year"));
    same(&scene.found(), &[DIFFERS]);
    scene.git(&["switch", "--quiet", "--create", "edit"]);
    scene.commit("Mira Solberg", "2026-03-10");
    let not_raised = "error V201 policies/access.md:5:10 the text of `POL-007` changed against `main`, but the version is still `1.0`";
    same(&scene.found_since("main"), &[DIFFERS, not_raised]);
    scene.status(&["--base", "main"]).exits(0).prints("Approvals that this change voids\n  POL-007  1.0  ");
}

#[test]
fn attack_2_text_edited_through_a_variable() {
    let policy = POLICY.replace("covers every account.", "covers every account of {{ organization }}.");
    let scene = Scene::of(&policy, "").approve_it();
    voids(&scene, |it| {
        it.replace("book.toml", "organization = \"Example Ltd\"\n[lint", "organization = \"Sister Ltd\"\n[lint");
    });
    same(&scene.found(), &[DIFFERS]);
}

#[test]
fn attack_2_text_edited_through_a_register() {
    let risks = "//- registers/assets.yaml\nassets:\n  - id: AST-001\n    title: Wiki\n    owner: role:ciso\n    classification: internal\n";
    let policy = POLICY.replace("controls:", "register: assets\ncontrols:");
    let scene = Scene::of(&format!("{policy}{risks}"), "").approve_it();
    voids(&scene, |it| it.replace("registers/assets.yaml", "title: Wiki", "title: Blog"));
}

#[test]
fn attack_3_invisible_edits() {
    for (hidden, name) in [
        ("\u{200b}", "zero-width space (U+200B)"),
        ("\u{202e}", "right-to-left override (U+202E)"),
        ("\u{ad}", "soft hyphen (U+00AD)"),
    ] {
        let scene = Scene::approved();
        voids(&scene, |it| it.replace(FILE, "every account twice", &format!("every{hidden} account twice")));
        let found = scene.found();
        let named = format!("`POL-007` holds a character that nobody sees: {name}");
        assert!(found.iter().any(|it| it.starts_with("warning H611 ") && it.ends_with(&named)), "{found:#?}");
    }
    let homoglyph = Scene::approved();
    voids(&homoglyph, |it| it.replace(FILE, "every account twice", "every \u{430}ccount twice"));
}

#[test]
fn attack_16_a_version_for_the_same_words_is_approved_by_nobody() {
    let scene = Scene::approved();
    scene.replace(FILE, "version: \"1.0\"", "version: \"1.1\"");
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 1.1";
    same(&scene.found(), &[typed]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_16_one_version_for_two_texts_is_found() {
    let two = "[[approval]]\nids = [\"POL-007\"]\nroles = [\"ceo\", \"ciso\"]\n";
    let scene = Scene::approved_with(two);
    scene.replace(FILE, "twice a year", "once a year");
    let refused = "version 1.0 of `POL-007` was approved with other words; raise the version";
    scene.approve("ciso", "2026-03-04", &[]).exits(2).says(refused);
    // By hand it can be written, with the digest of the new words.
    let of_now = scene.digest();
    let record = scene.project.read(RECORD).replace("role:ceo", "role:ciso").replace("jonas-veldt", "mira-solberg");
    let old = record.lines().find_map(|it| it.strip_prefix("digest: ")).expect("a digest").to_owned();
    scene.project.write("approvals/POL-007/1.0/ciso.yaml", record.replace(&old, &format!("\"{of_now}\"")));
    let twice = "error A130 approvals/POL-007/1.0/ciso.yaml:5:9 version `1.0` was approved before with other words";
    let found = scene.found();
    assert!(found.iter().any(|it| it == twice), "{found:#?}");
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_17_a_status_typed_by_hand() {
    let scene = Scene::approved();
    scene.raise("2.0", "2026-03-10");
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.git(&["switch", "--quiet", "--create", "typed"]);
    scene.commit("Mira Solberg", "2026-03-10");
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 2.0";
    same(&scene.found_since("main"), &[typed]);
    scene.replace(FILE, "status: approved", "status: in-review");
    same(&scene.found(), &[]);
    scene
        .status(&["--fail-on", "missing"])
        .exits(1)
        .prints("To be approved\n  POL-007  2.0  Access control policy: 1 person (ceo)\n");
}

#[test]
fn attack_18_fields_that_control_the_document_edited_quietly() {
    for (from, to) in [
        ("review_interval: 12 months", "review_interval: 11 months"),
        ("scope: All systems.", "scope: Most systems."),
        ("classification: internal", "classification: public"),
        ("owner: role:ciso", "owner: role:ceo"),
        ("audience: [all-staff]", "audience: []"),
    ] {
        let scene = Scene::approved();
        voids(&scene, |it| it.replace(FILE, from, to));
    }
    // The day that the record promises is under its own digest: against the base it cannot be moved.
    let scene = Scene::approved();
    scene.replace(RECORD, "review_by: \"2027-03-01\"", "review_by: \"2029-03-01\"");
    let moved = "error A119 approvals/POL-007/1.0/ceo.yaml:1:1 the approval record `approvals/POL-007/1.0/ceo.yaml` is not what it was";
    let found = scene.found_since("main");
    assert!(found.iter().any(|it| it == moved), "{found:#?}");
}

#[test]
fn attack_18_what_controls_nothing_may_change() {
    let scene = Scene::approved();
    scene.replace(FILE, "language: en", "language:   en # English");
    scene.project.write(FILE, scene.project.read(FILE).replace('\n', "\r\n"));
    same(&scene.found(), &[]);
    assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
}

#[test]
fn attack_20_a_date_in_the_future() {
    let scene = Scene::approved();
    scene.replace(RECORD, "2026-03-03T00:00:00Z", "2027-03-03T00:00:00Z");
    let future = "error A120 approvals/POL-007/1.0/ceo.yaml:10:7 the record is dated 2027-03-03T00:00:00Z, after today (2026-11-21)";
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 1.0";
    same(&scene.found(), &[future, typed]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_20_an_approval_that_is_not_effective_yet_says_so() {
    let policy = POLICY.replace("effective_from: 2026-03-03", "effective_from: 2027-01-01");
    let scene = Scene::of(&policy, "").approve_it();
    same(&scene.found(), &[]);
    assert_eq!(scene.stands(&[]), stand("approved", "bound"));
    scene.status(&[]).exits(0).prints("1 document on 2026-11-21: 1 approved, not yet in force\n");
    let later = scene.run(&["status", "--today", "2027-01-01"]).exits(0);
    assert!(later.stdout.starts_with("1 document on 2027-01-01: 1 in force\n"), "{}", later.stdout);
}

#[test]
fn attack_20_a_day_of_effect_before_the_last_of_two_approvals() {
    let settings = "[[approval]]\nids = [\"POL-007\"]\nroles = [\"ceo\", \"ciso\"]\npeople = 2\n";
    let scene = Scene::with(settings);
    scene.approve("ceo", "2026-03-03", &[]).exits(0);
    // Two days later the other one is told, while the day can still be set.
    let refusal = "version 1.0 of `POL-007` takes effect on 2026-03-03, before this approval; first give it an `effective_from` from 2026-03-05 on, as the day is part of what is approved";
    scene.approve("ciso", "2026-03-05", &[]).exits(2).says(refusal);
    // Who writes the date by hand is found by the record.
    scene.approve("ciso", "2026-03-03", &[]).exits(0);
    scene.replace(FILE, "status: in-review", "status: approved");
    same(&scene.found(), &[]);
    scene.replace("approvals/POL-007/1.0/ciso.yaml", "2026-03-03T", "2026-03-05T");
    let early =
        "error A114 policies/access.md:15:17 `POL-007` takes effect on 2026-03-03, before its approval on 2026-03-05";
    same(&scene.found(), &[early]);
}
