//! Days in the life of a handbook with approvals, from the edit to the merge, by the real program.

use super::{FILE, RECORD, Scene, fs, same, stand};

/// A policy changes: the version is raised, the approver decides on the new words, and the merge puts them in force.
#[test]
fn a_policy_changes() {
    let scene = Scene::signed();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.replace(FILE, "twice a year", "four times a year");
    let found = scene.found_since("main");
    assert!(found.iter().any(|it| it.contains("V201") && it.contains("the version is still `1.0`")), "{found:#?}");
    scene.replace(FILE, "four times a year", "twice a year");
    scene.raise("2.0", "2026-11-20");
    scene.commit("Mira Solberg", "2026-11-20");
    same(&scene.found_since("main"), &[]);
    let status = scene.status(&["--base", "main", "--fail-on", "missing"]).exits(1);
    let status = status.prints("Approvals that this change voids\n  POL-007  2.0  Access control policy: version 1.0 was approved with other words\n");
    let _ = status.prints("To be approved\n  POL-007  2.0  Access control policy: 1 person (ceo)\n");
    let key = scene.key_path("jonas");
    scene
        .approve("ceo", "2026-11-21", &["--sign", &key])
        .exits(0)
        .says("approved `POL-007` 2.0 as `approvals/POL-007/2.0/ceo.yaml`: in force (signed)\n");
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.commit("Jonas Veldt", "2026-11-21");
    same(&scene.found_since("main"), &[]);
    scene.status(&["--base", "main", "--fail-on", "missing,stale,unsigned"]).exits(0);
    scene.git(&["switch", "--quiet", "main"]);
    scene.git(&["merge", "--quiet", "change"]);
    same(&scene.found(), &[]);
    let policy = scene.policy(&[]);
    let facts = ["version", "state", "assurance", "since"].map(|it| policy[it].as_str().unwrap_or_default().to_owned());
    assert_eq!(facts, ["2.0", "in-force", "signed", "2026-11-21"]);
}

/// The site stays at the old words after new ones are in force, and `verify` says so until it is built again.
#[test]
fn a_site_is_left_behind_by_an_approval() {
    let scene = Scene::approved();
    let build = ["build", "--today", "2026-03-10", "--draft"];
    scene.run(&build).exits(0);
    scene.run(&["verify", "book", "--today", "2026-03-10"]).exits(0);
    scene.raise("2.0", "2026-11-20");
    scene.approve("ceo", "2026-11-21", &[]).exits(0);
    scene.replace(FILE, "status: in-review", "status: approved");
    let behind = "`POL-007 1.0` is published in other words than those that are approved (H604)\n";
    scene.run(&["verify", "book", "--today", "2026-11-22"]).exits(1).prints(behind);
    let json = scene.run(&["verify", "book", "--today", "2026-11-22", "--format", "json"]).stdout;
    assert!(json.contains("\"fault\": \"published-differs-from-approved\""), "{json}");
    scene.run(&["build", "--today", "2026-11-22", "--draft"]).exits(0);
    scene.run(&["verify", "book", "--today", "2026-11-22"]).exits(0);
}

/// Somebody cheats, kindly: all at once, and each is named in one line.
#[test]
fn somebody_cheats_kindly() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.raise("1.1", "2026-11-20");
    scene.replace(FILE, "status: in-review", "status: approved");
    scene.replace("registers/roles.yaml", "held_by: [person:jonas-veldt]", "held_by: [person:mira-solberg]");
    let copy = scene.project.read(RECORD).replace("jonas-veldt", "mira-solberg");
    scene.project.write("approvals/POL-007/1.1/ceo.yaml", copy);
    scene.commit("Mira Solberg", "2026-11-20");
    let copied = "error A117 approvals/POL-007/1.1/ceo.yaml:4:10 the record is for the version `1.0`, and stands where one for `1.1` stands";
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 1.1";
    let found = scene.found_since("main");
    for line in [copied, typed] {
        assert!(found.contains(&line.to_owned()), "{found:#?}");
    }
    scene.status(&["--base", "main"]).exits(0).prints("  `role:ceo` is held by mira-solberg, before by jonas-veldt\n");
}

/// The auditor comes: who approved these very words, and were they in force on 3 March? Answered by nothing but OpenSSH
/// and the record, too.
#[test]
fn the_auditor_asks_who_approved_these_very_words() {
    let scene = Scene::signed();
    let on = |day: &str| {
        let outcome = scene.run(&["status", "--format", "json", "--today", day]).exits(0);
        let read: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        read["documents"][0].clone()
    };
    let day = on("2026-03-03");
    assert_eq!((&day["state"], &day["since"]), (&"in-force".into(), &"2026-03-03".into()));
    let given = &day["approvals"][0];
    assert_eq!((&given["person"], &given["time"]), (&"jonas-veldt".into(), &"2026-03-03T00:00:00Z".into()));
    assert!(scene.project.read(RECORD).contains(day["digest"].as_str().expect("a digest")));
    // Two days before, the record would have been dated in the future.
    assert_eq!(on("2026-03-01")["state"], "in-review");
    let verify = std::process::Command::new("ssh-keygen")
        .args(["-Y", "verify", "-n", "approval@ismsbook", "-I", "person:jonas-veldt", "-Overify-time=20260303000000Z"])
        .args(["-f", "approvals/allowed_signers", "-s", &format!("{RECORD}.sig")])
        .current_dir(scene.project.root())
        .stdin(fs::File::open(scene.project.path(RECORD)).expect("the record"))
        .output()
        .expect("ssh-keygen runs");
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
}

