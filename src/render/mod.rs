//! From a handbook to the pages of its site. First a plan, cheap: which pages there are. Then each page on its own, in
//! any order and on any thread. Knows nothing of the disk and of who serves the pages.

mod address;
mod audience;
mod book;
mod brief;
mod builtin;
mod changes;
mod chart;
mod colour;
mod confirm;
mod direction;
mod editions;
mod entries;
mod excused;
mod faults;
mod files;
mod history;
mod listing;
mod loose;
mod manifest;
mod markdown;
mod markup;
mod memo;
mod navigation;
mod pages;
mod paper;
mod part;
mod pieces;
mod plan;
mod proof;
mod redirect;
mod search;
mod tables;
mod theme;
mod translations;
pub mod view;
pub mod views;
mod visible;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;

use crate::approval::Judged;
use crate::config::{Config, Site};
use crate::diag::Finding;
use crate::error::Error;
use crate::model::{Handbook, Target};
use crate::survey::{Coverage, Lack, Scope};
use crate::text::{Date, Texts};

use self::address::Addresses;
use self::listing::Line;
use self::markdown::{BRANCH_MARK, Ground, Terms};
use self::memo::Memo;
use self::redirect::Redirect;
use self::words::Words;

pub use builtin::{Part as ThemePart, built_in, nearest_built_in, theme_files};
pub use editions::{EDITIONS, Edition, Past, edition_folder, hidden, in_order};
pub use excused::Excused;
pub use faults::ThemeFault;
pub use files::{Api, DataFile, DataKind};
pub use history::{EarlierWords, FoundAt, PastWords};
pub use listing::By;
pub use loose::loose;
pub use manifest::{Listed, MANIFEST, Published, PublishedDocument, Sum, TOOL};
pub use part::Part;
pub use plan::{Attachment, Page, PageKind, Plan};

/// Whether the site is what holds, or a look at what may come to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    Final,
    /// Every page says that it is a draft.
    Draft,
}

/// What a site is made from.
#[derive(Debug, Clone)]
pub struct Context<'c> {
    pub handbook: &'c Handbook,
    pub config: &'c Config,
    pub texts: &'c Texts,
    /// Where each document stands, and how the acceptance of each risk is proved.
    pub judged: &'c Judged,
    /// Findings that somebody answers for.
    pub excused: &'c [Excused],
    /// The day for which states and reviews are told.
    pub today: Date,
    /// Which of the named sites; none for one that shows everything.
    pub site: Option<&'c Site>,
    pub publication: Publication,
    /// The commit, as people write it.
    pub revision: Option<String>,
    /// What is known of other moments.
    pub past: Past,
}

/// Pages that a thread takes at a time, at most.
const TAKEN: usize = 4;

/// The home page, which has a link of its own above the sections.
const HOME: &str = "index.html";

/// The folder of the site in which the search index lies.
pub const SEARCH: &str = search::FOLDER;

impl Context<'_> {
    /// The address of the site with a slash at its end, where one is set.
    fn site_address(&self) -> Option<String> {
        if self.past.edition.is_some() {
            // What names its own address invites programs to come back for news.
            return None;
        }
        let of_site = self.site.and_then(|it| it.address.as_ref());
        let address = of_site.or(self.config.html.site_url.as_ref())?.trim();
        if address.is_empty() { None } else { Some(format!("{}/", address.trim_end_matches('/'))) }
    }
}

/// Lists the pages of a site.
pub fn plan(cx: &Context<'_>) -> Plan {
    plan::plan(cx, &Addresses::of(cx))
}

/// Redirects of the settings that nobody can follow, as findings.
pub fn lost_redirects(cx: &Context<'_>) -> Vec<Finding> {
    if cx.config.html.redirect.is_empty() {
        return Vec::new();
    }
    plan::lost_redirects(cx, &Addresses::of(cx))
}

