//! Handbooks of any size, written to a folder: the same bytes for the same size, and no two documents alike.
//!
//! Documents have 500 to 3,000 words with headings, links, tables and lists; there is a risk for every two documents,
//! and every other register that a handbook has.
#![expect(clippy::disallowed_methods, reason = "a generated handbook is written to disk")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

/// Documents of one folder.
const SECTION: usize = 40;

const WORDS: &str = "access account action agreement alarm analysis answer asset audit backup badge baseline batch boundary \
    branch breach budget building bundle calendar camera case centre certificate change channel check clause client cloud \
    code colleague command committee company condition contact content contract control copy council customer cycle damage \
    database deadline decision default delivery department design desk detail device director disk door draft duty email \
    emergency employee engineer entry equipment error escalation estimate event evidence example exception exercise expert \
    export failure fault feature file firewall floor folder form framework function gateway goal group guard guest guide \
    handover hardware history holder hour house identity impact import incident industry information inquiry inspection \
    instance interface interview inventory invoice issue journal key laboratory laptop law leader lesson letter level licence \
    limit list location lock log machine mail maintenance manager manual margin measure media meeting member message method \
    minute mirror mobile model module month network night note notice number object office officer operation option order \
    organisation outage output owner package page panel paper partner password patch path payment people period permission \
    person phone place plan platform point policy portal position post power practice printer privacy probe procedure process \
    product profile programme project proof property protocol provider purchase purpose quarter query question queue rack \
    reader reason receipt record recovery region register release remedy replica report request reserve result retention \
    review right risk role room rota route rule sample schedule scope screen script secret section sector security seminar \
    server service session setting shift signal site software source space staff stage standard state station step storage \
    store strategy subject summary supplier supply support switch system table target task team template terminal test text \
    theft thing threat ticket time token tool topic trace training transfer transport trial trigger unit update usage user \
    value vault vendor version view visit visitor voice vote warning water week window winter witness word work worker \
    workshop year zone";

const LINKING: &[&str] =
    &["of the", "and the", "for each", "with a", "before the", "after every", "in the", "by the", "from a"];

/// Clauses that ask for documented information or are usually served by a document.
const CLAUSES: &[&str] = &[
    "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.2", "6.3", "7.1", "7.2", "7.3",
    "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2", "8.3", "9.1", "9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.1",
    "10.2",
];

/// The number of controls in each theme of Annex A.
const THEMES: [(usize, usize); 4] = [(5, 37), (6, 8), (7, 14), (8, 34)];

const ROLES: [&str; 8] =
    ["ceo", "ciso", "dpo", "it-lead", "platform-lead", "people-lead", "legal-counsel", "finance-lead"];

const TYPES: [(&str, &str); 4] = [("policy", "POL"), ("standard", "STD"), ("procedure", "PRO"), ("guideline", "GDL")];

/// A linear congruential generator (multiplier and increment of Knuth's MMIX), good enough for prose.
struct Chance(u64);

impl Chance {
    fn of(seed: usize) -> Self {
        let mut chance = Chance(seed as u64 ^ 0x9e37_79b9_7f4a_7c15);
        chance.below(1);
        chance
    }

    /// A number from 0 up to, not including, the limit.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |it| it % limit.max(1))
    }

    fn of_list<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}

/// Writes a handbook of this many documents into an empty folder.
///
/// # Panics
/// When the folder cannot be written.
pub fn write(folder: &Path, documents: usize) {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    for section in 0..documents.div_ceil(SECTION) {
        fs::create_dir_all(folder.join(format!("policies/{}", section_name(section)))).expect("folders can be made");
    }
    (0..documents).into_par_iter().for_each(|index| {
        let text = document(index, documents, &words);
        fs::write(folder.join("policies").join(file_name(index)), text).expect("a document can be written");
    });
    fs::create_dir_all(folder.join("controls")).expect("folders can be made");
    fs::create_dir_all(folder.join("registers")).expect("folders can be made");
    let files = [
        ("book.toml", settings()),
        ("controls/applicability.yaml", statement(documents)),
        ("registers/risks.yaml", risks(documents, &words)),
        ("registers/assets.yaml", assets(documents, &words)),
        ("registers/roles.yaml", roles()),
        ("registers/people.yaml", people()),
        ("registers/obligations.yaml", obligations()),
        ("registers/terms.yaml", terms(&words)),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a register can be written");
    }
}

