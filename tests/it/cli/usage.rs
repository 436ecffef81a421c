//! What every command shares: help, version, wrong use, and a reader who goes away.

use crate::project::{POLICY, Project, Run};

#[test]
fn help_names_every_command() {
    let outcome = Project::of("").run(&["--help"]).exits(0);
    for command in ["check", "build", "explain", "rules", "schema", "wording"] {
        assert!(outcome.stdout.contains(command), "{command}:\n{}", outcome.stdout);
        let own = Project::of("").run(&[command, "--help"]).exits(0);
        assert!(own.stdout.contains("--root"), "every command takes --root:\n{}", own.stdout);
    }
}

#[test]
fn the_options_of_a_command_stand_before_those_of_every_command() {
    let help = Project::of("").run(&["init", "--help"]).exits(0).stdout;
    let place = |words: &str| help.find(words).unwrap_or_else(|| panic!("no `{words}` in:\n{help}"));
    for own in ["--organization <NAME>", "--set <NAME=VALUE>", "--minimal\n", "--ci <FORGE>", "--today <DATE>"] {
        assert!(place(own) < place("Options of every command:"), "{own}:\n{help}");
    }
    assert!(place("--root <DIR>") > place("Options of every command:"), "{help}");
}

#[test]
fn the_version_is_that_of_the_package() {
    Project::of("").run(&["--version"]).exits(0).prints(env!("CARGO_PKG_VERSION"));
}

#[test]
fn wrong_use_ends_with_2() {
    let project = Project::small(POLICY);
    for arguments in [
        &["frobnicate"] as &[&str],
        &["check", "--no-such-option"],
        &["check", "--format", "sculpture"],
        &["check", "--fail-on", "sometimes"],
        &["--color", "blue", "check"],
        &["explain"],
        &["build", "surplus"],
    ] {
        let outcome = project.run(arguments).exits(2);
        assert_ne!(outcome.stderr, "", "{arguments:?}");
        assert_eq!(outcome.stdout, "", "{arguments:?}");
    }
}

#[test]
fn a_mistyped_command_is_told_with_the_nearest() {
    Run::in_folder(Project::of("").root()).args(&["chek"]).output().exits(2).says("check");
}

#[test]
fn no_command_prints_the_help_and_ends_with_2() {
    let project = Project::of("");
    let outcome = Run::in_folder(project.root()).output().exits(2);
    assert!(outcome.stderr.contains("check"), "{}", outcome.stderr);
}

#[test]
fn a_reader_who_goes_away_is_no_panic() {
    let project = Project::of("");
    for _ in 0..5 {
        let outcome = project.command(["rules", "--format", "json"]).output_unread();
        assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
    }
}

#[test]
fn no_command_outside_a_handbook_writes_anything() {
    let project = Project::of("//- notes.md\n# Notes\n");
    let before = project.tree("");
    for arguments in [&["rules"] as &[&str], &["explain", "D008"], &["check"]] {
        project.run(arguments);
    }
    let outside = Project::of("");
    Run::in_folder(outside.root())
        .args(&["new", "policy", "A"])
        .output()
        .exits(2)
        .says("begin a handbook with `ismsbook init`");
    assert_eq!(project.tree(""), before);
}
