//! The first page: what applies to me, what is new, where things stand.

use crate::approval::State;
use crate::error::Error;
use crate::model::{RegisterKind, Target};
use crate::render::Renderer;
use crate::render::address::register;
use crate::render::chart::{Map, Share, bar, heat_map};
use crate::render::markdown;
use crate::render::view::{Day, Figure, Link};
use crate::render::views::{Change, HomeMap, HomeView, SectionCard};
use crate::survey::{Moment, StateCounts, heat};

/// Roles that the first page names; those who hold none of them find theirs on the list.
const ROLES: usize = 24;

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let handbook = renderer.handbook;
    let title = handbook.identity.title.as_str();
    let written = renderer.intro(0, "");
    let roles = renderer.role_links();
    let more_roles = if roles.len() > ROLES {
        renderer.link_to(Target::Register(RegisterKind::Roles), &renderer.words.count(roles.len(), "home.all_roles"))
    } else {
        None
    };
    let view = HomeView {
        intro: written.map(|it| it.html),
        roles: roles.into_iter().take(ROLES).collect(),
        more_roles,
        audiences: renderer.audience_pieces(),
        changes: renderer.changes(5),
        figures: renderer.home_figures(),
        coverage: renderer.coverage_bars(),
        reviews: renderer.year_drawing(),
        maps: renderer.home_maps(),
        sections: renderer.section_cards(0),
    };
    let mut frame = renderer.frame(path, "home", "home", title);
    frame.description.clone_from(&handbook.identity.description);
    renderer.fill("home.html", &frame, &view, None)
}

