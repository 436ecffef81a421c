//! Where every document stands: who must still approve, what is due, what a change voids; as text, JSON or Markdown.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use super::counted;
use super::markdown::inline;
use crate::approval::{Accepted, Assurance, Given, Review, Standing, State};
use crate::text::Date;

/// Where one document stands.
#[derive(Debug, Clone, Copy)]
pub struct Line<'s> {
    /// Its id, else its file's name.
    pub name: &'s str,
    pub title: &'s str,
    /// Below the root.
    pub file: &'s str,
    pub version: Option<&'s str>,
    pub standing: &'s Standing,
    /// Whether it was approved by records before the change and is no longer.
    pub is_voided: bool,
}

/// How the acceptance of one risk is proved.
#[derive(Debug, Clone, Copy)]
pub struct RiskLine<'s> {
    pub name: &'s str,
    pub title: &'s str,
    pub accepted: &'s Accepted,
}

/// What the status is made from.
#[derive(Debug, Clone)]
pub struct Status<'s> {
    /// In the order of ids.
    pub lines: Vec<Line<'s>>,
    /// Documents that records approved before the change and that are gone, as they were.
    pub gone: Vec<Line<'s>>,
    /// The risks that declare an acceptance, in the order of the register.
    pub risks: Vec<RiskLine<'s>>,
    pub today: Date,
    /// Reviews within so many days are shown.
    pub due: u32,
    /// The revision that the change is held against.
    pub base: Option<&'s str>,
    /// What the change does to the right to approve, a line each.
    pub pending: Vec<String>,
    /// What is to be decided first, in the order in which it is best done.
    pub decisions: Vec<Decision<'s>>,
}

/// Things of one kind that are to be decided.
#[derive(Debug, Clone)]
pub struct Decision<'s> {
    /// How many of what.
    pub words: String,
    pub open: Vec<Open<'s>>,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Open<'s> {
    pub name: &'s str,
    pub title: String,
    /// Below the root.
    pub file: &'s str,
    /// Counted from 1.
    pub line: usize,
}

/// So many of a kind are shown to people; programs get all.
const SHOWN: usize = 10;

/// So many are named in one line.
const NAMED: usize = 5;

impl Decision<'_> {
    /// In one line, with the first names.
    fn in_one_line(&self) -> String {
        let names: Vec<&str> = self.open.iter().take(NAMED).map(|it| it.name).collect();
        let more = match self.open.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}: {}{more}", self.words, names.join(", "))
    }

    fn shown(&self) -> impl Iterator<Item = &Open<'_>> {
        self.open.iter().take(SHOWN)
    }

    /// Where the rest is, when not all are shown.
    fn more(&self) -> Option<String> {
        let rest = self.open.get(SHOWN..).filter(|it| !it.is_empty())?;
        let files: BTreeSet<&str> = rest.iter().map(|it| it.file).collect();
        let place = match files.iter().collect::<Vec<_>>().as_slice() {
            [file] => format!("`{file}`"),
            files => format!("{} files", files.len()),
        };
        Some(format!("and {} more in {place}: `--format json` lists all", rest.len()))
    }
}

impl Open<'_> {
    /// Its name and what it is called.
    fn words(&self) -> String {
        if self.title == self.name { self.name.to_owned() } else { format!("{}  {}", self.name, self.title) }
    }
}

