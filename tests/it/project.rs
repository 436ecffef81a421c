//! A project in a folder of its own: files in, the real program run on it, output, exit code and files out.
//!
//! The program sees an empty environment and the day 2026-11-21, and has a time limit. Nothing here touches the home folder.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test project lives on disk and runs the program"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::findings::Report;

/// The day on which every test runs.
pub const TODAY: &str = "2026-11-21";

/// Longest time that one run may take, in a debug build on a busy machine.
const TIME_LIMIT: Duration = Duration::from_mins(3);

/// Settings and registers of a small handbook, with those rules off that ask for a complete management system.
pub const SMALL: &str = "\
//- book.toml
[book]
title = \"Test handbook\"
[isms]
organization = \"Example Ltd\"
audiences = [\"all-staff\"]
[isms.variables]
organization = \"Example Ltd\"
[lint.rules]
L306 = \"off\"
L307 = \"off\"
L308 = \"off\"
L309 = \"off\"
L312 = \"off\"
S401 = \"off\"
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    description: Runs the management system.
    held_by: [person:mira-solberg]
  - id: ceo
    title: Chief executive
    description: Answers for the whole.
    held_by: [person:jonas-veldt]
//- registers/people.yaml
people:
  - id: mira-solberg
    name: Mira Solberg
    title: Information security lead
    email: mira.solberg@example.com
  - id: jonas-veldt
    name: Jonas Veldt
    title: Chief executive
    email: jonas.veldt@example.com
";

/// A document without a fault, beside [`SMALL`].
pub const POLICY: &str = "\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
version: \"1.0\"
status: draft
language: en
owner: role:ciso
authors: [role:ciso]
classification: internal
audience: [all-staff]
scope: All systems.
review_interval: 12 months
roles: [role:ciso]
controls: [A.5.15]
clauses: [5.2]
---

## Scope

This policy covers every account.

## Duties

The information security lead must review every account twice a year.
";

/// A folder with the files of a project, gone when the test is over.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// A project from a string in which a line `//- name` begins a file.
    pub fn of(fixture: &str) -> Self {
        let project = Project { folder: TempDir::new().expect("a folder for the test") };
        let mut files: Vec<(&str, String)> = Vec::new();
        for line in fixture.split_inclusive('\n') {
            if let Some(name) = line.strip_prefix("//- ") {
                files.push((name.trim_end(), String::new()));
            } else {
                let (_, content) = files.last_mut().expect("a fixture begins with a line `//- name`");
                content.push_str(line);
            }
        }
        for (name, content) in files {
            project.write(name, content);
        }
        project
    }

    /// The small handbook with these files added.
    pub fn small(more: &str) -> Self {
        Project::of(&format!("{SMALL}{more}"))
    }

    /// The handbook of this repository.
    pub fn example() -> Self {
        let project = Project::of("");
        for name in ["book.toml", "policies", "controls", "registers", "approvals", "theme"] {
            let from = repository().join(name);
            if from.exists() {
                copy(&from, &project.path(name));
            }
        }
        project
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Writes a file, with its folders.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
        fs::write(path, content).expect("the test's own file can be written");
    }

    /// Writes a file and hands the project on.
    pub fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(name, content);
        self
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("the file is there");
    }

    /// Gives a file or a folder another name.
    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap_or_else(|error| panic!("{from}: {error}"));
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Every file below a folder of the project with its bytes; empty where there is no such folder.
    pub fn tree(&self, folder: &str) -> Tree {
        tree(&self.path(folder))
    }

    /// The program with these arguments on this project, on the day of the tests.
    pub fn command<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Run {
        let mut run = Run::in_folder(self.root());
        let arguments: Vec<&str> = arguments.into_iter().collect();
        let knows_day = arguments.iter().find(|it| !it.starts_with('-')).is_some_and(|it| {
            ["check", "build", "diff", "status", "approve", "export", "init", "verify", "acknowledgements"].contains(it)
        });
        run.command.arg("--root").arg(self.root()).args(&arguments);
        if knows_day && !arguments.contains(&"--today") {
            run.command.args(["--today", TODAY]);
        }
        run
    }

    /// The program on a terminal, which `script` of util-linux is for it, with answers from a pipe.
    #[cfg(target_os = "linux")]
    pub fn on_a_terminal(&self, arguments: &str) -> Command {
        let command = format!("{} {arguments}", env!("CARGO_BIN_EXE_ismsbook"));
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(self.root()).stdin(Stdio::piped());
        script
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.command(arguments.iter().copied()).output()
    }

    /// The findings of `check` as a program reads them.
    pub fn check(&self) -> Report {
        self.check_paths(&[])
    }

    /// The findings of `check` on some paths.
    pub fn check_paths(&self, paths: &[&str]) -> Report {
        let mut arguments = vec!["check", "--format", "json"];
        arguments.extend(paths);
        Report::read(&self.run(&arguments))
    }
}

