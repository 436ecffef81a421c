//! `status` in its three forms, and what it fails on.

use serde_json::json;

use super::super::project::repository;
use super::{FILE, POLICY, Scene, fs};

/// Four policies: in force, in review, changed since its approval, and overdue for review.
fn four() -> Scene {
    let policy = |id: &str, title: &str| {
        POLICY
            .replace("policies/access.md", &format!("policies/{id}.md"))
            .replace("POL-007", id)
            .replace("Access control policy", title)
            .replace("clauses: [5.2]\n", "")
    };
    let more = [policy("POL-008", "Keys"), policy("POL-009", "Waste | <b>"), policy("POL-010", "Visitors")].concat();
    let scene = Scene::of(&format!("{POLICY}{more}"), "");
    scene.replace("policies/POL-010.md", "review_interval: 12 months", "next_review: 2026-11-09");
    scene.run(&["approve", "POL-007", "POL-009", "POL-010", "--role", "role:ceo", "--today", "2026-03-03"]).exits(0);
    for file in [FILE, "policies/POL-009.md", "policies/POL-010.md"] {
        scene.replace(file, "status: in-review", "status: approved");
    }
    scene.commit("Jonas Veldt", "2026-03-03");
    scene.replace("policies/POL-009.md", "twice a year", "once a year");
    scene
}

#[test]
fn the_text_is_for_people() {
    let outcome = four().status(&["--base", "main"]).exits(0);
    assert_eq!(
        outcome.stdout,
        "\
4 documents on 2026-11-21: 2 in review; 2 in force
proof of approval: 2 bound

Approvals that this change voids
  POL-009  1.0  Waste | <b>: version 1.0 was approved with other words

Changed since approval
  POL-009  1.0  Waste | <b>: version 1.0 was approved with other words

To be approved
  POL-008  1.0  Keys: 1 person
  POL-009  1.0  Waste | <b>: 1 person

Reviews
  POL-010  1.0  Visitors: overdue since 2026-11-09, 12 days

Approvals by person: jonas-veldt 2
"
    );
}

#[test]
fn the_markdown_is_for_a_job_and_the_same_each_time() {
    let scene = four();
    let outcome = scene.status(&["--format", "markdown"]).exits(0);
    assert_eq!(
        outcome.stdout,
        "\
<!-- ismsbook: status -->

**4 documents on 2026-11-21: 2 in review; 2 in force.**
proof of approval: 2 bound.

### Changed since approval

| Document | Version | Title | |
| --- | --- | --- | --- |
| POL-009 | 1.0 | Waste `\\|` `<b>` | version 1.0 was approved with other words |

### To be approved

| Document | Version | Title | |
| --- | --- | --- | --- |
| POL-008 | 1.0 | Keys | 1 person |
| POL-009 | 1.0 | Waste `\\|` `<b>` | 1 person |

### Reviews

| Document | Version | Title | |
| --- | --- | --- | --- |
| POL-010 | 1.0 | Visitors | overdue since 2026-11-09, 12 days |
"
    );
    assert_eq!(scene.status(&["--format", "markdown"]).stdout, outcome.stdout);
    let report = scene.status(&["--base", "main", "--format", "markdown"]).exits(0).stdout;
    assert!(report.contains("1 approval voided") && report.contains("POL-009"), "{report}");
    assert_eq!(scene.status(&["--base", "main", "--format", "markdown"]).stdout, report);
}

