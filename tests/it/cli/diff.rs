//! `ismsbook diff`: what changed between revisions, and since the words that were last approved.

use serde_json::Value;

use crate::git::Repository;
use crate::project::{POLICY, Project, Run};

fn policy(more: &[(&str, &str)]) -> String {
    let policy = POLICY.replace("status: draft", "status: approved\nacknowledgement: {required: true}");
    more.iter().fold(policy, |text, (from, to)| text.replace(from, to))
}

fn repository() -> Repository {
    Repository::of(Project::small(&policy(&[])))
}

#[test]
fn a_change_is_shown_with_what_it_does() {
    let repository = repository();
    let name = "policies/access.md";
    repository.edit(name, "twice a year", "every month");
    repository.edit(name, "controls: [A.5.15]", "controls: [A.5.18]");
    let out = repository.project.run(&["diff", "main"]).exits(0).stdout;
    for line in [
        "main → the files on disk: 1 document, 1 altered duty\n",
        "Acknowledgements voided\n  `POL-007` Access control policy\n",
        "Duties altered\n  `POL-007` ciso: The information security lead must review every account [-twice a year-]{+every month+}.\n",
        "  `A.5.15` Access control: lost POL-007\n",
        "  `A.5.18` Access rights: gained POL-007\n",
        "  no longer carried by any document: `A.5.15`\n",
        "  `controls` with A.5.18 without A.5.15\n",
        "~ The information security lead must review every account [-twice a year-]{+every month+}.\n",
    ] {
        assert!(out.contains(line), "no {line:?} in\n{out}");
    }
    assert!(!out.contains('\u{1b}'), "colours have no place where no terminal is");
    let coloured = repository.project.run(&["diff", "main", "--color", "always"]).exits(0).stdout;
    assert!(coloured.contains("\u{1b}[32m{+every month+}\u{1b}[0m"), "{coloured}");
}

#[test]
fn two_revisions_are_compared_whatever_lies_on_disk() {
    let repository = repository();
    repository.git(&["tag", "v1"]);
    repository.git(&["mv", "policies/access.md", "policies/entry.md"]);
    repository.edit("policies/entry.md", "covers every account", "covers every account and key");
    repository.commit("wider");
    repository.project.write("policies/entry.md", "nothing of it\n");
    let json = repository.project.run(&["diff", "v1", "main", "--format", "json"]).exits(0).stdout;
    let read: Value = serde_json::from_str(&json).expect("JSON");
    let document = &read["documents"][0];
    assert_eq!((&read["from"], &read["to"]), (&"v1".into(), &"main".into()));
    assert_eq!(document["before"]["file"], "policies/access.md");
    assert_eq!(document["after"]["file"], "policies/entry.md");
    assert_eq!((&document["words_inserted"], &document["words_deleted"]), (&2.into(), &0.into()));
    let same = repository.project.run(&["diff", "main", "main"]).exits(0);
    assert_eq!(same.stdout, "main → main: nothing changed\n");
    let page = repository.project.run(&["diff", "v1", "main", "--format", "html"]).exits(0).stdout;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<ins> and key</ins>"), "{page}");
    let markdown = repository.project.run(&["diff", "v1", "main", "--format", "markdown"]).exits(0).stdout;
    assert!(markdown.contains("moved from `policies/access.md`"), "{markdown}");
}

#[test]
fn the_last_approved_words_are_found_in_the_history() {
    let repository = repository();
    let project = &repository.project;
    project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    repository.commit("approved");
    repository.edit("policies/access.md", "twice a year", "every month");
    repository.commit("one more");
    repository.git(&["mv", "policies/access.md", "policies/entry.md"]);
    repository.edit("policies/entry.md", "every account.\n\n## Duties", "every account and key.\n\n## Duties");
    let out = project.run(&["diff", "--approved", "POL-007"]).exits(0).stdout;
    assert!(out.starts_with("last approved words → the files on disk: 1 document, 1 altered duty\n"), "{out}");
    assert!(out.contains("account{+ and key+}.\n") && out.contains("[-twice a year-]{+every month+}"), "{out}");
    assert!(
        out.contains(
            "Approvals voided\n  `POL-007` Access control policy version 1.0, approved by jonas-veldt as ceo\n"
        ),
        "{out}"
    );
    let all = project.run(&["diff", "--approved"]).exits(0).stdout;
    assert_eq!(all, out);
}

