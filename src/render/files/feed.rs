//! Atom feeds (RFC 4287) of what changed, for all readers and for each audience, from the histories of the documents.

use crate::render::Renderer;
use crate::render::address::encoded;
use crate::render::brief::brief;
use crate::render::changes::{Change, changes};
use crate::render::markdown::escape;

/// Entries of one feed.
const LONGEST: usize = 100;

/// The feed of an audience, by its place in the settings, or the one for all.
pub(super) fn write(renderer: &Renderer<'_>, path: &str, audience: Option<u32>) -> Vec<u8> {
    let identity = &renderer.handbook.identity;
    let wanted = audience.and_then(|it| renderer.cx.config.isms.audiences.get(it as usize));
    let is_meant = |it: &&Change<'_>| {
        let audiences = &renderer.handbook.document(it.document).front.audience;
        wanted.is_none_or(|wanted| audiences.is_empty() || audiences.iter().any(|it| it.value == *wanted))
    };
    let all = changes(renderer);
    let shown: Vec<&Change<'_>> = all.iter().filter(is_meant).take(LONGEST).collect();
    let base = renderer.cx.site_address();
    let root = base.clone().unwrap_or_else(|| if path.contains('/') { "../".to_owned() } else { String::new() });
    let authority = authority(base.as_deref());
    let title = wanted.map_or_else(
        || identity.title.clone(),
        |it| renderer.words.with("feed.title", &[("title", &identity.title), ("audience", &renderer.words.value(it))]),
    );
    let newest = shown.first().map_or(renderer.cx.today, |it| it.day);
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element(&mut out, "title", &title);
    element(&mut out, "id", &format!("tag:{authority},2026:{path}"));
    element(&mut out, "updated", &format!("{newest}T00:00:00Z"));
    out.push_str("<author>");
    element(&mut out, "name", if identity.organization.is_empty() { &identity.title } else { &identity.organization });
    out.push_str("</author>\n");
    link(&mut out, "alternate", &format!("{root}changes.html"));
    if base.is_some() {
        link(&mut out, "self", &format!("{root}{path}"));
    }
    for change in shown {
        entry(renderer, &mut out, change, (&authority, &root));
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

fn entry(renderer: &Renderer<'_>, out: &mut String, change: &Change<'_>, (authority, root): (&str, &str)) {
    let document = renderer.handbook.document(change.document);
    let page = renderer.addresses.document(change.document);
    let stem = page.rsplit('/').next().unwrap_or_default().trim_end_matches(".html");
    out.push_str("<entry>\n");
    let version = if change.version.is_empty() {
        String::new()
    } else {
        format!(", {}", renderer.words.with("document.version", &[("version", &change.version)]))
    };
    let id = document.id().map_or_else(String::new, |id| format!("{} ", id.as_str()));
    element(out, "title", &format!("{id}{}{version}", brief(document.title())));
    element(out, "id", &format!("tag:{authority},{}:{}/{}", change.day, encoded(stem), encoded(&change.key())));
    element(out, "updated", &format!("{}T00:00:00Z", change.day));
    link(out, "alternate", &format!("{root}{}", encoded(&page)));
    if !change.kind.is_empty() {
        out.push_str("<category term=\"");
        escape(out, change.kind);
        out.push_str("\"/>\n");
    }
    element(
        out,
        "summary",
        if change.summary.is_empty() { renderer.words.get("feed.no_summary") } else { change.summary },
    );
    out.push_str("</entry>\n");
}

/// The host of an address, for ids that stay (RFC 4151).
fn authority(base: Option<&str>) -> String {
    let host = base.and_then(|it| it.split("://").nth(1)).and_then(|it| it.split(['/', ':']).next());
    host.filter(|it| it.contains('.')).unwrap_or("handbook.invalid").to_ascii_lowercase()
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    let plain: String = text.chars().filter(|it| !it.is_control()).collect();
    escape(out, &plain);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn link(out: &mut String, relation: &str, href: &str) {
    out.push_str("<link rel=\"");
    out.push_str(relation);
    out.push_str("\" href=\"");
    escape(out, href);
    out.push_str("\"/>\n");
}
