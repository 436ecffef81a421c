//! What only file systems with symbolic links, rights and free names can hold: nothing is followed, opened or lost.
#![expect(clippy::disallowed_methods, reason = "the tests make links and take rights away")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::bad_input::{WITNESS, found_in, witness};
use super::findings::Report;
use super::git::{Repository, git, program};
use super::project::{POLICY, Project};

#[test]
fn a_loop_of_symbolic_links_is_found_and_not_followed() {
    let project = Project::small(WITNESS).with("policies/folder/notes.txt", "");
    symlink("..", project.path("policies/folder/up")).expect("links can be made");
    symlink("self.md", project.path("policies/self.md")).expect("links can be made");
    let report = project.check();
    witness(&report);
    found_in(&report, "policies/folder/up");
    found_in(&report, "policies/self.md");
    project.run(&["build", "--draft"]).exits(0);
}

#[test]
fn a_link_out_of_the_root_is_found_and_what_it_names_is_not_read() {
    let outside = Project::of("//- secret.md\n---\nid: POL-055\ntitle: Zirbelnuss\n---\n\nZirbelnuss\n");
    let project = Project::small(WITNESS);
    symlink(outside.path("secret.md"), project.path("policies/secret.md")).expect("links can be made");
    symlink(outside.root(), project.path("policies/away")).expect("links can be made");
    symlink(outside.root(), project.path("registers/away")).expect("links can be made");
    let outcome = project.run(&["check", "--format", "json"]);
    assert!(!outcome.stdout.contains("Zirbelnuss"));
    let report = Report::read(&outcome);
    witness(&report);
    for name in ["policies/secret.md", "policies/away", "registers/away"] {
        found_in(&report, name);
    }
    project.run(&["build", "--draft"]).exits(0);
    let telling =
        project.tree("book").into_iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Zirbelnuss"));
    assert_eq!(telling.map(|(name, _)| name).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_folder_of_the_handbook_that_is_itself_a_link_out_is_not_followed() {
    let outside = Project::of("//- roles.yaml\nroles:\n  - id: zirbelnuss\n    title: Zirbelnuss\n");
    let project = Project::small(WITNESS);
    symlink(outside.root(), project.path("controls")).expect("links can be made");
    let outcome = project.run(&["check", "--format", "json"]);
    assert!(!outcome.stdout.contains("Zirbelnuss"), "{}", outcome.stdout);
    witness(&Report::read(&outcome));
}

#[test]
fn a_site_is_not_written_through_a_link() {
    let outside = Project::of("//- thesis.txt\nten years of work\n");
    let project = Project::small(&WITNESS.replace("authors:", "owner: role:ciso\nauthors:"));
    symlink(outside.root(), project.path("book")).expect("links can be made");
    project.run(&["build"]);
    assert_eq!(outside.tree("").into_keys().collect::<Vec<_>>(), ["thesis.txt"]);
}

#[test]
fn a_build_folder_that_is_a_link_out_of_the_root_is_not_taken_from_the_settings_alone() {
    let outside = Project::of("");
    let project = Project::small(&WITNESS.replace("authors:", "owner: role:ciso\nauthors:"));
    symlink(outside.root(), project.path("book")).expect("links can be made");
    project.run(&["build"]).exits(2).says("book");
    assert_eq!(outside.tree("").len(), 0, "a link that a change brings in cannot lead a build elsewhere");
    project.run(&["build", "--dest", &project.path("book").display().to_string()]).exits(0);
    assert!(outside.tree("").contains_key("index.html"), "who names the link means it");
}

#[test]
fn a_file_name_with_a_line_end_is_found_and_printed_in_one_line() {
    let project =
        Project::small(WITNESS).with("policies/two\nlines.md", "# Two\n").with("policies/bell\u{7}.md", "# Bell\n");
    let report = project.check();
    witness(&report);
    let odd: Vec<_> =
        report.findings.iter().filter(|it| it.file.contains("lines.md") || it.file.contains("bell")).collect();
    assert_eq!(odd.len(), 2, "{:#?}", report.brief());
    assert!(odd.iter().all(|it| !it.file.chars().any(char::is_control) && !it.message.chars().any(char::is_control)));
    let text = project.run(&["check"]).exits(1).stdout;
    assert!(!text.contains("two\nlines") && !text.contains('\u{7}'), "{text}");
    project.run(&["build", "--draft"]).exits(0);
}

#[test]
fn a_file_name_that_is_not_utf_8_is_found() {
    let project = Project::small(WITNESS);
    let name = OsStr::from_bytes(b"policies/\xe4\xf6.md");
    if fs::write(project.root().join(name), "# Words\n").is_err() {
        // This file system takes only names in UTF-8: there is nothing to find.
        return;
    }
    let report = project.check();
    witness(&report);
    assert!(
        report.findings.iter().any(|it| it.message.contains("UTF-8") || it.message.contains("name")),
        "{:#?}",
        report.brief()
    );
}

#[test]
fn names_that_mean_something_elsewhere_do_no_harm() {
    let mut project = Project::small(WITNESS);
    for name in [
        "CON.md",
        "a b & c.md",
        "quote\"<x>.md",
        "index.md",
        "404.md",
        "%2e%2e.md",
        "ünïcödé.md",
        "-rf.md",
        "x#y?z.md",
        "{{ x }}.md",
    ] {
        project = project.with(&format!("policies/{name}"), "# Words\n\nText.\n");
    }
    project = project.with("policies/README.md/inside.md", "# A folder with the name of a file\n");
    witness(&project.check());
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let wild = site.keys().filter(|it| it.contains("..") || it.contains('"') || it.contains('<') || it.contains('?'));
    assert_eq!(wild.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_file_that_cannot_be_read_is_found_with_its_reason() {
    let project =
        Project::small(WITNESS).with("policies/locked.md", "# Locked\n").with("policies/shut/inside.md", "# Shut\n");
    for (name, rights) in [("policies/locked.md", 0o000), ("policies/shut", 0o000)] {
        fs::set_permissions(project.path(name), fs::Permissions::from_mode(rights)).expect("rights of an own file");
    }
    let is_bound = fs::read(project.path("policies/locked.md")).is_err();
    let report = project.check();
    fs::set_permissions(project.path("policies/shut"), fs::Permissions::from_mode(0o755))
        .expect("rights of an own folder");
    witness(&report);
    // Rights do not bind the superuser, who reads both; then only the sockets below stand for what cannot be read.
    if is_bound {
        assert!(found_in(&report, "policies/locked.md")[0].message.contains("permission denied"));
        found_in(&report, "policies/shut");
    }
}

#[test]
fn a_socket_with_the_name_of_a_document_is_not_opened() {
    let project = Project::small(WITNESS);
    let _socket = std::os::unix::net::UnixListener::bind(project.path("policies/socket.md")).expect("a socket");
    witness(&project.check());
    project.run(&["build", "--draft"]).exits(0);
}

#[test]
fn programs_that_a_repository_names_are_not_run() {
    let repository = Repository::of(Project::small(POLICY).with(".gitattributes", "*.md diff=own\n"));
    repository.git(&["tag", "v1"]);
    repository.edit("policies/access.md", "twice a year", "once a year");
    repository.commit("second");
    let aside = Project::of("//- hooks/post-index-change\n");
    let spy = aside.path("hooks/post-index-change");
    aside.write("hooks/post-index-change", format!("#!/bin/sh\ntouch {}\n", aside.path("was-run").display()));
    fs::set_permissions(&spy, fs::Permissions::from_mode(0o755)).expect("rights of an own file");
    let spy = spy.display().to_string();
    for setting in
        ["core.fsmonitor", "diff.external", "diff.own.textconv", "core.pager", "pager.log", "core.sshCommand"]
    {
        repository.git(&["config", setting, &spy]);
    }
    repository.git(&["config", "core.hooksPath", &aside.path("hooks").display().to_string()]);
    repository.project.write("policies/access.md", repository.project.read("policies/access.md"));
    for arguments in [
        &["check", "--base", "v1"] as &[&str],
        &["status", "--base", "v1"],
        &["diff", "v1"],
        &["build", "--draft", "--edition", "all"],
    ] {
        let outcome = repository.project.run(arguments);
        assert!(matches!(outcome.code, Some(0 | 1)), "{arguments:?}: {}", outcome.stderr);
        assert!(!aside.exists("was-run"), "{arguments:?}");
    }
}

#[test]
fn what_a_clone_left_out_is_not_fetched() {
    let repository = Repository::of(Project::small(POLICY));
    repository.edit("policies/access.md", "twice a year", "once a year");
    repository.commit("second");
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    repository.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let folder = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", repository.project.root().display());
    git(folder.path(), &["clone", "--quiet", "--filter=blob:none", &from, "clone"]);
    let clone = folder.path().join("clone");
    let held = || git(&clone, &["count-objects", "-v"]);
    let before = held();
    let root = clone.display().to_string();
    let arguments = ["--root", &root, "check", "--base", "HEAD~1", "--today", "2026-11-21"];
    program(folder.path()).args(&arguments).output().exits(2).says("git cannot");
    assert_eq!(held(), before, "objects came from the origin");
}

#[test]
fn files_that_the_settings_name_are_not_read_through_a_link_out_of_the_root() {
    let outside = Project::of("//- secret.css\n.zirbelnuss {}\n");
    let project = Project::small(POLICY);
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}[output.html]\nadditional-css = [\"own.css\"]\n"));
    symlink(outside.path("secret.css"), project.path("own.css")).expect("links can be made");
    project.run(&["build", "--draft"]).exits(2).says("own.css").says("leads out of the handbook");
    fs::remove_file(project.path("own.css")).expect("an own file");
    project.write("shared.css", "p {}\n");
    symlink("shared.css", project.path("own.css")).expect("links can be made");
    project.run(&["build", "--draft"]).exits(0);
    fs::remove_file(project.path("book.toml")).expect("an own file");
    symlink(outside.path("secret.css"), project.path("book.toml")).expect("links can be made");
    let outcome = project.run(&["check"]).exits(2).says("book.toml").says("leads out of the handbook");
    assert!(!outcome.stdout.contains("zirbelnuss") && !outcome.stderr.contains("zirbelnuss"), "{outcome:?}");
    fs::remove_file(project.path("book.toml")).expect("an own file");
    // Nobody ever writes into it.
    let made = std::process::Command::new("mkfifo").arg(project.path("book.toml")).status();
    assert!(made.is_ok_and(|it| it.success()), "`mkfifo` runs");
    project.run(&["check"]).exits(2).says("it is no file");
}

#[test]
fn a_revision_with_a_text_that_git_cannot_read_is_no_base() {
    let repository = Repository::of(Project::small(POLICY));
    repository.edit("registers/roles.yaml", "Chief executive", "Chief");
    repository.commit("second");
    let object = repository.git(&["rev-parse", "HEAD~1:registers/roles.yaml"]);
    let (folder, name) = object.trim().split_at(2);
    fs::remove_file(repository.project.path(&format!(".git/objects/{folder}/{name}"))).expect("a loose object");
    let root = repository.project.root();
    for command in ["check", "status"] {
        let run = program(root).args(&["--root", &root.display().to_string(), command, "--base", "HEAD~1"]);
        run.output().exits(2).says("git cannot read `registers/roles.yaml`");
    }
}
