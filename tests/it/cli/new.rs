//! `new`: what comes in, and that nothing else changes.

use crate::project::{POLICY, Project};

#[test]
fn a_document_lacks_only_what_its_author_has_to_say() {
    let project = Project::small(POLICY);
    for (kind, file) in [
        ("policy", "policies/pol-008-use-of-tools.md"),
        ("procedure", "policies/pro-001-use-of-tools.md"),
        ("record", "policies/rec-001-use-of-tools.md"),
        ("plan", "policies/pln-001-use-of-tools.md"),
    ] {
        project.run(&["new", kind, "Use of tools", "--owner", "ciso", "--parent", "POL-007"]).exits(0).says(file);
        assert!(project.exists(file), "{file}");
    }
    let report = project.check();
    let is_fault = |it: &&crate::findings::Found| it.level == "error" || it.rule == "missing-section";
    let faults: Vec<_> = report.findings.iter().filter(is_fault).filter(|it| it.rule != "missing-field").collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_entry_comes_into_the_example_without_an_error_of_form() {
    let project = Project::example();
    for kind in [
        "risk",
        "asset",
        "objective",
        "obligation",
        "supplier",
        "exception",
        "audit",
        "finding",
        "evidence",
        "term",
        "role",
        "person",
    ] {
        let approver: &[&str] = if kind == "exception" { &["--approver", "ciso"] } else { &[] };
        let new = ["new", kind, "Something: quite \"new\"", "--owner", "role:ciso", "--today", "2026-11-21"];
        project.run(&[&new, approver].concat()).exits(0);
    }
    project.run(&["new", "exception", "Ungranted", "--owner", "ciso", "--dry-run"]).exits(0);
    let report = project.check();
    // The registers were approved as they were, which is what A128 says.
    let is_of_form = |code: &str| code != "A128";
    let errors: Vec<_> = report.findings.iter().filter(|it| it.level == "error" && is_of_form(&it.code)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for (file, id) in [("risks", "RISK-037"), ("audits", "AUD-2026-003"), ("people", "something-quite-new")] {
        assert!(project.read(&format!("registers/{file}.yaml")).contains(&format!("\n  - id: {id}\n")), "{id}");
    }
}

#[test]
fn a_register_keeps_every_other_byte() {
    let text = "# head\r\nrisks:   # all of them\r\n  - id: RISK-001 # first\r\n    title: 'One'\r\n\r\n# end";
    let project = Project::small(POLICY).with("registers/risks.yaml", text);
    project.run(&["new", "risk", "Two", "--owner", "ciso", "--today", "2026-11-21"]).exits(0);
    let after = project.read("registers/risks.yaml");
    let (head, tail) = text.split_at(text.find("\r\n\r\n# end").expect("the end") + 2);
    assert!(after.starts_with(head) && after.ends_with(tail), "{after:?}");
    let entry = &after[head.len()..after.len() - tail.len()];
    assert!(
        entry.starts_with("  - id: RISK-002\r\n    title: Two\r\n") && !entry.replace("\r\n", "").contains('\n'),
        "{entry:?}"
    );
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let project = Project::small(POLICY);
    let before = project.tree("");
    project.run(&["new", "policy", "A", "--owner", "ciso", "--dry-run"]).exits(0).prints("+id: POL-008\n");
    project
        .run(&["new", "person", "A", "--dry-run"])
        .exits(0)
        .prints("+  - id: a\n")
        .prints("--- a/registers/people.yaml");
    project.run(&["new", "policy", "A"]).exits(2).says("name a role with `--owner`");
    project.run(&["new", "polcy", "A"]).exits(2).says("did you mean `policy`?");
    assert_eq!(project.tree(""), before);
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let project = Project::small(POLICY).with("policies/pol-008-a.md", "mine, without an id\n");
    project.run(&["new", "policy", "A", "--owner", "ciso"]).exits(2).says("cannot write");
    assert_eq!(project.read("policies/pol-008-a.md"), "mine, without an id\n");
    project.run(&["new", "policy", "A", "--owner", "ciso", "--folder", "../out"]).exits(2).says("not a name inside");
}

/// On a terminal: the question for the owner is the pause in which somebody
/// else saves the register.
#[cfg(target_os = "linux")]
#[test]
fn a_register_that_changes_before_it_is_written_keeps_the_other_change() {
    use std::io::{Read as _, Write as _};
    use std::process::Stdio;

    let text = "risks:\n  - id: RISK-001\n    title: One\n";
    let project = Project::small(POLICY).with("registers/risks.yaml", text);
    let mut script = project.on_a_terminal("new risk Two --today 2026-11-21");
    script.stdout(Stdio::piped());
    let mut child = script.spawn().expect("`script` of util-linux is installed");
    let mut shown = child.stdout.take().expect("the terminal shows what is said");
    let mut said = Vec::new();
    while !String::from_utf8_lossy(&said).contains("Role that answers for it") {
        let mut byte = [0];
        shown.read_exact(&mut byte).expect("the program asks");
        said.push(byte[0]);
    }
    let other = text.replace("One", "One, put better");
    project.write("registers/risks.yaml", &other);
    let mut answers = child.stdin.take().expect("the terminal takes answers");
    answers.write_all(b"role:ciso\n").expect("answers are taken");
    shown.read_to_end(&mut said).expect("the program ends");
    assert_eq!(child.wait().expect("the program ends").code(), Some(2));
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("roles: ceo, ciso"), "who asks for a role says which there are: {said}");
    assert!(said.contains("`registers/risks.yaml` changed meanwhile; nothing was written"), "{said}");
    assert_eq!(project.read("registers/risks.yaml"), other);
}