#[test]
fn the_json_holds_every_fact() {
    let scene = four();
    let outcome = scene.status(&["--format", "json"]).exits(0);
    let read: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(
        (&read["schema"], &read["today"], &read["base"]),
        (&json!("ismsbook-status/1"), &json!("2026-11-21"), &json!(null))
    );
    assert_eq!((&read["approvals_by_person"], &read["after_merge"]), (&json!({"jonas-veldt": 2}), &json!([])));
    assert_eq!(read["documents"].as_array().map(Vec::len), Some(4));
    let mut first = read["documents"][0].clone();
    let digest = first["digest"].take();
    assert!(digest.as_str().is_some_and(|it| it.starts_with("sha256:") && it.len() == 71), "{digest}");
    let expected = json!({
        "id": "POL-007",
        "title": "Access control policy",
        "file": "policies/access.md",
        "version": "1.0",
        "state": "in-force",
        "since": "2026-03-03",
        "assurance": "bound",
        "changed_since_approval": false,
        "approval_incomplete": false,
        "voided_by_change": false,
        "approved_version": "1.0",
        "digest": null,
        "approvals": [
            {"person": "jonas-veldt", "role": "ceo", "time": "2026-03-03T00:00:00Z", "signed": false, "new": false}
        ],
        "missing": 0,
        "may_approve": ["ceo"],
        "least_assurance": "declared",
        "review_due": "2027-03-01",
        "review_overdue": false
    });
    assert_eq!(first, expected);
    let keys = |value: &serde_json::Value| value.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>());
    let page = fs::read_to_string(repository().join("docs/approvals.md")).expect("the page");
    for key in
        keys(&read).into_iter().chain(keys(&first)).flatten().chain(keys(&first["approvals"][0]).into_iter().flatten())
    {
        assert!(page.contains(&format!("`{key}`")), "docs/approvals.md does not explain `{key}`");
    }
}

#[test]
fn each_kind_of_fault_fails_alone_and_only_where_it_is_asked_for() {
    let clean = Scene::approved();
    let all = "missing,stale,overdue";
    clean.status(&["--fail-on", all]).exits(0);
    clean.status(&["--fail-on", "unsigned"]).exits(1);
    Scene::signed().status(&["--fail-on", &format!("{all},unsigned")]).exits(0);

    let missing = Scene::new();
    missing.status(&[]).exits(0);
    missing.status(&["--fail-on", "missing"]).exits(1);
    missing.status(&["--fail-on", "stale,overdue,unsigned"]).exits(0);
    missing.replace(FILE, "status: in-review", "status: draft");
    missing.status(&["--fail-on", "missing"]).exits(0);

    let stale = Scene::approved();
    stale.replace(FILE, "twice a year", "once a year");
    stale.status(&[]).exits(0);
    stale.status(&["--fail-on", "stale"]).exits(1);
    stale.status(&["--fail-on", "overdue,unsigned"]).exits(0);

    let overdue = Scene::approved();
    let on = |day: &str, what: &str| overdue.run(&["status", "--today", day, "--fail-on", what]).code;
    assert_eq!((on("2027-03-01", "overdue"), on("2027-03-02", "overdue")), (Some(0), Some(1)));
    assert_eq!(on("2027-03-02", "missing,stale"), Some(0));
    overdue.status(&["--fail-on", "late"]).exits(2);
}

#[test]
fn reviews_are_shown_that_are_due_within_the_days_asked_for() {
    let scene = Scene::approved();
    let on = |day: &str, more: &[&str]| scene.run(&[&["status", "--today", day], more].concat()).exits(0).stdout;
    assert!(!on("2027-01-29", &[]).contains("Reviews"));
    let due = "Reviews\n  POL-007  1.0  Access control policy: due on 2027-03-01, in 30 days\n";
    assert!(on("2027-01-30", &[]).contains(due));
    assert!(!on("2027-01-30", &["--due", "29d"]).contains("Reviews"));
    assert!(on("2026-11-21", &["--due", "100"]).contains("due on 2027-03-01, in 100 days\n"));
    assert!(on("2027-03-01", &["--due", "0d"]).contains(": due today\n"));
    assert!(on("2027-03-03", &["--due", "0d"]).contains(": overdue since 2027-03-01, 2 days\n"));
    for wrong in ["soon", "-1", "d", "99999d"] {
        scene.status(&[&format!("--due={wrong}")]).exits(2);
    }
}
