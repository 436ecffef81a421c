//! What can be found: documents, and everything else that has a place on the site. What is hidden has no address and is
//! therefore never among them.

use crate::link::filled;
use crate::model::{RegisterKind, Target};
use crate::render::Renderer;
use crate::render::brief::{brief, cut};
use crate::render::pieces::{targets, type_words};
use crate::render::view::{Fact, Piece};

use super::text::Passage;
use super::words::{Gathered, Place, Words};

/// The longest line under a title, in characters.
const LEAD: usize = 180;

/// One thing that can be found.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) href: String,
    /// What is shown under the title where no words of the text are.
    pub(super) lead: String,
    /// `Policy`, `Control`, `Term`.
    pub(super) kind: String,
    pub(super) state: Option<String>,
    pub(super) owner: String,
    pub(super) classification: String,
    pub(super) audiences: Vec<String>,
    /// Controls that it carries, by their places in the catalogue.
    pub(super) controls: Vec<u32>,
}

/// Everything that can be found, documents first.
pub(super) fn targets_of(renderer: &Renderer<'_>) -> Vec<Target> {
    let handbook = renderer.handbook;
    let documents = renderer.scope.documents().map(|(index, _)| Target::Document(index));
    let controls = (0..).zip(&handbook.catalogue.controls).map(|(index, _)| Target::Control(index));
    let clauses = (0..).zip(&handbook.catalogue.clauses).map(|(index, _)| Target::Clause(index));
    let sections = (0..).zip(&handbook.sections).skip(1).map(|(index, _)| Target::Section(index));
    let entries = RegisterKind::WITH_ENTRIES
        .into_iter()
        .flat_map(|kind| renderer.all_entries(kind).into_iter().map(move |index| Target::Entry(kind, index)));
    let registers = RegisterKind::ALL.into_iter().map(Target::Register);
    let all = documents.chain(controls).chain(clauses).chain(entries).chain(sections).chain(registers);
    all.filter(|it| renderer.addresses.href(handbook, *it).is_some()).collect()
}

/// A thing and its words, with those of the passages of its text.
pub(super) fn entry(renderer: &Renderer<'_>, target: Target, passages: &[Passage]) -> (Entry, Words) {
    let mut gathered = Gathered::default();
    let mut entry = match target {
        Target::Document(index) => document(renderer, index, &mut gathered),
        Target::Control(index) => control(renderer, index, &mut gathered),
        Target::Clause(index) => clause(renderer, index, &mut gathered),
        Target::Entry(RegisterKind::Risks, index) => risk(renderer, index, &mut gathered),
        Target::Entry(kind, index) => register_entry(renderer, (kind, index), &mut gathered),
        Target::Section(_) | Target::Register(_) | Target::Statement => {
            Entry { kind: renderer.words.get("search.page").to_owned(), ..Entry::default() }
        }
        Target::Heading(..) | Target::Attachment(_) => Entry::default(),
    };
    let handbook = renderer.handbook;
    entry.href = renderer.addresses.href(handbook, target).unwrap_or_default();
    if let Some(piece) = renderer.piece(target) {
        entry.id = piece.id;
        handbook.name_and_title(target).1.clone_into(&mut entry.title);
    }
    if let Target::Register(kind) = target {
        entry.title = register_title(renderer, kind);
    }
    gathered.add(&entry.title, Place::Title);
    if let Some(id) = &entry.id {
        gathered.add_own_id(id);
        // People write the number of a control of Annex A alone.
        if let Some(number) = id.strip_prefix("A.") {
            gathered.add_own_id(number);
        }
    }
    gathered.add(&entry.lead, Place::Fact);
    gathered.add(&entry.owner, Place::Fact);
    for control in &entry.controls {
        gathered.add(handbook.catalogue.controls[*control as usize].id.as_str(), Place::Fact);
    }
    for passage in passages {
        gathered.add(&passage.heading, Place::Heading);
        gathered.add(&passage.words, Place::Text);
    }
    let lead = entry.lead.split_whitespace().collect::<Vec<_>>().join(" ");
    entry.lead = cut(&lead, LEAD).into_owned();
    entry.title = brief(&entry.title).into_owned();
    (entry, gathered.finish())
}

fn document(renderer: &Renderer<'_>, index: u32, gathered: &mut Gathered) -> Entry {
    let document = renderer.handbook.document(index);
    let front = &document.front;
    gathered.add(&type_words(&renderer.words, document), Place::Fact);
    for reference in front.clauses.iter().chain(&front.risks).chain(&front.obligations) {
        if let Some(id) = reference.target.and_then(|it| renderer.id_piece(it)).and_then(|it| it.id) {
            gathered.add(&id, Place::Fact);
        }
    }
    let shown = |it: &Target| renderer.addresses.visible.shows(*it);
    Entry {
        kind: type_words(&renderer.words, document),
        state: Some(renderer.words.of_section("state", renderer.scope.standing(index).state.name())),
        owner: short(renderer.plain_name(front.owner.as_ref())),
        classification: front.classification.as_ref().map_or_else(String::new, |it| renderer.words.value(&it.value)),
        audiences: front.audience.iter().map(|it| renderer.words.value(&it.value)).collect(),
        controls: controls(targets(&front.controls).filter(shown)),
        lead: front.summary.as_ref().map_or_else(String::new, |it| filled(renderer.handbook, &it.value)),
        ..Entry::default()
    }
}

