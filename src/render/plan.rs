//! Which pages a site has, and what each is made from. Cheap: nothing is read or written for it.

use std::collections::BTreeMap;

use crate::diag::Finding;
use crate::model::{Citation, RegisterKind, Relation, Target};
use crate::survey::Scope;

use super::Context;
use super::address::{Addresses, ON_ONE_PAGE, register};
use super::audience::{self, audiences, documents_for};
use super::excused::Excused;
use super::files::{self, DataFile};
use super::listing::{self, By};
use super::pages::{EXCEPTIONS, PRINT, TRACEABILITY, USUAL_BOOK};
use super::part::{DUTIES, Part, ROWS};
use super::redirect::{self, Redirect};
use super::tables::Trace;
use super::visible::Visibility;

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    /// From the root of the site, with forward slashes, such as `documents/pol-007.html`.
    pub path: String,
    pub kind: PageKind,
}

/// What a page shows; numbers are indexes into the lists of the handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    Home,
    Search,
    /// Documents under what they are looked for by.
    Listing(By, Part),
    Section(u32, Part),
    Document(u32),
    /// The versions of a document.
    History(u32),
    Documents(Part),
    Control(u32),
    Controls,
    Clause(u32),
    Clauses,
    Risk(u32),
    Risks(Part),
    Asset(u32),
    Assets(Part),
    /// By its place in the settings.
    Audience(u32, Part),
    Audiences,
    Role(u32, Part),
    Roles(Part),
    Applicability,
    Treatment(Part),
    Approvals(Part),
    Coverage,
    /// The whole book.
    Print,
    /// Controls, risks and obligations with what they lead to.
    Traceability(Part),
    /// Exceptions and silenced findings.
    Exceptions(Part),
    Changes(Part),
    /// The reviews of the year.
    Reviews(Part),
    Glossary(Part),
    Register(RegisterKind, Part),
    /// An old address, by its place among those of the settings that lead somewhere.
    Redirect(u32),
    Missing,
    /// The list of editions.
    Editions,
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name in [`crate::model::Handbook::attachments`].
    pub name: String,
    /// Where it goes, from the root of the site.
    pub path: String,
}

/// All pages of a site, in the order of their addresses, and the files that go with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub pages: Vec<Page>,
    /// Only those that a page of the site shows or links.
    pub attachments: Vec<Attachment>,
    /// Files for programs, beside the search index and the manifest.
    pub files: Vec<DataFile>,
}

pub(super) fn plan(cx: &Context<'_>, addresses: &Addresses) -> Plan {
    let mut pages = read_pages(cx, addresses);
    let moved = redirect::redirects(cx, addresses, &by_path(&pages));
    let moved = (0..).zip(moved).map(|(index, it)| Page { path: it.path, kind: PageKind::Redirect(index) });
    pages.extend(moved);
    pages.sort();
    Plan { pages, attachments: attachments(cx, addresses), files: files::planned(cx, addresses) }
}

fn by_path(pages: &[Page]) -> BTreeMap<&str, PageKind> {
    pages.iter().map(|it| (it.path.as_str(), it.kind)).collect()
}

/// Old addresses that lead somewhere on this site or out of it.
pub(super) fn redirects(cx: &Context<'_>, addresses: &Addresses) -> Vec<Redirect> {
    if cx.config.html.redirect.is_empty() {
        return Vec::new();
    }
    let pages = read_pages(cx, addresses);
    redirect::redirects(cx, addresses, &by_path(&pages))
}

/// What is wrong with old addresses.
pub(super) fn lost_redirects(cx: &Context<'_>, addresses: &Addresses) -> Vec<Finding> {
    let pages = read_pages(cx, addresses);
    redirect::lost(cx, addresses, &by_path(&pages))
}

