//! The page for addresses that do not exist. It may be served at any depth, so all its links begin with the site's own
//! address where one is set; without one they lead from the root of the site.

use serde::Serialize;

use crate::error::Error;
use crate::render::{Frame, Renderer};

#[derive(Serialize)]
struct MissingView {}

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let mut page = renderer.frame(path, "missing", "", renderer.words.get("page.missing"));
    page.canonical = None;
    let root = renderer.cx.site_address().unwrap_or_default();
    renderer.fill_from(&Frame { template: "missing.html", page: &page, root: &root }, &MissingView {}, None)
}
