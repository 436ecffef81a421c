//! Attacks 8, 12, 13, 14, 15 and 21: records that are old, copied, deleted, backdated, or none.

use super::{FILE, RECORD, Scene, same, stand};

const TYPED: &str =
    "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 1.0";

/// Version 2.0 approved on 1 May after version 1.0.
fn two_versions() -> Scene {
    let scene = Scene::approved();
    scene.raise("2.0", "2026-04-30");
    scene.commit("Mira Solberg", "2026-04-30");
    scene
        .approve("ceo", "2026-05-01", &[])
        .exits(0)
        .says("approved `POL-007` 2.0 as `approvals/POL-007/2.0/ceo.yaml`: in force (bound)\n");
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.commit("Jonas Veldt", "2026-05-01");
    same(&scene.found(), &[]);
    assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
    scene
}

#[test]
fn attack_8_a_backdated_approval() {
    // Before the record that it follows.
    let scene = two_versions();
    scene.replace("approvals/POL-007/2.0/ceo.yaml", "2026-05-01T", "2026-03-02T");
    let before = "error A120 approvals/POL-007/2.0/ceo.yaml:10:7 the record is dated 2026-03-02T00:00:00Z, before the one that it follows (2026-03-03T00:00:00Z)";
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 2.0";
    same(&scene.found(), &[before, typed]);
    scene.approve("ceo", "2026-01-01", &["--withdraw"]).exits(2);
    // Before the words were there: git knows since when.
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.raise("2.0", "2026-06-01");
    scene.commit("Mira Solberg", "2026-11-10");
    scene.approve("ceo", "2026-06-01", &[]).exits(0);
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.commit("Jonas Veldt", "2026-11-10");
    let early = "warning A120 approvals/POL-007/2.0/ceo.yaml:10:7 the record is dated 2026-06-01T00:00:00Z, and its words were first committed on 2026-11-10";
    same(&scene.found_since("main"), &[early]);
}

