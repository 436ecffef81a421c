//! A project in a repository of its own, with a history that the test makes. Nothing of the user's settings is read.
#![expect(clippy::disallowed_methods, reason = "a test makes its own repository by running git")]

use std::process::Command;

use super::project::Project;

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

    /// Replaces words in a file.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.project.read(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.project.write(name, text.replace(from, to));
    }

    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .current_dir(self.project.root())
            .env("HOME", self.project.root())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .env_remove("GIT_WORK_TREE")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .output()
            .expect("git is there");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("git prints UTF-8")
    }
}