fn section_name(section: usize) -> String {
    format!("{:03}-section", section + 1)
}

fn id(index: usize) -> String {
    let (_, letters) = TYPES[index % TYPES.len()];
    format!("{letters}-{:05}", index + 1)
}

/// The file of a document below the folder of documents.
fn file_name(index: usize) -> String {
    format!("{}/{}.md", section_name(index / SECTION), id(index).to_lowercase())
}

fn settings() -> String {
    "[book]\ntitle = \"Generated handbook\"\n\n[isms]\norganization = \"Example Ltd\"\naudiences = [\"all-staff\"]\n\n\
     [isms.variables]\norganization = \"Example Ltd\"\nproduct = \"Example\"\n"
        .to_owned()
}

/// All reference controls in the order of Annex A.
fn controls() -> Vec<String> {
    THEMES.iter().flat_map(|(theme, count)| (1..=*count).map(move |number| format!("A.{theme}.{number}"))).collect()
}

/// The controls that a document puts into practice.
fn covered(index: usize) -> Vec<String> {
    let all = controls();
    (0..5).map(|step| all[(index * 5 + step) % all.len()].clone()).collect()
}

fn risk_count(documents: usize) -> usize {
    (documents / 2).max(1)
}

fn asset_count(documents: usize) -> usize {
    documents / 10 + 5
}

fn document(index: usize, documents: usize, words: &[&str]) -> String {
    let mut chance = Chance::of(index + 1);
    let mut text = front_matter(index, documents, words, &mut chance);
    let wanted = 500 + chance.below(2_501);
    let mut written = 0;
    let mut heading = 0;
    while written < wanted {
        heading += 1;
        let title = match heading {
            1 => "Scope".to_owned(),
            2 => "What you must do: steps".to_owned(),
            3 if index == 0 => "Climate change".to_owned(),
            _ => format!("{} {heading}", capital(&phrase(words, &mut chance, 3))),
        };
        let level = if heading % 3 == 0 { "###" } else { "##" };
        let _ = write!(text, "\n{level} {title}\n\n");
        let _ = match chance.below(6) {
            0 => table(&mut text, words, &mut chance),
            1 | 2 => list(&mut text, words, &mut chance),
            _ => Ok(()),
        };
        for _ in 0..2 + chance.below(3) {
            for _ in 0..2 + chance.below(4) {
                let sentence = sentence(index, documents, words, &mut chance);
                written += sentence.split_whitespace().count();
                text.push_str(&sentence);
                text.push('\n');
            }
            text.push('\n');
        }
    }
    // A guideline recommends; duties in it would be findings.
    if TYPES[index % TYPES.len()].0 == "guideline" { text.replace(" must ", " should ") } else { text }
}

