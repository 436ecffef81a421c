//! Documents by title, owner, state or control.

use crate::approval::State;
use crate::error::Error;
use crate::render::Renderer;
use crate::render::brief::brief;
use crate::render::direction::direction;
use crate::render::listing::{By, Line};
use crate::render::part::{Part, ROWS};
use crate::render::view::Link;
use crate::render::views::{ListingGroup, ListingLine, ListingView};
use crate::text::slug;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, by: By, part: Part) -> Result<Vec<u8>, Error> {
    let lines = renderer.lines_by(by);
    let mut groups: Vec<ListingGroup> = Vec::new();
    for line in part.rows(lines, ROWS) {
        let document = renderer.handbook.document(line.document);
        let language = renderer.foreign_language(document);
        let state = renderer.scope.standing(line.document).state;
        // Under a state as its title, no line repeats it.
        let (shown_state, mark) = match by {
            By::State => (None, renderer.mark(line.document).filter(|_| state == State::InForce)),
            By::Title | By::Owner | By::Control => (Some(state), renderer.mark(line.document)),
        };
        let shown = ListingLine {
            direction: language.as_deref().map_or("", direction),
            language,
            href: renderer.addresses.document(line.document),
            id: document.id().map(|id| id.as_str().to_owned()),
            title: brief(document.title()).into_owned(),
            state: shown_state.map(|it| renderer.words.of_section("state", it.name())).unwrap_or_default(),
            mark,
        };
        match groups.last_mut() {
            Some(group) if group.title == line.group => group.lines.push(shown),
            _ => groups.push(renderer.listing_group(line, shown)),
        }
    }
    let view = ListingView {
        lead: match by {
            By::Title => renderer.words.count(lines.len(), "lead.by_title"),
            By::Owner => renderer.words.count(lines.len(), "lead.by_owner"),
            By::State => renderer.words.count(lines.len(), "lead.by_state"),
            By::Control => renderer.words.get("lead.by_control").to_owned(),
        },
        has_letters: by == By::Title,
        groups,
        others: renderer.listing_links().into_iter().filter(|it| it.href != by.path()).collect(),
        parts: part.links(by.path(), lines.len(), ROWS),
        empty: renderer.words.get("empty.documents").to_owned(),
    };
    let mut frame = renderer.frame(path, "listing", "search", renderer.words.get(by.key()));
    if part.index > 0 {
        frame.title = renderer
            .words
            .with("frame.title_of_part", &[("title", &renderer.words.get(by.key())), ("n", &(part.index + 1))]);
    }
    renderer.fill("listing.html", &frame, &view, None)
}

impl Renderer<'_> {
    fn listing_group(&self, line: &Line, first: ListingLine) -> ListingGroup {
        ListingGroup {
            title: line.group.clone(),
            anchor: format!("_{}", slug(&line.group)),
            href: line.target.and_then(|it| self.addresses.href(self.handbook, it)),
            lines: vec![first],
        }
    }

    /// Links to all lists by which things can be found without a search.
    pub(super) fn listing_links(&self) -> Vec<Link> {
        use crate::model::{RegisterKind, Target};
        let lists = By::ALL.map(|by| Link { href: by.path().to_owned(), words: self.words.get(by.key()).to_owned() });
        let more = [
            self.link_to(Target::Register(RegisterKind::Roles), self.words.get("listing.duties")),
            self.link_to(Target::Register(RegisterKind::Terms), self.words.get("listing.terms")),
        ];
        lists.into_iter().chain(more.into_iter().flatten()).collect()
    }
}