#[test]
fn the_redline_says_where_the_approved_words_stood_then() {
    let next = "---\nid: POL-020\ntitle: Doors\nstatus: approved\nsupersedes: [POL-007]\neffective_from: 2026-03-03\n---\nShut them.\n";
    let repository = Repository::of(Project::small(&policy(&[])));
    let project = &repository.project;
    project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    project.write("policies/doors.md", next);
    repository.commit("approved, and superseded");
    repository.edit("policies/access.md", "twice a year", "every month");
    let json = project.run(&["diff", "--approved", "POL-007", "--format", "json"]).exits(0).stdout;
    let read: Value = serde_json::from_str(&json).expect("JSON");
    let all = project.run(&["diff", "main", "--format", "json"]).exits(0).stdout;
    let all: Value = serde_json::from_str(&all).expect("JSON");
    assert_eq!(read["documents"], all["documents"]);
    assert_eq!(read["documents"][0]["before"]["state"], "superseded");
}

#[test]
fn approved_words_are_found_under_a_former_name_beside_the_settings_of_then() {
    let repository = repository();
    let project = &repository.project;
    repository.edit("policies/access.md", "twice a year", "{{ how_often }}");
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}[isms.variables]\nhow_often = \"twice a year\"\n"));
    repository.commit("words");
    // The record is committed together with other words, so no commit of records holds those that were approved.
    project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    repository.edit("policies/access.md", "every account {{", "each account {{");
    repository.commit("approved, and edited");
    repository.git(&["mv", "policies/access.md", "policies/entry.md"]);
    repository.commit("renamed");
    repository.edit("book.toml", "how_often = \"twice a year\"", "how_often = \"every week\"");
    repository.commit("settings");
    let out = project.run(&["diff", "--approved", "POL-007"]).exits(0).stdout;
    assert!(out.contains("[-every-]{+each+} account [-twice a year-]{+every week+}"), "{out}");
    // Words that no commit holds are looked for in vain.
    repository.edit("approvals/POL-007/1.0/ceo.yaml", "digest: \"sha256:", "digest: \"sha256:0000");
    let record = project.read("approvals/POL-007/1.0/ceo.yaml");
    let digest = record.lines().find(|it| it.starts_with("digest: ")).expect("a digest");
    project.write("approvals/POL-007/1.0/ceo.yaml", record.replace(digest, &format!("{}\"", &digest[..80])));
    let out = project.run(&["diff", "--approved", "POL-007"]).exits(0).stdout;
    assert!(out.contains("no commit has the words that were approved, among the last 200 that could"), "{out}");
}

#[test]
fn an_approver_sees_what_changed_before_it_is_recorded() {
    let repository = repository();
    let project = &repository.project;
    let first = project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    assert!(
        first.stderr.starts_with("`POL-007`: no record approves any version of it\napproved `POL-007`"),
        "{}",
        first.stderr
    );
    assert_eq!(first.stdout, "");
    repository.commit("approved");
    repository.edit("policies/access.md", "version: \"1.0\"", "version: \"1.1\"");
    repository.edit("policies/access.md", "twice a year", "every month");
    let second = project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0).stderr;
    let shown =
        second.find("~ The information security lead must review every account [-twice a year-]{+every month+}.");
    let duty = second.find("  duties altered `POL-007` ciso: ");
    let recorded = second.find("approved `POL-007` 1.1");
    assert!(shown < duty && duty < recorded && shown.is_some(), "{second}");
    let quiet = Project::small(&policy(&[])).run(&["approve", "POL-007", "--role", "ceo", "--quiet", "--yes"]).exits(0);
    assert!(quiet.stderr.starts_with("approved"), "{}", quiet.stderr);
    // Without a repository nothing can be shown of what was, and the record is made all the same.
    let alone = Project::small(&policy(&[]));
    alone.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    alone.write("policies/access.md", alone.read("policies/access.md").replace("1.0", "1.1"));
    alone
        .run(&["approve", "POL-007", "--role", "ceo"])
        .exits(0)
        .says("cannot be shown: git cannot find the repository");
}

