//! A project held open while its texts change on disk and in editors.

use std::collections::BTreeMap;
use std::sync::Arc;

use ismsbook::diag::Diagnostic;
use ismsbook::session::{Effect, Session};
use ismsbook::{check, source};

use super::project::{POLICY, Project, SMALL, TODAY};

const TITLE: &str = "title: Access control policy";

fn titles(session: &Session) -> Vec<&str> {
    let documents = session.project().linked.handbook.documents.iter();
    documents.filter_map(|it| it.front.title.as_ref()).map(|it| it.value.as_str()).collect()
}

pub(super) fn policy(title: &str) -> String {
    let (_, text) = POLICY.split_once('\n').expect("the fixture begins with the name of its file");
    text.replace(TITLE, &format!("title: {title}"))
}

#[test]
fn what_an_editor_holds_wins_over_the_disk_until_it_is_given_back() {
    let project = Project::of(&format!("{SMALL}{POLICY}"));
    let mut session = Session::open(project.root().to_owned()).expect("a project");
    let held = session.hold("policies/access.md", Some(policy("Held").into())).expect("still a project");
    assert_eq!((held, titles(&session)), (Effect::Documents(vec!["policies/access.md".to_owned()]), vec!["Held"]));

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

/// A linear congruential generator (multiplier and increment of Knuth's MMIX).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |it| it % limit.max(1))
    }

    pub(super) fn of<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }
}

const SENTENCES: &[&str] = &[
    "Every account must be reviewed, see A.5.15 and [[POL-008]].",
    "The lead should read [the other one](other.md#scope) and POL-007.",
    "{{ organization }} keeps RISK-001 in mind; [[POL-999]] is not there.",
    "Nothing much, etc.",
    "![A plan](plan.png) and [nowhere](missing.md).",
    "<!-- ismsbook: allow(vague-term, until=2027-01-31, by=role:ciso, reason=\"as quoted\") -->",
    "| Who | What |\n|---|---|\n| CISO | A.8.24 |",
    "<b>Raw</b> and `A.5.1` as code.",
    "It speaks TLS-1, as FAM-002 and OBL-001 have it; see A.99.1.",
];

/// One random edit of a text: words, headings, front matter, or what is no document at all any more.
pub(super) fn edited(chance: &mut Chance, text: &str) -> String {
    let words = chance.of(SENTENCES);
    match chance.below(9) {
        0..=3 => format!("{text}\n{words}\n"),
        4 => {
            let mut lines: Vec<&str> = text.lines().collect();
            let at = lines.len() - 1 - chance.below(3).min(lines.len() - 1);
            lines[at] = words;
            lines.join("\n") + "\n"
        }
        5 => {
            // So many that they are looked up and no longer walked through.
            let parts: Vec<String> = (0..40).map(|it| format!("## Part {it}\n\n")).collect();
            let many = parts.concat() + "## Scope";
            let headings = ["## Scope", "## Scope\n\n## Scope", "### Reach", &many];
            text.replacen("## Scope", chance.of(&headings), 1)
        }
        6 => text.replacen("title: ", chance.of(&["title: New ", "titel: ", "title: "]), 1),
        7 => text.replacen("---\n", chance.of(&["---\n", "\n---\n", "----\n", "Text before.\n---\n"]), 1),
        _ => text.replacen("controls: [A.5.15]", chance.of(&["controls: [A.5.16]", "controls: []"]), 1),
    }
}

