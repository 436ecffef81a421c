//! Roles: who holds them, and for each what it must know and do.

use crate::error::Error;
use crate::link::filled;
use crate::model::{Citation, RegisterKind, Relation, Target, Tongue};
use crate::render::Renderer;
use crate::render::part::{DUTIES, Part, ROWS};
use crate::render::plan::duty_givers;
use crate::render::view::{Anchor, Badge, Piece, Relations};
use crate::render::views::{DutyDocument, DutyGroup, DutyView, ListView, RoleView};
use crate::render::words::Words;
use crate::survey::{Duty, RoleNames, When, duties};

/// Changes that the page of a role tells.
const CHANGES: usize = 5;

pub(super) fn all(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let roles = renderer.all_entries(RegisterKind::Roles);
    let mut table = renderer.entries_table(RegisterKind::Roles, part.rows(&roles, ROWS));
    table.total = roles.len();
    let view = ListView {
        lead: renderer.words.count(roles.len(), "lead.roles"),
        figures: Vec::new(),
        bar: None,
        filters: Vec::new(),
        table,
        parts: part.links("roles/index.html", roles.len(), ROWS),
    };
    renderer.fill("list.html", &renderer.frame(path, "list", "roles", renderer.words.get("page.roles")), &view, None)
}

pub(super) fn one(renderer: &Renderer<'_>, path: &str, index: u32, part: Part) -> Result<Vec<u8>, Error> {
    let role = &renderer.handbook.registers.roles[index as usize];
    let givers = duty_givers(&renderer.cx, &renderer.addresses, index);
    let names = RoleNames::of(&role.record);
    let mut given = Given::default();
    for document in part.rows(&givers, DUTIES) {
        renderer.take_duties(*document, index, &names, &mut given);
    }
    let first = renderer.addresses.page_of(RegisterKind::Roles, index).unwrap_or_default();
    let view = RoleView {
        title: role.record.title().to_owned(),
        lead: role.description.as_ref().map(|it| it.value.clone()),
        facts: renderer.entry_facts(RegisterKind::Roles, index as usize),
        duty_count: given.count(),
        duties: given.groups(&renderer.words),
        documents: given.documents,
        changes: if part.index == 0 { renderer.changes_of(&givers, CHANGES) } else { Vec::new() },
        parts: part.links(&first, givers.len(), DUTIES),
        relations: if part.index == 0 { renderer.role_relations(index) } else { Vec::new() },
    };
    let mut frame = renderer.frame(path, "role", "roles", role.record.title());
    frame.contents = contents(renderer, &view);
    renderer.fill("role.html", &frame, &view, None)
}

/// What the page holds, for the way around in it: many roles have a hundred duties.
fn contents(renderer: &Renderer<'_>, view: &RoleView) -> Vec<Anchor> {
    let at = |anchor: &str, key: &str| renderer.chapter(anchor, key);
    let groups =
        view.duties.iter().map(|it| Anchor { level: 3, words: it.words.clone(), href: format!("#_when-{}", it.when) });
    let rest = [
        Some(at("_documents", "role.documents")).filter(|_| !view.documents.is_empty()),
        Some(at("_changes", "home.changes")).filter(|_| !view.changes.is_empty()),
        Some(at("_relations", "role.relations")).filter(|_| !view.relations.is_empty()),
    ];
    std::iter::once(at("_duties", "role.duties")).chain(groups).chain(rest.into_iter().flatten()).collect()
}

/// What documents give a role to do.
#[derive(Default)]
pub(super) struct Given {
    pub(super) documents: Vec<DutyDocument>,
    /// In the order of [`When::ALL`].
    by_when: [Vec<DutyView>; When::ALL.len()],
}

impl Given {
    pub(super) fn count(&self) -> usize {
        self.by_when.iter().map(Vec::len).sum()
    }

    pub(super) fn groups(&mut self, words: &Words) -> Vec<DutyGroup> {
        let taken = std::mem::take(&mut self.by_when);
        let groups = When::ALL.into_iter().zip(taken).map(|(when, duties)| {
            let when = name(when);
            DutyGroup { when, words: words.of_section("when", when), duties }
        });
        groups.filter(|it| !it.duties.is_empty()).collect()
    }
}