/// A risk is reassessed: the register's document needs a new approval, and its line of records goes on.
#[test]
fn a_risk_is_reassessed() {
    let register = "//- policies/access.md\n---\nid: POL-007\ntitle: Risk register\ntype: register\nregister: risks\nversion: \"1.0\"\nstatus: in-review\n---\n\nThe risks.\n//- registers/risks.yaml\nrisks:\n  - id: RISK-001\n    title: Fire\n    owner: role:ciso\n    likelihood: 2\n    impact: 3\n";
    let scene = Scene::of(register, "[[approval]]\nids = [\"POL-007\"]\nroles = [\"ceo\"]\n").approve_it();
    assert_eq!(scene.stands(&[]), stand("in-force", "bound"));
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.replace("registers/risks.yaml", "likelihood: 2", "likelihood: 4");
    scene.commit("Mira Solberg", "2026-11-20");
    let found = scene.found_since("main");
    assert!(
        found.iter().any(|it| it.contains("A128 policies/access.md") && it.contains("the words of `POL-007`")),
        "{found:#?}"
    );
    scene.status(&["--base", "main", "--fail-on", "stale"]).exits(1);
    scene.replace(FILE, "version: \"1.0\"", "version: \"1.1\"");
    scene.approve("ceo", "2026-11-21", &[]).exits(0).says(": in force (bound)\n");
    assert_eq!(scene.stands(&["--base", "main"]), stand("in-force", "bound"));
}

/// The quarter ends: a review without a change leaves its mark by one command, as a version of its own.
#[test]
fn the_quarter_ends() {
    let scene = Scene::approved();
    let on = |more: &[&str]| scene.run(&[&["status", "--today", "2027-03-31", "--due", "90d"], more].concat());
    on(&["--fail-on", "overdue"])
        .exits(1)
        .prints("Reviews\n  POL-007  1.0  Access control policy: overdue since 2027-03-01, 30 days\n");
    scene.git(&["switch", "--quiet", "--create", "review"]);
    let before = scene.project.read(FILE);
    scene
        .approve("ceo", "2027-03-31", &["--reviewed=Still right, after a walk through all accounts."])
        .exits(0)
        .says("reviewed and approved `POL-007` 1.1 as `approvals/POL-007/1.1/ceo.yaml`: in force (bound)\n");
    let marks = [
        ("version: \"1.0\"\n", "version: \"1.1\"\n"),
        ("last_reviewed: 2026-03-01", "last_reviewed: 2027-03-31"),
        (
            "history:\n",
            "history:\n  - {version: \"1.1\", date: 2027-03-31, author: role:ceo, kind: review, summary: \"Still right, after a walk through all accounts.\"}\n",
        ),
    ];
    let expected = marks.iter().fold(before, |text, (from, to)| text.replacen(from, to, 1));
    assert_eq!(scene.project.read(FILE), expected);
    assert!(scene.project.read("approvals/POL-007/1.1/ceo.yaml").contains("review_by: \"2028-03-31\""));
    let _ = on(&["--fail-on", "overdue"]).exits(0);
    // Whoever only looked has written nothing, so that one person may review, approve and commit.
    scene.commit("Jonas Veldt", "2027-03-31");
    let _ = on(&["--base", "main", "--fail-on", "missing,stale,overdue"]).exits(0);
    let found = scene.run(&["check", "--format", "json", "--base", "main", "--today", "2027-03-31"]);
    same(&crate::findings::Report::read(&found).brief(), &[]);
}

/// What was not approved as it stands cannot be reviewed without a change, and a record that cannot be written takes the
/// marks of the review with it.
#[test]
fn a_review_is_entered_and_recorded_or_neither() {
    let scene = Scene::new();
    let review = |scene: &Scene| scene.approve("ceo", "2026-11-21", &["--reviewed"]);
    let first = "no records approve `POL-007` as it stands, so its review is its approval: leave `--reviewed` out";
    review(&scene).exits(2).says(first);
    let scene = scene.approve_it();
    scene.replace(FILE, "twice a year", "once a year");
    review(&scene).exits(2).says(first);
    scene.replace(FILE, "once a year", "twice a year");
    let before = scene.project.read(FILE);
    scene.project.write("approvals/POL-007/1.1", "in the way");
    review(&scene).exits(2);
    assert_eq!(scene.project.read(FILE), before);
    fs::remove_file(scene.project.path("approvals/POL-007/1.1")).expect("a file can be removed");
    review(&scene).exits(0);
    let unknown = scene.run(&["approve", "POL-700", "--role", "ceo", "--reviewed"]);
    unknown.exits(2).says("no document has the id `POL-700`; only documents are reviewed by this command");
    scene.approve("ceo", "2026-11-22", &["--reviewed", "--withdraw"]).exits(2).says("cannot be used with");
}