fn read_pages(cx: &Context<'_>, addresses: &Addresses) -> Vec<Page> {
    let handbook = cx.handbook;
    let visible = &addresses.visible;
    let registers = &handbook.registers;
    let mut list = List::default();
    list.add(super::HOME, PageKind::Home);
    if cx.past.edition.is_none() {
        list.add("404.html", PageKind::Missing);
        list.add("editions.html", PageKind::Editions);
    }
    list.add("coverage.html", PageKind::Coverage);
    list.add("search.html", PageKind::Search);
    for by in By::ALL {
        list.parts(by.path(), listing::length(handbook, addresses, by), ROWS, |part| PageKind::Listing(by, part));
    }
    list.add("controls/index.html", PageKind::Controls);
    list.add("clauses/index.html", PageKind::Clauses);
    let histories = handbook.indexed_documents().filter(|(index, _)| visible.shows_document(*index));
    let changes = histories.flat_map(|(_, it)| &it.front.history).filter(|it| it.date.is_some()).count();
    list.parts("changes.html", changes, ROWS, PageKind::Changes);
    let scope = Scope::limited(handbook, &cx.judged.standings, visible.documents().to_vec());
    let reviews = scope.documents().filter(|(index, _)| scope.standing(*index).review_due.is_some()).count();
    list.parts("reviews.html", reviews, ROWS, PageKind::Reviews);
    if has_book(cx, visible) {
        list.add(PRINT, PageKind::Print);
    }
    if visible.shows_register(RegisterKind::Applicability) {
        let length = Trace::ALL.into_iter().map(|it| it.length(handbook, visible)).max().unwrap_or_default();
        list.parts(TRACEABILITY, length, ROWS, PageKind::Traceability);
    }
    let excused = Excused::shown(cx.excused, handbook, visible).len();
    let shows_exceptions = visible.shows_register(RegisterKind::Exceptions);
    if shows_exceptions || excused > 0 {
        let granted = if shows_exceptions { registers.exceptions.len() } else { 0 };
        list.parts(EXCEPTIONS, granted.max(excused), ROWS, PageKind::Exceptions);
    }
    let shown = visible.documents().iter().filter(|it| **it).count();
    list.parts(&register(RegisterKind::Documents), shown, ROWS, PageKind::Documents);
    let alive = scope.documents().filter(|(index, _)| scope.standing(*index).state.is_alive()).count();
    list.parts("approvals.html", alive, ROWS, PageKind::Approvals);
    for (index, section) in (0..).zip(&handbook.sections).skip(1) {
        if visible.shows_section(index) {
            let documents = section.documents.iter().filter(|it| visible.shows_document(**it)).count();
            list.parts(&addresses.section(index), documents, ROWS, |part| PageKind::Section(index, part));
        }
    }
    for (index, _) in handbook.indexed_documents().filter(|(index, _)| visible.shows_document(*index)) {
        list.add(addresses.document(index), PageKind::Document(index));
        list.add(addresses.history(index), PageKind::History(index));
    }
    for (index, _) in (0..).zip(&handbook.catalogue.controls).filter(|(it, _)| visible.shows(Target::Control(*it))) {
        list.add(addresses.control(index), PageKind::Control(index));
    }
    for (index, _) in (0..).zip(&handbook.catalogue.clauses).filter(|(it, _)| visible.shows(Target::Clause(*it))) {
        list.add(addresses.clause(index), PageKind::Clause(index));
    }
    if visible.shows_register(RegisterKind::Applicability) {
        list.add("applicability.html", PageKind::Applicability);
    }
    if visible.shows_register(RegisterKind::Treatment) {
        let actions = registers.risks.iter().map(|risk| risk.actions.len()).sum();
        list.parts(&register(RegisterKind::Treatment), actions, ROWS, PageKind::Treatment);
    }
    list.register(addresses, RegisterKind::Risks, registers.risks.len(), PageKind::Risks);
    list.register(addresses, RegisterKind::Assets, registers.assets.len(), PageKind::Assets);
    list.register(addresses, RegisterKind::Roles, registers.roles.len(), PageKind::Roles);
    list.register(addresses, RegisterKind::Terms, registers.terms.len(), PageKind::Glossary);
    for kind in ON_ONE_PAGE {
        list.register(addresses, kind, registers.records(kind).len(), |part| PageKind::Register(kind, part));
    }
    list.entries(addresses, RegisterKind::Risks, registers.risks.len(), PageKind::Risk);
    list.entries(addresses, RegisterKind::Assets, registers.assets.len(), PageKind::Asset);
    list.roles(cx, addresses);
    list.audiences(cx, addresses);
    list.pages
}

