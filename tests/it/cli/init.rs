//! `init`: a whole management system or the smallest one, never over anything, all or nothing.
#![expect(clippy::disallowed_methods, reason = "the tests prepare folders in which writing fails")]

use std::fs;
use std::process::Command;

use crate::project::{Project, repository};

const NAMES: &[&str] = &["--organization", "Aurelia Freight"];

fn init(folder: &str, more: &[&str]) -> Project {
    let project = Project::of("");
    project.run(&[&["init", folder][..], NAMES, more].concat()).exits(0);
    project
}

#[test]
fn the_starter_has_no_errors_and_builds() {
    let project = init(".", &["--set", "product=Ledger"]);
    let report = project.check();
    let errors: Vec<_> = report.findings.iter().filter(|it| it.level == "error").collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(report.findings.iter().any(|it| it.rule == "vacant-role"), "a role with nobody is a warning");
    project.run(&["build", "--draft"]).exits(0);
    project.run(&["build", "--dest", "final"]).exits(0);
    assert!(project.read("book/index.html").contains("Aurelia Freight"));
}

#[test]
fn the_status_begins_with_what_is_to_be_decided_and_where() {
    let outcome = init(".", &[]).run(&["status"]).exits(0).prints("63 draft");
    for decision in [
        "To be decided first\n",
        "\n  16 roles held by nobody\n    registers/roles.yaml:",
        ": ceo  ",
        "\n    and 6 more in `registers/roles.yaml`: ",
        "risks without",
        "applicable controls not started\n    controls/applicability.yaml:",
    ] {
        assert!(outcome.stdout.contains(decision), "{decision}:\n{}", outcome.stdout);
    }
}

/// Names of the example's company, product and people, and addresses that lead nowhere.
#[test]
fn nothing_of_the_example_s_company_is_written() {
    let people = fs::read_to_string(repository().join("registers/people.yaml")).expect("the example's people");
    let mut names: Vec<String> = ["Quillhaven", "Rotaline", "example.com", "approvals/"].map(str::to_owned).to_vec();
    for line in people.lines() {
        names.extend(line.trim().strip_prefix("name: ").map(str::to_owned));
        names.extend(line.trim().strip_prefix("- id: ").map(|id| format!("person:{id}")));
    }
    assert!(names.len() > 20, "the names of the example are known: {names:?}");
    for (file, bytes) in init("new", &["--ci", "github"]).tree("new") {
        let text = String::from_utf8(bytes).expect("texts");
        let found: Vec<_> =
            names.iter().filter(|name| text.contains(name.as_str()) || file.contains(name.as_str())).collect();
        assert!(found.is_empty(), "{file}: {found:?}");
    }
}

#[test]
fn documents_are_drafts_without_a_past() {
    let project = init(".", &[]);
    for (file, bytes) in project.tree("policies").into_iter().filter(|(file, _)| !file.ends_with("README.md")) {
        let text = String::from_utf8(bytes).expect("texts");
        let front = text.split("---\n").nth(1).unwrap_or_default();
        assert!(front.contains("\nstatus: draft\n") && front.contains("\nversion: \"0.1\"\n"), "{file}");
        for gone in ["approved_", "approval_ref", "effective_", "last_reviewed", "next_review", "history"] {
            assert!(!front.contains(&format!("\n{gone}")), "{file}: {gone}");
        }
    }
    for (file, bytes) in project.tree(".") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("ismsbook: allow("), "{file}: a permission of the example");
    }
    let risks = project.read("registers/risks.yaml");
    assert!(risks.contains("controls: [") && !risks.contains("acceptance:") && !risks.contains("2026"), "{risks}");
    assert!(!project.exists("approvals"));
}

#[test]
fn the_smallest_handbook_has_no_errors() {
    for more in [&["--minimal"][..], &["--minimal", "--ci", "gitlab"]] {
        let project = init(".", more);
        let report = project.check();
        assert!(report.findings.iter().all(|it| it.level != "error"), "{:#?}", report.findings);
        project.run(&["build"]).exits(0);
        assert_eq!(project.tree("policies").len(), 1);
        let again = project.run(&["init", "--minimal", "--organization", "A"]).exits(0);
        let next = "\nnext:\n  ismsbook status          what is to be decided first\n  ismsbook build --draft ";
        assert!(again.stderr.contains(next), "{}", again.stderr);
    }
}

#[test]
fn the_readme_for_the_team_is_a_page_and_the_rest_is_a_list() {
    for more in [&[][..], &["--minimal"]] {
        let project = init(".", more);
        let readme = project.read("README.md");
        assert!(readme.lines().count() <= 30, "{} lines:\n{readme}", readme.lines().count());
        for words in
            ["## To be decided first", "## Where what lies", "## The commands of a day", "## How a change is approved"]
        {
            assert!(readme.contains(words), "{words}:\n{readme}");
        }
        let names =
            readme.split('`').skip(1).step_by(2).filter(|it| it.contains(['/', '.']) && !it.contains(['[', ' ']));
        let missing: Vec<_> = names.filter(|it| !project.exists(it)).collect();
        assert!(missing.is_empty(), "the README leads to what is not there: {missing:?}");
    }
    let list = init(".", &[]).read("CHECKLIST.md");
    assert!(list.lines().filter(|it| it.starts_with("- [ ] `policies/")).count() > 20, "{list}");
}