/// Turns pages of the plan into bytes. Holds what all pages share, and nothing of any page.
pub struct Renderer<'c> {
    cx: Context<'c>,
    handbook: &'c Handbook,
    addresses: Addresses,
    scope: Scope<'c>,
    coverage: Coverage,
    /// For each control the place of its line in the statement, where the site shows the statement.
    lines: Vec<Option<usize>>,
    redirects: Vec<Redirect>,
    terms: Terms,
    names: proof::Names,
    /// What lacks what, where the site shows the statement; made when the first page asks.
    gaps: OnceLock<BTreeMap<Target, Vec<Lack>>>,
    /// For each list its lines, made when the first of its pages is.
    listings: [OnceLock<Vec<Line>>; By::ALL.len()],
    theme: theme::Theme,
    words: Arc<Words>,
    /// The pages of the audiences, by their names.
    audience_pages: BTreeMap<String, String>,
    /// The pages that the links of the shelves lead to.
    shelf_pages: BTreeSet<String>,
    /// The links of the shelves as markup, by the page or the shelf that they are for, and the way to the root.
    shelves: Memo,
    /// The links to the sections as markup, by the section that is open in them, and the way to the root.
    sections: Memo,
}

impl<'c> Renderer<'c> {
    /// Makes ready what all pages share. `overrides` are the project's theme files as texts, by their path below the
    /// theme's folder (`templates/base.html`), and the files of `additional-css` and `additional-js` by their path as
    /// written there. Fails where a template of the project cannot be read; the message names its line.
    pub fn new(cx: Context<'c>, overrides: &BTreeMap<String, String>) -> Result<Self, Error> {
        let handbook = cx.handbook;
        let addresses = Addresses::of(&cx);
        let scope = Scope::limited(handbook, &cx.judged.standings, addresses.visible.documents().to_vec());
        let redirects = plan::redirects(&cx, &addresses);
        let mut theme = theme::Theme::new(cx.config, overrides)?;
        let site = navigation::site(&cx, &addresses, &theme);
        theme.tera.global_context().insert("site", &site);
        Ok(Renderer {
            coverage: Coverage::of(&scope),
            lines: tables::statement_lines(handbook, &addresses.visible),
            terms: Terms::of(handbook, &addresses),
            names: proof::Names::of(handbook),
            gaps: OnceLock::new(),
            listings: Default::default(),
            redirects,
            audience_pages: audience::pages(&cx, &addresses),
            cx,
            handbook,
            addresses,
            scope,
            words: theme.words.clone(),
            shelf_pages: site.shelves.into_iter().flat_map(|it| it.links).map(|it| it.href).collect(),
            shelves: Memo::default(),
            sections: Memo::default(),
            theme,
        })
    }

    /// The pages of the site; the same as [`plan`] gives.
    pub fn plan(&self) -> Plan {
        plan::plan(&self.cx, &self.addresses)
    }

    /// Styles and scripts: their addresses and bytes.
    pub fn assets(&self) -> Vec<(String, Vec<u8>)> {
        self.theme.assets.clone()
    }