impl<'s> Status<'s> {
    /// Documents of which somebody must still approve the words, drafts left out.
    pub fn missing(&self) -> impl Iterator<Item = &Line<'s>> {
        self.lines.iter().filter(|it| it.standing.missing > 0 && it.standing.state == State::InReview)
    }

    /// Documents whose words are not those that were approved under their version.
    pub fn stale(&self) -> impl Iterator<Item = &Line<'s>> {
        self.lines.iter().filter(|it| it.standing.flags.is_changed)
    }

    /// Risks that are not as they were when they were accepted.
    pub fn stale_risks(&self) -> impl Iterator<Item = &RiskLine<'s>> {
        self.risks.iter().filter(|it| it.accepted.is_changed)
    }

    pub fn overdue(&self) -> impl Iterator<Item = &Line<'s>> {
        self.lines.iter().filter(|it| it.standing.flags.is_review_overdue)
    }

    /// Documents that count as approved without a signature.
    pub fn unsigned(&self) -> impl Iterator<Item = &Line<'s>> {
        self.lines.iter().filter(|it| {
            matches!(it.standing.state, State::Approved | State::InForce) && it.standing.assurance < Assurance::Signed
        })
    }

    fn voided(&self) -> impl Iterator<Item = &Line<'s>> {
        self.lines.iter().filter(|it| it.is_voided)
    }

    /// Overdue ones first, then by day.
    fn due(&self) -> Vec<&Line<'s>> {
        let within = i32::try_from(self.due).unwrap_or(i32::MAX);
        let mut lines: Vec<_> = self.lines.iter().filter(|it| it.standing.review.is_due_within(within)).collect();
        lines.sort_by_key(|it| it.standing.review_due);
        lines
    }

    fn verdict(&self) -> String {
        let count = |state| self.lines.iter().filter(|it| it.standing.state == state).count();
        let states = State::ALL.into_iter().map(|state| (count(state), state)).filter(|(count, _)| *count > 0);
        let states: Vec<String> = states.map(|(count, state)| format!("{count} {}", state.words())).collect();
        let tail = if states.is_empty() { String::new() } else { format!(": {}", states.join("; ")) };
        format!("{} on {}{tail}", counted(self.lines.len(), "document"), self.today)
    }

    /// How well the documents that count as approved are proved.
    fn proof(&self) -> String {
        let approved = self.lines.iter().filter(|it| matches!(it.standing.state, State::Approved | State::InForce));
        let mut counts: BTreeMap<Assurance, usize> = BTreeMap::new();
        for line in approved {
            *counts.entry(line.standing.assurance).or_default() += 1;
        }
        let words: Vec<String> = counts.iter().rev().map(|(it, count)| format!("{count} {}", it.name())).collect();
        if words.is_empty() {
            "nothing is approved".to_owned()
        } else {
            format!("proof of approval: {}", words.join("; "))
        }
    }

    /// Approvals that count, by person.
    fn by_person(&self) -> BTreeMap<&str, usize> {
        let mut people = BTreeMap::new();
        for given in self.lines.iter().flat_map(|it| &it.standing.approvals) {
            *people.entry(given.person.as_str()).or_default() += 1;
        }
        people
    }

    /// The lists with their headings, in the order of what presses most.
    fn lists(&self) -> [(&'static str, Vec<(&Line<'s>, String)>); 4] {
        let voided = self.voided().map(|it| (it, changed(it)));
        let gone = self.gone.iter().map(|it| (it, "the document is gone".to_owned()));
        [
            ("Approvals that this change voids", voided.chain(gone).collect()),
            ("Changed since approval", self.stale().map(|it| (it, changed(it))).collect()),
            ("To be approved", self.missing().map(|it| (it, wanted(it.standing))).collect()),
            ("Reviews", self.due().into_iter().map(|it| (it, review(it.standing))).collect()),
        ]
    }
}

fn changed(line: &Line<'_>) -> String {
    match &line.standing.approved_version {
        Some(version) => format!("version {version} was approved with other words"),
        None => "nothing approves these words".to_owned(),
    }
}

/// Who must still approve, and who has.
pub(super) fn wanted(standing: &Standing) -> String {
    let people = match standing.missing {
        1 => "1 person".to_owned(),
        more => format!("{more} people"),
    };
    let roles = standing.requirement.roles.join(", ");
    let roles = if roles.is_empty() { String::new() } else { format!(" ({roles})") };
    let so_far: Vec<String> = standing.approvals.iter().map(|it| format!("{} as {}", it.person, it.role)).collect();
    let so_far = if so_far.is_empty() { String::new() } else { format!("; so far: {}", so_far.join(", ")) };
    let how = if standing.requirement.least == Assurance::Signed { ", signed" } else { "" };
    format!("{people}{roles}{how}{so_far}")
}

/// When the next review is due.
pub(super) fn review(standing: &Standing) -> String {
    let day = standing.review_due.map(|it| it.to_string()).unwrap_or_default();
    match standing.review {
        Review::Overdue(days) => format!("overdue since {day}, {}", counted(days.unsigned_abs() as usize, "day")),
        Review::In(0) => "due today".to_owned(),
        Review::In(days) => format!("due on {day}, in {}", counted(days.unsigned_abs() as usize, "day")),
        Review::None => String::new(),
    }
}

