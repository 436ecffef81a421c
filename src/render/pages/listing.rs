//! Documents by title, owner, state or control.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::listing::{By, Line};
use crate::render::part::{Part, ROWS};
use crate::render::pieces::count;
use crate::render::view::Link;
use crate::render::views::{ListingGroup, ListingLine, ListingView};
use crate::text::slug;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, by: By, part: Part) -> Result<Vec<u8>, Error> {
    let lines = renderer.lines_by(by);
    let mut groups: Vec<ListingGroup> = Vec::new();
    for line in part.rows(lines, ROWS) {
        let document = renderer.handbook.document(line.document);
        let shown = ListingLine {
            href: renderer.addresses.document(line.document),
            id: document.id().map(|id| id.as_str().to_owned()),
            title: document.title().to_owned(),
            state: renderer.scope.standing(line.document).state.title(),
        };
        match groups.last_mut() {
            Some(group) if group.title == line.group => group.lines.push(shown),
            _ => groups.push(renderer.listing_group(line, shown)),
        }
    }
    let view = ListingView {
        lead: match by {
            By::Title => format!("{} by their titles.", count(lines.len(), "document")),
            By::Owner => format!("{} under those who answer for them.", count(lines.len(), "document")),
            By::State => format!("{} by how far they are.", count(lines.len(), "document")),
            By::Control => "Each control with the documents that carry it out.".to_owned(),
        },
        has_letters: by == By::Title,
        groups,
        others: renderer.listing_links().into_iter().filter(|it| it.href != by.path()).collect(),
        parts: part.links(by.path(), lines.len(), ROWS),
        empty: "No document yet. A Markdown file in the documents' folder becomes one.".to_owned(),
    };
    let mut frame = renderer.frame(path, "listing", "search", by.words());
    if part.index > 0 {
        frame.title = format!("{}, part {}", by.words(), part.index + 1);
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
        let lists = By::ALL.map(|by| Link { href: by.path().to_owned(), words: by.words().to_owned() });
        let more = [
            self.link_to(Target::Register(RegisterKind::Roles), "Duties by role"),
            self.link_to(Target::Register(RegisterKind::Terms), "Words of the glossary"),
        ];
        lists.into_iter().chain(more.into_iter().flatten()).collect()
    }
}