/// Whether the site has the whole book on one page. A page of thousands of documents is none that a browser likes, so
/// beyond a number the settings have to ask for it.
pub(super) fn has_book(cx: &Context<'_>, visible: &Visibility) -> bool {
    let is_usual = || visible.documents().iter().filter(|it| **it).count() <= USUAL_BOOK;
    cx.config.html.print.unwrap_or_else(is_usual)
}

#[derive(Default)]
struct List {
    pages: Vec<Page>,
}

impl List {
    fn add(&mut self, path: impl Into<String>, kind: PageKind) {
        self.pages.push(Page { path: path.into(), kind });
    }

    fn parts(&mut self, first: &str, length: usize, rows: usize, kind: impl Fn(Part) -> PageKind) {
        for part in Part::all(length, rows) {
            self.add(part.path(first), kind(part));
        }
    }

    fn register(&mut self, addresses: &Addresses, kind: RegisterKind, length: usize, page: impl Fn(Part) -> PageKind) {
        if addresses.visible.shows_register(kind) {
            self.parts(&register(kind), length, ROWS, page);
        }
    }

    fn entries(&mut self, addresses: &Addresses, kind: RegisterKind, length: usize, page: impl Fn(u32) -> PageKind) {
        for index in (0..).take(length) {
            if let Some(path) = addresses.page_of(kind, index) {
                self.add(path, page(index));
            }
        }
    }

    /// A role's page has a part for each hundred documents that give it duties.
    fn roles(&mut self, cx: &Context<'_>, addresses: &Addresses) {
        for (index, _) in (0..).zip(&cx.handbook.registers.roles) {
            if let Some(path) = addresses.page_of(RegisterKind::Roles, index) {
                let documents = duty_givers(cx, addresses, index).len();
                self.parts(&path, documents, DUTIES, |part| PageKind::Role(index, part));
            }
        }
    }

    /// So has an audience's for each hundred documents that are for it.
    fn audiences(&mut self, cx: &Context<'_>, addresses: &Addresses) {
        let all = audiences(cx, addresses);
        if !all.is_empty() {
            self.add(audience::ALL, PageKind::Audiences);
        }
        for audience in all {
            let documents = documents_for(cx, addresses, audience.index).len();
            self.parts(&audience.page(), documents, DUTIES, |part| PageKind::Audience(audience.index, part));
        }
    }
}

/// The documents that say that they give a role duties, once each, in the handbook's order.
pub(super) fn duty_givers(cx: &Context<'_>, addresses: &Addresses, role: u32) -> Vec<u32> {
    let citations = cx.handbook.cited_by(Target::Entry(RegisterKind::Roles, role));
    let giver = |it: &Citation| match (it.relation, it.from) {
        (Relation::GivesDuties, Target::Document(document)) if addresses.visible.shows_document(document) => {
            Some(document)
        }
        _ => None,
    };
    let mut documents: Vec<u32> = citations.iter().filter_map(giver).collect();
    documents.sort_unstable();
    documents.dedup();
    documents
}

/// A file is published with what shows or links it, never because it lies in the folder.
fn attachments(cx: &Context<'_>, addresses: &Addresses) -> Vec<Attachment> {
    let visible = &addresses.visible;
    let mut found = Vec::new();
    for (index, name) in (0..).zip(&cx.handbook.attachments) {
        let citations = cx.handbook.cited_by(Target::Attachment(index));
        let is_used = |from: Target| match from {
            Target::Section(section) => visible.shows_intro(cx.handbook, section),
            _ => visible.shows(from),
        };
        if citations.iter().any(|it| is_used(it.from))
            && let Some(path) = addresses.attachment(index)
        {
            found.push(Attachment { name: name.clone(), path });
        }
    }
    found
}
