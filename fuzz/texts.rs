//! What must hold for documents, registers, settings and whole handbooks of any text. The fuzzer and the tests look alike.
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each fuzz target uses one of the laws, so that nothing can be expected of the others"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ismsbook::check::{self, Context};
use ismsbook::config;
use ismsbook::diag::Finding;
use ismsbook::text::{Date, FileId, Span};
use ismsbook::{link, parse, source};

/// Every place in a document lies in its text, on whole characters; what is opened is closed; anchors are unique.
pub fn document(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parsed = parse::document(FileId::new(0), &Arc::from(text), &BTreeMap::new());
    findings_lie_within(text, &parsed.findings);
    let body = &parsed.body;
    let items = body.items().map(|(_, span)| span);
    let links = body.links.iter().map(|it| it.span);
    let mentions = body.mentions.iter().map(|it| it.span);
    let variables = body.variables.iter().map(|it| it.span);
    let headings = body.headings.iter().map(|it| it.span);
    let others = body.comments.iter().chain(&body.html).copied();
    items.chain(links).chain(mentions).chain(variables).chain(headings).chain(others).for_each(|it| within(text, it));
    assert!(body.mentions.is_sorted_by_key(|it| it.span.start), "mentions out of order");
    assert!(body.variables.is_sorted_by_key(|it| it.span.start), "variables out of order");
    let anchors: BTreeSet<&str> = body.headings.iter().map(|it| it.anchor.as_str()).collect();
    assert_eq!(anchors.len(), body.headings.len(), "two headings with one anchor");
    let mut open = 0_usize;
    for (item, _) in body.items() {
        match item {
            ismsbook::model::Item::Open(_) => open += 1,
            ismsbook::model::Item::Close(_) => open = open.checked_sub(1).expect("closed and never opened"),
            _ => {}
        }
    }
    assert_eq!(open, 0, "opened and never closed");
}

/// Every place in a file of registers lies in its text.
pub fn register(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parsed = parse::register(FileId::new(0), text);
    findings_lie_within(text, &parsed.findings);
    if let Some(place) = parsed.statement_place {
        within(text, place.span);
    }
    // An outline is what an editor asks for; it reads the same text in its own way.
    let _ = parse::outline(text);
}

/// Every place in the settings lies in their text.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (_, findings) = config::read(FileId::new(0), text);
    findings_lie_within(text, &findings);
}

/// A handbook of a document, a register and settings, with a zero between them, goes down the whole road; each finding and
/// each fix has a place in its file, and a second run finds the same.
pub fn handbook(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut parts = text.splitn(3, '\0');
    let mut next = || parts.next().unwrap_or_default();
    let (document, register, settings) = (next(), next(), next());
    let sources = source::fixture(&format!(
        "//- book.toml\n{settings}\n//- policies/a.md\n{document}\n//- policies/b.md\n---\nid: POL-002\n---\n//- registers/a.yaml\n{register}\n"
    ));
    let look = || {
        let (settings, mut findings) = config::read(FileId::new(0), &format!("{settings}\n"));
        let linked = link::link(&sources, &settings);
        findings.extend(linked.findings);
        let today = Date::new(2026, 11, 21).expect("a day of the calendar");
        let (handbook, texts) = (&linked.handbook, &sources.texts);
        let cx = Context { handbook, config: &settings, texts, today, site: None, base: None };
        check::check(&cx, findings).diagnostics
    };
    let diagnostics = look();
    for finding in diagnostics.iter().map(|it| &it.finding) {
        let places = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.place));
        for place in std::iter::once(finding.place).chain(finding.related.iter().map(|it| it.place)).chain(places) {
            within(&sources.texts.of(place.file).content, place.span);
        }
    }
    assert_eq!(diagnostics, look(), "a second look finds something else");
}

fn findings_lie_within(text: &str, findings: &[Finding]) {
    for finding in findings {
        within(text, finding.place.span);
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            within(text, edit.place.span);
        }
    }
}

fn within(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} is no place in the text");
}
