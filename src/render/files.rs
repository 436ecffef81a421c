//! Files of the site for programs: each is planned by its name and made on its own, like a page.

mod sitemap;

use super::plan::PageKind;
use super::{Context, Renderer};

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
}

/// The files of a site, in the order of their paths.
pub(super) fn planned(cx: &Context<'_>) -> Vec<DataFile> {
    let mut files = Vec::new();
    let mut add = |path: &str, kind| files.push(DataFile { path: path.to_owned(), kind });
    if host_name(cx).is_some() {
        add("CNAME", DataKind::Cname);
    }
    if cx.site_address().is_some() {
        add("sitemap.xml", DataKind::Sitemap);
    }
    files.sort();
    files
}

/// The name that the settings give, where it can be one.
fn host_name<'c>(cx: &Context<'c>) -> Option<&'c str> {
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
        }
    }

    /// Whether a page is for readers: neither the one for absent addresses nor one that only leads on.
    fn is_read(kind: PageKind) -> bool {
        !matches!(kind, PageKind::Missing | PageKind::Redirect(_))
    }
}
