//! What goes wrong without anybody attacking: killed runs, two at a time, links, rights, and a git that cannot tell.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::time::Duration;

use super::super::project::Run;
use super::{FILE, RECORD, Scene, fs, path, same, stand};

const DECLARED: &str = "status: approved\napprover: role:ceo\napproved_on: 2026-03-03";

#[test]
fn a_killed_approve_leaves_a_whole_record_or_none_and_can_be_run_again() {
    let scene = Scene::signed();
    let (whole, signature) = (scene.project.read(RECORD), format!("{RECORD}.sig"));
    for wait in [0, 5, 10, 15, 20, 25, 30, 40, 60, 90] {
        fs::remove_dir_all(scene.project.path("approvals/POL-007")).expect("the records can be taken away");
        let key = scene.key_path("jonas");
        let arguments = ["approve", "POL-007", "--role", "ceo", "--today", "2026-03-03", "--sign", &key];
        let run = scene.project.command(arguments).env("PATH", &path());
        let was_killed = run.killed_after(Duration::from_millis(wait));
        if scene.project.exists(RECORD) {
            assert_eq!(scene.project.read(RECORD), whole);
            assert_eq!(scene.stands(&[]), stand("in-force", "signed"));
            continue;
        }
        assert!(was_killed);
        // The very worst moment: the signature is there, the record is not.
        scene.project.write(&signature, "left by a killed run");
        assert_eq!(scene.stands(&[]).0, "in-review");
        scene.approve("ceo", "2026-03-03", &["--sign", &key]).exits(0).says(": in force (signed)\n");
        assert_eq!(scene.project.read(RECORD), whole);
    }
}

#[test]
fn a_signature_without_its_record_is_found() {
    let scene = Scene::signed();
    scene.project.remove(RECORD);
    let stray = "error A116 approvals/POL-007/1.0/ceo.yaml.sig:1:1 `approvals/POL-007/1.0/ceo.yaml.sig` is a signature without a record";
    let typed =
        "error A127 policies/access.md:6:9 `POL-007` says that it is approved, and no record approves version 1.0";
    same(&scene.found(), &[stray, typed]);
}

#[test]
fn of_two_that_approve_at_the_same_time_nobody_overwrites_the_other() {
    let scene = Scene::signed();
    fs::remove_dir_all(scene.project.path("approvals/POL-007")).expect("the records can be taken away");
    let keys: Vec<String> = (0..6).map(|it| scene.key(&format!("k{it}"), "ed25519")).collect();
    for key in &keys {
        scene.list_signer("person:jonas-veldt", "", key);
    }
    let root = scene.project.root();
    let codes: Vec<_> = std::thread::scope(|scope| {
        let start = |key: &String| {
            let (key, root) = (key.clone(), root.to_owned());
            scope.spawn(move || {
                let arguments = ["approve", "POL-007", "--role", "ceo", "--today", "2026-03-03", "--sign", &key];
                Run::in_folder(&root).args(&arguments).env("PATH", &path()).output().code
            })
        };
        let runs: Vec<_> = keys.iter().map(start).collect();
        runs.into_iter().map(|it| it.join().expect("a run ends")).collect()
    });
    assert_eq!(codes.iter().filter(|it| **it == Some(0)).count(), 1, "{codes:?}");
    assert!(codes.iter().all(|it| matches!(it, Some(0 | 2))), "{codes:?}");
    assert_eq!(scene.stands(&[]), stand("in-force", "signed"));
    let left: Vec<String> = scene.project.tree("approvals/POL-007").into_keys().collect();
    assert_eq!(left, ["1.0/ceo.yaml", "1.0/ceo.yaml.sig"]);
}

#[test]
fn a_folder_of_records_that_is_a_link_holds_none() {
    let scene = Scene::approved();
    let elsewhere = scene.keys.path().join("approvals");
    fs::rename(scene.project.path("approvals"), &elsewhere).expect("the folder can be moved");
    scene.replace(FILE, "status: approved", DECLARED);
    for target in [elsewhere.clone(), elsewhere.join("nowhere")] {
        let _ = fs::remove_file(scene.project.path("approvals"));
        symlink(target, scene.project.path("approvals")).expect("links can be made");
        let found = scene.found();
        let link = "`approvals` is a symbolic link, which is not followed";
        assert!(found.iter().any(|it| it.ends_with(link)), "{found:#?}");
        assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    }
    scene.approve("ceo", "2026-03-04", &[]).exits(2).says("is a link; nothing was written");
}

