//! `sitemap.xml` after <https://www.sitemaps.org/protocol.html>: the addresses of all pages that are for readers.

use crate::render::Renderer;
use crate::render::address::encoded;
use crate::render::markdown::escape;

pub(super) fn write(renderer: &Renderer<'_>) -> Vec<u8> {
    let base = renderer.cx.site_address().unwrap_or_default();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in renderer.plan().pages.iter().filter(|it| Renderer::is_read(it.kind)) {
        out.push_str("<url><loc>");
        let path = page.path.strip_suffix("index.html").unwrap_or(&page.path);
        escape(&mut out, &format!("{base}{}", encoded(path)));
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}