/// What the session holds must be what a fresh run makes of the same files, to the last place and finding.
#[track_caller]
pub(super) fn assert_fresh(
    session: &Session,
    project: &Project,
    held: &BTreeMap<String, Arc<str>>,
    history: &[String],
) {
    let fresh = ismsbook::session::Project::holding(project.root().to_owned(), held);
    let fresh = fresh.expect("the files are a project");
    let today = TODAY.parse().expect("a day");
    let findings = |it: &ismsbook::session::Project| it.check(&it.context(today, None, None)).with_silenced();
    let ours = session.project();
    let told = || history.join("\n");
    let show = |it: &ismsbook::session::Project| format!("{:#?}", it.linked.handbook);
    if format!("{:?}", ours.linked.handbook) != format!("{:?}", fresh.linked.handbook) {
        let (ours, fresh) = (show(ours), show(&fresh));
        let line = ours.lines().zip(fresh.lines()).find(|(one, other)| one != other);
        panic!("the handbook differs at {line:?} after\n{}", told());
    }
    assert_eq!(findings(ours), findings(&fresh), "after\n{}", told());
    if let Some((glanced, checked)) = other_than_checked(ours) {
        panic!("a glance finds {glanced:#?} and a check {checked:#?} after\n{}", told());
    }
}

/// What a glance at a document finds, and what a check finds of the same rules, where they differ.
fn other_than_checked(project: &ismsbook::session::Project) -> Option<(Vec<Diagnostic>, Vec<Diagnostic>)> {
    let cx = project.context(TODAY.parse().expect("a day"), None, None);
    let all = project.check(&cx).diagnostics;
    project.linked.handbook.documents.iter().find_map(|document| {
        let of_text = |it: &&Diagnostic| it.file() == document.file && check::is_of_one_text(it.rule.name);
        let (glanced, checked) = (project.glance(&cx, document), all.iter().filter(of_text).cloned().collect());
        (glanced != checked).then_some((glanced, checked))
    })
}

#[test]
fn a_glance_at_a_document_finds_what_a_check_finds_of_its_text() {
    let (mut looked_at, mut found) = (0, 0);
    for rule in check::RULES {
        for fixture in rule.bad.iter().chain(rule.good) {
            let project = Project::of("");
            for (_, text) in source::fixture(fixture).texts.iter() {
                project.write(&text.name, text.content.as_bytes());
            }
            // Some show what is no handbook at all.
            let Ok(opened) = ismsbook::session::Project::of(project.root().to_owned()) else { continue };
            let other = other_than_checked(&opened);
            assert!(other.is_none(), "{}: {other:#?} in\n{fixture}", rule.info.name);
            let cx = opened.context(TODAY.parse().expect("a day"), None, None);
            looked_at += opened.linked.handbook.documents.len();
            found += opened.linked.handbook.documents.iter().flat_map(|it| opened.glance(&cx, it)).count();
        }
    }
    assert!(looked_at > 200 && found > 200, "{found} findings in {looked_at} documents");
}

