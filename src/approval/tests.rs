//! Attacks and honest mistakes, each as a small project, and what becomes of the document.

mod keys;

use super::{Assurance, Inputs, Judged, State, Trust, judge};
use crate::config::{self, Config};
use crate::link::{Linked, NormalForms, link};
use crate::model::Digest;
use crate::source::{Sources, fixture, fixture_settings};
use crate::text::{Date, FileId};

struct Project {
    config: Config,
    sources: Sources,
    linked: Linked,
}

impl Project {
    fn new(files: &str) -> Self {
        let config = fixture_settings(files).map_or_else(Config::default, |it| config::read(FileId::new(0), &it).0);
        let sources = fixture(files);
        let linked = link(&sources, &config);
        Project { config, sources, linked }
    }

    fn judge_on(&self, today: &str, base: Option<&Project>) -> Judged {
        let base = base.map(|it| Trust {
            handbook: &it.linked.handbook,
            config: &it.config,
            texts: &it.sources.texts,
            history: None,
        });
        let today = Date::parse(today).expect("a day");
        let (handbook, config, sources) = (&self.linked.handbook, &self.config, &self.sources);
        judge(&Inputs { handbook, config, sources, today, base })
    }

    fn digest(&self) -> Digest {
        let forms = NormalForms::new(&self.linked.handbook, &self.sources, &self.config);
        forms.digest(&self.linked.handbook.documents[0])
    }
}

const TODAY: &str = "2026-11-21";
const REGISTERS: &str = "//- registers/roles.yaml\nroles:\n  - {id: ceo, title: Chief executive, held_by: [person:mira]}\n  - {id: ciso, title: CISO, held_by: [person:tomas], deputy: person:mira}\n//- registers/people.yaml\npeople:\n  - {id: mira, name: Mira}\n  - {id: tomas, name: Tomas}\n";

fn document(version: &str, more: &str) -> String {
    format!(
        "//- policies/a.md\n---\nid: POL-007\nversion: \"{version}\"\nstatus: approved\n{more}---\nAccess ends.\n{REGISTERS}"
    )
}

/// A record, and the digest by which the next one names it.
fn record(version: &str, who: (&str, &str), digest: Digest, previous: Option<Digest>, time: &str) -> (String, Digest) {
    let previous = previous.map_or("null".to_owned(), |it| it.to_string());
    let (role, person) = who;
    let text = format!(
        "schema: ismsbook-approval/1\norganisation: Our organization\ndocument: POL-007\nversion: \"{version}\"\ndigest: {digest}\nprevious: {previous}\nmeaning: approve\nperson: person:{person}\nrole: role:{role}\ntime: {time}T09:00:00Z\nreview_by: null\n"
    );
    let digest = Digest::of(text.as_bytes());
    (format!("//- approvals/POL-007/{version}/{role}.yaml\n{text}"), digest)
}

fn approved(version: &str, more: &str) -> String {
    let plain = document(version, more);
    let digest = Project::new(&plain).digest();
    format!("{plain}{}", record(version, ("ceo", "mira"), digest, None, "2026-02-16").0)
}

/// State, assurance, what is missing, and the rules that spoke.
fn told(files: &str, base: Option<&str>) -> (State, Assurance, u32, Vec<&'static str>) {
    let base = base.map(Project::new);
    let project = Project::new(files);
    let judged = project.judge_on(TODAY, base.as_ref());
    let mut rules: Vec<_> = judged.findings.iter().map(|it| it.rule).collect();
    rules.extend(project.linked.findings.iter().map(|it| it.rule).filter(|it| *it == "record-malformed"));
    rules.sort_unstable();
    let standing = &judged.standings[0];
    (standing.state, standing.assurance, standing.missing, rules)
}

#[test]
fn without_records_the_front_matter_counts_as_declared() {
    let files = document("1.0", "approver: role:ceo\napproved_on: 2026-02-16\n");
    assert_eq!(told(&files, None), (State::InForce, Assurance::Declared, 0, vec![]));
    let demanding = format!("//- book.toml\n[[approval]]\nassurance = \"bound\"\n{files}");
    assert_eq!(told(&demanding, None), (State::InReview, Assurance::Declared, 1, vec!["status-not-borne-out"]));
}