#[test]
fn words_that_cannot_be_found_are_told() {
    let repository = repository();
    let project = &repository.project;
    let out = project.run(&["diff", "--approved", "POL-007"]).exits(0).stdout;
    assert!(out.contains("Not compared\n  `POL-007`: no record approves any version of it\n"), "{out}");
    // Approved on disk, and never committed with these words.
    project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    let out = project.run(&["diff", "--approved", "POL-007"]).exits(0).stdout;
    assert!(out.contains("these are the words that were approved"), "{out}");
    repository.commit("approved");
    for step in ["every month", "every week"] {
        let before = if step == "every month" { "twice a year" } else { "every month" };
        repository.edit("policies/access.md", before, step);
        repository.commit(step);
    }
    let clone = Project::of("");
    let from = format!("file://{}", project.root().display());
    Repository { project: Project::of("") }.git(&[
        "clone",
        "--quiet",
        "--depth",
        "1",
        &from,
        &clone.root().display().to_string(),
    ]);
    let out = clone.run(&["diff", "--approved", "POL-007"]).exits(0).stdout;
    assert!(out.contains("which is shallow; fetch the whole history"), "{out}");
    clone.run(&["diff", "HEAD~1"]).exits(2).says("this clone is shallow");
}

#[test]
fn no_report_on_a_change_holds_a_secret_and_the_approver_sees_every_word() {
    let repository = repository();
    let project = &repository.project;
    let words = "The information security lead must review every account twice a year.";
    repository.edit("policies/access.md", words, "The password: winter2026 must be kept. Use it.");
    project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0);
    repository.commit("approved");
    repository.edit("policies/access.md", "version: \"1.0\"", "version: \"1.1\"");
    repository.edit("policies/access.md", "winter2026 must be kept. Use it.", "summer2027 must be kept. Use it now.");
    repository.edit("policies/access.md", "scope: ", "scope: \"password: autumn2027\" # ");
    let status = ["status", "--base", "main", "--format", "markdown"].map(str::to_owned).to_vec();
    let forms =
        ["text", "markdown", "html", "json"].map(|it| ["diff", "main", "--format", it].map(str::to_owned).to_vec());
    for arguments in forms.into_iter().chain([status]) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let out = project.run(&arguments).exits(0).stdout;
        for secret in ["winter2026", "summer2027", "autumn2027"] {
            assert!(!out.contains(secret), "{arguments:?}\n{out}");
        }
        assert!(out.contains("**********") || out.contains("\\*\\*\\*"), "{out}");
    }
    let shown = project.run(&["approve", "POL-007", "--role", "ceo"]).exits(0).stderr;
    assert!(shown.contains("password: [-winter2026-]{+summer2027+} must be kept."), "{shown}");
}

#[test]
fn what_cannot_be_compared_ends_with_2() {
    let repository = repository();
    let project = &repository.project;
    project.run(&["diff", "nowhere"]).exits(2).says("no revision `nowhere`");
    project.run(&["diff"]).exits(2).says("FROM [TO]");
    project.run(&["diff", "a", "b", "c"]).exits(2).says("two revisions");
    project.run(&["diff", "--approved", "POL-9"]).exits(2).says("no document has the id `POL-9`");
    Project::small(POLICY).run(&["diff", "main"]).exits(2).says("git cannot find the repository");
    let without_git = Run::in_folder(project.root()).env("PATH", "/nowhere").args(&["diff", "main"]).output();
    without_git.exits(2).says("git is not installed");
}