fn front_matter(index: usize, documents: usize, words: &[&str], chance: &mut Chance) -> String {
    let (kind, _) = TYPES[index % TYPES.len()];
    let covered = covered(index);
    let clauses = if index == 0 { CLAUSES.join(", ") } else { CLAUSES[index % CLAUSES.len()].to_owned() };
    let risks = risk_count(documents);
    let parent = if index == 0 { String::new() } else { format!("parent: {}\n", id((index - 1) / 8)) };
    let owner = ROLES[1 + index % (ROLES.len() - 1)];
    let month = 2 + index % 8;
    let day = 1 + index % 28;
    format!(
        "---\nid: {id}\ntitle: {title} {number}\ntype: {kind}\nversion: \"1.{minor}\"\nstatus: approved\nlanguage: en\n\
         summary: {summary}.\nowner: role:{owner}\nauthors: [role:it-lead]\nreviewers: [role:dpo]\napprover: role:ceo\n\
         approved_by: person:ceo\napproved_on: 2026-{month:02}-{day:02}\napproval_ref: Minutes {number}\n\
         effective_from: 2026-{month:02}-{day:02}\nreview_interval: 12 months\nlast_reviewed: 2026-{month:02}-{day:02}\n\
         classification: internal\naudience: [all-staff]\nscope: All systems of the company.\n{parent}clauses: [{clauses}]\n\
         controls: [{covered}]\nrisks: [RISK-{first:05}, RISK-{second:05}]\nroles: [role:{owner}]\n\
         acknowledgement: {{required: true, interval: 12 months, due_days: 14}}\nhistory:\n  \
         - {{version: \"1.{minor}\", date: 2026-{month:02}-{day:02}, author: role:it-lead, kind: minor, summary: Reviewed}}\n---\n",
        id = id(index),
        title = capital(&phrase(words, chance, 3)),
        number = index + 1,
        minor = index % 4,
        summary = capital(&phrase(words, chance, 9)),
        covered = covered.join(", "),
        first = index % risks + 1,
        second = (index * 7 + 3) % risks + 1,
    )
}