#[test]
fn after_any_edits_the_session_is_what_a_fresh_run_makes() {
    let other = policy("Other").replace("POL-007", "POL-008");
    for seed in 0..6 {
        let project = Project::of(&format!("{SMALL}{POLICY}//- policies/other.md\n{other}"));
        project.write("policies/README.md", "# All\n\nSee POL-007.\n");
        let mut session = Session::open(project.root().to_owned()).expect("a project");
        let mut chance = Chance(seed);
        let (mut held, mut history, mut words, mut documents) = (BTreeMap::new(), Vec::new(), 0, 0);
        let names = ["policies/access.md", "policies/other.md", "policies/more/third.md"];
        for _ in 0..60 {
            let name = chance.of(&names);
            let text = if project.exists(name) { project.read(name) } else { other.replace("POL-008", "POL-009") };
            let (what, changed) = match chance.below(14) {
                0 => {
                    project.write("registers/risks.yaml", format!("risks:\n  - id: RISK-00{}\n", chance.below(3)));
                    ("a register", vec!["registers/risks.yaml".to_owned()])
                }
                1 => {
                    let settings = project.read("book.toml").replace("Example Ltd", "Sample Ltd");
                    project.write("book.toml", settings);
                    ("the settings", vec!["book.toml".to_owned()])
                }
                2 if project.exists("policies/more/third.md") => {
                    project.remove("policies/more/third.md");
                    ("removed", vec!["policies/more/third.md".to_owned()])
                }
                3 => {
                    project.write("policies/plan.png", [0x89]);
                    ("a picture", vec!["policies/plan.png".to_owned()])
                }
                4 if project.exists("policies/more/third.md") => {
                    let new = format!("policies/more/moved{}.md", chance.below(9));
                    project.write(&new, project.read("policies/more/third.md"));
                    project.remove("policies/more/third.md");
                    ("moved", vec!["policies/more/third.md".to_owned(), new])
                }
                5 => {
                    project.write("policies/README.md", format!("# All\n\n{}\n", chance.of(SENTENCES)));
                    ("an introduction", vec!["policies/README.md".to_owned()])
                }
                6 => {
                    let text: Option<Arc<str>> = (chance.below(2) == 0).then(|| edited(&mut chance, &text).into());
                    match &text {
                        Some(text) => held.insert(name.to_owned(), Arc::clone(text)),
                        None => held.remove(name),
                    };
                    let effect = session.hold(name, text).expect("still a project");
                    history.push(format!("held {name}: {effect:?}"));
                    assert_fresh(&session, &project, &held, &history);
                    continue;
                }
                _ => {
                    project.write(name, edited(&mut chance, &text));
                    ("edited", vec![name.to_owned()])
                }
            };
            let effect = session.refresh(&changed).expect("still a project");
            words += usize::from(matches!(effect, Effect::Words(_)));
            documents += usize::from(matches!(effect, Effect::Documents(_)));
            history.push(format!("{what} {changed:?}: {effect:?}"));
            assert_fresh(&session, &project, &held, &history);
        }
        assert!(words > 5, "only {words} edits of seed {seed} were taken as words alone");
        assert!(documents > 2, "only {documents} edits of seed {seed} were taken as documents alone");
    }
}

/// Registers of several kinds, with entries in one file and in two, with faults, comments and the statement.
const REGISTERS: &str = "\
//- registers/risks.yaml
# What may happen
risks:
  - id: RISK-001
    title: Fire
    scenario: >
      The house
      - burns

    owner: role:ciso
    inherent: {likelihood: 3, impact: 4, score: 12}
    actions:
      - {id: ACT-1, title: Sprinklers, owner: role:ciso, due: 2027-03-31}
  # The worst
  - id: RISK-003
    title: \"Flood: of water\"
    controls: [A.5.15, A.8.24]
    tretment: modify
  - id: RISK-002
    title: Theft
    owner:
//- registers/more.yaml
risks:
  - id: RISK-004
    title: Loss
    treatment: hope
terms:
  - term: Asset
    definition: What is worth something, see RISK-001
  - term: Backup
    definition: A second one
    see: [asset]
acknowledgements:
  - document: POL-007
    counted_on: 2026-11-01
    people: 4
    acknowledged: 3
//- registers/people.yaml
roles:
  - id: ciso
    title: Chief information security officer
  - id: lead
    title: Lead
    held_by: [person:ann]
people:
  - id: ann
    name: Ann Example
//- controls/applicability.yaml
applicability:
  - control: A.8.24
    applicable: true
    reasons: [risk, {risk: [RISK-001]}]
    owner: role:lead
  - control: A.5.15
    applicable: no
";