/// Files by their names with forward slashes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Whether a file of a site is a page.
pub fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "html")
}

/// Every file below a folder with its bytes.
pub fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    for entry in WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|it| it.file_type().is_file()) {
        let name = entry.path().strip_prefix(folder).expect("an entry lies below its folder");
        let name = name.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        files.insert(name, fs::read(entry.path()).expect("the file can be read"));
    }
    files
}

/// The folder of this repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().filter_map(Result::ok) {
        let below = entry.path().strip_prefix(from).expect("an entry lies below its folder");
        let target = if below.as_os_str().is_empty() { to.to_owned() } else { to.join(below) };
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("folders can be made");
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// The program, about to run.
pub struct Run {
    command: Command,
}

impl Run {
    /// The program started in this folder, with nothing of our environment.
    pub fn in_folder(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ismsbook"));
        command.env_clear().current_dir(folder).stdin(Stdio::null());
        Run { command }
    }

    pub fn args(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs to the end and gathers what came out.
    pub fn output(mut self) -> Outcome {
        let (mut stdout, mut stderr) = (scratch(), scratch());
        self.command.stdout(stdout.try_clone().expect("a second handle"));
        self.command.stderr(stderr.try_clone().expect("a second handle"));
        let mut child = self.command.spawn().expect("the program starts");
        let (code, peak_kib) = wait(&mut child);
        Outcome { code, stdout: contents(&mut stdout), stderr: contents(&mut stderr), peak_kib }
    }

    /// Runs with nobody reading what is printed.
    pub fn output_unread(mut self) -> Outcome {
        let mut stderr = scratch();
        self.command.stdout(Stdio::piped()).stderr(stderr.try_clone().expect("a second handle"));
        let mut child = self.command.spawn().expect("the program starts");
        drop(child.stdout.take());
        let (code, peak_kib) = wait(&mut child);
        Outcome { code, stdout: String::new(), stderr: contents(&mut stderr), peak_kib }
    }

    /// Starts and ends the program by force after a while. Tells whether it was still running then.
    pub fn killed_after(mut self, time: Duration) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = self.command.spawn().expect("the program starts");
        let begin = Instant::now();
        while begin.elapsed() < time {
            if child.try_wait().expect("the child can be asked").is_some() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().expect("the child can be ended");
        child.wait().expect("the child has ended");
        true
    }
}

fn scratch() -> File {
    tempfile::tempfile().expect("a scratch file")
}

fn contents(file: &mut File) -> String {
    file.rewind().expect("a scratch file can be read again");
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).expect("a scratch file can be read");
    String::from_utf8(bytes).expect("the program prints UTF-8")
}

/// Waits within the time limit; gives the exit code, none after a signal, and the peak of memory where the system tells.
fn wait(child: &mut Child) -> (Option<i32>, Option<u64>) {
    let begin = Instant::now();
    let mut peak = None;
    loop {
        if let Some(status) = child.try_wait().expect("the child can be asked") {
            return (status.code(), peak);
        }
        peak = peak_kib(child.id()).or(peak);
        if begin.elapsed() > TIME_LIMIT {
            child.kill().expect("the child can be ended");
            panic!("the program ran for more than {} seconds", TIME_LIMIT.as_secs());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The most memory that a running process has held, in KiB (`VmHWM` of Linux).
pub fn peak_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// What a run left: its exit code and what it printed.
#[derive(Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub peak_kib: Option<u64>,
}

impl Outcome {
    /// Holds the exit code against the expected one, and that the program did not panic.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert!(!self.stderr.contains("panicked at"), "the program panicked:\n{}", self.stderr);
        assert_eq!(self.code, Some(code), "exit code\n--- stdout\n{}\n--- stderr\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub fn prints(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "stdout lacks `{words}`:\n{}", self.stdout);
        self
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "stderr lacks `{words}`:\n{}", self.stderr);
        self
    }
}
