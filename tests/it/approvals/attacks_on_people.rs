//! Attacks 4, 5, 6, 7 and 22: people who may not approve, who give themselves the right, or who count too often.

use super::{FILE, POLICY, RECORD, Scene, same, stand};

const TYPED: &str =
    "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 1.0";
const BOTH: &str = "[[approval]]\nids = [\"POL-007\"]\nroles = [\"ceo\", \"ciso\"]\npeople = 2\n";

#[test]
fn attack_4_an_approver_without_the_role() {
    let scene = Scene::new();
    scene
        .approve("ciso", "2026-03-03", &[])
        .exits(2)
        .says("error: `role:ciso` may not approve `POL-007`; it may be approved by: ceo");
    scene
        .approve("ceo", "2026-03-03", &["--by", "person:mira-solberg"])
        .exits(2)
        .says("error: `person:mira-solberg` does not hold `role:ceo`");
    assert!(!scene.project.exists("approvals"));
    // By hand: the right role, the wrong person.
    scene.git(&["switch", "--quiet", "--create", "change"]);
    let scene = scene.approve_it();
    scene.replace(RECORD, "jonas-veldt", "mira-solberg");
    scene.commit("Mira Solberg", "2026-03-04");
    let wrong = "error A121 approvals/POL-007/1.0/ceo.yaml:8:9 `person:mira-solberg` does not hold `role:ceo`";
    same(&scene.found_since("main"), &[wrong, TYPED]);
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-review", "none"));
}

#[test]
fn attack_4_a_role_that_may_not_approve_this_document() {
    let scene = Scene::new().approve_it();
    let record = scene.project.read(RECORD).replace("role:ceo", "role:ciso").replace("jonas-veldt", "mira-solberg");
    scene.project.remove(RECORD);
    scene.project.write("approvals/POL-007/1.0/ciso.yaml", record);
    let wrong = "error A121 approvals/POL-007/1.0/ciso.yaml:9:7 `role:ciso` may not approve `POL-007`";
    same(&scene.found(), &[wrong, TYPED]);
}

#[test]
fn attack_5_a_role_that_the_same_change_grants() {
    let scene = Scene::new();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.replace("registers/roles.yaml", "held_by: [person:jonas-veldt]", "held_by: [person:mira-solberg]");
    let scene = scene.approve_it();
    let granted =
        "error A121 approvals/POL-007/1.0/ceo.yaml:8:9 `person:mira-solberg` holds `role:ceo` only by this change";
    let found = scene.found_since("main");
    assert!(found.contains(&granted.to_owned()) && found.contains(&TYPED.to_owned()), "{found:#?}");
    let status = scene.status(&["--base", "main", "--fail-on", "missing"]).exits(1);
    let _ =
        status.prints("Takes effect after the merge\n  `role:ceo` is held by mira-solberg, before by jonas-veldt\n");
}

#[test]
fn attack_5_a_rule_that_the_same_change_softens() {
    let scene = Scene::new();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.project.write(
        "book.toml",
        scene.project.read("book.toml") + "[[approval]]\nids = [\"POL-007\"]\nroles = [\"ciso\"]\n",
    );
    scene.approve("ciso", "2026-03-03", &[]).exits(0);
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.commit("Jonas Veldt", "2026-03-03");
    let wrong = "error A121 approvals/POL-007/1.0/ciso.yaml:9:7 `role:ciso` may not approve `POL-007`";
    same(&scene.found_since("main"), &[wrong, TYPED]);
    scene
        .status(&["--base", "main"])
        .exits(0)
        .prints("Takes effect after the merge\n  the rules under `[[approval]]` in `book.toml`\n");
}

#[test]
fn attack_5_a_key_that_the_same_change_lists() {
    let scene = Scene::new();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    let key = scene.key("eve", "ed25519");
    scene.list_signer("person:jonas-veldt", "", &key);
    scene.approve("ceo", "2026-03-03", &["--sign", &key]).exits(0);
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.commit("Mira Solberg", "2026-03-03");
    same(&scene.found(), &[]);
    let found = scene.found_since("main");
    let fresh = "error A123 approvals/POL-007/1.0/ceo.yaml.sig:1:1 the key `SHA256:";
    assert!(
        found[0].starts_with(fresh) && found[0].ends_with("` of `person:jonas-veldt` is listed only by this change"),
        "{found:#?}"
    );
    same(&found[1..], &[TYPED]);
    scene
        .status(&["--base", "main"])
        .exits(0)
        .prints("Takes effect after the merge\n  the keys in `approvals/allowed_signers`\n");
}