fn phrase(words: &[&str], chance: &mut Chance, length: usize) -> String {
    (0..length).map(|_| *chance.of_list(words)).collect::<Vec<_>>().join(" ")
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn sentence(index: usize, documents: usize, words: &[&str], chance: &mut Chance) -> String {
    let mut text = format!("The {}", chance.of_list(words));
    for _ in 0..3 + chance.below(6) {
        let _ = write!(text, " {} {}", chance.of_list(LINKING), chance.of_list(words));
    }
    let other = (index + 1 + chance.below(documents)) % documents;
    let _ = match chance.below(24) {
        0 => write!(text, " as [[{}]] asks", id(other)),
        1 => write!(text, " as [{}](../{}) asks", phrase(words, chance, 2), file_name(other)),
        2 => write!(text, " under {}", chance.of_list(&covered(index))),
        3 => write!(text, " because of RISK-{:05}", 1 + chance.below(risk_count(documents))),
        4 => write!(text, " with **{}** and `{}`", phrase(words, chance, 2), chance.of_list(words)),
        5 => write!(text, " at {{{{ organization }}}}"),
        6 => write!(text, " in *{}*", phrase(words, chance, 3)),
        _ => Ok(()),
    };
    text.push('.');
    text
}

fn table(text: &mut String, words: &[&str], chance: &mut Chance) -> std::fmt::Result {
    writeln!(text, "| What | Who | When |\n|---|---|---:|")?;
    for _ in 0..3 + chance.below(6) {
        let (what, days) = (phrase(words, chance, 3), 1 + chance.below(90));
        writeln!(text, "| {what} | {} | {days} days |", chance.of_list(words))?;
    }
    writeln!(text)
}

fn list(text: &mut String, words: &[&str], chance: &mut Chance) -> std::fmt::Result {
    for number in 1..=3 + chance.below(5) {
        writeln!(text, "{number}. The {} must keep the {}.", chance.of_list(words), phrase(words, chance, 6))?;
    }
    writeln!(text)
}

fn statement(documents: usize) -> String {
    let mut text = "applicability:\n".to_owned();
    for (index, control) in controls().iter().enumerate() {
        let risk = index % risk_count(documents) + 1;
        let owner = ROLES[index % ROLES.len()];
        let _ = write!(
            text,
            "  - control: {control}\n    applicable: yes\n    reasons:\n      - risk: [RISK-{risk:05}]\n      - legal: [OBL-001]\n    \
             status: implemented\n    how: The measure number {index} is in place and looked at every quarter.\n    \
             owner: role:{owner}\n    checked_on: 2026-09-20\n"
        );
    }
    text
}

fn risks(documents: usize, words: &[&str]) -> String {
    let all = controls();
    let mut text = "risks:\n".to_owned();
    for index in 0..risk_count(documents) {
        let mut chance = Chance::of(1_000_003 + index);
        let (likelihood, impact) = (3 + chance.below(3), 2 + chance.below(4));
        let (left, kept) = (1 + chance.below(2), impact.min(4));
        let _ = write!(
            text,
            "  - id: RISK-{number:05}\n    title: {title} {number}\n    scenario: {scenario}.\n    assets: [AST-{asset:04}]\n    \
             threat: {threat}\n    vulnerability: {vulnerability}\n    properties: [confidentiality, availability]\n    \
             owner: role:{owner}\n    inherent: {{likelihood: {likelihood}, impact: {impact}, score: {before}}}\n    \
             residual: {{likelihood: {left}, impact: {kept}, score: {after}}}\n    treatment: modify\n    \
             controls: [{first}, {second}]\n    actions:\n      - {{id: ACT-{number:05}, title: {action}, owner: role:{owner}, \
             due: 2027-03-31, status: open}}\n    identified_on: 2026-02-03\n    assessed_on: 2026-09-17\n    \
             next_review: 2027-03-31\n",
            number = index + 1,
            title = capital(&phrase(words, &mut chance, 4)),
            scenario = capital(&phrase(words, &mut chance, 18)),
            asset = index % asset_count(documents) + 1,
            threat = phrase(words, &mut chance, 3),
            vulnerability = phrase(words, &mut chance, 4),
            owner = ROLES[index % ROLES.len()],
            before = likelihood * impact,
            after = left * kept,
            first = all[index % all.len()],
            second = all[(index * 11 + 5) % all.len()],
            action = phrase(words, &mut chance, 4),
        );
    }
    text
}

fn assets(documents: usize, words: &[&str]) -> String {
    let mut text = "assets:\n".to_owned();
    for index in 0..asset_count(documents) {
        let mut chance = Chance::of(2_000_003 + index);
        let title = capital(&phrase(words, &mut chance, 3));
        let description = capital(&phrase(words, &mut chance, 10));
        let owner = ROLES[index % ROLES.len()];
        let _ = write!(
            text,
            "  - id: AST-{:04}\n    title: {title}\n    kind: service\n    description: {description}.\n    owner: role:{owner}\n    \
             classification: confidential\n    location: First region\n",
            index + 1
        );
    }
    text
}

fn roles() -> String {
    let mut text = "roles:\n".to_owned();
    for role in ROLES {
        let _ = write!(
            text,
            "  - id: {role}\n    title: The {role}\n    description: Answers for the duties of the {role}.\n    \
             held_by: [person:{role}]\n"
        );
    }
    text
}

fn people() -> String {
    let mut text = "people:\n".to_owned();
    for role in ROLES {
        let _ = write!(
            text,
            "  - id: {role}\n    name: Holder of {role}\n    title: The {role}\n    email: {role}@example.com\n"
        );
    }
    text
}

fn obligations() -> String {
    let mut text = "obligations:\n".to_owned();
    for number in 1..=10 {
        let _ = write!(
            text,
            "  - id: OBL-{number:03}\n    title: Duty number {number}\n    kind: law\n    source: Act {number}\n    \
             summary: What the act asks of the company.\n    owner: role:legal-counsel\n    reviewed_on: 2026-09-01\n"
        );
    }
    text
}

fn terms(words: &[&str]) -> String {
    let mut text = "terms:\n".to_owned();
    for word in words.iter().step_by(6) {
        let _ =
            write!(text, "  - term: {word} of record\n    definition: What this handbook means by {word} of record.\n");
    }
    text
}
