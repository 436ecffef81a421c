//! A small page at an old address, which leads on by itself and by a link.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::redirect::Destination;
use crate::render::root_of;
use crate::render::views::RedirectView;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let redirect = &renderer.redirects[index as usize];
    let address = renderer.cx.site_address();
    // An old page may lie deeper than any page of ours.
    let root =
        if path.matches('/').count() > 1 { "../".repeat(path.matches('/').count()) } else { root_of(path).to_owned() };
    let view = match &redirect.target {
        Destination::Outside(href) => {
            RedirectView { href: href.clone(), words: href.clone(), canonical: Some(href.clone()) }
        }
        Destination::Inside(page) => {
            let canonical = address.map(|it| format!("{it}{page}"));
            let href = format!("{root}{page}");
            let name = redirect.document.and_then(|it| renderer.document_piece(it)).map(|it| it.words());
            RedirectView { words: name.unwrap_or_else(|| href.clone()), href, canonical }
        }
    };
    let frame = renderer.frame(path, "redirect", "", renderer.words.get("page.moved"));
    renderer.fill_from(&crate::render::Frame { template: "redirect.html", page: &frame, root: &root }, &view, None)
}