#[test]
fn a_record_binds_the_words() {
    let files = approved("1.0", "");
    assert_eq!(told(&files, None), (State::InForce, Assurance::Bound, 0, vec![]));
    let later = approved("1.0", "effective_from: 2027-01-01\n");
    assert_eq!(told(&later, None).0, State::Approved);
    for changed in [
        files.replace("Access ends.", "Access  ends."),
        files.replace("Access ends.", "Access\u{200b} ends."),
        files.replace("status: approved", "status: approved\nnext_review: 2029-01-01"),
    ] {
        let expected = (State::InReview, Assurance::None, 1, vec!["text-differs-from-approval"]);
        assert_eq!(told(&changed, None), expected);
    }
    let with_variable = |value: &str| {
        format!("//- book.toml\n[isms.variables]\nx = \"{value}\"\n{}", document("1.0", "scope: \"{{ x }}\"\n"))
    };
    let digest = Project::new(&with_variable("a")).digest();
    let record = record("1.0", ("ceo", "mira"), digest, None, "2026-02-16").0;
    assert_eq!(told(&format!("{}{record}", with_variable("a")), None).3, [""; 0]);
    assert_eq!(told(&format!("{}{record}", with_variable("b")), None).3, ["text-differs-from-approval"]);
}

#[test]
fn a_status_typed_by_hand_is_not_believed() {
    let files = approved("1.0", "").replace(
        "policies/a.md\n---\nid: POL-007\nversion: \"1.0\"",
        "policies/a.md\n---\nid: POL-007\nversion: \"1.1\"",
    );
    assert_eq!(told(&files, None), (State::InReview, Assurance::None, 1, vec!["status-not-borne-out"]));
    let retired = approved("1.0", "").replace("status: approved", "status: retired");
    assert_eq!(told(&retired, None).3, ["status-not-borne-out"]);
    let modest = approved("1.0", "").replace("status: approved", "status: draft");
    assert_eq!(told(&modest, None), (State::InForce, Assurance::Bound, 0, vec!["status-not-borne-out"]));
}

#[test]
fn one_person_in_two_roles_counts_once() {
    let settings = "//- book.toml\n[[approval]]\nroles = [\"role:ceo\", \"ciso\"]\npeople = 2\n";
    let plain = format!("{settings}{}", document("1.0", ""));
    let digest = Project::new(&plain).digest();
    let (one, first) = record("1.0", ("ceo", "mira"), digest, None, "2026-02-16");
    let same = record("1.0", ("ciso", "mira"), digest, Some(first), "2026-02-17").0;
    let other = record("1.0", ("ciso", "tomas"), digest, Some(first), "2026-02-17").0;
    let incomplete = (State::InReview, Assurance::None, 1, vec!["approval-incomplete"]);
    assert_eq!(told(&format!("{plain}{one}{same}"), None), incomplete);
    assert_eq!(told(&format!("{plain}{one}{other}"), None), (State::InForce, Assurance::Bound, 0, vec![]));
    // Approvals of two texts never add up.
    let stray = record("1.0", ("ciso", "tomas"), Digest::of(b"x"), Some(first), "2026-02-17").0;
    let (state, _, missing, rules) = told(&format!("{plain}{one}{stray}"), None);
    assert_eq!((state, missing), (State::InReview, 1));
    assert_eq!(rules, ["approval-incomplete", "version-reused"]);
}

#[test]
fn an_author_does_not_approve_alone() {
    for author in ["person:mira", "role:ceo"] {
        let files = approved("1.0", &format!("authors: [{author}]\n"));
        assert_eq!(told(&files, None), (State::InReview, Assurance::None, 1, vec!["approval-incomplete"]));
    }
    assert_eq!(told(&approved("1.0", "authors: [role:ciso]\n"), None).0, State::InForce);
}

#[test]
fn copies_and_replays_are_found() {
    let files = approved("1.0", "");
    for copy in [
        files.replace("approvals/POL-007/1.0", "approvals/POL-007/2.0"),
        files.replace("approvals/POL-007/1.0", "approvals/POL-008/1.0"),
        files.replace("1.0/ceo.yaml", "1.0/ciso.yaml"),
        files.replace("1.0/ceo.yaml", "1.0/ceo.withdraw.yaml"),
        format!("//- book.toml\n[isms]\norganization = \"Sister Ltd\"\n{files}"),
    ] {
        assert!(told(&copy, None).3.contains(&"record-of-other-document"), "{copy}");
        assert!(told(&copy, None).1 < Assurance::Bound, "{copy}");
    }
}

