//! Old addresses that lead on: `[output.html.redirect]`, with mdBook's meaning, and ids of documents as targets too.

use std::collections::BTreeMap;

use super::Context;
use super::address::{Addresses, encoded};
use super::markdown::is_outside;
use super::plan::PageKind;
use crate::diag::{Finding, nearest};

/// The rule of what is found about redirects; the room `check` has its words.
const REDIRECT_LEADS_NOWHERE: &str = "redirect-leads-nowhere";

/// An old address and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Redirect {
    /// The old page, from the root of the site.
    pub(super) path: String,
    pub(super) target: Destination,
    /// The document to which it leads, if it is one.
    pub(super) document: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// An address on this site, from its root, with its fragment.
    Inside(String),
    Outside(String),
}

/// The redirects of a site whose pages are these. One that stands where a page is, or that leads to a page which this site
/// does not have, is left out: the page wins, and what is hidden is not named.
pub(super) fn redirects(cx: &Context<'_>, addresses: &Addresses, pages: &BTreeMap<&str, PageKind>) -> Vec<Redirect> {
    let mut found = Vec::new();
    for (from, to) in &cx.config.html.redirect {
        let Some(path) = old_page(from) else { continue };
        let Some(target) = destination(cx, addresses, (&path, to.value.trim())) else { continue };
        let (is_there, document) = match &target {
            Destination::Inside(page) => match pages.get(page.split('#').next().unwrap_or_default()) {
                Some(PageKind::Document(document)) => (true, Some(*document)),
                page => (page.is_some(), None),
            },
            Destination::Outside(_) => (true, None),
        };
        if is_there && !pages.contains_key(path.as_str()) {
            found.push(Redirect { path, target, document });
        }
    }
    found.sort_by(|left, right| left.path.cmp(&right.path));
    found.dedup_by(|left, right| left.path == right.path);
    found
}

/// Redirects that nobody can follow, for whoever writes them: those of the whole site, as a named one may hide the page.
pub(super) fn lost(cx: &Context<'_>, addresses: &Addresses, pages: &BTreeMap<&str, PageKind>) -> Vec<Finding> {
    let Some(file) = cx.config.file else { return Vec::new() };
    let mut findings = Vec::new();
    for (from, to) in &cx.config.html.redirect {
        let target = to.value.trim();
        let shown = from.escape_debug();
        let (message, hint) = match old_page(from).map(|path| (destination(cx, addresses, (&path, target)), path)) {
            None => {
                let hint = "write a path from the root of the site that ends in `.html` or `/`".to_owned();
                (format!("`{shown}` can be no page of the site, so nothing leads on from it"), hint)
            }
            Some((_, path)) if pages.contains_key(path.as_str()) => {
                let hint = "take the redirect out, or give it the address that the page had before".to_owned();
                (format!("`{shown}` is a page of the site, so its redirect is never followed"), hint)
            }
            Some((Some(Destination::Outside(_)), _)) => continue,
            Some((Some(Destination::Inside(page)), _))
                if pages.contains_key(page.split('#').next().unwrap_or_default()) =>
            {
                continue;
            }
            Some(_) => {
                let ids = cx.handbook.documents.iter().filter_map(|it| Some(it.id()?.as_str()));
                let near = nearest(target.trim_start_matches('/'), ids.chain(pages.keys().copied()));
                let hint = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name a page, the id of a document, or an address elsewhere".to_owned(),
                };
                (format!("`{shown}` leads to `{}`, which the site does not have", target.escape_debug()), hint)
            }
        };
        findings.push(Finding::new(REDIRECT_LEADS_NOWHERE, to.span.in_file(file), message).hint(hint));
    }
    findings
}

/// The file of an old address; none where that would not be a page inside the site.
fn old_page(from: &str) -> Option<String> {
    let path = from.trim().trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let is_part = |it: &str| !it.is_empty() && it != "." && it != ".." && !it.contains(['\\', ':', '\0']);
    let is_page = std::path::Path::new(&path).extension().is_some_and(|it| it == "html");
    if is_page && path.split('/').all(is_part) { Some(path) } else { None }
}

fn destination(cx: &Context<'_>, addresses: &Addresses, (from, to): (&str, &str)) -> Option<Destination> {
    if is_outside(to) {
        return Some(Destination::Outside(to.to_owned()));
    }
    let is_named = |document: &crate::model::Document| document.id().is_some_and(|id| id.as_str() == to);
    if let Some((index, _)) = cx.handbook.indexed_documents().find(|(_, it)| is_named(it)) {
        return Some(addresses.document(index))
            .filter(|_| addresses.visible.shows_document(index))
            .map(Destination::Inside);
    }
    // As in mdBook, a path is read from the old page on, and one with a slash in front from the root.
    let mut parts: Vec<&str> = if to.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let mut page = parts.join("/");
    if path.ends_with('/') {
        page.push_str("/index.html");
    }
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{}", encoded(fragment)) };
    Some(Destination::Inside(format!("{page}{fragment}")))
}
