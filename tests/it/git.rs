//! A project in a repository of its own, with a history that the test makes. Nothing of the user's settings is read.
#![expect(clippy::disallowed_methods, reason = "a test makes its own repository by running git")]

use std::path::Path;
use std::process::Command;

use super::project::{Project, Run};

/// A project whose folder is a git repository on the branch `main`.
pub struct Repository {
    pub project: Project,
}

impl Repository {
    /// The project with its files committed.
    pub fn of(project: Project) -> Self {
        let repository = Repository { project };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit("first");
        repository
    }

    /// Commits everything as it is on disk.
    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    /// Commits everything as it is on disk, on a day, with a tag.
    pub fn tag_on(&self, day: &str, tag: &str) {
        self.git(&["add", "--all"]);
        let moment = format!("{day}T12:00:00Z");
        git_at(self.project.root(), &["commit", "--quiet", "--allow-empty", "-m", tag], &moment);
        self.git(&["tag", tag]);
    }

    /// Replaces words in a file.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.project.read(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.project.write(name, text.replace(from, to));
    }

    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.project.root(), arguments)
    }
}

/// Runs git in a folder and returns what it printed.
#[track_caller]
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    git_at(folder, arguments, "2026-01-02T03:04:05Z")
}

/// The same at a moment.
#[track_caller]
fn git_at(folder: &Path, arguments: &[&str], moment: &str) -> String {
    git_as(folder, arguments, &Committer { name: "Test", address: "test@example.com", moment })
}

/// Who commits, and when.
pub struct Committer<'c> {
    pub name: &'c str,
    pub address: &'c str,
    pub moment: &'c str,
}

/// The same by somebody, with nothing of our environment but the path.
#[track_caller]
pub fn git_as(folder: &Path, arguments: &[&str], by: &Committer<'_>) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .env("HOME", folder)
        .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")])
        .envs([("GIT_AUTHOR_NAME", by.name), ("GIT_AUTHOR_EMAIL", by.address)])
        .envs([("GIT_COMMITTER_NAME", by.name), ("GIT_COMMITTER_EMAIL", by.address)])
        .envs([("GIT_AUTHOR_DATE", by.moment), ("GIT_COMMITTER_DATE", by.moment)])
        .args(["-c", "core.autocrlf=false", "-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The program in a folder, with git within reach.
pub fn program(folder: &Path) -> Run {
    Run::in_folder(folder).env("PATH", &std::env::var("PATH").unwrap_or_default())
}

impl Project {
    /// Puts everything under git, as the first or the next commit.
    pub fn commit(&self) {
        if !self.exists(".git") {
            git(self.root(), &["init", "--quiet"]);
        }
        git(self.root(), &["add", "--all"]);
        git(self.root(), &["commit", "--quiet", "--allow-empty", "--message", "change"]);
    }
}
