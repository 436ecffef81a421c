//! A project held open while its texts change on disk and in editors.

use ismsbook::session::{Effect, Session};

use super::project::{POLICY, Project, SMALL};

const TITLE: &str = "title: Access control policy";

fn titles(session: &Session) -> Vec<&str> {
    let documents = session.project().linked.handbook.documents.iter();
    documents.filter_map(|it| it.front.title.as_ref()).map(|it| it.value.as_str()).collect()
}

fn policy(title: &str) -> String {
    let (_, text) = POLICY.split_once('\n').expect("the fixture begins with the name of its file");
    text.replace(TITLE, &format!("title: {title}"))
}

#[test]
fn what_an_editor_holds_wins_over_the_disk_until_it_is_given_back() {
    let project = Project::of(&format!("{SMALL}{POLICY}"));
    let mut session = Session::open(project.root().to_owned()).expect("a project");
    let held = session.hold("policies/access.md", Some(policy("Held").into())).expect("still a project");
    assert_eq!((held, titles(&session)), (Effect::Everything, vec!["Held"]));

    project.write("policies/access.md", policy("Saved"));
    session.refresh(&["policies/access.md".to_owned()]).expect("still a project");
    assert_eq!(titles(&session), ["Held"]);

    session.hold("policies/access.md", None).expect("still a project");
    assert_eq!(titles(&session), ["Saved"]);
    assert_eq!(session.hold("policies/access.md", None).expect("still a project"), Effect::Nothing);
}

#[test]
fn a_text_that_was_never_saved_is_a_document_already() {
    let project = Project::of(&format!("{SMALL}{POLICY}"));
    let mut session = Session::open(project.root().to_owned()).expect("a project");
    let other = policy("Another").replace("POL-007", "POL-008");
    session.hold("policies/another.md", Some(other.into())).expect("still a project");
    session.hold("notes/elsewhere.md", Some("# Not ours".into())).expect("still a project");
    assert_eq!(titles(&session), ["Access control policy", "Another"]);
}

#[test]
fn a_project_that_cannot_be_read_any_more_stays_as_it_was() {
    let project = Project::of(&format!("{SMALL}{POLICY}"));
    let mut session = Session::open(project.root().to_owned()).expect("a project");
    let settings = "[book]\nsrc = \"elsewhere\"\n";
    let error = session.hold("book.toml", Some(settings.into())).expect_err("no such folder");
    assert!(error.to_string().contains("elsewhere"), "{error}");
    assert_eq!(titles(&session), ["Access control policy"]);
}
