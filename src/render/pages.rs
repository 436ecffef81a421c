//! The kinds of pages, one file each.

mod applicability;
mod approvals;
mod audience;
mod changes;
mod clauses;
mod controls;
mod coverage;
mod document;
mod documents;
mod editions;
mod exceptions;
mod glossary;
mod history;
mod home;
mod list;
mod listing;
mod missing;
mod print;
mod redirect;
mod register;
mod reviews;
mod risks;
mod role;
mod search;
mod section;
mod traceability;

use super::{Page, PageKind, Renderer};
use crate::error::Error;

pub(super) use document::with_body as document_with_body;
pub(super) use exceptions::PATH as EXCEPTIONS;
pub(super) use print::{PATH as PRINT, USUAL as USUAL_BOOK};
pub(super) use traceability::PATH as TRACEABILITY;

/// Renders a page by its kind.
pub(super) fn render(renderer: &Renderer<'_>, page: &Page) -> Result<Vec<u8>, Error> {
    let path = page.path.as_str();
    match page.kind {
        PageKind::Home => home::render(renderer, path),
        PageKind::Search => search::render(renderer, path),
        PageKind::Listing(by, part) => listing::render(renderer, path, by, part),
        PageKind::Section(section, part) => section::render(renderer, path, section, part),
        PageKind::Document(document) => document::render(renderer, path, document),
        PageKind::History(document) => history::render(renderer, path, document),
        PageKind::Documents(part) => documents::render(renderer, path, part),
        PageKind::Control(control) => controls::one(renderer, path, control),
        PageKind::Controls => controls::all(renderer, path),
        PageKind::Clause(clause) => clauses::one(renderer, path, clause),
        PageKind::Clauses => clauses::all(renderer, path),
        PageKind::Risk(risk) => risks::one(renderer, path, risk),
        PageKind::Risks(part) => risks::all(renderer, path, part),
        PageKind::Asset(asset) => list::asset(renderer, path, asset),
        PageKind::Assets(part) => list::assets(renderer, path, part),
        PageKind::Audience(audience, part) => audience::one(renderer, path, audience, part),
        PageKind::Audiences => audience::all(renderer, path),
        PageKind::Role(role, part) => role::one(renderer, path, role, part),
        PageKind::Roles(part) => role::all(renderer, path, part),
        PageKind::Applicability => applicability::render(renderer, path),
        PageKind::Treatment(part) => list::treatment(renderer, path, part),
        PageKind::Approvals(part) => approvals::render(renderer, path, part),
        PageKind::Changes(part) => changes::render(renderer, path, part),
        PageKind::Reviews(part) => reviews::render(renderer, path, part),
        PageKind::Print => print::render(renderer, path),
        PageKind::Traceability(part) => traceability::render(renderer, path, part),
        PageKind::Exceptions(part) => exceptions::render(renderer, path, part),
        PageKind::Coverage => coverage::render(renderer, path),
        PageKind::Glossary(part) => glossary::render(renderer, path, part),
        PageKind::Register(kind, part) => register::render(renderer, path, kind, part),
        PageKind::Redirect(index) => redirect::render(renderer, path, index),
        PageKind::Editions => editions::render(renderer, path),
        PageKind::Missing => missing::render(renderer, path),
    }
}
