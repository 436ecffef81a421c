//! `completions` and `man`: every command is in them, and other programs take them.
#![expect(clippy::disallowed_methods, reason = "a shell says whether it can read what is for it")]

use std::process::Command;

use crate::project::Project;

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = Project::of("").run(&["--help"]).exits(0).stdout;
    let list = help.split("Commands:\n").nth(1).expect("the help lists commands");
    // A line that goes on with the words of the one before is set in deeper.
    let lines = list.lines().take_while(|it| !it.is_empty()).filter(|it| !it.starts_with("   "));
    let names = lines.filter_map(|it| it.split_whitespace().next());
    let names: Vec<String> = names.filter(|it| *it != "help").map(str::to_owned).collect();
    assert!(names.contains(&"check".to_owned()) && names.contains(&"man".to_owned()), "{names:?}");
    names
}

#[test]
fn completions_know_every_command() {
    let project = Project::of("");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = project.run(&["completions", shell]).exits(0).stdout;
        for command in commands() {
            assert!(script.contains(&command), "{shell} does not know `{command}`");
        }
    }
    project.run(&["completions", "cmd"]).exits(2);
}

/// The shell itself reads the script and completes by it, where it is installed.
#[test]
fn bash_completes_by_the_script() {
    let project = Project::of("");
    project.write("script", project.run(&["completions", "bash"]).exits(0).stdout);
    let typed = "source ./script; COMP_WORDS=(ismsbook comp); COMP_CWORD=1; _ismsbook ismsbook comp ismsbook; echo \"${COMPREPLY[@]}\"";
    let Ok(shell) = Command::new("bash").args(["--norc", "-c", typed]).current_dir(project.root()).output() else {
        return;
    };
    assert_eq!(String::from_utf8_lossy(&shell.stdout).trim(), "completions", "{shell:?}");
}

#[test]
fn every_command_has_its_manual_page() {
    let project = Project::of("//- pages/.keep\n\n");
    project.run(&["man"]).exits(0).prints(".TH ismsbook 1");
    project.run(&["man", "--dest", project.path("pages").to_str().expect("a plain name")]).exits(0);
    for command in commands() {
        let page = project.read(&format!("pages/ismsbook-{command}.1"));
        assert!(
            page.contains(".SH EXAMPLES\n.nf\n\\&  ismsbook ") && page.contains("\\-\\-root"),
            "{command}:\n{page}"
        );
        assert_eq!(project.run(&["man", &command]).exits(0).stdout, page);
    }
    project.run(&["man", "chek"]).exits(2).says("did you mean `check`?");
}
