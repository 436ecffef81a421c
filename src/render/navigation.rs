//! The way around: the frame that all pages share, and the open branch that each page adds. No page holds the whole
//! navigation.

use crate::model::{Document, RegisterKind, Section, Target, short_commit};

use super::address::{Addresses, ON_ONE_PAGE, register};
use super::audience;
use super::brief::brief;
use super::direction::direction;
use super::excused::Excused;
use super::files::csv_path;
use super::pages::{EXCEPTIONS, PRINT, TRACEABILITY};
use super::plan::has_book;
use super::theme::Theme;
use super::view::{Anchor, Branch, BranchLink, Day, Link, Page, Piece, SectionLink, Shelf, ShelfLink, Site};
use super::words::Words;
use super::{Context, Publication, Renderer};

/// Documents of the open section that the navigation shows; of more, the neighbours.
const NEIGHBOURS: usize = 15;

/// Sections that stand beside each other in the navigation.
const SECTIONS: usize = 60;

/// The frame of all pages.
pub(super) fn site(cx: &Context<'_>, addresses: &Addresses, theme: &Theme) -> Site {
    let words = &theme.words;
    let identity = &cx.handbook.identity;
    let html = &cx.config.html;
    let root = cx.handbook.sections.first();
    Site {
        title: identity.title.clone(),
        organization: identity.organization.clone(),
        description: identity.description.clone(),
        language: identity.language.clone(),
        direction: (cx.config.book.text_direction.clone()).unwrap_or_else(|| direction(&identity.language).to_owned()),
        today: Day::of(words, cx.today),
        revision: cx.revision.as_ref().map(|it| short_commit(it).to_owned()),
        is_draft: cx.publication == Publication::Draft,
        is_indexed: cx.publication == Publication::Final && cx.past.edition.is_none() && is_public(cx),
        edition: cx.edition_view(words),
        above: cx.above(),
        has_editions: !cx.past.editions.is_empty(),
        default_theme: forced_theme(html.default_theme.as_deref(), html.preferred_dark_theme.as_deref())
            .map(str::to_owned),
        styles: theme.styles.clone(),
        scripts: theme.scripts.clone(),
        is_searchable: html.search,
        sections: root.map_or_else(Vec::new, |root| section_links(cx, addresses, root)),
        shelves: shelves(cx, addresses, words),
    }
}

/// The colours that hold for every reader; none where the reader's system decides. As in mdBook, the default theme is for
/// readers whose system asks for nothing dark; dark for all is a dark default, light for all a light theme for the dark.
fn forced_theme(default: Option<&str>, for_dark: Option<&str>) -> Option<&'static str> {
    let is_dark = |name: &str| matches!(name, "dark" | "navy" | "coal" | "ayu");
    match (default.map(is_dark), for_dark.map(is_dark)) {
        (Some(true), _) => Some("dark"),
        (_, Some(false)) => Some("light"),
        (Some(false) | None, Some(true) | None) => None,
    }
}

/// Whether pages of a template show a register as a whole.
fn shows_register(template: &str) -> bool {
    matches!(template, "list" | "register" | "risks" | "applicability" | "glossary")
}

/// Only a site that shows nothing but the most open documents is for search engines.
fn is_public(cx: &Context<'_>) -> bool {
    cx.config.highest_classification(cx.site) == Some(0)
}

fn section_links(cx: &Context<'_>, addresses: &Addresses, section: &Section) -> Vec<SectionLink> {
    let shown = section.children.iter().filter(|it| addresses.visible.shows_section(**it));
    shown.take(SECTIONS).map(|it| section_link(cx, addresses, *it)).collect()
}

fn section_link(cx: &Context<'_>, addresses: &Addresses, section: u32) -> SectionLink {
    let words = brief(&cx.handbook.sections[section as usize].title).into_owned();
    SectionLink { key: section, href: addresses.section(section), words }
}