impl Renderer<'_> {
    /// The introduction of a section as HTML, where the site may show it.
    pub(in crate::render) fn intro(&self, section: u32, root: &str) -> Option<markdown::Written> {
        if !self.addresses.visible.shows_intro(self.handbook, section) {
            return None;
        }
        let data = self.handbook.sections.get(section as usize)?;
        let intro = data.intro.as_ref()?;
        let title = if section == 0 { first_heading(&intro.body).unwrap_or(&data.title) } else { &data.title };
        Some(markdown::write(self.ground(root), &intro.body, title))
    }

    /// Roles that groups of people hold come first, because a reader most likely holds one of them; then by titles.
    pub(in crate::render) fn role_links(&self) -> Vec<Link> {
        let roles = (0..).zip(&self.handbook.registers.roles);
        let mut links: Vec<(bool, Link)> = roles
            .filter_map(|(index, role)| {
                let words = role.record.title().split('(').next().unwrap_or_default().trim();
                let link = self.link_to(Target::Entry(RegisterKind::Roles, index), words)?;
                Some((role.held_by_group.is_none(), link))
            })
            .collect();
        links.sort_by_cached_key(|(is_named, link)| (*is_named, link.words.to_lowercase()));
        links.into_iter().map(|(_, link)| link).collect()
    }

    /// The documents with the latest entries in their history.
    fn changes(&self, length: usize) -> Vec<Change> {
        let shown: Vec<u32> = self.scope.documents().map(|(index, _)| index).collect();
        self.changes_of(&shown, length)
    }

    /// The same of some documents.
    pub(in crate::render) fn changes_of(&self, documents: &[u32], length: usize) -> Vec<Change> {
        let mut latest: Vec<_> = Vec::new();
        for index in documents.iter().copied() {
            let document = self.handbook.document(index);
            let entries = document.front.history.iter().filter_map(|it| Some((it.date.as_ref()?.value, it)));
            latest.extend(entries.max_by_key(|(day, _)| *day).map(|(day, entry)| (day, index, entry)));
        }
        latest.sort_by_key(|(day, index, _)| (std::cmp::Reverse(*day), *index));
        let text = |value: &Option<crate::text::Spanned<String>>| {
            value.as_ref().map_or_else(String::new, |it| it.value.clone())
        };
        let change = |(day, index, entry): (crate::text::Date, u32, &crate::model::HistoryEntry)| {
            Some(Change {
                document: self.marked_document(index)?,
                day: Some(Day::of(&self.words, day)),
                version: text(&entry.version),
                summary: text(&entry.summary),
            })
        };
        latest.into_iter().take(length).filter_map(change).collect()
    }

    fn home_figures(&self) -> Vec<Figure> {
        let counts = StateCounts::of(&self.scope);
        let all: Vec<u32> = (0..).take(self.handbook.catalogue.controls.len()).collect();
        let tally = self.coverage.tally(self.handbook, &all);
        let list = |query: &str| Some(format!("documents/index.html{query}"));
        let waiting = counts.in_state(State::Draft) + counts.in_state(State::InReview);
        let in_force = counts.in_state(State::InForce);
        let share =
            |class: &'static str, key: &'static str, amount: usize| Share { class, words: self.words.get(key), amount };
        let mut figures = vec![
            Figure {
                number: in_force,
                words: self.words.get("figure.in_force").to_owned(),
                note: self.words.count(counts.total, "figure.of_documents"),
                href: list("?state=in-force"),
                tone: "in-force",
                bar: Some(bar(
                    &self.words,
                    &[
                        share("in-force", "state.in-force", in_force),
                        share("rest", "share.other", counts.total - in_force),
                    ],
                )),
            },
            Figure {
                number: counts.due + counts.overdue,
                words: self.words.get("figure.to_review").to_owned(),
                note: if counts.overdue == 0 {
                    self.words.get("figure.none_overdue").to_owned()
                } else {
                    self.words.with("figure.count_overdue", &[("n", &counts.overdue)])
                },
                href: Some("reviews.html".to_owned()),
                tone: review_tone(&counts),
                bar: Some(bar(
                    &self.words,
                    &[
                        share("overdue", "value.overdue", counts.overdue),
                        share("approved", "share.due", counts.due),
                        share("rest", "share.later", counts.total.saturating_sub(counts.due + counts.overdue)),
                    ],
                )),
            },
            Figure {
                number: waiting,
                words: self.words.get("figure.waiting").to_owned(),
                note: self.words.with("figure.in_review", &[("n", &counts.in_state(State::InReview))]),
                href: Some("approvals.html".to_owned()),
                tone: if waiting == 0 { "" } else { "in-review" },
                bar: Some(bar(
                    &self.words,
                    &[
                        share("in-review", "share.waiting", waiting),
                        share("rest", "share.other", counts.total - waiting),
                    ],
                )),
            },
        ];
        if self.addresses.visible.shows_register(RegisterKind::Applicability) && tally.controls > 0 {
            let gaps = self.gaps().len();
            figures.push(Figure {
                number: gaps,
                words: self.words.count(gaps, "figure.gaps"),
                note: self.words.count_with(tally.applicable, "figure.with_document", &[("covered", &tally.covered)]),
                href: Some("coverage.html".to_owned()),
                tone: if gaps == 0 { "in-force" } else { "overdue" },
                bar: Some(bar(
                    &self.words,
                    &[
                        share("in-force", "coverage.covered", tally.covered),
                        share("overdue", "share.without_document", tally.applicable - tally.covered),
                    ],
                )),
            });
        }
        if let Some(figure) = self.exceptions_figure() {
            figures.push(figure);
        }
        figures
    }

    /// Where the risks lie, with links to the lists of the cells.
    fn home_maps(&self) -> Vec<HomeMap> {
        let is_shown = self.addresses.visible.shows_register(RegisterKind::Risks);
        if !is_shown || self.handbook.registers.risks.is_empty() {
            return Vec::new();
        }
        let method = &self.handbook.risk_method;
        let page = register(RegisterKind::Risks);
        let map = |moment: Moment, key: &str| {
            let (title, heat) = (self.words.get(key), heat(self.handbook, moment));
            let drawing = heat_map(&Map { method, heat: &heat, moment, title, words: &self.words, page: &page });
            HomeMap { title: title.to_owned(), drawing }
        };
        vec![map(Moment::Inherent, "label.before_treatment"), map(Moment::Residual, "label.after_treatment")]
    }

    /// The sections below one, with how much they hold.
    pub(in crate::render) fn section_cards(&self, section: u32) -> Vec<SectionCard> {
        let Some(data) = self.handbook.sections.get(section as usize) else { return Vec::new() };
        let shown = data.children.iter().filter(|it| self.addresses.visible.shows_section(**it));
        let card = |index: &u32| {
            let child = &self.handbook.sections[*index as usize];
            let documents = child.documents.iter().filter(|it| self.addresses.visible.shows_document(**it)).count();
            SectionCard {
                link: Link { href: self.addresses.section(*index), words: child.title.clone() },
                note: self.words.count(documents, "count.document"),
            }
        };
        shown.map(card).collect()
    }
}

fn review_tone(counts: &StateCounts) -> &'static str {
    match (counts.overdue, counts.due) {
        (0, 0) => "",
        (0, _) => "approved",
        _ => "overdue",
    }
}

fn first_heading(body: &crate::model::Body) -> Option<&str> {
    body.headings.first().filter(|it| it.level == 1).map(|it| it.text.as_str())
}
