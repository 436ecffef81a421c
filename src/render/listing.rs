//! Documents under what people look for them by: title, owner, state, control. For readers without a script, and for
//! those who would rather look through a list than search.

use crate::approval::State;
use crate::model::{Handbook, Target};

use super::Renderer;
use super::address::Addresses;
use super::pieces::targets;

/// What documents are listed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    Title,
    Owner,
    State,
    Control,
}

impl By {
    pub(super) const ALL: [By; 4] = [By::Title, By::Owner, By::State, By::Control];

    /// The first page of the list.
    pub(super) fn path(self) -> &'static str {
        match self {
            By::Title => "lists/titles.html",
            By::Owner => "lists/owners.html",
            By::State => "lists/states.html",
            By::Control => "lists/controls.html",
        }
    }

    /// The key of its title in the catalogue.
    pub(super) fn key(self) -> &'static str {
        match self {
            By::Title => "listing.titles",
            By::Owner => "listing.owners",
            By::State => "listing.states",
            By::Control => "listing.controls",
        }
    }
}

/// A line of a list: the group under which it stands, and the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// Groups stand in the order of their ranks, then of their names.
    pub(super) rank: u32,
    pub(super) group: String,
    /// What the group itself is, where it has a page.
    pub(super) target: Option<Target>,
    pub(super) sorted_by: String,
    pub(super) document: u32,
}

/// How many lines a list has.
pub(super) fn length(handbook: &Handbook, addresses: &Addresses, by: By) -> usize {
    let shown = handbook.indexed_documents().filter(|(index, _)| addresses.visible.shows_document(*index));
    match by {
        By::Title | By::Owner | By::State => shown.count(),
        By::Control => shown.map(|(index, _)| controls(handbook, addresses, index).len()).sum(),
    }
}

/// The controls that a document names and the site shows, once each.
fn controls(handbook: &Handbook, addresses: &Addresses, document: u32) -> Vec<u32> {
    let control = |it: Target| match it {
        Target::Control(control) if addresses.visible.shows(it) => Some(control),
        _ => None,
    };
    let mut controls: Vec<u32> = targets(&handbook.document(document).front.controls).filter_map(control).collect();
    controls.sort_unstable();
    controls.dedup();
    controls
}

impl Renderer<'_> {
    /// All lines of a list in their order.
    pub(super) fn lines_by(&self, by: By) -> &[Line] {
        self.listings[by as usize].get_or_init(|| self.make_lines(by))
    }

    fn make_lines(&self, by: By) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (index, document) in self.scope.documents() {
            let title = document.title().to_lowercase();
            let line = |rank: u32, group: String| Line {
                rank,
                group,
                target: None,
                sorted_by: title.clone(),
                document: index,
            };
            match by {
                By::Title => {
                    let first = title.chars().find(|it| it.is_alphanumeric()).unwrap_or('#');
                    lines.push(line(u32::from(!first.is_alphabetic()), first.to_uppercase().collect()));
                }
                By::Owner => {
                    let owner = document.front.owner.as_ref();
                    let name = self.plain_name(owner);
                    let target = owner.and_then(|it| it.target);
                    let words = if name.is_empty() { self.words.get("listing.no_owner").to_owned() } else { name };
                    lines.push(Line { target, ..line(u32::from(target.is_none()), words) });
                }
                By::State => {
                    let state = self.scope.standing(index).state;
                    let rank = State::ALL.iter().position(|it| *it == state).unwrap_or_default();
                    lines.push(line(rank as u32, self.words.of_section("state", state.name())));
                }
                By::Control => {
                    for control in controls(self.handbook, &self.addresses, index) {
                        let (id, title) = self.handbook.name_and_title(Target::Control(control));
                        let target = Some(Target::Control(control));
                        lines.push(Line { target, ..line(control, format!("{id} {title}")) });
                    }
                }
            }
        }
        lines.sort();
        lines
    }
}