    /// One page as HTML. Depends on nothing but the page; fails where a template of the project does.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Error> {
        pages::render(self, page)
    }

    /// Makes these pages of the plan, and the search index where the settings want one, and hands over their files, each
    /// with its path from the root of the site, on any thread and in any order.
    ///
    /// # Errors
    /// When a page cannot be rendered, or the first error of `put`.
    pub fn write_pages(
        &self,
        pages: &[Page],
        put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
    ) -> Result<(), Error> {
        let is_searched = self.cx.config.html.search;
        // The lists of everything lie side by side in the plan and are the longest: no thread shall have many of them.
        let alone =
            pages.par_iter().with_max_len(TAKEN).filter(|it| !is_searched || !matches!(it.kind, PageKind::Document(_)));
        alone.try_for_each(|page| put(&page.path, &self.render(page)?))?;
        if is_searched { self.write_documents_and_search(put) } else { Ok(()) }
    }

    /// Fills a template with the frame of a page, what is particular to it, and its body.
    fn fill(
        &self,
        template: &str,
        page: &view::Page,
        view: &impl Serialize,
        body: Option<&str>,
    ) -> Result<Vec<u8>, Error> {
        self.fill_from(&Frame { template, page, root: root_of(&page.path) }, view, body)
    }

    fn fill_from(&self, frame: &Frame<'_>, view: &impl Serialize, body: Option<&str>) -> Result<Vec<u8>, Error> {
        let mut context = tera::Context::new();
        context.insert("root", frame.root);
        let page = tera::Value::from_serializable(frame.page);
        context.insert_value("sections", tera::Value::safe_string(&self.sections(frame, &page)?));
        context.insert_value("page", page);
        context.insert("view", view);
        context.insert_value("shelves", tera::Value::safe_string(&self.shelves(frame)?));
        context.insert_value("body_html", tera::Value::safe_string(body.unwrap_or_default()));
        let mut bytes = Vec::with_capacity(16 * 1024 + body.map_or(0, str::len));
        match self.theme.tera.render_to(frame.template, &context, &mut bytes) {
            Ok(()) => markup::placed(bytes, frame.root, &self.theme),
            Err(error) => Err(faults::template_fault(&error)),
        }
    }

    /// The links to the lists and registers. They are the same on all pages of a shelf but on those that they lead to.
    fn shelves(&self, frame: &Frame<'_>) -> Result<Arc<str>, Error> {
        let page = frame.page;
        let key = if self.shelf_pages.contains(&page.path) { page.path.as_str() } else { page.shelf };
        self.shelves.get(&[frame.root, " ", key].concat(), || {
            let mut context = tera::Context::new();
            context.insert("root", frame.root);
            context.insert("page", &view::Page { path: page.path.clone(), shelf: page.shelf, ..view::Page::default() });
            self.theme.tera.render("shelves.html", &context).map_err(|error| faults::template_fault(&error))
        })
    }

    /// The links to the sections with the open branch among them. Without the branch they are the same on all pages of a
    /// section.
    fn sections(&self, frame: &Frame<'_>, value: &tera::Value) -> Result<String, Error> {
        let page = frame.page;
        let branch = page.branch.as_ref();
        let is_home = page.path == HOME;
        let place = branch.map_or_else(String::new, |it| it.key.to_string());
        let place = [frame.root, " ", if is_home { HOME } else { &place }].concat();
        let sections = self.sections.get(&place, || {
            let opened = branch.map(|it| view::Branch { key: it.key, ..view::Branch::default() });
            let path = if is_home { HOME.to_owned() } else { String::new() };
            let mut context = tera::Context::new();
            context.insert("root", frame.root);
            context.insert("page", &view::Page { path, branch: opened, ..view::Page::default() });
            context.insert_value("branch", tera::Value::safe_string(BRANCH_MARK.encode_utf8(&mut [0])));
            self.theme.tera.render("sections.html", &context).map_err(|error| faults::template_fault(&error))
        })?;
        let Some((before, after)) = sections.split_once(BRANCH_MARK) else { return Ok(sections.to_string()) };
        let mut context = tera::Context::new();
        context.insert("root", frame.root);
        context.insert_value("page", value.clone());
        let branch = self.theme.tera.render("branch.html", &context);
        Ok([before, &branch.map_err(|error| faults::template_fault(&error))?, after].concat())
    }

    fn ground<'g>(&'g self, root: &'g str) -> Ground<'g> {
        Ground {
            handbook: self.handbook,
            addresses: &self.addresses,
            terms: &self.terms,
            words: &self.words,
            raw_html: self.cx.config.html.raw_html,
            root,
        }
    }
}

/// The frame of a page, and from where its links are counted.
struct Frame<'f> {
    template: &'f str,
    page: &'f view::Page,
    root: &'f str,
}

/// Data as JSON that people can read too, with a line end.
fn json(data: &impl Serialize) -> Vec<u8> {
    // Texts, numbers and lists have no value that JSON refuses.
    let mut bytes = serde_json::to_vec_pretty(data).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What leads from a page to the root of the site.
fn root_of(path: &str) -> &'static str {
    if path.contains('/') { "../" } else { "" }
}
