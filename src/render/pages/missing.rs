//! The page for addresses that do not exist. It may be served at any depth, so it leads by the site's own address where
//! one is set.

use serde::Serialize;

use crate::error::Error;
use crate::render::Renderer;

#[derive(Serialize)]
struct MissingView {
    /// The address of the site; none where it is not known.
    address: Option<String>,
    /// What may lead to the root of the site from where the page is served.
    roots: Vec<String>,
}

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let address = renderer.site_address();
    let roots = match &address {
        Some(address) => vec![address.clone()],
        None => ["", "../", "../../"].map(str::to_owned).to_vec(),
    };
    let mut frame = renderer.frame(path, "missing", "", "Page not found");
    frame.canonical = None;
    renderer.fill("missing.html", &frame, &MissingView { address, roots }, None)
}