#[test]
fn attack_12_the_approval_of_an_older_version_is_replayed() {
    let scene = Scene::approved();
    scene.raise("2.0", "2026-04-01");
    scene.replace(FILE, "status: in-review", "status: approved");
    let old = scene.project.read(RECORD);
    scene.project.write("approvals/POL-007/2.0/ceo.yaml", &old);
    let copied = "error A117 approvals/POL-007/2.0/ceo.yaml:4:10 the record is for the version `1.0`, and stands where one for `2.0` stands";
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 2.0";
    same(&scene.found(), &[copied, typed]);
    // With the version mended by hand, its digest is still that of the old words.
    scene.project.write("approvals/POL-007/2.0/ceo.yaml", old.replace("version: \"1.0\"", "version: \"2.0\""));
    let found = scene.found();
    assert!(found.iter().any(|it| it.starts_with("error A118 approvals/POL-007/2.0/ceo.yaml:3:11 ")), "{found:#?}");
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_13_an_old_text_comes_back_with_its_old_approval() {
    let scene = two_versions();
    scene.git(&["checkout", "--quiet", "HEAD~2", "--", FILE]);
    let back = "error A129 policies/access.md:5:10 `POL-007` is back at version 1.0, and 2.0 was approved after it";
    same(&scene.found(), &[back]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    // Going back is a decision of its own.
    scene
        .approve("ceo", "2026-06-01", &["--withdraw"])
        .exits(0)
        .says("withdrawn `POL-007` 2.0 as `approvals/POL-007/2.0/ceo.withdraw.yaml`: in force (bound)\n");
    same(&scene.found(), &[]);
}

#[test]
fn attack_13_a_role_that_may_not_approve_may_not_withdraw_either() {
    let scene = two_versions();
    scene.git(&["checkout", "--quiet", "HEAD~2", "--", FILE]);
    scene.approve("ciso", "2026-06-01", &["--withdraw"]).exits(2);
    scene.approve("ceo", "2026-06-01", &["--withdraw"]).exits(0);
    let own = "approvals/POL-007/2.0/ceo.withdraw.yaml";
    let record = scene.project.read(own).replace("role:ceo", "role:ciso").replace("jonas-veldt", "mira-solberg");
    scene.project.remove(own);
    scene.project.write("approvals/POL-007/2.0/ciso.withdraw.yaml", record);
    let wrong = "error A121 approvals/POL-007/2.0/ciso.withdraw.yaml:9:7 `role:ciso` may not withdraw the approval of `POL-007`";
    let back = "error A129 policies/access.md:5:10 `POL-007` is back at version 1.0, and 2.0 was approved after it";
    same(&scene.found(), &[wrong, back]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_14_a_record_is_copied_to_another_document() {
    let scene = Scene::approved();
    let copy = scene.project.read(FILE).replace("id: POL-007", "id: POL-008").replace("Access control", "Key control");
    scene.project.write("policies/keys.md", copy.replace("clauses: [5.2]\n", ""));
    scene.project.write("approvals/POL-008/1.0/ceo.yaml", scene.project.read(RECORD));
    let found = scene.found();
    let copied = "error A117 approvals/POL-008/1.0/ceo.yaml:3:11 the record is for the document `POL-007`, and stands where one for `POL-008` stands";
    assert!(found.contains(&copied.to_owned()), "{found:#?}");
    assert!(found.iter().any(|it| it.contains("`POL-008` says that it is approved")), "{found:#?}");
    assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
}

#[test]
fn attack_14_a_record_of_a_sister_company() {
    let scene = Scene::new();
    scene.replace("book.toml", "[isms]\norganization = \"Example Ltd\"", "[isms]\norganization = \"Sister Ltd\"");
    let scene = scene.approve_it();
    scene.replace("book.toml", "[isms]\norganization = \"Sister Ltd\"", "[isms]\norganization = \"Example Ltd\"");
    let sister = "error A117 approvals/POL-007/1.0/ceo.yaml:2:15 the record is for the organisation `Sister Ltd`, and stands where one for `Example Ltd` stands";
    same(&scene.found(), &[sister, TYPED]);
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
}

#[test]
fn attack_14_a_change_that_takes_the_name_of_the_company_whose_record_it_copies() {
    let sister = Scene::new();
    sister.replace("book.toml", "[isms]\norganization = \"Example Ltd\"", "[isms]\norganization = \"Sister Ltd\"");
    let sister = sister.approve_it();
    let scene = Scene::new();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    for file in ["book.toml", FILE, RECORD] {
        scene.project.write(file, sister.project.read(file));
    }
    scene.commit("Mira Solberg", "2026-03-04");
    same(&scene.found(), &[]);
    let taken = "error A117 approvals/POL-007/1.0/ceo.yaml:2:15 the record is for the organisation `Sister Ltd`, as only this change calls it";
    same(&scene.found_since("main"), &[taken, TYPED]);
    let status = scene.status(&["--base", "main"]).exits(0);
    let _ = status
        .prints("Takes effect after the merge\n  the organization is called `Sister Ltd`, before `Example Ltd`\n");
}

#[test]
fn attack_15_a_document_goes_with_its_approval() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    let other = scene.project.read(FILE).replace("id: POL-007", "id: POL-700");
    scene.project.write(FILE, other.replace("status: approved", "status: draft"));
    scene.commit("Mira Solberg", "2026-03-10");
    let gone = "error V205 book.toml:1:1 `POL-007` was approved, and is gone";
    let found = scene.found_since("main");
    assert!(found.contains(&gone.to_owned()), "{found:#?}");
    let voided = "Approvals that this change voids\n  POL-007  1.0  Access control policy: the document is gone\n";
    let _ = scene.status(&["--base", "main"]).exits(0).prints(voided);
    let json = scene.status(&["--base", "main", "--format", "json"]).exits(0);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(
        json["gone"],
        serde_json::json!([{"id": "POL-007", "title": "Access control policy", "version": "1.0"}])
    );
}

#[test]
fn attack_15_an_approval_is_deleted() {
    let scene = two_versions();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.project.remove("approvals/POL-007/2.0/ceo.yaml");
    scene.commit("Mira Solberg", "2026-06-01");
    let gone = "error A119 policies/access.md:2:1 the approval record `approvals/POL-007/2.0/ceo.yaml` is gone";
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 2.0";
    same(&scene.found_since("main"), &[gone, typed]);
    // An older one is missed even without a base.
    scene.git(&["switch", "--quiet", "main"]);
    scene.project.remove(RECORD);
    let found = scene.found();
    assert!(found[0].starts_with("error A118 approvals/POL-007/2.0/ceo.yaml:6:11 the record follows `"), "{found:#?}");
    assert!(found[0].ends_with("`, which is not there"), "{found:#?}");
}

#[test]
fn attack_15_what_the_base_approved_meanwhile_is_not_deleted() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.project.write("policies/notes.txt", "Notes.\n");
    scene.commit("Mira Solberg", "2026-04-01");
    scene.git(&["switch", "--quiet", "main"]);
    scene.raise("2.0", "2026-04-02");
    scene.approve("ceo", "2026-04-02", &[]).exits(0);
    let other = scene.project.read(FILE).replace("id: POL-007", "id: POL-008").replace("in-review", "approved");
    scene.project.write("policies/keys.md", other);
    scene.run(&["approve", "POL-008", "--role", "ceo", "--today", "2026-04-02"]).exits(0);
    scene.commit("Jonas Veldt", "2026-04-02");
    scene.git(&["switch", "--quiet", "change"]);
    let found = scene.found_since("main");
    assert!(!found.iter().any(|it| it.contains("A119") || it.contains("is gone")), "{found:#?}");
    let status = scene.status(&["--base", "main"]).exits(0).stdout;
    assert!(!status.contains("POL-008"), "{status}");
    scene.project.remove(RECORD);
    let found = scene.found_since("main");
    assert!(
        found.iter().any(|it| it.contains("A119") && it.ends_with("`approvals/POL-007/1.0/ceo.yaml` is gone")),
        "{found:#?}"
    );
}

#[test]
fn attack_21_records_that_are_not_exactly_records() {
    let field = "schema: \"ismsbook-approval/1\"\n";
    for (from, to, place, words) in [
        ("review_by:", "note: x\nreview_by:", "11:1", "`note` is not a field of an approval record"),
        ("role: \"role:ceo\"\n", "role: \"role:ceo\"\nrole: \"role:ciso\"\n", "10:1", "the key `role` stands twice"),
        ("approval/1", "approval/2", "1:9", "`ismsbook-approval/2` is no form of records that is known"),
        (
            field,
            "schema: \"ismsbook-approval/1\"\nschema: \"ismsbook-approval/2\"\n",
            "2:1",
            "the key `schema` stands twice",
        ),
        ("previous: null\n", "", "1:1", "the record has no `previous`"),
    ] {
        let scene = Scene::approved();
        scene.replace(RECORD, from, to);
        let line = format!("error A116 {RECORD}:{place} {words}");
        same(&scene.found(), &[&line, TYPED]);
        assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    }
}

#[test]
fn attack_21_a_second_record_under_another_spelling() {
    let scene = Scene::approved();
    scene.project.write("approvals/POL-007/1.0/CEO.yaml", scene.project.read(RECORD));
    let found = scene.found();
    assert!(
        found[0].starts_with("error A117 approvals/POL-007/1.0/CEO.yaml:9:7 the record is for the role `ceo`, "),
        "{found:#?}"
    );
    scene.project.remove("approvals/POL-007/1.0/CEO.yaml");
    scene.project.write("approvals/POL-007/1.0/ceo.yml", scene.project.read(RECORD));
    let found = scene.found();
    assert!(found[0].ends_with("the file of a record is called after its role and ends in `.yaml`"), "{found:#?}");
}

#[test]
fn attack_21_records_that_cannot_be_read_leave_nothing_believed() {
    let declared = "status: approved\napprover: role:ceo\napproved_on: 2026-03-03";
    for unread in [&b"schema: \xff\n"[..], &vec![b'#'; 100 << 20]] {
        let scene = Scene::new();
        scene.replace(FILE, "status: in-review", declared);
        assert_eq!(scene.stands(&[]), stand("in-force", "declared"));
        scene.project.write(RECORD, unread);
        assert_eq!(scene.stands(&[]), stand("in-review", "none"));
        let found = scene.found();
        assert!(found[0].contains(RECORD) && found.contains(&TYPED.to_owned()), "{found:#?}");
    }
}