#[test]
fn records_outlive_the_name_of_the_organization() {
    let settings = |more: &str| format!("//- book.toml\n[isms]\norganization = \"New Ltd\"\n{more}");
    let old = approved("1.0", "");
    let renamed = format!("{}{old}", settings("formerly = [\"Our organization\"]\n"));
    assert_eq!(told(&renamed, None), (State::InForce, Assurance::Bound, 0, vec![]));
    let other = format!("{}{old}", settings("formerly = [\"Sister Ltd\"]\n"));
    assert!(told(&other, None).3.contains(&"record-of-other-document"));
    // The change that renames it keeps what its base holds, whatever it lists.
    assert_eq!(told(&format!("{}{old}", settings("")), Some(&old)).1, Assurance::Bound);
    // A change cannot call itself the heir of a company whose records it copies.
    let copied = renamed.replace("organisation: Our organization", "organisation: Sister Ltd");
    let claimed = copied.replace("formerly = [\"Our organization\"]", "formerly = [\"Sister Ltd\"]");
    let base = format!("{}{}", settings(""), document("1.0", ""));
    assert_eq!(told(&claimed, None).1, Assurance::Bound);
    assert!(told(&claimed, Some(&base)).3.contains(&"record-of-other-document"));
    // Nor by taking its name.
    let base = document("1.0", "");
    let taken = format!("//- book.toml\n[isms]\norganization = \"Sister Ltd\"\n{copied}")
        .replace(&settings("formerly = [\"Our organization\"]\n"), "");
    assert_eq!(told(&taken, None).1, Assurance::Bound);
    assert!(told(&taken, Some(&base)).3.contains(&"record-of-other-document"));
}

/// Version 1.0 and 2.0 with their records in line.
fn two_versions() -> (String, String, String) {
    let (one, two) = (document("1.0", ""), document("2.0", ""));
    let (first, digest) = record("1.0", ("ceo", "mira"), Project::new(&one).digest(), None, "2026-02-16");
    let (second, _) = record("2.0", ("ceo", "mira"), Project::new(&two).digest(), Some(digest), "2026-06-01");
    (format!("{one}{first}"), format!("{two}{first}{second}"), format!("{one}{first}{second}"))
}

#[test]
fn the_newest_version_counts_until_it_is_withdrawn() {
    let (_, newest, rolled_back) = two_versions();
    assert_eq!(told(&newest, None), (State::InForce, Assurance::Bound, 0, vec![]));
    assert_eq!(told(&rolled_back, None), (State::InReview, Assurance::None, 1, vec!["version-rolled-back"]));
    let second = rolled_back.split("2.0/ceo.yaml\n").nth(1).expect("a second record");
    let withdrawal = second
        .replace("meaning: approve", "meaning: withdraw")
        .replace("2026-06-01", "2026-07-01")
        .lines()
        .map(|line| {
            if line.starts_with("previous") {
                format!("previous: {}\n", Digest::of(second.as_bytes()))
            } else {
                format!("{line}\n")
            }
        })
        .collect::<String>();
    let withdrawal = format!("//- approvals/POL-007/2.0/ceo.withdraw.yaml\n{withdrawal}");
    let back = format!("{rolled_back}{withdrawal}");
    assert_eq!(told(&back, None), (State::InForce, Assurance::Bound, 0, vec![]));
    let still = format!("{newest}{withdrawal}");
    assert_eq!(told(&still, None), (State::InReview, Assurance::None, 1, vec!["status-not-borne-out"]));
}

#[test]
fn a_gap_or_a_fork_in_the_line_is_found() {
    let (_, newest, _) = two_versions();
    let (head, rest) = newest.split_once("//- approvals/POL-007/1.0/ceo.yaml\n").expect("a first record");
    let second = rest.split_once("//- ").expect("a second record").1;
    let gap = format!("{head}//- {second}");
    assert_eq!(
        told(&gap, None),
        (State::InReview, Assurance::None, 1, vec!["record-chain-broken", "status-not-borne-out"])
    );
    let digest = Project::new(&document("2.0", "")).digest();
    let fork = format!("{head}//- approvals/POL-007/1.0/ceo.yaml\n{}", rest.split_once("//- ").expect("two").0)
        + &record("2.0", ("ceo", "mira"), digest, None, "2026-06-01").0;
    assert_eq!(told(&fork, None).3, ["record-chain-broken", "status-not-borne-out"]);
}