/// For people: a line of figures, then what is to be done.
pub fn text(status: &Status<'_>) -> String {
    let mut out = format!("{}\n{}\n", status.verdict(), status.proof());
    if !status.decisions.is_empty() {
        out.push_str("\nTo be decided first\n");
    }
    for decision in &status.decisions {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {}", plain(&decision.words));
        for open in decision.shown() {
            let _ = writeln!(out, "    {}:{}: {}", plain(open.file), open.line, plain(&open.words()));
        }
        if let Some(more) = decision.more() {
            let _ = writeln!(out, "    {}", plain(&more));
        }
    }
    let width = status.lines.iter().map(|it| it.name.chars().count()).max().unwrap_or(0);
    for (heading, lines) in status.lists() {
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{heading}");
        for (line, words) in lines {
            let version = line.version.unwrap_or("-");
            let _ = writeln!(out, "  {:width$}  {version}  {}: {words}", plain(line.name), plain(line.title));
        }
    }
    for (index, risk) in status.stale_risks().enumerate() {
        let heading = if index == 0 { format!("\n{STALE_RISKS}\n") } else { String::new() };
        let _ = writeln!(out, "{heading}  {:width$}  {}", plain(risk.name), plain(risk.title));
    }
    if !status.pending.is_empty() {
        let _ = writeln!(out, "\n{AFTER_MERGE}");
        for line in &status.pending {
            let _ = writeln!(out, "  {}", plain(line));
        }
    }
    let people = status.by_person();
    if !people.is_empty() {
        let people: Vec<String> = people.iter().map(|(name, count)| format!("{} {count}", plain(name))).collect();
        let _ = writeln!(out, "\nApprovals by person: {}", people.join(", "));
    }
    out
}

const STALE_RISKS: &str = "Risks that are not as they were when they were accepted";
const AFTER_MERGE: &str = "Takes effect after the merge";

/// Words of the handbook must not move the cursor or turn the text.
fn plain(words: &str) -> String {
    super::wording::plain(words)
}

/// For a job's page or a comment; the same input gives the same bytes.
pub fn markdown(status: &Status<'_>) -> String {
    let mut out = format!("<!-- ismsbook: status -->\n\n**{}.**\n{}.\n", status.verdict(), status.proof());
    if !status.decisions.is_empty() {
        out.push_str("\n### To be decided first\n\n");
    }
    for decision in &status.decisions {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "- {}", inline(&decision.words));
        for open in decision.shown() {
            let _ = writeln!(out, "  - {}:{}: {}", inline(open.file), open.line, inline(&open.words()));
        }
        if let Some(more) = decision.more() {
            let _ = writeln!(out, "  - {more}");
        }
    }
    for (heading, lines) in status.lists() {
        if lines.is_empty() {
            continue;
        }
        let _ = write!(out, "\n### {heading}\n\n| Document | Version | Title | |\n| --- | --- | --- | --- |\n");
        for (line, words) in lines {
            let cell = |words: &str| inline(words).replace('|', "\\|");
            let (name, version) = (cell(line.name), cell(line.version.unwrap_or("–")));
            let _ = writeln!(out, "| {name} | {version} | {} | {} |", cell(line.title), cell(&words));
        }
    }
    for (index, risk) in status.stale_risks().enumerate() {
        let cell = |words: &str| inline(words).replace('|', "\\|");
        let heading = format!("\n### {STALE_RISKS}\n\n| Risk | Title |\n| --- | --- |\n");
        let heading = if index == 0 { heading.as_str() } else { "" };
        let _ = writeln!(out, "{heading}| {} | {} |", cell(risk.name), cell(risk.title));
    }
    if !status.pending.is_empty() {
        let _ = write!(out, "\n### {AFTER_MERGE}\n\n");
        for line in &status.pending {
            let _ = writeln!(out, "- {}", inline(line));
        }
    }
    out
}

#[derive(Serialize)]
struct WireStatus<'s> {
    schema: &'static str,
    today: String,
    base: Option<&'s str>,
    to_decide: Vec<String>,
    decisions: Vec<WireDecision<'s>>,
    documents: Vec<WireLine<'s>>,
    gone: Vec<WireGone<'s>>,
    risks: Vec<WireRisk<'s>>,
    approvals_by_person: BTreeMap<&'s str, usize>,
    after_merge: &'s [String],
}

#[derive(Serialize)]
struct WireDecision<'s> {
    what: &'s str,
    open: Vec<WireOpen<'s>>,
}

#[derive(Serialize)]
struct WireOpen<'s> {
    id: &'s str,
    title: &'s str,
    file: &'s str,
    line: usize,
}

