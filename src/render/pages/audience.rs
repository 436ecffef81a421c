//! Groups of readers, and for each what is written for it: what its members must do and confirm, and what changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Error;
use crate::model::{RegisterKind, Target};
use crate::render::Renderer;
use crate::render::audience::{ALL, Audience, audiences, documents_for};
use crate::render::changes::changes;
use crate::render::part::{DUTIES, Part};
use crate::render::pieces::shortened;
use crate::render::tables::{columns, plain_table, row};
use crate::render::view::{Anchor, Badge, Day, Link, Piece};
use crate::render::views::{AudienceView, Change, DutyDocument, ListView, RoleDuties};
use crate::survey::RoleNames;

use super::role::Given;

/// Changes that the page of an audience tells.
const CHANGES: usize = 50;

pub(super) fn all(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let words = &renderer.words;
    let audiences = audiences(&renderer.cx, &renderer.addresses);
    let rows = audiences.iter().map(|audience| {
        let documents = documents_for(&renderer.cx, &renderer.addresses, audience.index);
        let to_confirm = documents.iter().filter(|it| renderer.confirms(**it, audience)).count();
        let newest = documents.iter().flat_map(|it| &renderer.handbook.document(*it).front.history);
        let newest = newest.filter_map(|it| it.date.as_ref()).map(|it| it.value).max();
        row(vec![
            vec![renderer.audience_piece(audience)],
            vec![Piece::number(documents.len())],
            vec![Piece::number(to_confirm)],
            newest.map(|it| renderer.day(it)).into_iter().collect(),
        ])
    });
    let heads = columns(
        words,
        &[("audience", "words"), ("documents", "number"), ("to_confirm", "number"), ("changed", "narrow")],
    );
    let mut table = plain_table(words.get("page.audiences"), heads, rows.collect(), words.get("empty.plain"));
    table.total = audiences.len();
    let view = ListView {
        lead: words.count(audiences.len(), "lead.audiences"),
        figures: Vec::new(),
        bar: None,
        filters: Vec::new(),
        table,
        parts: None,
    };
    renderer.fill("list.html", &renderer.frame(path, "list", "audiences", words.get("page.audiences")), &view, None)
}

pub(super) fn one(renderer: &Renderer<'_>, path: &str, index: u32, part: Part) -> Result<Vec<u8>, Error> {
    let words = &renderer.words;
    let known = audiences(&renderer.cx, &renderer.addresses);
    let Some(audience) = known.iter().find(|it| it.index == index) else { return Ok(Vec::new()) };
    let title = renderer.audience_piece(audience).text;
    let all = documents_for(&renderer.cx, &renderer.addresses, index);
    let documents = part.rows(&all, DUTIES);
    let (held_by_groups, others) = renderer.roles_of(documents);
    let view = AudienceView {
        lead: words.count(all.len(), "lead.audience"),
        duties: renderer.duties_by_role(&held_by_groups),
        others,
        to_confirm: renderer.to_confirm(documents, audience),
        documents: renderer.documents_table(documents, words.get("audience.documents")),
        changes: if part.index == 0 { renderer.all_changes_of(&all) } else { Vec::new() },
        parts: part.links(&audience.page(), all.len(), DUTIES),
        title: title.clone(),
    };
    let mut frame = renderer.frame(path, "audience", "audiences", &title);
    frame.crumbs = vec![Link { href: ALL.to_owned(), words: words.get("page.audiences").to_owned() }];
    frame.downloads = vec![Link { href: audience.feed(), words: renderer.feed_words(audience) }];
    frame.contents = contents(renderer, &view);
    renderer.fill("audience.html", &frame, &view, None)
}

fn contents(renderer: &Renderer<'_>, view: &AudienceView) -> Vec<Anchor> {
    let at = |anchor: &str, key: &str| renderer.chapter(anchor, key);
    let parts = [
        Some(at("_duties", "role.duties")).filter(|_| !view.duties.is_empty()),
        Some(at("_confirm", "audience.confirm")).filter(|_| !view.to_confirm.is_empty()),
        Some(at("_documents", "audience.documents")),
        Some(at("_changes", "home.changes")).filter(|_| !view.changes.is_empty()),
    ];
    parts.into_iter().flatten().collect()
}