#[test]
fn editors_are_led_to_the_schemas_that_lie_there() {
    for more in [&[][..], &["--minimal"]] {
        let project = init(".", more);
        let settings: serde_json::Value = serde_json::from_str(&project.read(".vscode/settings.json")).expect("JSON");
        let taplo: toml::Table = project.read(".taplo.toml").parse().expect("TOML");
        let registers = settings["yaml.schemas"].as_object().expect("schemas").keys().map(String::as_str);
        let book = taplo["rule"][0]["schema"]["path"].as_str();
        for name in registers.chain(book) {
            let subject = name.trim_start_matches(".vscode/").trim_end_matches(".schema.json");
            assert_eq!(project.read(name), project.run(&["schema", subject]).exits(0).stdout, "{name}");
        }
        assert!(project.read(".vscode/extensions.json").contains("redhat.vscode-yaml"));
    }
}

#[test]
fn what_is_there_is_left_alone() {
    let project = Project::of("//- README.md\nmine\n//- policies/README.md\nalso mine\n");
    let arguments = [&["init"][..], NAMES].concat();
    project.run(&arguments).exits(0).says("left alone, as they were there: README.md, policies/README.md\n");
    assert_eq!(project.read("README.md"), "mine\n");
    assert_eq!(project.read("policies/README.md"), "also mine\n");
    let before = project.tree("");
    project.run(&arguments).exits(0).says("0 files written");
    assert_eq!(project.tree(""), before);
}

#[test]
fn any_name_goes_into_the_settings_as_it_is() {
    let names = ["O'Neill & \"Söhne\" \\ GmbH", "two\nlines", "{{ product }}", "ends in \\", "# x: [y]", "<b>"];
    let everything = names.concat();
    let whole = [(everything.as_str(), &[][..])];
    for (name, more) in names.map(|name| (name, &["--minimal"][..])).into_iter().chain(whole) {
        let project = Project::of("");
        let product = format!("product={name}: x");
        project.run(&[&["init", "--organization", name, "--set", &product][..], more].concat()).exits(0);
        let settings: toml::Table = project.read("book.toml").parse().expect("TOML");
        assert_eq!(settings["isms"]["organization"].as_str(), Some(name));
        let report = project.check();
        let errors: Vec<_> = report.findings.iter().filter(|it| it.level == "error").collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

#[test]
fn without_a_terminal_the_name_is_an_option() {
    let project = Project::of("");
    project.run(&["init"]).exits(2).says("give it with `--organization`");
    project.run(&["init", "--organization", " "]).exits(2).says("--organization");
    project.run(&["init", "--organization", "A", "--set", "color=red"]).exits(2).says("no variable `color`");
    assert!(project.tree("").is_empty());
}

/// Where there is no program to be a terminal, nothing is asked.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_the_names_are_asked_for() {
    use std::io::Write as _;
    use std::process::Stdio;

    let project = Project::of("");
    let mut script = project.on_a_terminal("init --today 2026-11-21");
    script.stdout(Stdio::null());
    let Ok(mut child) = script.spawn() else { return };
    let mut answers = child.stdin.take().expect("the terminal takes answers");
    answers.write_all(b"Aurelia\nLedger\n\n\nthe officer\ngit\nGitLab\n").expect("answers are taken");
    drop(answers);
    assert!(child.wait().expect("the program ends").success());
    let settings: toml::Table = project.read("book.toml").parse().expect("TOML");
    assert_eq!(settings["isms"]["organization"].as_str(), Some("Aurelia"));
    let variables = &settings["isms"]["variables"];
    let value = |name: &str| variables[name].as_str().expect("a text").to_owned();
    assert_eq!(
        [value("product"), value("incident_contact"), value("privacy_contact")],
        ["Ledger", "the incident line", "the officer"]
    );
    assert!(project.exists(".gitlab-ci.yml") && !project.exists(".github"), "asked until the answer is a forge");
}

#[cfg(unix)]
#[test]
fn a_link_where_a_folder_should_be_is_not_followed() {
    let (project, elsewhere) = (Project::of(""), Project::of(""));
    std::os::unix::fs::symlink(elsewhere.root(), project.path("policies")).expect("a link");
    project.run(&[&["init"][..], NAMES].concat()).exits(2).says("is a link; nothing was written");
    assert!(elsewhere.tree("").is_empty() && !project.exists("book.toml"));
}

#[test]
fn a_file_where_a_folder_should_be_stops_all_of_it() {
    let project = Project::of("//- registers\na file\n");
    project.run(&[&["init"][..], NAMES].concat()).exits(2).says("registers");
    assert_eq!(project.tree("").into_keys().collect::<Vec<_>>(), ["registers"]);
    assert!(!project.exists("policies"), "folders that were made are taken away again");
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let project = Project::of("//- closed/keep\n\n");
    let closed = project.path("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).expect("rights can be taken");
    let is_held = fs::write(closed.join("probe"), "").is_err();
    let outcome = project.run(&[&["init", "closed/inner"][..], NAMES].concat());
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).expect("rights can be given");
    // The administrator writes where nobody else may.
    if is_held {
        outcome.exits(2).says("cannot write");
        assert!(!project.exists("closed/inner"));
    } else {
        outcome.exits(0);
    }
}

/// On Linux as root, where a small file system can be mounted; elsewhere nothing can be filled up without harm.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let project = Project::of("//- small/.keep\n\n");
    let small = project.path("small");
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=128k", "tmpfs"]).arg(&small).output();
    if !mount.is_ok_and(|it| it.status.success()) {
        return;
    }
    let outcome = project.run(&[&["init", "small"][..], NAMES].concat());
    let left = project.tree("small");
    let unmount = Command::new("umount").arg(&small).status();
    assert!(unmount.is_ok_and(|it| it.success()), "the file system goes away");
    outcome.exits(2).says("cannot write").says("No space left");
    assert_eq!(left.into_keys().collect::<Vec<_>>(), Vec::<String>::new());
}