fn control(renderer: &Renderer<'_>, index: u32, gathered: &mut Gathered) -> Entry {
    let control = &renderer.handbook.catalogue.controls[index as usize];
    let line = renderer.line(index);
    gathered.add(&control.theme, Place::Fact);
    if let Some(how) = line.and_then(|it| it.how.as_ref()) {
        gathered.add(&how.value, Place::Text);
    }
    for (_, values) in &control.attributes {
        for value in values {
            gathered.add(value, Place::Text);
        }
    }
    Entry {
        kind: renderer.words.get("singular.control").to_owned(),
        owner: short(renderer.plain_name(line.and_then(|it| it.owner.as_ref()))),
        controls: vec![index],
        lead: control.summary.clone(),
        ..Entry::default()
    }
}

fn clause(renderer: &Renderer<'_>, index: u32, gathered: &mut Gathered) -> Entry {
    let clause = &renderer.handbook.catalogue.clauses[index as usize];
    for wanted in &clause.documented_information {
        gathered.add(&wanted.name, Place::Text);
    }
    Entry { kind: renderer.words.get("label.clause").to_owned(), lead: clause.summary.clone(), ..Entry::default() }
}

fn risk(renderer: &Renderer<'_>, index: u32, gathered: &mut Gathered) -> Entry {
    let risk = &renderer.handbook.registers.risks[index as usize];
    let actions = risk.actions.iter().flat_map(|it| it.id.iter().chain(&it.title));
    for words in risk.threat.iter().chain(&risk.vulnerability).chain(actions) {
        gathered.add(&words.value, Place::Text);
    }
    Entry {
        kind: renderer.words.get("singular.risk").to_owned(),
        owner: short(renderer.plain_name(risk.owner.as_ref())),
        controls: controls(targets(&risk.controls)),
        lead: risk.scenario.as_ref().map_or_else(String::new, |it| it.value.clone()),
        ..Entry::default()
    }
}

fn register_entry(renderer: &Renderer<'_>, (kind, index): (RegisterKind, u32), gathered: &mut Gathered) -> Entry {
    let registers = &renderer.handbook.registers;
    let facts = renderer.entry_facts(kind, index as usize);
    for piece in facts.iter().flat_map(|it| &it.pieces.all) {
        gathered.add(&piece.text, Place::Text);
        gathered.add(piece.id.as_deref().unwrap_or_default(), Place::Text);
    }
    let lead = match kind {
        RegisterKind::Terms => registers.terms.get(index as usize).and_then(|term| {
            for other in term.aliases.iter().chain(&term.abbreviation) {
                gathered.add(&other.value, Place::Title);
            }
            Some(filled(renderer.handbook, &term.definition.as_ref()?.value))
        }),
        RegisterKind::Roles => {
            let role = registers.roles.get(index as usize);
            // A role is known by its short name too.
            let id = role.and_then(|it| it.record.id.as_ref()).map_or("", |it| it.value.as_str());
            gathered.add(id, Place::Title);
            role.and_then(|it| it.description.as_ref()).map(|it| it.value.clone())
        }
        RegisterKind::Assets => {
            registers.assets.get(index as usize).and_then(|it| it.description.as_ref()).map(|it| it.value.clone())
        }
        _ => None,
    };
    let owner =
        facts.iter().find(|it| it.label == renderer.words.get("label.owner")).and_then(|it| it.pieces.all.first());
    Entry {
        kind: renderer.words.of_section("singular", kind.singular()),
        owner: short(owner.map_or_else(String::new, |it| it.text.clone())),
        lead: lead.unwrap_or_else(|| spoken(&facts)),
        ..Entry::default()
    }
}

/// Facts in one line.
fn spoken(facts: &[Fact]) -> String {
    let words = |it: &Piece| if it.text.is_empty() { it.id.clone().unwrap_or_default() } else { it.text.clone() };
    let line =
        |fact: &Fact| format!("{}: {}", fact.label, fact.pieces.all.iter().map(words).collect::<Vec<_>>().join(", "));
    facts.iter().take(3).map(line).collect::<Vec<_>>().join(" · ")
}

/// The title of a role without what stands in brackets.
fn short(name: String) -> String {
    match name.split_once(" (") {
        Some((head, _)) => head.to_owned(),
        None => name,
    }
}

fn controls(targets: impl Iterator<Item = Target>) -> Vec<u32> {
    let mut controls: Vec<u32> =
        targets.filter_map(|it| if let Target::Control(control) = it { Some(control) } else { None }).collect();
    controls.sort_unstable();
    controls.dedup();
    controls
}

/// What the page of a register is called.
fn register_title(renderer: &Renderer<'_>, kind: RegisterKind) -> String {
    let own = renderer.words.find(&format!("page.{}", kind.name()));
    own.map_or_else(|| renderer.register_words(kind), str::to_owned)
}