impl Renderer<'_> {
    /// Whether members of an audience confirm having read a document: those that it names for that, or all its readers.
    fn confirms(&self, document: u32, audience: &Audience) -> bool {
        let named = self.handbook.document(document).front.acknowledgement.as_ref().map(|it| it.audience.as_slice());
        let name = self.cx.config.isms.audiences.get(audience.index as usize);
        let is_meant = named.is_some_and(|it| it.is_empty() || it.iter().any(|it| Some(&it.value) == name));
        is_meant && self.asks_to_confirm(document)
    }

    fn to_confirm(&self, documents: &[u32], audience: &Audience) -> Vec<DutyDocument> {
        let wanted = documents.iter().filter(|it| self.confirms(**it, audience));
        let view = |document: &u32| {
            let piece = self.document_piece(*document)?;
            Some(DutyDocument {
                name: piece.words(),
                document: piece,
                state: Badge::state(&self.words, self.scope.standing(*document).state),
                must_acknowledge: true,
                confirm: self.confirmation(*document, None),
                duty_count: 0,
            })
        };
        wanted.filter_map(view).collect()
    }

    /// The roles that documents give duties to: those that groups of people hold, each with these documents, and the others.
    fn roles_of(&self, documents: &[u32]) -> (BTreeMap<u32, Vec<u32>>, Vec<Piece>) {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut others = BTreeSet::new();
        for document in documents {
            let mut seen = BTreeSet::new();
            for target in self.handbook.document(*document).front.roles.iter().filter_map(|it| it.target) {
                let Target::Entry(RegisterKind::Roles, role) = target else { continue };
                if self.handbook.registers.roles[role as usize].held_by_group.is_none() {
                    others.insert(role);
                } else if seen.insert(role) {
                    groups.entry(role).or_default().push(*document);
                }
            }
        }
        let piece = |role: u32| self.piece(Target::Entry(RegisterKind::Roles, role)).map(shortened);
        (groups, others.into_iter().filter_map(piece).collect())
    }

    /// The role with the most duties first.
    fn duties_by_role(&self, roles: &BTreeMap<u32, Vec<u32>>) -> Vec<RoleDuties> {
        let all = roles.iter().filter_map(|(role, documents)| self.role_duties(*role, documents));
        let mut all: Vec<(usize, RoleDuties)> = all.collect();
        all.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        all.into_iter().map(|(_, duties)| duties).collect()
    }

    fn role_duties(&self, role: u32, documents: &[u32]) -> Option<(usize, RoleDuties)> {
        let names = RoleNames::of(&self.handbook.registers.roles[role as usize].record);
        let mut given = Given::default();
        for document in documents {
            self.take_duties(*document, role, &names, &mut given);
        }
        let count = given.count();
        let piece = self.piece(Target::Entry(RegisterKind::Roles, role)).filter(|_| count > 0)?;
        let duties = RoleDuties {
            role: Link { href: piece.href.unwrap_or_default(), words: piece.text },
            anchor: format!("_role-{}", self.addresses.anchor(RegisterKind::Roles, role)),
            note: self.words.count(count, "count.duty"),
            groups: given.groups(&self.words),
        };
        Some((count, duties))
    }

    fn all_changes_of(&self, documents: &[u32]) -> Vec<Change> {
        let wanted: BTreeSet<u32> = documents.iter().copied().collect();
        let all = changes(self);
        let shown = all.iter().filter(|it| wanted.contains(&it.document)).take(CHANGES);
        let view = |change: &crate::render::changes::Change<'_>| {
            Some(Change {
                document: self.marked_document(change.document)?,
                day: Some(Day::of(&self.words, change.day)),
                version: change.version.to_owned(),
                summary: change.summary.to_owned(),
            })
        };
        shown.filter_map(view).collect()
    }
}