#[test]
fn times_that_cannot_be_are_found() {
    let plain = document("2.0", "");
    let digest = Project::new(&plain).digest();
    let (first, previous) = record("1.0", ("ceo", "mira"), Digest::of(b"x"), None, "2026-02-16");
    let backdated = record("2.0", ("ceo", "mira"), digest, Some(previous), "2026-02-15").0;
    let future = record("2.0", ("ceo", "mira"), digest, Some(previous), "2026-11-23").0;
    for second in [backdated, future] {
        let (state, _, _, rules) = told(&format!("{plain}{first}{second}"), None);
        assert_eq!((state, rules), (State::InReview, vec!["record-time-implausible", "status-not-borne-out"]));
    }
    // The day in UTC may be one ahead of ours.
    let tomorrow = record("2.0", ("ceo", "mira"), digest, Some(previous), "2026-11-22").0;
    assert_eq!(told(&format!("{plain}{first}{tomorrow}"), None).0, State::InForce);
}

#[test]
fn a_change_cannot_grant_itself_the_right_to_approve() {
    let settings = "//- book.toml\n[[approval]]\nroles = [\"role:ceo\"]\n";
    let base = format!("{settings}{}", document("1.0", ""));
    let digest = Project::new(&base).digest();
    let record = record("1.0", ("ceo", "eve"), digest, None, "2026-02-16").0;
    let granted = base.replace("held_by: [person:mira]", "held_by: [person:eve]") + &record;
    assert_eq!(told(&granted, None).0, State::InForce);
    let expected = (State::InReview, Assurance::None, 1, vec!["approver-without-role", "status-not-borne-out"]);
    assert_eq!(told(&granted, Some(&base)), expected);
    let opened = base.replace("role:ceo\"]", "role:ciso\"]");
    let digest = Project::new(&opened).digest();
    let other = self::record("1.0", ("ciso", "tomas"), digest, None, "2026-02-16").0;
    assert_eq!(told(&format!("{opened}{other}"), None).0, State::InForce);
    assert_eq!(told(&format!("{opened}{other}"), Some(&base)).0, State::InReview);
    // What the base held already was judged when it came in.
    assert_eq!(told(&granted.replace("[person:eve]", "[person:mira]"), Some(&granted)).0, State::InForce);
}

#[test]
fn a_change_cannot_choose_the_rule_that_it_is_judged_by() {
    let rules = "//- book.toml\n[[approval]]\ntypes = [\"policy\"]\nroles = [\"ceo\"]\n[[approval]]\ntypes = [\"guideline\"]\nroles = [\"ciso\"]\n";
    let of_type = |kind: &str| format!("{rules}{}", document("1.0", &format!("type: {kind}\n")));
    let digest = Project::new(&of_type("guideline")).digest();
    let record = record("1.0", ("ciso", "tomas"), digest, None, "2026-02-16").0;
    let softened = format!("{}{record}", of_type("guideline"));
    assert_eq!(told(&softened, None).0, State::InForce);
    let expected = (State::InReview, Assurance::None, 1, vec!["approver-without-role", "status-not-borne-out"]);
    assert_eq!(told(&softened, Some(&of_type("policy"))), expected);
    assert_eq!(told(&softened, Some(&of_type("guideline"))).0, State::InForce);
}

#[test]
fn a_record_that_is_gone_or_changed_is_found_against_the_base() {
    let base = approved("1.0", "");
    let gone = document("1.0", "approver: role:ceo\napproved_on: 2026-02-16\n");
    assert_eq!(told(&gone, Some(&base)).3, ["record-deleted"]);
    let changed = base.replace("T09:00:00Z", "T08:00:00Z");
    assert_eq!(told(&changed, Some(&base)).3, ["record-deleted"]);
    assert_eq!(told(&base, Some(&base)).3, [""; 0]);
}

#[test]
fn a_record_that_cannot_be_read_never_leaves_the_front_matter_believed() {
    let declared = approved("1.0", "")
        .replace("version: \"1.0\"\nstatus", "version: \"1.0\"\napprover: role:ceo\napproved_on: 2026-02-16\nstatus");
    let broken = declared.replace("review_by: null\n", "review_by: null\nnote: x\n");
    let (state, assurance, missing, rules) = told(&broken, None);
    assert_eq!((state, assurance, missing), (State::InReview, Assurance::None, 1));
    assert_eq!(rules, ["record-malformed", "status-not-borne-out"]);
}