#[test]
fn a_record_that_is_a_link_is_none() {
    let scene = Scene::approved();
    scene.replace(FILE, "status: approved", DECLARED);
    let elsewhere = scene.keys.path().join("ceo.yaml");
    fs::rename(scene.project.path(RECORD), &elsewhere).expect("the record can be moved");
    symlink(&elsewhere, scene.project.path(RECORD)).expect("links can be made");
    assert_eq!(scene.stands(&[]), stand("in-review", "none"));
    let found = scene.found();
    let link = "`approvals/POL-007/1.0/ceo.yaml` is a symbolic link, which is not followed";
    assert!(found.iter().any(|it| it.ends_with(link)), "{found:#?}");
}

#[test]
fn records_that_may_not_be_read_leave_nothing_believed() {
    for folder in ["approvals", "approvals/POL-007", RECORD] {
        let scene = Scene::approved();
        scene.replace(FILE, "status: approved", DECLARED);
        let path = scene.project.path(folder);
        let before = fs::metadata(&path).expect("it is there").permissions();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("rights can be taken");
        if fs::read_dir(&path).is_ok() || fs::read(&path).is_ok() {
            // Whoever may read everything cannot be kept out.
            continue;
        }
        let (stands, found) = (scene.stands(&[]), scene.found());
        fs::set_permissions(&path, before).expect("rights can be given back");
        assert_eq!(stands, stand("in-review", "none"), "{folder}");
        assert!(found.iter().any(|it| it.ends_with("cannot be read: permission denied")), "{found:#?}");
    }
}

#[test]
fn without_git_a_base_cannot_be_judged_and_the_rest_can() {
    let scene = Scene::approved();
    let nowhere = scene.keys.path().to_string_lossy().into_owned();
    for command in ["check", "status"] {
        let arguments = [command, "--today", "2026-11-21"];
        scene.project.command(arguments).env("PATH", &nowhere).output().exits(0);
        let with_base = scene.project.command(arguments).args(&["--base", "main"]).env("PATH", &nowhere);
        let _ = with_base.output().exits(2).says("error: git is not installed, or not on the path");
    }
}

#[test]
fn a_detached_head_is_judged_like_any_other() {
    let scene = Scene::approved();
    scene.replace(FILE, "twice a year", "once a year");
    scene.commit("Mira Solberg", "2026-03-10");
    scene.git(&["checkout", "--quiet", "--detach"]);
    let found = scene.found_since("HEAD~1");
    assert!(found.iter().any(|it| it.contains("A128")), "{found:#?}");
}

#[test]
fn a_branch_without_a_commit_cannot_be_judged_against_a_base() {
    let scene = Scene::approved();
    scene.git(&["checkout", "--quiet", "--orphan", "fresh"]);
    let said =
        "error: nothing is committed on this branch, so nobody can tell what it changes against `main`; commit first\n";
    for command in ["check", "status"] {
        scene.run(&[command, "--today", "2026-11-21", "--base", "main"]).exits(2).says(said);
    }
    scene.status(&[]).exits(0);
}

#[test]
fn a_base_of_another_history_is_no_base() {
    let scene = Scene::approved();
    scene.git(&["checkout", "--quiet", "--orphan", "other"]);
    scene.commit("Eve", "2026-04-01");
    let said =
        "error: `main` and what is checked out share no commit here: name a revision that this branch began from\n";
    for command in ["check", "status"] {
        scene.run(&[command, "--today", "2026-11-21", "--base", "main"]).exits(2).says(said);
    }
}

#[test]
fn a_shallow_clone_says_so() {
    let scene = Scene::approved();
    scene.git(&["switch", "--quiet", "--create", "change"]);
    scene.raise("2.0", "2026-04-01");
    scene.commit("Mira Solberg", "2026-04-01");
    let clone = scene.keys.path().join("clone");
    let (from, to) = (format!("file://{}", scene.project.root().display()), clone.to_string_lossy().into_owned());
    scene.git(&["clone", "--quiet", "--depth", "1", "--branch", "change", &from, &to]);
    let run = |arguments: &[&str]| Run::in_folder(&clone).args(arguments).env("PATH", &path()).output();
    run(&["status", "--today", "2026-11-21"]).exits(0);
    let _ = run(&["status", "--base", "origin/main"]).exits(2).says(
        "error: no revision `origin/main` here; this clone is shallow, fetch the whole history (`git fetch --unshallow`)\n",
    );
    scene.git(&["-C", &to, "fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main"]);
    let said = "error: `origin/main` and what is checked out share no commit here: this clone is shallow; fetch the whole history (`git fetch --unshallow`)\n";
    for command in ["check", "status"] {
        run(&[command, "--today", "2026-11-21", "--base", "origin/main"]).exits(2).says(said);
    }
    scene.git(&["-C", &to, "fetch", "--quiet", "--unshallow", "origin"]);
    run(&["status", "--today", "2026-11-21", "--base", "origin/main"])
        .exits(0)
        .prints("To be approved\n  POL-007  2.0  ");
}