fn name(when: When) -> &'static str {
    match when {
        When::Joining => "joining",
        When::Often => "often",
        When::Monthly => "monthly",
        When::Yearly => "yearly",
        When::Event => "event",
        When::Always => "always",
        When::Untold => "untold",
    }
}

impl Renderer<'_> {
    /// What one document asks of a role. Documents that are no longer alive ask nothing.
    pub(super) fn take_duties(&self, index: u32, role: u32, names: &RoleNames, given: &mut Given) {
        let document = self.handbook.document(index);
        let standing = self.scope.standing(index);
        let Some(piece) = self.document_piece(index).filter(|_| standing.state.is_alive()) else { return };
        let page = self.addresses.document(index);
        let duties = duties(self.handbook, document, names);
        let role = self.handbook.registers.roles[role as usize].record.name();
        given.documents.push(DutyDocument {
            name: piece.words(),
            document: piece.clone(),
            state: Badge::state(&self.words, standing.state),
            must_acknowledge: document.front.acknowledgement.as_ref().is_some_and(|it| it.is_required),
            confirm: self.confirmation(index, Some(role)),
            duty_count: duties.len(),
        });
        let tongue = Tongue::of(self.handbook, document);
        for duty in duties {
            let heading = duty.heading.and_then(|it| document.body.headings.get(it as usize));
            given.by_when[When::of(&duty.sentence, tongue) as usize].push(DutyView {
                words: self.linked(&duty),
                sentence: duty.sentence,
                href: heading.map_or_else(|| page.clone(), |it| format!("{page}#{}", it.anchor)),
                place: heading.map_or_else(String::new, |it| filled(self.handbook, &it.text)),
                id: piece.id.clone(),
            });
        }
    }

    /// A sentence with what it names as links, as far as the site shows it.
    fn linked(&self, duty: &Duty) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for (range, target) in &duty.links {
            let Some(href) = self.addresses.href(self.handbook, *target) else { continue };
            let words = &duty.sentence[range.clone()];
            let is_id = self.handbook.name_and_title(*target).0 == words;
            let link = if is_id { Piece { id: Some(words.to_owned()), ..Piece::text("") } } else { Piece::text(words) };
            pieces.push(Piece::text(&duty.sentence[at..range.start]));
            pieces.push(link.leading_to(Some(href)));
            at = range.end;
        }
        pieces.push(Piece::text(&duty.sentence[at..]));
        pieces.retain(|it| !it.text.is_empty() || it.id.is_some());
        pieces
    }

    fn role_relations(&self, index: u32) -> Vec<Relations> {
        let this = Target::Entry(RegisterKind::Roles, index);
        let cited = self.handbook.cited_by(this);
        let from = |wanted: &dyn Fn(&Citation) -> bool| {
            cited.iter().filter(|it| wanted(it)).map(|it| it.from).collect::<Vec<_>>()
        };
        let documents =
            |relation: Relation| from(&|it| it.relation == relation && matches!(it.from, Target::Document(_)));
        let owned = |kind: RegisterKind| {
            from(&|it| it.relation == Relation::Field("owner") && matches!(it.from, Target::Entry(of, _) if of == kind))
        };
        let controls = from(&|it| it.relation == Relation::Field("owner") && matches!(it.from, Target::Control(_)));
        let shows_statement = self.addresses.visible.shows_register(RegisterKind::Applicability);
        [
            self.relations("owns_documents", documents(Relation::Owns)),
            self.relations("approves_documents", documents(Relation::Approves)),
            self.relations("reviews_documents", documents(Relation::Reviews)),
            self.relations("owns_risks", owned(RegisterKind::Risks)),
            self.relations("owns_controls", if shows_statement { controls } else { Vec::new() }),
            self.relations("owns_assets", owned(RegisterKind::Assets)),
            self.relations("owns_suppliers", owned(RegisterKind::Suppliers)),
            self.relations("owns_objectives", owned(RegisterKind::Objectives)),
            self.relations("owns_obligations", owned(RegisterKind::Obligations)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
