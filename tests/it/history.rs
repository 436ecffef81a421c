//! The history page of a document: versions, approvals, reasons, and redlines from words that git has.

use crate::git::{Repository, git, program};
use crate::project::{POLICY, Project, Tree};

const PAGE: &str = "book/history/pol-007.html";

const HISTORY: &str = "\
history:
  - {version: \"1.1\", date: 2026-05-20, author: role:ciso, kind: minor, summary: Reviews come more often}
  - {version: \"1.0\", date: 2026-02-20, author: role:ciso, kind: major, summary: First edition}
";

/// The policy at version 1.1, in which a duty and a paragraph changed.
fn second(text: &str) -> String {
    let text = text.replace("version: \"1.0\"", "version: \"1.1\"").replace("twice a year", "every month");
    text.replace("scope: All systems.\n", &format!("scope: All systems.\n{HISTORY}"))
}

fn body() -> &'static str {
    POLICY.split_once('\n').expect("a name and a text").1
}

/// `v1` holds version 1.0; what is checked out holds version 1.1.
fn handbook() -> Repository {
    let repository = Repository::of(Project::small(POLICY));
    repository.project.write(".gitignore", "book\nsite\n");
    repository.tag_on("2026-03-01", "v1");
    repository.project.write("policies/access.md", second(body()));
    repository.commit("later");
    repository
}

#[test]
fn versions_stand_with_their_reasons_and_what_changed_word_by_word() {
    let repository = handbook();
    let project = &repository.project;
    let outcome = project.run(&["build"]).exits(0);
    assert!(!outcome.stderr.contains("at hand"), "{outcome:?}");
    let page = project.read(PAGE);
    for words in [
        "Version 1.1</h2>",
        "Reviews come more often",
        "What changed since version 1.0: 2 words in, 3 words out",
        "review every account <del>twice a year</del><ins>every month</ins>.</p>",
        "Version 1.0 as it stood at edition v1, 1 March 2026.",
        "<p class=\"folded\">",
        "No approval of this version is recorded.",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert!(page.find("Version 1.1</h2>") < page.find("Version 1.0</h2>"), "the newest first");
    let document = project.read("book/documents/pol-007.html");
    let last = "<a href=\"../history/pol-007.html\">Last change</a>: <time datetime=\"2026-05-20\">20 May 2026</time>, <span>Reviews come more often</span>";
    assert!(document.contains(last), "{document}");
    let twice = project.tree("book");
    project.run(&["build"]).exits(0);
    assert_eq!(project.tree("book"), twice, "two builds give the same bytes");
    project.run(&["verify", "book"]).exits(0);
    // A newer tag elsewhere is nothing to what is checked out.
    repository.git(&["checkout", "--quiet", "-b", "other", "v1"]);
    repository.edit("policies/access.md", "twice a year", "once in a while");
    repository.tag_on("2026-04-01", "v1.5");
    repository.git(&["checkout", "--quiet", "main"]);
    project.run(&["build"]).exits(0);
    assert_eq!(project.tree("book"), twice);
}

#[test]
fn a_history_speaks_the_language_of_its_settings() {
    let repository = handbook();
    let project = &repository.project;
    let settings = project.read("book.toml").replace("[book]\n", "[book]\nlanguage = \"de\"\n");
    project.write("book.toml", settings);
    project.run(&["build"]).exits(0);
    let page = project.read(PAGE);
    for words in [
        "Änderungen seit Version 1.0: 2 Wörter neu, 3 Wörter gestrichen",
        "Version 1.0 nach dem Stand der Ausgabe v1, 1. März 2026.",
        "Für diese Version ist keine Freigabe erfasst.",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
}

#[test]
fn git_is_asked_as_far_as_the_settings_say() {
    let repository = handbook();
    let project = &repository.project;
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}[editions]\nhistory = \"none\"\n"));
    let outcome = project.run(&["build"]).exits(0);
    let page = project.read(PAGE);
    assert!(page.contains("Version 1.0</h2>") && !page.contains("<ins>"), "{page}");
    assert!(page.contains("The words of version 1.0 were not at hand when this site was built."), "{page}");
    assert!(!outcome.stderr.contains("at hand"), "nobody asked: {outcome:?}");
}

/// The policy approved in version 1.0 without any tag, and changed since.
fn approved() -> Repository {
    let repository = Repository::of(Project::small(&POLICY.replace("status: draft", "status: approved")));
    let project = &repository.project;
    project.write(".gitignore", "book\nsite\n");
    repository.edit("policies/access.md", "owner: role:ciso\n", "owner: role:ciso\napprover: role:ceo\n");
    repository.edit("book.toml", "[isms]\n", "[[approval]]\ntypes = [\"policy\"]\nroles = [\"role:ceo\"]\n[isms]\n");
    repository.commit("ask");
    project.run(&["approve", "POL-007", "--role", "role:ceo", "--by", "person:jonas-veldt", "--yes"]).exits(0);
    repository.commit("approve 1.0");
    repository
}

