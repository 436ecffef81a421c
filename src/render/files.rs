//! Files of the site for programs: each is planned by its name and made on its own, like a page.

mod api;
mod calendar;
mod csv;
mod feed;
mod sitemap;

use super::address::Addresses;
use super::audience::audiences;
use super::plan::PageKind;
use super::tables::Trace;
use super::{Context, Renderer};
use crate::model::RegisterKind;

pub use api::Api;

/// A file beside the pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataFile {
    /// From the root of the site, with forward slashes.
    pub path: String,
    pub kind: DataKind,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataKind {
    /// The name under which a host of pages serves the site.
    Cname,
    /// The addresses of all pages.
    Sitemap,
    /// Reviews as a calendar.
    Reviews,
    /// What changed, for all, or for an audience by its place in the settings.
    Feed(Option<u32>),
    Api(Api),
    /// The list of editions, for programs, and as a script.
    Editions,
    EditionsScript,
    /// The pages of this site as a script, for those of other editions.
    Pages,
    /// A register as a table for spreadsheets.
    Csv(RegisterKind),
    /// Who must do what, as a table for spreadsheets.
    Duties,
    /// What leads to what, as a table for spreadsheets.
    Trace(Trace),
}

/// The files of a site, in the order of their paths.
pub(super) fn planned(cx: &Context<'_>, addresses: &Addresses) -> Vec<DataFile> {
    let mut files = Vec::new();
    let mut add = |path: &str, kind| files.push(DataFile { path: path.to_owned(), kind });
    if host_name(cx).is_some() {
        add("CNAME", DataKind::Cname);
    }
    if cx.site_address().is_some() {
        add("sitemap.xml", DataKind::Sitemap);
    }
    add("pages.js", DataKind::Pages);
    if cx.past.edition.is_none() {
        add("editions.json", DataKind::Editions);
        add("editions.js", DataKind::EditionsScript);
    }
    add("reviews.ics", DataKind::Reviews);
    add("feed.xml", DataKind::Feed(None));
    for audience in audiences(cx, addresses) {
        add(&audience.feed(), DataKind::Feed(Some(audience.index)));
    }
    for api in Api::ALL.into_iter().filter(|it| it.needs().is_none_or(|kind| addresses.visible.shows_register(kind))) {
        add(api.path(), DataKind::Api(api));
    }
    for kind in RegisterKind::ALL.into_iter().filter(|it| addresses.visible.shows_register(*it)) {
        add(&csv_path(kind), DataKind::Csv(kind));
    }
    if addresses.visible.shows_register(RegisterKind::Applicability) {
        for trace in Trace::ALL.into_iter().filter(|it| it.is_shown(&addresses.visible)) {
            add(trace.csv_path(), DataKind::Trace(trace));
        }
    }
    if addresses.visible.shows_register(RegisterKind::Roles) {
        add("data/duties.csv", DataKind::Duties);
    }
    files.sort();
    files
}

/// Where a register lies as CSV.
pub(super) fn csv_path(kind: RegisterKind) -> String {
    format!("data/{}.csv", kind.name())
}

/// The name that the settings give, where it can be one.
fn host_name<'c>(cx: &Context<'c>) -> Option<&'c str> {
    if cx.past.edition.is_some() {
        return None;
    }
    let name = cx.config.html.cname.as_deref()?.trim();
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
    if !name.is_empty() && name.chars().all(is_name) { Some(name) } else { None }
}

impl Renderer<'_> {
    /// One file of the plan. Depends on nothing but the file.
    pub fn file(&self, file: &DataFile) -> Vec<u8> {
        match file.kind {
            DataKind::Cname => format!("{}\n", host_name(&self.cx).unwrap_or_default()).into_bytes(),
            DataKind::Sitemap => sitemap::write(self),
            DataKind::Reviews => calendar::write(self),
            DataKind::Feed(audience) => feed::write(self, &file.path, audience),
            DataKind::Editions => self.editions_json(),
            DataKind::EditionsScript => self.editions_script(),
            DataKind::Pages => self.pages_script(),
            DataKind::Api(api) => api::write(self, api),
            DataKind::Csv(kind) => csv::write(self, kind),
            DataKind::Duties => csv::of_table(&api::duties_table(self)),
            DataKind::Trace(trace) => csv::of_table(&self.trace_table(trace, &self.trace_rows(trace))),
        }
    }

    /// Whether a page is for readers: neither the one for absent addresses nor one that only leads on or repeats the others.
    pub(super) fn is_read(kind: PageKind) -> bool {
        !matches!(kind, PageKind::Missing | PageKind::Redirect(_) | PageKind::Print)
    }
}
