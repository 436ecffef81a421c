//! Approvals on real git repositories, with real keys and the real program: what must be caught, and what a person reads
//! when it is.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the scenes run ssh-keygen, and break files on purpose"
)]

mod attacks_on_keys;
mod attacks_on_people;
mod attacks_on_records;
mod attacks_on_words;
mod days;
mod mishaps;
mod mutations;
mod status;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::findings::Report;
use super::git::{Committer, git_as};
use super::project::{Outcome, Project, SMALL, TODAY};

/// The document of the scenes.
const FILE: &str = "policies/access.md";
/// The record of its first version by the role that approves it.
const RECORD: &str = "approvals/POL-007/1.0/ceo.yaml";

/// A policy in review that lacks nothing but its approval, beside [`SMALL`].
const POLICY: &str = "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
version: \"1.0\"
status: in-review
language: en
owner: role:ciso
authors: [role:ciso]
reviewers: [role:ceo]
classification: internal
audience: [all-staff]
acknowledgement: {required: true, interval: 12 months, due_days: 14, audience: [all-staff]}
scope: All systems.
effective_from: 2026-03-03
last_reviewed: 2026-03-01
review_interval: 12 months
roles: [role:ciso]
controls: [A.5.15]
clauses: [5.2]
history:
  - {version: \"1.0\", date: 2026-03-01, author: role:ciso, kind: major, summary: First version.}
---

## Scope

This policy covers every account.

## Duties

The information security lead must review every account twice a year.
";

/// A handbook in a git repository of its own, with a folder for keys beside it.
struct Scene {
    project: Project,
    keys: TempDir,
}

impl Scene {
    /// The small handbook with one policy in review, which Mira wrote and Jonas may approve, committed on 1 March.
    fn new() -> Self {
        Scene::with("")
    }

    /// The same with more settings.
    fn with(settings: &str) -> Self {
        Scene::of(POLICY, settings)
    }

    /// The same with another policy, or more files.
    fn of(files: &str, settings: &str) -> Self {
        let project = Project::of(&format!("{SMALL}{files}"));
        let scene = Scene { project, keys: TempDir::new().expect("a folder for keys") };
        let more = format!("{}{settings}", scene.project.read("book.toml"));
        scene.project.write("book.toml", more);
        scene.git(&["init", "--quiet", "--initial-branch=main"]);
        scene.commit("Mira Solberg", "2026-03-01");
        scene
    }

    /// The same with version 1.0 approved by Jonas on 3 March, committed on that day.
    fn approved() -> Self {
        Scene::approved_with("")
    }

    fn approved_with(settings: &str) -> Self {
        Scene::with(settings).approve_it()
    }

    /// Has Jonas approve version 1.0 on 3 March, and commits that.
    fn approve_it(self) -> Self {
        self.approve("ceo", "2026-03-03", &[]).exits(0);
        self.replace(FILE, "status: in-review", "status: approved");
        self.commit("Jonas Veldt", "2026-03-03");
        self
    }

    /// The same with the record signed by a key that was listed for Jonas two days before.
    fn signed() -> Self {
        let scene = Scene::new();
        let key = scene.key("jonas", "ed25519");
        scene.list_signer("person:jonas-veldt", "", &key);
        scene.commit("Mira Solberg", "2026-03-02");
        scene.approve("ceo", "2026-03-03", &["--sign", &key]).exits(0);
        scene.replace(FILE, "status: in-review", "status: approved");
        scene.commit("Jonas Veldt", "2026-03-03");
        scene
    }

    /// Runs git with nothing of our environment but the path. Gives what it printed.
    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        self.git_as(("Nobody", "2026-01-01"), arguments)
    }

    #[track_caller]
    fn git_as(&self, (name, day): (&str, &str), arguments: &[&str]) -> String {
        let address = format!("{}@example.com", name.to_lowercase().replace(' ', "."));
        let time = format!("{day}T09:00:00Z");
        let by = Committer { name, address: &address, moment: &time };
        git_as(self.project.root(), arguments, &by).trim().to_owned()
    }

    /// Commits everything as this person, whose address follows from the name, at nine o'clock of a day.
    #[track_caller]
    fn commit(&self, name: &str, day: &str) {
        self.git(&["add", "--all"]);
        self.git_as((name, day), &["commit", "--quiet", "--message", "Change"]);
    }

    #[track_caller]
    fn replace(&self, file: &str, from: &str, to: &str) {
        let text = self.project.read(file);
        assert!(text.contains(from), "`{file}` has no `{from}`");
        self.project.write(file, text.replace(from, to));
    }

    /// Other words under a version of their own, with their line in the history, in review, in force from that day.
    #[track_caller]
    fn raise(&self, version: &str, day: &str) {
        let text = self.project.read(FILE);
        let old = text.lines().find_map(|it| it.strip_prefix("version: ")).expect("a version").to_owned();
        let text = text.replace(
            &format!("version: {old}\nstatus: approved"),
            &format!("version: \"{version}\"\nstatus: in-review"),
        );
        let entry = format!(
            "history:\n  - {{version: \"{version}\", date: {day}, author: role:ciso, kind: major, summary: Other words.}}\n"
        );
        let text = text.replace("history:\n", &entry).replace("twice a year", "four times a year");
        let from = text.lines().find(|it| it.starts_with("effective_from: ")).expect("a day of effect").to_owned();
        self.project.write(FILE, text.replace(&from, &format!("effective_from: {day}")));
    }

    /// Makes a key pair; gives the path of the private half.
    fn key(&self, name: &str, kind: &str) -> String {
        let key = self.keys.path().join(name);
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-t", kind, "-N", "", "-C", name, "-f"]).arg(&key);
        let made = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("ssh-keygen runs");
        assert!(made.success(), "ssh-keygen made no key");
        key.to_string_lossy().into_owned()
    }

    /// The path of a key that was made before.
    fn key_path(&self, name: &str) -> String {
        self.keys.path().join(name).to_string_lossy().into_owned()
    }

    /// Adds a line to the signers file.
    fn list_signer(&self, person: &str, options: &str, key: &str) {
        let file = "approvals/allowed_signers";
        let lines = if self.project.exists(file) { self.project.read(file) } else { String::new() };
        let options = if options.is_empty() { String::new() } else { format!("{options} ") };
        self.project.write(file, format!("{lines}{person} {options}{}\n", public(key)));
    }

    /// Has `ssh-keygen` sign a file in some namespace; gives the signature.
    fn signature(&self, key: &str, namespace: &str, file: &str) -> String {
        let copy: PathBuf = self.keys.path().join("signed");
        fs::copy(self.project.path(file), &copy).expect("the file can be copied");
        let _ = fs::remove_file(self.keys.path().join("signed.sig"));
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-Y", "sign", "-n", namespace, "-f", key]).arg(&copy).stdin(Stdio::null());
        assert!(command.output().expect("ssh-keygen runs").status.success(), "ssh-keygen did not sign");
        fs::read_to_string(self.keys.path().join("signed.sig")).expect("a signature")
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        self.project.command(arguments.iter().copied()).env("PATH", &path()).output()
    }

    /// `approve POL-007` in a role on a day.
    fn approve(&self, role: &str, day: &str, more: &[&str]) -> Outcome {
        self.run(&[&["approve", "POL-007", "--role", role, "--today", day], more].concat())
    }

    /// What `check` finds, a line each.
    #[track_caller]
    fn found(&self) -> Vec<String> {
        Report::read(&self.run(&["check", "--format", "json"])).brief()
    }

    /// What `check` finds that a change brings.
    #[track_caller]
    fn found_since(&self, base: &str) -> Vec<String> {
        Report::read(&self.run(&["check", "--format", "json", "--base", base])).brief()
    }

    fn status(&self, more: &[&str]) -> Outcome {
        self.run(&[&["status", "--today", TODAY], more].concat())
    }

    /// The digest of the policy's words as they are.
    #[track_caller]
    fn digest(&self) -> String {
        self.policy(&[])["digest"].as_str().expect("a digest").to_owned()
    }

    /// State and assurance of the policy.
    #[track_caller]
    fn stands(&self, more: &[&str]) -> (String, String) {
        let policy = self.policy(more);
        let text = |key: &str| policy[key].as_str().unwrap_or_default().to_owned();
        (text("state"), text("assurance"))
    }

    /// What `status` tells programs about the policy.
    #[track_caller]
    fn policy(&self, more: &[&str]) -> Value {
        let outcome = self.status(&[&["--format", "json"], more].concat()).exits(0);
        let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        let documents = json["documents"].as_array().expect("documents");
        documents.iter().find(|it| it["id"] == "POL-007").expect("the policy").clone()
    }
}

/// The line of a key's public half, without its comment.
fn public(key: &str) -> String {
    let line = fs::read_to_string(format!("{key}.pub")).expect("a public key");
    line.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// Where programs are looked for.
fn path() -> String {
    std::env::var("PATH").expect("a path for programs")
}

fn stand(state: &str, assurance: &str) -> (String, String) {
    (state.to_owned(), assurance.to_owned())
}

#[track_caller]
fn same(found: &[String], expected: &[&str]) {
    assert_eq!(found, expected, "\n{}", found.join("\n"));
}