fn shelves(cx: &Context<'_>, addresses: &Addresses, words: &Words) -> Vec<Shelf> {
    let visible = &addresses.visible;
    let has_exceptions = visible.shows_register(RegisterKind::Exceptions)
        || !Excused::shown(cx.excused, cx.handbook, visible).is_empty();
    let link = |key: &'static str, name: &str, href: String| ShelfLink {
        key,
        href,
        words: words.of_section("navigation", name),
    };
    let of = |kind: RegisterKind, name: &str| {
        let has_entries = match kind {
            RegisterKind::Applicability => cx.handbook.statement_place.is_some() || !cx.handbook.statement.is_empty(),
            RegisterKind::Treatment => !cx.handbook.registers.risks.is_empty(),
            RegisterKind::Documents => true,
            _ => !cx.handbook.registers.records(kind).is_empty(),
        };
        if has_entries && visible.shows_register(kind) { Some(link(kind.name(), name, register(kind))) } else { None }
    };
    let assurance = [
        of(RegisterKind::Applicability, "applicability"),
        Some(link("controls", "controls", "controls/index.html".to_owned())),
        Some(link("clauses", "clauses", "clauses/index.html".to_owned())),
        of(RegisterKind::Risks, "risks"),
        of(RegisterKind::Treatment, "treatment"),
        Some(link("approvals", "approvals", "approvals.html".to_owned())),
        Some(link("coverage", "coverage", "coverage.html".to_owned())),
        of(RegisterKind::Applicability, "").map(|_| link("traceability", "traceability", TRACEABILITY.to_owned())),
        Some(link("exceptions", "exceptions", EXCEPTIONS.to_owned())).filter(|_| has_exceptions),
    ];
    let others = ON_ONE_PAGE.into_iter().filter(|it| *it != RegisterKind::Exceptions);
    let registers = std::iter::once(of(RegisterKind::Assets, "assets")).chain(others.map(|kind| of(kind, kind.name())));
    let has_audiences = !audience::audiences(cx, addresses).is_empty();
    let people = [
        of(RegisterKind::Roles, "roles"),
        Some(link("audiences", "audiences", audience::ALL.to_owned())).filter(|_| has_audiences),
        of(RegisterKind::Documents, "documents"),
        of(RegisterKind::Terms, "terms"),
    ];
    let find = link("search", if cx.config.html.search { "search" } else { "lists" }, "search.html".to_owned());
    let reviews = link("reviews", "reviews", "reviews.html".to_owned());
    let changes = link("changes", "changes", "changes.html".to_owned());
    let editions = link("editions", "editions", format!("{}editions.html", cx.above()));
    let print = Some(link("print", "print", PRINT.to_owned())).filter(|_| has_book(cx, visible));
    let shelf = |title: &str, links: Vec<ShelfLink>| Shelf { title: words.of_section("shelf", title), links };
    let people = people.into_iter().flatten();
    [
        shelf("find", std::iter::once(find).chain(people).chain([reviews, changes, editions]).chain(print).collect()),
        shelf("assurance", assurance.into_iter().flatten().collect()),
        shelf("registers", registers.flatten().collect()),
    ]
    .into_iter()
    .filter(|shelf| !shelf.links.is_empty())
    .collect()
}