/// One random edit of a register: of a value, a line, an entry, or what is no register any more.
fn amended(chance: &mut Chance, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = chance.below(lines.len());
    let other = |line: &str, more: &str| format!("{}{more}", line.trim_end());
    match chance.below(16) {
        0..=4 => lines[at] = other(&lines[at], chance.of(&[" more", " # told", "x", " A.5.15", ""])),
        5 => lines[at] = lines[at].replacen("RISK-00", chance.of(&["RISK-01", "RISK-00"]), 1),
        6 => lines[at] = lines[at].replacen(": ", chance.of(&[": \"", ": |", ": [", ": - ", ": &a "]), 1),
        7 => drop(lines.remove(at)),
        8 => {
            lines
                .insert(at, chance.of(&["", "  # A word", "    owner: role:lead", "    colour: red", "\t"]).to_owned());
        }
        9 => lines.insert(at, chance.of(&["  - id: RISK-009", "  - id: RISK-001", "  -", "- id: x", "---"]).to_owned()),
        10 => lines[at] = lines[at].replacen("role:", chance.of(&["role:l", "person:", "role:"]), 1),
        11 => lines[at] = lines[at].replacen("title: ", chance.of(&["titel: ", "title:", "title: Ä"]), 1),
        12 => lines[at] = lines[at].replacen("A.5.15", chance.of(&["A.5.16", "A.9.9", "[A.5.1"]), 1),
        13 => lines.swap(at, chance.below(text.lines().count())),
        14 => return text.replace('\n', chance.of(&["\r\n", "\n", "\n\n"])).replace("\r\r", "\r"),
        _ => lines[at] = lines[at].replacen("2026", chance.of(&["2025", "26"]), 1),
    }
    lines.join("\n") + chance.of(&["\n", "\n", "\n", ""])
}

#[test]
fn after_any_edits_of_registers_the_session_is_what_a_fresh_run_makes() {
    let files = source::fixture(REGISTERS);
    let names: Vec<String> = files.texts.iter().map(|(_, it)| it.name.to_string()).collect();
    let mut alone = 0;
    for seed in 0..8 {
        let project = Project::of(&format!("{SMALL}{POLICY}{REGISTERS}"));
        let mut session = Session::open(project.root().to_owned()).expect("a project");
        let (mut chance, mut history) = (Chance(seed), Vec::new());
        for _ in 0..60 {
            let name = &names[chance.below(names.len())];
            // From time to time all is mended, for most edits of what is broken change nothing.
            let text = match chance.below(5) {
                0 => files.texts.of(files.texts.find(name).expect("a register")).content.to_string(),
                _ => project.read(name),
            };
            let text = amended(&mut chance, &text);
            history.push(format!("{name} became\n{text}"));
            project.write(name, text);
            let effect = session.refresh(std::slice::from_ref(name)).expect("still a project");
            alone += usize::from(matches!(effect, Effect::Registers(_)));
            assert_fresh(&session, &project, &BTreeMap::new(), &history[history.len().saturating_sub(2)..]);
        }
    }
    assert!(alone > 150, "only {alone} edits were read without linking all");
}

#[test]
fn other_words_are_told_from_changes_that_reach_further() {
    let project = Project::of(&format!("{SMALL}{POLICY}"));
    let mut session = Session::open(project.root().to_owned()).expect("a project");
    let name = ["policies/access.md".to_owned()];
    let mut refreshed = |text: String| {
        project.write(&name[0], text);
        session.refresh(&name).expect("still a project")
    };
    let text = policy("Access control policy");
    assert_eq!(refreshed(text.clone()), Effect::Nothing);
    assert_eq!(refreshed(text.replace("every account.", "every key.")), Effect::Words(name.to_vec()));
    assert_eq!(refreshed(text.replace("## Duties", "## Rights")), Effect::Documents(name.to_vec()));
    assert_eq!(refreshed(text.replace("version: \"1.0\"", "version: \"1.1\"")), Effect::Documents(name.to_vec()));
    assert_eq!(refreshed(text.replace("id: POL-007", "id: POL-017")), Effect::Everything);
}

#[cfg(unix)]
#[test]
fn a_document_that_becomes_a_link_is_no_longer_read() {
    let project = Project::of(&format!("{SMALL}{POLICY}"));
    project.write("outside.md", policy("From outside").replace("every account", "a secret"));
    let mut session = Session::open(project.root().to_owned()).expect("a project");
    project.write("policies/other.md", policy("Other").replace("POL-007", "POL-008"));
    project.remove("policies/access.md");
    std::os::unix::fs::symlink(project.path("outside.md"), project.path("policies/access.md")).expect("a link");
    session.refresh(&["policies/access.md".to_owned(), "policies/other.md".to_owned()]).expect("still a project");
    assert_eq!(titles(&session), ["Other"]);
}
