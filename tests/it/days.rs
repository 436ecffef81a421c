//! Days in the life of a handbook that need no approvals, from the first command to what a person reads; the others are in
//! `approvals/days.rs`, and what is read in a browser in `tests/browser`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::git::Repository;
use super::project::{Project, Run, TODAY, Tree, is_page};

/// Day 1: an empty repository, three answers, and the first run of CI is green with what is to be decided.
#[test]
fn a_team_starts() {
    let repository = Repository::of(Project::of(""));
    let project = &repository.project;
    let names = ["--organization", "Nordwind", "--set", "product=Ledger", "--set", "incident_contact=the hotline"];
    let begin = [&["init", "--ci", "github", "--today", TODAY][..], &names].concat();
    project.run(&begin).exits(0);
    repository.commit("begin");
    // Exactly what the job runs, in its order.
    let job = project.read(".github/workflows/handbook.yml");
    let steps: Vec<Vec<&str>> = job
        .lines()
        .filter_map(|it| it.trim().strip_prefix("- run: ismsbook "))
        .map(|it| it.split_whitespace().collect())
        .collect();
    assert!(steps.iter().any(|it| it[0] == "check") && steps.iter().any(|it| it[0] == "build"), "{steps:?}");
    for step in &steps {
        project.run(&[&step[..], &["--today", TODAY]].concat()).exits(0);
    }
    let decided = project.run(&["status", "--today", TODAY]).exits(0).stdout;
    assert!(decided.contains("To be decided first") && decided.contains("roles held by nobody"), "{decided}");
    // The handbook opens from disk: no address begins at the root of a server, and every page that is named is there.
    let site = project.tree("book");
    let home = page(&site, "index.html");
    assert!(home.contains("Nordwind"), "{home}");
    let links: Vec<&str> = home.split("href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let pages = links.iter().map(|it| it.split(['#', '?']).next().unwrap_or_default());
    let inside: Vec<&str> = pages.filter(|it| is_page(it)).collect();
    assert!(inside.len() > 10, "{links:?}");
    for link in inside {
        assert!(site.contains_key(link), "{link}");
    }
    // What was built is no part of the repository.
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

fn page(site: &Tree, name: &str) -> String {
    String::from_utf8_lossy(site.get(name).unwrap_or_else(|| panic!("no {name}"))).into_owned()
}

/// Day 10: the public build has what is public and nothing else, not a title; the statement is a file for spreadsheets, and
/// the pack is one page for paper.
#[test]
fn the_customer_asks_for_proof() {
    let project = Project::example();
    project.run(&["build", "--dest", "all", "--today", TODAY]).exits(0);
    project.run(&["build", "--site", "public", "--dest", "public", "--today", TODAY]).exits(0);
    let (all, public) = (project.tree("all"), project.tree("public"));
    let documents = |site: &Tree| -> Vec<(String, String)> {
        let api: Value = serde_json::from_slice(&site["api/documents.json"]).expect("JSON");
        let listed = api["documents"].as_array().into_iter().flatten();
        listed.map(|it| (text(&it["id"]), text(&it["title"]))).collect()
    };
    let shown: BTreeSet<String> = documents(&public).into_iter().map(|it| it.0).collect();
    let hidden: Vec<_> = documents(&all).into_iter().filter(|it| !shown.contains(&it.0)).collect();
    assert!(!shown.is_empty() && hidden.len() > 50, "{shown:?}");
    // Other titles are words of the field too: a clause or a control may be called so.
    let kinds = ["policy", "procedure", "plan", "register", "guide", "standard", "process"];
    let own = |title: &str| title.split(' ').count() > 2 && kinds.iter().any(|it| title.ends_with(it));
    assert!(hidden.iter().filter(|it| own(&it.1)).count() > 20, "{hidden:?}");
    for (name, bytes) in public.iter().filter(|it| !it.0.starts_with("theme/")) {
        // The glossary explains what an id is by one.
        let words = String::from_utf8_lossy(bytes).replace("such as POL-007", "");
        for (id, title) in &hidden {
            assert!(!words.contains(id.as_str()), "{name} names {id}");
            assert!(!own(title) || !words.contains(title.as_str()), "{name} says {title}");
        }
    }
    let statement = page(&all, "data/applicability.csv");
    assert_eq!(statement.lines().filter(|it| it.trim_start_matches('"').starts_with("A.")).count(), 93, "{statement}");
    let book = page(&public, "print.html");
    assert!(shown.iter().all(|it| book.contains(it.as_str())), "{shown:?}");
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Day 11: a merge leaves its markers in a register, and a tag is gone. The old site stands, and the words say what to do.
#[test]
fn it_goes_wrong() {
    let repository = Repository::of(Project::example());
    let project = &repository.project;
    repository.tag_on("2026-11-20", "v1");
    project.run(&["build", "--edition", "v1", "--today", TODAY]).exits(0);
    let before = project.tree("book");
    assert!(before.keys().any(|it| it.starts_with("editions/v1/")), "{:?}", before.keys().take(20).collect::<Vec<_>>());
    // Two people added a risk at the same place.
    let register = project.read("registers/risks.yaml");
    let (head, tail) = register.split_at(register.find("  - id: RISK-003").expect("a third risk"));
    let markers = "<<<<<<< HEAD\n  # mine\n=======\n  # theirs\n>>>>>>> topic\n";
    project.write("registers/risks.yaml", format!("{head}{markers}{tail}"));
    let refused = project.run(&["build", "--today", TODAY]).exits(1).says("not published");
    assert!(refused.stderr.contains("a merge conflict was left in the file"), "{refused:?}");
    assert!(refused.stderr.contains("decide between the two sides and take the marks away"), "{refused:?}");
    // What follows from it does not bury it.
    assert_eq!(refused.stderr.matches("A131").count(), 1, "{refused:?}");
    assert!(refused.stderr.contains("cannot be held against the records"), "{refused:?}");
    assert_eq!(project.tree("book"), before);
    assert!(project.read("registers/risks.yaml").contains(markers), "nothing was mended behind anybody's back");
    // The tag goes; the edition that it made stays where it was published.
    project.write("registers/risks.yaml", &register);
    repository.git(&["tag", "--delete", "v1"]);
    let gone = "edition `v1` has no tag here any more; what was published stays";
    project.run(&["build", "--edition", "all", "--today", TODAY]).exits(0).says(gone);
    let after = project.tree("book");
    let edition = |site: &Tree| -> Vec<(String, Vec<u8>)> {
        site.iter().filter(|it| it.0.starts_with("editions/v1/")).map(|it| (it.0.clone(), it.1.clone())).collect()
    };
    assert_eq!(edition(&after), edition(&before));
}

/// Day 8: ten years of Word exports, under six looks of headers, with numbers of 2013 and without owners.
#[test]
fn a_company_moves_in_with_an_old_corpus() {
    let project = Project::of("");
    for number in 0..240 {
        project.write(&format!("old/{}_v1.{}.md", name(number), number % 3), exported(number));
    }
    let before = project.tree("old");
    project.run(&["import", "old", "--dest", "new", "--yes", "--today", TODAY]).exits(0).says("to be looked at");
    assert_eq!(project.tree("old"), before);
    let inside = |arguments: &[&str]| Run::in_folder(&project.path("new")).args(arguments).output();
    // The first day is green, for the check and for the site.
    inside(&["check", "--today", TODAY]).exits(0).prints("checked 240 documents").says("left out");
    inside(&["build", "--today", TODAY]).exits(0).says("left out");
    let api: Value = serde_json::from_str(&project.read("new/book/api/documents.json")).expect("JSON");
    assert_eq!(api["documents"].as_array().map(Vec::len), Some(240));
    // No two documents were given the same id.
    assert!(!project.read("new/ismsbook-baseline.yaml").contains("duplicate-id"));
    // What is mended goes from the list, and what is new is an error for both.
    let lines = || project.read("new/ismsbook-baseline.yaml").lines().count();
    let (listed, file) = (lines(), format!("new/policies/{}_v1.0.md", name(0)));
    project.write(&file, project.read(&file).replace("A.9.1.1", "A.5.15"));
    inside(&["check", "--today", TODAY]).exits(0).says("1 finding of `ismsbook-baseline.yaml` mended");
    inside(&["check", "--write-baseline", "--today", TODAY]).exits(0);
    assert_eq!(lines(), listed - 1);
    project.write(&file, project.read(&file) + "\nSee [that](nowhere.md) and [this](elsewhere.md).\n");
    inside(&["check", "--today", TODAY]).exits(1).prints("nowhere.md");
    inside(&["build", "--today", TODAY]).exits(1).says("not published");
}

fn name(number: usize) -> String {
    let subjects = ["access", "backup", "crypto", "supplier", "incident", "logging", "physical", "mobile"];
    format!("{}_policy_{number}", subjects[number % subjects.len()])
}

/// A document as an export of an office program left it.
fn exported(number: usize) -> String {
    let title = format!("Rules {number}");
    let body = format!(
        "\n## Purpose\n\nText {number} follows A.9.1.1 and the [plan](plan-{}.md).\n\n## Rules\n\n1. Every member of staff must keep to rule {number}.\n",
        number % 7
    );
    let header = match number % 6 {
        0 => format!("---\npolicy_owner: CISO\ndocument_id: POL-{number}\nname: {title}\n---\n"),
        1 => format!("policy_owner: CISO\ndocument_id: POL-{number}\nname: {title}\n---\n"),
        2 => format!("# {title}\n\n> Owner: CISO | Version: 1.1 | Status: Approved\n"),
        3 => format!("# {title}\n\n| Document control | |\n|---|---|\n| Owner | CISO |\n| Version | 2.1 |\n"),
        4 => format!("# {title}\n\n**Owner:** CISO\n**Version:** 1.1\n"),
        _ => format!("# {title}\n"),
    };
    header + &body
}