#[test]
fn attack_5_a_rule_on_approvals_that_the_same_change_turns_off() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.replace(FILE, "twice a year", "once a year");
    scene.replace("book.toml", "S401 = \"off\"", "S401 = \"off\"\nA128 = \"off\"\nV201 = \"off\"");
    scene.commit("Mira Solberg", "2026-03-10");
    let found = scene.found_since("main");
    assert!(found.iter().any(|it| it.starts_with("error A128 policies/access.md:5:10 ")), "{found:#?}");
    assert!(found.iter().any(|it| it.starts_with("error V201 policies/access.md:")), "{found:#?}");
}

#[test]
fn attack_5_a_document_is_taken_away_by_a_change_that_turns_the_rule_off() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.project.remove(FILE);
    scene.replace("book.toml", "S401 = \"off\"", "S401 = \"off\"\nV205 = \"off\"");
    scene.commit("Mira Solberg", "2026-03-10");
    let found = scene.found_since("main");
    assert!(found.iter().any(|it| it.contains(" V205 ")), "{found:#?}");
}

#[test]
fn attack_6_an_author_who_approves() {
    // The front matter names the author.
    let scene = Scene::of(&POLICY.replace("authors: [role:ciso]", "authors: [person:jonas-veldt]"), "").approve_it();
    let alone =
        "error A126 policies/access.md:6:9 1 more person who did not write it must approve version 1.0 of `POL-007`";
    same(&scene.found(), &[alone]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_6_an_author_whom_only_git_knows() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.raise("2.0", "2026-04-01");
    scene.commit("Jonas Veldt", "2026-04-01");
    scene.approve("ceo", "2026-04-02", &[]).exits(0);
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.commit("Jonas Veldt", "2026-04-02");
    same(&scene.found(), &[]);
    let alone =
        "error A126 policies/access.md:6:9 1 more person who did not write it must approve version 2.0 of `POL-007`";
    same(&scene.found_since("main"), &[alone]);
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-review", "none"));
    scene.status(&["--base", "main", "--fail-on", "missing"]).exits(1);
}

#[test]
fn attack_6_who_only_sets_the_status_has_not_written_the_document() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.raise("2.0", "2026-04-01");
    scene.git(&["mv", FILE, "policies/renamed.md"]);
    scene.commit("Mira Solberg", "2026-04-01");
    scene.approve("ceo", "2026-04-02", &[]).exits(0);
    scene.replace("policies/renamed.md", "status: in-review", "status: approved");
    scene.commit("Jonas Veldt", "2026-04-02");
    same(&scene.found_since("main"), &[]);
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-force", "bound"));
}

#[test]
fn attack_6_a_co_author_and_an_unknown_address_with_a_known_name() {
    for (author, message) in [
        ("Mira Solberg", "Change\n\nCo-authored-by: J. <JONAS.VELDT@example.com>"),
        ("Mira Solberg", "Change\n\nCo-authored-by: Jonas Veldt <123+jv@users.noreply.example.org>"),
    ] {
        let scene = Scene::new();
        scene.git(&["switch", "--quiet", "--create", "change"]);
        scene.replace(FILE, "twice a year", "once a year");
        scene.git(&["add", "--all"]);
        scene.git_as((author, "2026-03-02"), &["commit", "--quiet", "--message", message]);
        let scene = scene.approve_it();
        assert_eq!(scene.stands(&["--base", "main"]), stand("in-review", "none"), "{message}");
    }
}

#[test]
fn attack_6_the_author_of_the_data_that_a_document_shows() {
    let assets = "//- registers/assets.yaml\nassets:\n  - id: AST-001\n    title: Wiki\n    owner: role:ciso\n    classification: internal\n";
    let scene = Scene::of(&format!("{}{assets}", POLICY.replace("controls:", "register: assets\ncontrols:")), "");
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.replace("registers/assets.yaml", "title: Wiki", "title: Blog");
    scene.commit("Jonas Veldt", "2026-03-02");
    let scene = scene.approve_it();
    assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-review", "none"));
}