#[test]
fn versions_are_found_at_the_commits_that_brought_their_records_in() {
    let repository = approved();
    let project = &repository.project;
    repository.edit("policies/access.md", "twice a year", "now and then");
    repository.commit("never approved");
    project.write(
        "policies/access.md",
        second(&project.read("policies/access.md")).replace("now and then", "every month"),
    );
    repository.commit("later");
    project.run(&["build", "--draft"]).exits(0);
    assert!(project.read(PAGE).contains("The words of version 1.0 were not at hand"), "there is no tag");
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}[editions]\nhistory = \"versions\"\n"));
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read(PAGE);
    assert!(page.contains("<del>twice a year</del><ins>every month</ins>"), "{page}");
    assert!(page.contains("Version 1.0 as it stood at commit "), "{page}");
    assert!(page.contains("Approved by") && page.contains("Jonas Veldt") && page.contains(">Recorded<"), "{page}");
    assert_eq!(page.matches("These are the words that were approved").count(), 1, "{page}");
}

#[test]
fn words_of_an_earlier_version_that_nobody_approved_are_told_as_such() {
    let repository = approved();
    let project = &repository.project;
    repository.edit("policies/access.md", "twice a year", "now and then");
    repository.tag_on("2026-04-01", "v1");
    let text = second(&project.read("policies/access.md")).replace("now and then", "every month");
    project.write("policies/access.md", text);
    repository.commit("later");
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read(PAGE);
    assert!(page.contains("<del>now and then</del>") && page.contains("at edition v1"), "{page}");
    assert_eq!(page.matches("Other words than these were approved").count(), 1, "{page}");
    // With the commits of records the approved words are found, and they stand for the version.
    repository.edit("policies/access.md", "every month", "every week");
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}[editions]\nhistory = \"versions\"\n"));
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read(PAGE);
    assert!(page.contains("<del>twice a year</del>") && page.contains("at commit "), "{page}");
    assert!(page.contains("These are the words that were approved"), "{page}");
}

#[test]
fn a_document_with_a_register_was_approved_with_its_data() {
    let words =
        POLICY.replace("status: draft", "status: approved").replace("owner: role", "register: risks\nowner: role");
    let repository = Repository::of(Project::small(&format!("{words}//- registers/risks.yaml\nrisks: []\n")));
    let project = &repository.project;
    repository.edit("policies/access.md", "owner: role:ciso\n", "owner: role:ciso\napprover: role:ceo\n");
    repository.edit("book.toml", "[isms]\n", "[[approval]]\ntypes = [\"policy\"]\nroles = [\"role:ceo\"]\n[isms]\n");
    repository.commit("ask");
    project.run(&["approve", "POL-007", "--role", "role:ceo", "--by", "person:jonas-veldt", "--yes"]).exits(0);
    repository.tag_on("2026-04-01", "v1");
    project.write("policies/access.md", second(&project.read("policies/access.md")));
    repository.commit("later");
    project.run(&["build", "--draft"]).exits(0);
    let page = project.read(PAGE);
    assert!(page.contains("Approved together with its register as it was then"), "{page}");
    assert!(!page.contains("that were approved") && !page.contains("were approved<"), "{page}");
}

#[test]
fn a_clone_without_the_history_and_a_folder_without_git_say_so() {
    let repository = handbook();
    let clone = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", repository.project.root().display());
    git(clone.path(), &["clone", "--quiet", "--depth=1", "--no-tags", &from, "shallow"]);
    let root = clone.path().join("shallow");
    let arguments = ["--root", &root.display().to_string(), "build", "--today", "2026-11-21"];
    let outcome = program(clone.path()).args(&arguments).output().exits(0);
    assert!(outcome.stderr.contains("earlier words of 1 document are not at hand"), "{outcome:?}");
    assert!(outcome.stderr.contains("this clone is shallow; fetch the whole history"), "{outcome:?}");
    let page = crate::project::tree(&root.join("book/history"));
    let page = String::from_utf8_lossy(&page["pol-007.html"]).into_owned();
    assert!(page.contains("The words of version 1.0 were not at hand when this site was built."), "{page}");
    let project = Project::small("").with("policies/access.md", second(body()));
    let outcome = project.run(&["build"]).exits(0);
    assert!(outcome.stderr.contains("earlier words of 1 document are not at hand"), "{outcome:?}");
    assert!(project.read(PAGE).contains("The words of version 1.0 were not at hand"));
    // Nothing earlier, nothing said.
    let project = Project::small(POLICY);
    assert!(!project.run(&["build"]).exits(0).stderr.contains("at hand"));
}

#[test]
fn words_that_were_closed_then_are_on_no_page_of_an_open_site() {
    let repository = Repository::of(Project::small(""));
    let project = &repository.project;
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}\n[[site]]\nname = \"public\"\nclassification = \"public\"\n"));
    let closed = body().replace("classification: internal", "classification: restricted");
    project.write("policies/access.md", closed.replace("twice a year", "twice a year with a quokka"));
    repository.tag_on("2026-03-01", "v1");
    let open = second(body()).replace("classification: internal", "classification: public");
    project.write("policies/access.md", open);
    repository.commit("open");
    project.run(&["build", "--site", "public", "--edition", "all", "--dest", "site"]).exits(0);
    let site: Tree = project.tree("site");
    let page = String::from_utf8_lossy(&site["history/pol-007.html"]).into_owned();
    assert!(page.contains("The words of version 1.0 are not for the readers of this site."), "{page}");
    let found: Vec<&String> =
        site.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("quokka")).map(|it| it.0).collect();
    assert_eq!(found, Vec::<&String>::new());
    project.run(&["build"]).exits(0);
    assert!(project.read(PAGE).contains("with a quokka"), "those who may read it do");
}