#[derive(Serialize)]
struct WireLine<'s> {
    id: &'s str,
    title: &'s str,
    file: &'s str,
    version: Option<&'s str>,
    state: &'static str,
    since: Option<String>,
    assurance: &'static str,
    changed_since_approval: bool,
    approval_incomplete: bool,
    voided_by_change: bool,
    approved_version: Option<&'s str>,
    digest: Option<String>,
    approvals: Vec<WireGiven<'s>>,
    missing: u32,
    may_approve: &'s [String],
    least_assurance: &'static str,
    review_due: Option<String>,
    review_overdue: bool,
}

#[derive(Serialize)]
struct WireGone<'s> {
    id: &'s str,
    title: &'s str,
    version: Option<&'s str>,
}

#[derive(Serialize)]
struct WireRisk<'s> {
    id: &'s str,
    title: &'s str,
    assurance: &'static str,
    changed_since_acceptance: bool,
    approvals: Vec<WireGiven<'s>>,
}

#[derive(Serialize)]
struct WireGiven<'s> {
    person: &'s str,
    role: &'s str,
    time: String,
    signed: bool,
    new: bool,
}

/// For programs; `docs/approvals.md` describes it.
pub fn json(status: &Status<'_>) -> String {
    let wire = WireStatus {
        schema: "ismsbook-status/1",
        today: status.today.to_string(),
        base: status.base,
        to_decide: status.decisions.iter().map(Decision::in_one_line).collect(),
        decisions: status.decisions.iter().map(wire_decision).collect(),
        documents: status.lines.iter().map(wire_line).collect(),
        gone: status.gone.iter().map(|it| WireGone { id: it.name, title: it.title, version: it.version }).collect(),
        risks: status.risks.iter().map(wire_risk).collect(),
        approvals_by_person: status.by_person(),
        after_merge: &status.pending,
    };
    // Texts and numbers always have a form in JSON.
    serde_json::to_string_pretty(&wire).unwrap_or_default() + "\n"
}

fn wire_decision<'s>(decision: &'s Decision<'s>) -> WireDecision<'s> {
    let wire = |it: &'s Open<'s>| WireOpen { id: it.name, title: &it.title, file: it.file, line: it.line };
    WireDecision { what: &decision.words, open: decision.open.iter().map(wire).collect() }
}

fn wire_line<'s>(line: &Line<'s>) -> WireLine<'s> {
    let standing = line.standing;
    WireLine {
        id: line.name,
        title: line.title,
        file: line.file,
        version: line.version,
        state: standing.state.name(),
        since: standing.since.map(|it| it.to_string()),
        assurance: standing.assurance.name(),
        changed_since_approval: standing.flags.is_changed,
        approval_incomplete: standing.flags.is_incomplete,
        voided_by_change: line.is_voided,
        approved_version: standing.approved_version.as_deref(),
        digest: standing.digest.map(|it| it.to_string()),
        approvals: standing.approvals.iter().map(wire_given).collect(),
        missing: standing.missing,
        may_approve: &standing.requirement.roles,
        least_assurance: standing.requirement.least.name(),
        review_due: standing.review_due.map(|it| it.to_string()),
        review_overdue: standing.flags.is_review_overdue,
    }
}

fn wire_risk<'s>(risk: &RiskLine<'s>) -> WireRisk<'s> {
    WireRisk {
        id: risk.name,
        title: risk.title,
        assurance: risk.accepted.assurance.name(),
        changed_since_acceptance: risk.accepted.is_changed,
        approvals: risk.accepted.approvals.iter().map(wire_given).collect(),
    }
}

