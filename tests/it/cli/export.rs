//! `ismsbook export`: registers for spreadsheets and programs, owners for forges.

use serde_json::Value;

use crate::git::Repository;
use crate::project::{POLICY, Project};

fn approved() -> Project {
    let policy = POLICY
        .replace("status: draft", "status: approved")
        .replace("title: Access control policy", "title: '=HYPERLINK(\"x\"), \"y\"'");
    let project = Project::small(&policy);
    project.run(&["approve", "POL-007", "--role", "ceo", "--today", "2026-03-01"]).exits(0);
    project
}

fn rows(project: &Project) -> Vec<String> {
    let csv = project.run(&["export", "approvals"]).exits(0).stdout;
    assert!(csv.lines().count() > 1 && csv.matches("\r\n").count() == csv.lines().count(), "{csv}");
    csv.lines().map(str::to_owned).collect()
}

#[test]
fn every_record_is_told_with_whether_it_counts() {
    let project = approved();
    let lines = rows(&project);
    assert_eq!(
        lines[0],
        "document,title,version,meaning,role,person,name,time,digest,review_by,counts,why,signed,file"
    );
    let start = "POL-007,\"'=HYPERLINK(\"\"x\"\"), \"\"y\"\"\",1.0,approve,ceo,jonas-veldt,Jonas Veldt,2026-03-01T00:00:00Z,sha256:";
    assert!(lines[1].starts_with(start), "{}", lines[1]);
    assert!(lines[1].ends_with(",2027-03-01,yes,,no,approvals/POL-007/1.0/ceo.yaml"), "{}", lines[1]);
    let text = project.read("policies/access.md");
    project.write("policies/access.md", text.replace("twice a year", "every month"));
    assert!(rows(&project)[1].contains(",no,the words are not those that it names,no,"));
    project.write("policies/access.md", text.replace("version: \"1.0\"", "version: \"1.1\""));
    assert!(rows(&project)[1].contains(",no,it is of another version than the text,no,"));
    project.write("policies/access.md", text);
    project.run(&["approve", "POL-007", "--role", "ceo", "--withdraw", "--today", "2026-04-01"]).exits(0);
    let lines = rows(&project);
    assert!(lines[1].contains(",no,\"the version was withdrawn, or a newer one was approved\",no,"), "{}", lines[1]);
    assert!(
        lines[2].contains(",withdraw,ceo,") && lines[2].contains(",no,it takes an approval back,no,"),
        "{}",
        lines[2]
    );
}

#[test]
fn a_record_that_does_not_count_says_why() {
    let project = approved();
    project.write("registers/roles.yaml", project.read("registers/roles.yaml").replace("id: ceo", "id: cfo"));
    let record = project.read("approvals/POL-007/1.0/ceo.yaml");
    project.write("approvals/POL-007/1.0/ceo.yaml", record.replace("Example Ltd", "Sister Ltd"));
    let json = project.run(&["export", "approvals", "--format", "json"]).exits(0).stdout;
    let read: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(read["schema"], "ismsbook-approvals/1");
    let entry = &read["approvals"][0];
    assert_eq!((&entry["counts"], &entry["signed"]), (&false.into(), &false.into()));
    assert!(entry["why"].as_str().is_some_and(|it| it.contains("organisation `Sister Ltd`")), "{entry}");
}

#[test]
fn owners_are_written_for_the_place_of_the_handbook() {
    let repository =
        Repository::of(Project::small(&POLICY.replace("type: policy", "type: policy\napprover: role:ceo")));
    let out = repository.project.run(&["export", "codeowners"]).exits(0).stdout;
    assert!(out.contains("\n/policies/access.md jonas.veldt@example.com mira.solberg@example.com\n"), "{out}");
    assert!(out.contains("\n/book.toml jonas.veldt@example.com\n"), "{out}");
    repository.project.run(&["export", "codeowners", "--format", "json"]).exits(2).says("has one form");
}