impl Renderer<'_> {
    /// The frame of a page that stands on a shelf.
    pub(super) fn frame(&self, path: &str, kind: &'static str, stands_under: &'static str, heading: &str) -> Page {
        Page {
            title: brief(heading).into_owned(),
            path: path.to_owned(),
            kind,
            shelf: stands_under,
            downloads: self.downloads(kind, stands_under),
            canonical: self.canonical(path),
            running: self
                .bearer(kind, stands_under)
                .map_or_else(|| brief(heading).into_owned(), |it| self.running_head(it)),
            is_searchable: self.cx.past.edition.is_none()
                && matches!(kind, "document" | "entry" | "role" | "glossary" | "register"),
            ..Page::default()
        }
    }

    /// The document that a page shows the register of: on paper the sheets are its own.
    fn bearer(&self, kind: &str, stands_under: &str) -> Option<u32> {
        let register = RegisterKind::named(stands_under).filter(|_| shows_register(kind))?;
        let is_bearer = |it: &Document| it.front.register.as_ref().is_some_and(|it| it.value == register);
        self.scope.documents().find(|(_, it)| is_bearer(it)).map(|(index, _)| index)
    }

    /// The same as a page of a register shows, for other programs.
    fn downloads(&self, kind: &str, stands_under: &str) -> Vec<Link> {
        if stands_under == "changes" {
            let link = |href: &str, words: String| Link { href: href.to_owned(), words };
            let audiences = audience::audiences(&self.cx, &self.addresses);
            let feeds = audiences.iter().map(|it| link(&it.feed(), self.feed_words(it)));
            return std::iter::once(link("feed.xml", self.words.get("download.feed").to_owned()))
                .chain(feeds)
                .collect();
        }
        let register = RegisterKind::named(stands_under)
            .filter(|it| shows_register(kind) && self.addresses.visible.shows_register(*it));
        let mut links: Vec<Link> = register
            .map(|it| Link { href: csv_path(it), words: self.words.get("download.csv").to_owned() })
            .into_iter()
            .collect();
        if register == Some(RegisterKind::Documents) {
            links.push(Link { href: "reviews.ics".to_owned(), words: self.words.get("download.calendar").to_owned() });
        }
        links
    }

    pub(super) fn feed_words(&self, audience: &audience::Audience) -> String {
        self.words.with("download.feed_for", &[("audience", &self.audience_piece(audience).text)])
    }

    fn canonical(&self, path: &str) -> Option<String> {
        let address = self.cx.site_address()?;
        Some(format!("{address}{}", path.strip_suffix("index.html").unwrap_or(path)))
    }

    /// The sections from the root to this one, the root left out.
    fn ancestry(&self, section: u32) -> Vec<u32> {
        let mut line = Vec::new();
        let mut next = Some(section);
        while let Some(current) = next.filter(|it| *it != 0 && !line.contains(it)) {
            line.push(current);
            next = self.handbook.sections.get(current as usize).and_then(|it| it.parent);
        }
        line.reverse();
        line
    }

    /// The way from the home page down to a section, the section itself included where it is not the page.
    pub(super) fn crumbs(&self, section: u32) -> Vec<Link> {
        let link = |section: &u32| Link {
            href: self.addresses.section(*section),
            words: brief(&self.handbook.sections[*section as usize].title).into_owned(),
        };
        self.ancestry(section).iter().map(link).collect()
    }

    /// The navigation opened down to a section, and in it the neighbours of a document.
    pub(super) fn branch(&self, section: u32, document: Option<u32>) -> Option<Branch> {
        let mut open: Option<Box<Branch>> = None;
        for (depth, current) in self.ancestry(section).into_iter().rev().enumerate() {
            let SectionLink { key, href, words } = section_link(&self.cx, &self.addresses, current);
            let data = &self.handbook.sections[current as usize];
            let (documents, more) = if depth == 0 { self.neighbours(data, document) } else { (Vec::new(), 0) };
            let sections = section_links(&self.cx, &self.addresses, data);
            open = Some(Box::new(Branch { key, href, words, documents, more, sections, open }));
        }
        open.map(|it| *it)
    }

    fn neighbours(&self, section: &Section, document: Option<u32>) -> (Vec<BranchLink>, usize) {
        let shown: Vec<u32> =
            section.documents.iter().copied().filter(|it| self.addresses.visible.shows_document(*it)).collect();
        let here = shown.iter().position(|it| Some(*it) == document).unwrap_or(0);
        let start = here.saturating_sub(NEIGHBOURS / 2).min(shown.len().saturating_sub(NEIGHBOURS));
        let window = shown.iter().skip(start).take(NEIGHBOURS);
        let link = |index: &u32| {
            let document = self.handbook.document(*index);
            let title = Piece {
                language: self.foreign_language(document),
                mark: self.mark(*index),
                ..Piece::text(brief(document.title()))
            };
            BranchLink {
                href: self.addresses.document(*index),
                id: document.id().map(|id| id.as_str().to_owned()),
                title,
            }
        };
        (window.map(link).collect(), shown.len().saturating_sub(NEIGHBOURS))
    }

    /// A chapter of a page itself, for the way around in it: its anchor, and the key of its words.
    pub(super) fn chapter(&self, anchor: &str, key: &str) -> Anchor {
        Anchor { level: 2, words: self.words.get(key).to_owned(), href: format!("#{anchor}") }
    }

    /// Whether a target has an address on this site.
    pub(super) fn link_to(&self, target: Target, words: &str) -> Option<Link> {
        Some(Link { href: self.addresses.href(self.handbook, target)?, words: words.to_owned() })
    }
}
