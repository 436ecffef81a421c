//! What becomes of a handbook that cannot be written: a full disk, one that is only read, rights that lack, and a file that
//! somebody else saves between reading and writing. Each time the reason is told, and everything stays as it was.
#![expect(clippy::disallowed_methods, reason = "the tests prepare folders in which writing fails")]

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Command;

use crate::project::{POLICY, Project, Run, SMALL, Tree, tree};

const RISKS: &str = "//- registers/risks.yaml\nrisks:\n  - id: RISK-001\n    title: One\n";

const OLD: &str = "//- old/plan.md\n---\ndocument_id: PLN-7\nname: Backup plan\n---\nCopy it.\n//- old/b.md\n# B\n";

/// The commands that write into a handbook, each with two files at least, or into a file that is there.
const WRITERS: &[&[&str]] = &[
    &["approve", "POL-007", "POL-008", "--role", "ceo", "--today", "2026-11-21"],
    &["new", "policy", "Tools", "--owner", "ciso"],
    &["new", "risk", "Two", "--owner", "ciso"],
    &["import", "../old", "--yes", "--today", "2026-11-21"],
    &["check", "--fix", "--today", "2026-11-21"],
];

/// A handbook below `folder` for every one of the commands, and beside it what is imported.
fn handbook(folder: &str) -> Project {
    let other = POLICY.replace("POL-007", "POL-008").replace("access.md", "other.md").replace("[A.5.15]", "[A5.15]");
    let policy = POLICY.replace("review_interval", "last_reviewed: 2026-01-01\nreview_interval");
    let files = format!("{SMALL}{policy}{other}{RISKS}").replace("//- ", &format!("//- {folder}/"));
    Project::of(&format!("{files}{OLD}"))
}

/// A small file system in memory over a folder, gone with the value.
struct Mount {
    folder: PathBuf,
}

impl Mount {
    /// None where nothing can be mounted: elsewhere a disk cannot be filled up without harm.
    fn over(folder: PathBuf) -> Option<Self> {
        fs::create_dir(&folder).expect("a folder");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"]).arg(&folder).output();
        mount.is_ok_and(|it| it.status.success()).then_some(Mount { folder })
    }

    fn make_read_only(&self) {
        let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.folder).status();
        assert!(remount.is_ok_and(|it| it.success()), "a disk can be made one that is only read");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // What is still mounted would keep the folder of the test from going away.
        let _ = Command::new("umount").arg(&self.folder).status();
    }
}

/// A handbook on a small disk.
struct Small {
    mount: Mount,
    project: Project,
}

impl Small {
    fn new() -> Option<Self> {
        let project = handbook("from");
        let mount = Mount::over(project.path("small"))?;
        for (name, bytes) in project.tree("from") {
            project.write(&format!("small/{name}"), bytes);
        }
        Some(Small { mount, project })
    }

    fn root(&self) -> PathBuf {
        self.project.path("small")
    }

    /// Fills the disk but for some pages.
    fn fill(&self, left: usize) {
        const PAGE: usize = 4096;
        let path = self.root().join(".filler");
        let mut size = 0;
        while fs::OpenOptions::new().create(true).append(true).open(&path).is_ok_and(|mut file| {
            use std::io::Write as _;
            file.write_all(&[b'x'; PAGE]).is_ok()
        }) {
            size += PAGE;
        }
        let filler = fs::OpenOptions::new().write(true).open(&path).expect("the filler");
        filler.set_len(u64::try_from(size.saturating_sub(left * PAGE)).expect("a size")).expect("a shorter filler");
    }

    /// Runs a command, and gives what it left.
    fn run(&self, arguments: &[&str]) -> (crate::project::Outcome, Tree) {
        let outcome = Run::in_folder(&self.root()).args(arguments).output();
        (outcome, tree(&self.root()))
    }
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    for arguments in WRITERS {
        for left in [0, 1, 2, 3, 50] {
            let Some(small) = Small::new() else { return };
            small.fill(left);
            let before = tree(&small.root());
            let (outcome, after) = small.run(arguments);
            if left == 50 {
                // What is mended is no finding any more, and what is left of the others is one.
                outcome.exits(i32::from(arguments[0] == "check"));
                assert_ne!(after, before, "{arguments:?}");
            } else if outcome.code == Some(2) {
                outcome.exits(2).says("error: cannot write `").says("No space left on device");
                assert_eq!(after, before, "{arguments:?} with {left} pages");
                assert!(!small.root().join("approvals").exists(), "folders go away too");
            } else {
                assert!(left > 0 && after != before, "{arguments:?} with {left} pages: {outcome:?}");
            }
        }
    }
}