#[test]
fn a_successor_in_force_supersedes() {
    let old = approved("1.0", "");
    let successor = "//- policies/b.md\n---\nid: POL-020\nstatus: approved\nsupersedes: [POL-007]\neffective_from: 2026-12-01\n---\n";
    assert_eq!(told(&format!("{old}{successor}"), None).0, State::InForce);
    let in_force = successor.replace("2026-12-01", "2026-11-01");
    assert_eq!(told(&format!("{old}{in_force}"), None).0, State::Superseded);
    // The pointer of the old document alone takes nothing out of force.
    let pointing = old.replace("status: approved", "status: approved\nsuperseded_by: POL-020");
    let alone = in_force.replace("supersedes: [POL-007]\n", "");
    assert_eq!(told(&format!("{pointing}{alone}"), None).0, State::InForce);
}

#[test]
fn the_earliest_promise_of_a_review_counts() {
    let files = approved("1.0", "").replace("review_by: null", "review_by: 2026-10-01");
    let judged = Project::new(&files).judge_on(TODAY, None);
    assert!(judged.standings[0].flags.is_review_overdue);
    assert_eq!(judged.standings[0].review, super::Review::Overdue(51));
}

/// What a first version with these fields is told when its one record is of 16 February at nine.
fn told_of_effect(more: &str) -> Vec<&'static str> {
    told(&approved("1.0", more), None).3
}

#[test]
fn a_version_takes_effect_with_its_last_approval_at_the_earliest() {
    let early = vec!["effective-before-approval"];
    assert_eq!(told_of_effect("effective_from: 2026-02-14\n"), early);
    // At nine in UTC it is still the day before in the last of time zones.
    assert_eq!(told_of_effect("effective_from: 2026-02-15\n"), [""; 0]);
    assert_eq!(told_of_effect("effective_from: 2020-01-01\napproved_on: 2019-12-01\n"), [""; 0]);
    assert_eq!(told_of_effect("effective_from: 2020-01-01\napproved_on: 2020-02-01\n"), early);
    let settings = "//- book.toml\n[[approval]]\nroles = [\"role:ceo\", \"ciso\"]\npeople = 2\n";
    let plain = format!("{settings}{}", document("1.0", "effective_from: 2026-02-16\n"));
    let digest = Project::new(&plain).digest();
    let (one, first) = record("1.0", ("ceo", "mira"), digest, None, "2026-02-16");
    let with_second = |day: &str| {
        let files = format!("{plain}{one}{}", record("1.0", ("ciso", "tomas"), digest, Some(first), day).0);
        let judged = Project::new(&files).judge_on(TODAY, None);
        (
            judged.findings.iter().map(|it| it.rule).collect::<Vec<_>>(),
            judged.standings[0].since.map(|it| it.to_string()),
        )
    };
    assert_eq!(with_second("2026-02-16"), (vec![], Some("2026-02-16".to_owned())));
    assert_eq!(with_second("2026-02-20"), (early.clone(), Some("2026-02-20".to_owned())));
    // One is enough: what comes after changes neither the day nor the verdict.
    let one_is_enough =
        format!("{plain}{one}{}", record("1.0", ("ciso", "tomas"), digest, Some(first), "2026-02-20").0);
    let judged = Project::new(&one_is_enough.replace("people = 2\n", "people = 1\n")).judge_on(TODAY, None);
    assert_eq!(judged.standings[0].since.map(|it| it.to_string()).as_deref(), Some("2026-02-16"));
    assert!(judged.findings.is_empty(), "{:#?}", judged.findings);
}

#[test]
fn a_review_keeps_the_day_of_the_version_before() {
    let with = |kind: &str| {
        let more = "effective_from: 2026-02-16\n";
        let (one, two) = (
            document("1.0", more),
            document("1.1", &format!("{more}history:\n  - {{version: \"1.1\", kind: {kind}}}\n")),
        );
        let (first, digest) = record("1.0", ("ceo", "mira"), Project::new(&one).digest(), None, "2026-02-16");
        let second = record("1.1", ("ceo", "mira"), Project::new(&two).digest(), Some(digest), "2026-11-02").0;
        told(&format!("{two}{first}{second}"), None).3
    };
    assert_eq!((with("review"), with("editorial")), (vec![], vec![]));
    assert_eq!((with("minor"), with("major")), (vec!["effective-before-approval"], vec!["effective-before-approval"]));
}
