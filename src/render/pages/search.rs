//! The page of the search: the field and its results with a script, and without one the lists that hold the same.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::views::SearchView;

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let view = SearchView {
        lists: renderer.listing_links(),
        suggestions: renderer.suggestions(),
        is_searchable: renderer.cx.config.html.search,
    };
    let title = if view.is_searchable { "page.search" } else { "page.find" };
    let title = renderer.words.get(title);
    renderer.fill("search.html", &renderer.frame(path, "search", "search", title), &view, None)
}