#[test]
fn attack_6_the_author_of_a_value_that_a_document_takes_from_the_settings() {
    let settings = "[isms.variables]\nhow_often = \"twice a year\"\nunused = \"a\"\n";
    let reviewed = POLICY.replace("twice a year", "{{ how_often }}");
    let in_front = POLICY.replace("scope: All systems.", "scope: \"Accounts reviewed {{ how_often }}.\"");
    for (policy, edit, state) in [
        (&reviewed, ("how_often = \"twice a year\"", "how_often = \"once a year\""), "in-review"),
        (&in_front, ("how_often = \"twice a year\"", "how_often = \"once a year\""), "in-review"),
        // Who changes other settings, or a value that no word of the document takes, wrote none of it.
        (&reviewed, ("unused = \"a\"", "unused = \"b\""), "in-force"),
        (&reviewed, ("unused = \"a\"\n", "unused = \"a\"\n[review]\ngrace = \"14 days\"\n"), "in-force"),
    ] {
        let scene = Scene::of(policy, settings);
        scene.git(&["switch", "--quiet", "--create", "change"]);
        scene.replace("book.toml", edit.0, edit.1);
        scene.commit("Jonas Veldt", "2026-03-02");
        let scene = scene.approve_it();
        assert_eq!(scene.stands(&["--base", "main"]).0, state, "{edit:?}");
        assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
    }
}

#[test]
fn attack_6_the_author_of_the_method_that_rates_the_risks_of_a_register() {
    let risks = "//- registers/risks.yaml\nrisks:\n  - id: RISK-001\n    title: Fire\n    owner: role:ciso\n    likelihood: 2\n    impact: 3\n";
    let shown = POLICY.replace("controls:", "register: risks\ncontrols:");
    for (policy, state) in [(shown.as_str(), "in-review"), (POLICY, "in-force")] {
        let scene = Scene::of(&format!("{policy}{risks}"), "");
        scene.git(&["switch", "--quiet", "--create", "change"]);
        let settings = scene.project.read("book.toml");
        scene.project.write("book.toml", format!("{settings}[isms.risk]\nacceptance = 12\n"));
        scene.commit("Jonas Veldt", "2026-03-02");
        let scene = scene.approve_it();
        assert_eq!(scene.stands(&["--base", "main"]).0, state, "{policy}");
    }
}

#[test]
fn attack_7_one_person_with_two_roles() {
    let scene = Scene::with(BOTH);
    scene.replace("registers/roles.yaml", "held_by: [person:mira-solberg]", "held_by: [person:jonas-veldt]");
    scene.commit("Mira Solberg", "2026-03-02");
    scene.approve("ceo", "2026-03-03", &[]).exits(0).says(": in review (none); 1 approval to go");
    scene.approve("ciso", "2026-03-03", &[]).exits(0).says(": in review (none); 1 approval to go");
    let one = "info A126 policies/access.md:6:9 1 more person must approve version 1.0 of `POL-007`";
    same(&scene.found(), &[one]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_7_two_people_are_two() {
    let scene = Scene::with(BOTH);
    scene.approve("ceo", "2026-03-03", &[]).exits(0);
    let one = "info A126 policies/access.md:6:9 1 more person must approve version 1.0 of `POL-007`";
    same(&scene.found(), &[one]);
    scene.approve("ciso", "2026-03-04", &[]).exits(0).says(": in force (bound)\n");
    scene.replace(FILE, "status: in-review", "status: approved");
    same(&scene.found(), &[]);
    assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
}

#[test]
fn attack_22_approvals_of_different_words_do_not_add_up() {
    let scene = Scene::with(BOTH);
    scene.approve("ceo", "2026-03-03", &[]).exits(0);
    let other = scene.project.read(RECORD).replace("role:ceo", "role:ciso").replace("jonas-veldt", "mira-solberg");
    let digest = format!("sha256:{}", "0".repeat(64));
    let own = scene.digest();
    scene.project.write("approvals/POL-007/1.0/ciso.yaml", other.replace(&own, &digest));
    scene.replace(FILE, "status: in-review", "status: approved");
    let one = "error A126 policies/access.md:6:9 1 more person must approve version 1.0 of `POL-007`";
    let reused = "error A130 approvals/POL-007/1.0/ciso.yaml:5:9 version `1.0` was approved before with other words";
    same(&scene.found(), &[reused, one]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}