/// The marks of the review are written first, and only then does it turn out that the record cannot be.
#[test]
fn a_review_that_cannot_be_recorded_is_taken_back() {
    let project = handbook("hand");
    let Some(mount) = Mount::over(project.path("hand/approvals")) else { return };
    let approve = |more: &[&str]| {
        let arguments = [&["approve", "POL-007", "--role", "ceo"], more].concat();
        Run::in_folder(&project.path("hand")).args(&arguments).output()
    };
    approve(&["--today", "2026-11-01"]).exits(0);
    mount.make_read_only();
    let before = project.tree("hand");
    approve(&["--today", "2026-11-21", "--reviewed"]).exits(2).says("Read-only file system");
    assert_eq!(project.tree("hand"), before);
}

#[test]
fn a_disk_that_is_only_read_is_told() {
    let Some(small) = Small::new() else { return };
    let before = tree(&small.root());
    small.mount.make_read_only();
    for arguments in WRITERS {
        let (outcome, after) = small.run(arguments);
        outcome.exits(2).says("error: cannot write `").says("Read-only file system");
        assert_eq!(after, before, "{arguments:?}");
    }
}

#[test]
fn folders_without_rights_are_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let folders = ["hand", "hand/policies", "hand/registers"];
    for arguments in WRITERS {
        let project = handbook("hand");
        let before = project.tree("");
        let allow = |mode| {
            for folder in folders {
                fs::set_permissions(project.path(folder), fs::Permissions::from_mode(mode)).expect("rights");
            }
        };
        allow(0o500);
        let probe = project.path("hand/probe");
        let is_held = fs::write(&probe, "").is_err_and(|it| it.kind() == ErrorKind::PermissionDenied);
        let outcome = Run::in_folder(&project.path("hand")).args(arguments).output();
        allow(0o700);
        // The administrator writes where nobody else may.
        if is_held {
            outcome.exits(2).says("error: cannot write `").says("Permission denied");
            assert_eq!(project.tree(""), before, "{arguments:?}");
        }
    }
}

/// A file that is saved by somebody else as soon as the program has read it. `new` has a test of its own.
#[test]
fn what_somebody_else_saves_meanwhile_is_kept() {
    for (arguments, file) in [
        (WRITERS[0], "policies/access.md"),
        (WRITERS[0], "registers/risks.yaml"),
        (WRITERS[3], "book.toml"),
        (WRITERS[4], "policies/other.md"),
    ] {
        // The other one comes too late now and then, and all is written before.
        let is_refused = (0..20).any(|_| {
            let project = handbook("hand");
            let path = project.path(&format!("hand/{file}"));
            let other = fs::read_to_string(&path).expect("the file") + "\n";
            let mut before = project.tree("hand");
            let watch = Watch::of(&path);
            let outcome = std::thread::scope(|scope| {
                scope.spawn(|| {
                    watch.wait_until_read();
                    fs::write(&path, &other).expect("somebody else may write");
                });
                Run::in_folder(&project.path("hand")).args(arguments).output()
            });
            let is_refused = outcome.code == Some(2);
            if is_refused {
                outcome.exits(2).says(&format!("error: `{file}` changed meanwhile; nothing was written"));
                before.insert(file.to_owned(), other.into_bytes());
                assert_eq!(project.tree("hand"), before, "{arguments:?}");
            }
            is_refused
        });
        assert!(is_refused, "{arguments:?} wrote over `{file}`");
    }
}

/// Tells when a file was read.
struct Watch {
    events: std::os::fd::OwnedFd,
}

impl Watch {
    fn of(path: &std::path::Path) -> Self {
        use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init};

        let events = init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).expect("events of files");
        add_watch(&events, path, WatchFlags::CLOSE_NOWRITE).expect("the file can be watched");
        Watch { events }
    }

    fn wait_until_read(&self) {
        let mut event = [0; 256];
        // A minute at most, for a program that never reads the file.
        for _ in 0..120_000 {
            if rustix::io::read(&self.events, &mut event).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_micros(500));
        }
    }
}