fn wire_given(given: &Given) -> WireGiven<'_> {
    WireGiven {
        person: &given.person,
        role: &given.role,
        time: given.time.to_string(),
        signed: given.is_signed,
        new: given.is_new,
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Line, Open, RiskLine, Status, json, markdown, text};
    use crate::approval::{Accepted, Assurance, Flags, Given, Requirement, Review, Standing, State};
    use crate::text::{Date, Moment};

    fn standing() -> Standing {
        Standing {
            state: State::InReview,
            since: None,
            assurance: Assurance::None,
            flags: Flags { is_changed: true, is_incomplete: true, is_review_overdue: true },
            review_due: Date::parse("2026-11-09"),
            review: Review::Overdue(12),
            digest: None,
            approvals: vec![Given {
                person: "tomas".to_owned(),
                role: "ciso".to_owned(),
                time: Moment::parse("2026-02-16T09:30:00Z").expect("a moment"),
                is_signed: true,
                is_new: false,
            }],
            approved_version: Some("1.0".to_owned()),
            requirement: Requirement { roles: vec!["ceo".to_owned()], people: 2, least: Assurance::Signed },
            missing: 1,
        }
    }

    fn status(standing: &Standing) -> Status<'_> {
        let (name, title, file) = ("POL-007", "Access | \u{202e}<b>", "policies/a.md");
        let line = Line { name, title, file, version: Some("1.1"), standing, is_voided: false };
        let today = Date::parse("2026-11-21").expect("a day");
        Status {
            lines: vec![line],
            today,
            due: 30,
            gone: Vec::new(),
            risks: Vec::new(),
            base: None,
            pending: Vec::new(),
            decisions: vec![Decision {
                words: "12 roles held by nobody".to_owned(),
                open: (1..=12)
                    .map(|line| Open { name: "ceo", title: "Head | all".to_owned(), file: "registers/a.yaml", line })
                    .collect(),
            }],
        }
    }

    #[test]
    fn the_text_says_who_must_do_what() {
        let standing = standing();
        let out = text(&status(&standing));
        let head = "1 document on 2026-11-21: 1 in review\nnothing is approved\n\nTo be decided first\n  12 roles held by nobody\n    \
                    registers/a.yaml:1: ceo  Head | all\n    registers/a.yaml:2: ";
        assert!(out.starts_with(head), "{out}");
        let more = "\n    and 2 more in `registers/a.yaml`: `--format json` lists all\n\nChanged since approval\n";
        assert!(out.contains(more) && !out.contains("a.yaml:11:"), "{out}");
        assert!(out.contains(": 1 person (ceo), signed; so far: tomas as ciso\n"), "{out}");
        assert!(out.contains(": overdue since 2026-11-09, 12 days\n"), "{out}");
        assert!(out.ends_with("Approvals by person: tomas 1\n"), "{out}");
        assert!(!out.contains('\u{202e}'));
    }

    #[test]
    fn words_of_the_handbook_stay_in_their_cell() {
        let standing = standing();
        let out = markdown(&status(&standing));
        assert!(out.contains("| POL-007 | 1.1 | Access `\\|` "), "{out}");
        assert!(out.contains("\n- 12 roles held by nobody\n  - registers/a.yaml:1: ceo"), "{out}");
        assert!(out.lines().filter(|it| it.starts_with("| POL")).all(|it| it.matches(" | ").count() == 3), "{out}");
    }

    #[test]
    fn a_risk_that_changed_since_it_was_accepted_is_told_everywhere() {
        let standing = standing();
        let stale = Accepted { assurance: Assurance::None, is_changed: true, approvals: Vec::new() };
        let fine = Accepted { assurance: Assurance::Bound, is_changed: false, approvals: Vec::new() };
        let risk = |name, accepted| RiskLine { name, title: "Stolen | laptop", accepted };
        let status = Status { risks: vec![risk("RISK-004", &stale), risk("RISK-005", &fine)], ..status(&standing) };
        let (words, table) = (text(&status), markdown(&status));
        assert!(words.contains("when they were accepted\n  RISK-004  Stolen | laptop\n"), "{words}");
        assert!(table.contains("| RISK-004 | Stolen `\\|` laptop |\n") && !table.contains("RISK-005"), "{table}");
        let read: serde_json::Value = serde_json::from_str(&json(&status)).expect("JSON");
        let told = |index: usize| read["risks"][index]["changed_since_acceptance"].as_bool();
        assert_eq!((told(0), told(1)), (Some(true), Some(false)));
    }

    #[test]
    fn the_json_holds_every_fact() {
        let standing = standing();
        let read: serde_json::Value = serde_json::from_str(&json(&status(&standing))).expect("JSON");
        let document = &read["documents"][0];
        assert_eq!((&read["schema"], &document["state"]), (&"ismsbook-status/1".into(), &"in-review".into()));
        let last = &read["decisions"][0]["open"][11];
        assert_eq!(
            (&last["id"], &last["file"], &last["line"]),
            (&"ceo".into(), &"registers/a.yaml".into(), &12.into())
        );
        assert_eq!(read["to_decide"][0], "12 roles held by nobody: ceo, ceo, ceo, ceo, ceo and 7 more");
        assert_eq!((&document["missing"], &document["approvals"][0]["signed"]), (&1.into(), &true.into()));
    }
}
