//! Where everything lies in the site: one address for each document, control, clause, entry and section. Addresses are
//! made from ids alone, so that they stay when other things come and go.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Handbook, RegisterKind, Target};
use crate::text::slug;

use super::Context;
use super::part::{Part, ROWS};
use super::visible::Visibility;

/// Kinds whose entries each have a page of their own.
pub(super) const WITH_PAGES: [RegisterKind; 3] = [RegisterKind::Risks, RegisterKind::Assets, RegisterKind::Roles];

/// Kinds whose entries stand together on one page of `registers/`.
pub(super) const ON_ONE_PAGE: [RegisterKind; 8] = [
    RegisterKind::Objectives,
    RegisterKind::Obligations,
    RegisterKind::Suppliers,
    RegisterKind::Exceptions,
    RegisterKind::Audits,
    RegisterKind::Findings,
    RegisterKind::Evidence,
    RegisterKind::People,
];

/// The addresses of one site, with what it shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    pub(super) visible: Visibility,
    documents: Vec<String>,
    sections: Vec<String>,
    controls: Vec<String>,
    clauses: Vec<String>,
    entries: BTreeMap<RegisterKind, Vec<String>>,
    attachments: Vec<String>,
    /// Terms in alphabetical order, and for each term its place in that order.
    pub(super) terms: Vec<u32>,
    term_places: Vec<usize>,
}

impl Addresses {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let handbook = cx.handbook;
        let names = |names: &mut dyn Iterator<Item = String>| unique_slugs(&names.collect::<Vec<_>>());
        let entries = RegisterKind::WITH_ENTRIES
            .map(|kind| (kind, names(&mut handbook.registers.records(kind).iter().map(|it| it.name().to_owned()))));
        let terms = alphabetical(handbook);
        let mut term_places = vec![0; terms.len()];
        for (place, term) in terms.iter().enumerate() {
            term_places[*term as usize] = place;
        }
        Addresses {
            visible: Visibility::of(cx),
            documents: names(&mut handbook.documents.iter().map(|document| {
                document.id().map_or_else(|| cx.texts.name(document.file).to_owned(), |id| id.as_str().to_owned())
            })),
            sections: names(&mut handbook.sections.iter().map(|section| without_numbers(&section.folders))),
            controls: names(&mut handbook.catalogue.controls.iter().map(|it| it.id.as_str().to_owned())),
            clauses: names(&mut handbook.catalogue.clauses.iter().map(|it| it.id.as_str().to_owned())),
            entries: entries.into_iter().collect(),
            attachments: handbook.attachments.clone(),
            terms,
            term_places,
        }
    }

    /// The address of a target from the root of the site; none for what is hidden or has no place.
    pub(super) fn href(&self, handbook: &Handbook, target: Target) -> Option<String> {
        if !self.visible.shows(target) {
            return None;
        }
        match target {
            Target::Heading(document, heading) => {
                let anchor = &handbook.document(document).body.headings.get(heading as usize)?.anchor;
                Some([&*self.document(document), "#", &encoded(anchor)].concat())
            }
            Target::Document(document) => Some(self.document(document)),
            Target::Section(section) => Some(self.section(section)),
            Target::Control(control) => Some(self.control(control)),
            Target::Clause(clause) => Some(self.clause(clause)),
            Target::Entry(kind, entry) => self.entry(kind, entry),
            Target::Register(kind) => Some(register(kind)),
            Target::Statement => Some(register(RegisterKind::Applicability)),
            Target::Attachment(attachment) => self.attachment(attachment).map(|path| encoded(&path)),
        }
    }

    pub(super) fn document(&self, document: u32) -> String {
        page("documents", self.documents.get(document as usize))
    }

    /// The page of a document's history.
    pub(super) fn history(&self, document: u32) -> String {
        page("history", self.documents.get(document as usize))
    }

    /// The root section is the home page.
    pub(super) fn section(&self, section: u32) -> String {
        if section == 0 { super::HOME.to_owned() } else { page("sections", self.sections.get(section as usize)) }
    }

    pub(super) fn control(&self, control: u32) -> String {
        page("controls", self.controls.get(control as usize))
    }

    pub(super) fn clause(&self, clause: u32) -> String {
        page("clauses", self.clauses.get(clause as usize))
    }

    /// The page of an entry, or its place on the page of its register.
    pub(super) fn entry(&self, kind: RegisterKind, entry: u32) -> Option<String> {
        let slug = self.entries.get(&kind)?.get(entry as usize)?;
        if WITH_PAGES.contains(&kind) {
            return Some([kind.name(), "/", slug, ".html"].concat());
        }
        let place = if kind == RegisterKind::Terms { self.term_places[entry as usize] } else { entry as usize };
        let part = Part { index: place / ROWS };
        Some([&*part.path(&register(kind)), "#", slug].concat())
    }

    /// The page of an entry that has its own, where the site shows it.
    pub(super) fn page_of(&self, kind: RegisterKind, entry: u32) -> Option<String> {
        if self.visible.shows_register(kind) { self.entry(kind, entry) } else { None }
    }

    /// The anchor of an entry on the page of its register.
    pub(super) fn anchor(&self, kind: RegisterKind, entry: u32) -> String {
        self.entries.get(&kind).and_then(|slugs| slugs.get(entry as usize)).cloned().unwrap_or_default()
    }

    /// Where a file that is published as it is goes.
    pub(super) fn attachment(&self, attachment: u32) -> Option<String> {
        Some(format!("files/{}", self.attachments.get(attachment as usize)?))
    }
}

/// The page of a register as a whole.
pub(super) fn register(kind: RegisterKind) -> String {
    match kind {
        RegisterKind::Applicability => "applicability.html".to_owned(),
        RegisterKind::Treatment => "treatment.html".to_owned(),
        RegisterKind::Terms => "glossary.html".to_owned(),
        RegisterKind::Risks | RegisterKind::Assets | RegisterKind::Roles | RegisterKind::Documents => {
            format!("{}/index.html", kind.name())
        }
        RegisterKind::People
        | RegisterKind::Objectives
        | RegisterKind::Obligations
        | RegisterKind::Suppliers
        | RegisterKind::Exceptions
        | RegisterKind::Audits
        | RegisterKind::Findings
        | RegisterKind::Evidence => format!("registers/{}.html", kind.name()),
    }
}

fn page(folder: &str, slug: Option<&String>) -> String {
    // There are dozens of addresses on every page, and a format takes thrice as long.
    [folder, "/", slug.map_or("index", String::as_str), ".html"].concat()
}

/// The folders without the numbers that only order them: `40-access` is `access`.
fn without_numbers(folders: &[String]) -> String {
    let plain = |folder: &String| {
        let rest = folder.trim_start_matches(|it: char| it.is_ascii_digit());
        let rest = if rest.len() < folder.len() { rest.trim_start_matches(['-', '_', ' ', '.']) } else { folder };
        if rest.is_empty() { folder.clone() } else { rest.to_owned() }
    };
    folders.iter().map(plain).collect::<Vec<_>>().join("/")
}

/// A file name for each name: its slug, with a mark made from the name's own bytes where two names share one, where the
/// slug is taken by the site itself, or where it is too long for a file. A name that is its slug in capitals keeps it.
/// No slug has two hyphens in a row, so a name with a mark is never the slug of another.
fn unique_slugs(names: &[String]) -> Vec<String> {
    let plain: Vec<String> = names.iter().map(|name| slug(name)).collect();
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &plain {
        *shared.entry(slug).or_default() += 1;
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut made = Vec::with_capacity(names.len());
    for (name, slug) in names.iter().zip(&plain) {
        let is_canonical = name.to_uppercase() == *name && slug.to_uppercase() == *name;
        let is_alone = shared[slug.as_str()] == 1 || is_canonical;
        let base = if is_alone && is_fit(slug) {
            slug.clone()
        } else {
            let short: String = slug.chars().take(60).collect();
            format!("{short}--{:08x}", fingerprint(name))
        };
        // The same id twice is a finding elsewhere; both still get a page.
        let times = taken.entry(base.clone()).or_default();
        *times += 1;
        made.push(if *times == 1 { base } else { format!("{base}--{times}") });
    }
    made
}

fn is_fit(slug: &str) -> bool {
    const TAKEN: [&str; 5] = ["index", "con", "aux", "nul", "prn"];
    slug.len() <= 100 && !TAKEN.contains(&slug)
}

/// FNV-1a with 32 bits, which tells names apart and hides nothing.
pub(super) fn fingerprint(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A path as it is written in a link: what has a meaning in addresses, or no place in them, in percent signs.
pub(super) fn encoded(path: &str) -> String {
    let mut made = String::with_capacity(path.len());
    for character in path.chars() {
        let is_plain = character.is_alphanumeric() || "-._~/!$&'()*+,;=@".contains(character);
        if is_plain {
            made.push(character);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in character.encode_utf8(&mut bytes).bytes() {
            // Writing into a text cannot fail.
            let _ = write!(made, "%{byte:02X}");
        }
    }
    made
}

fn alphabetical(handbook: &Handbook) -> Vec<u32> {
    let terms = &handbook.registers.terms;
    let mut order: Vec<u32> = (0..).zip(terms).map(|(index, _)| index).collect();
    order.sort_by_cached_key(|index| {
        let title = terms[*index as usize].record.title();
        (title.to_lowercase(), title.to_owned())
    });
    order
}

#[cfg(test)]
mod tests {
    use super::{encoded, unique_slugs};

    fn slugs(names: &[&str]) -> Vec<String> {
        unique_slugs(&names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn ids_that_differ_in_case_or_by_a_slash_do_not_share_a_page() {
        let made = slugs(&["POL-007", "pol-007", "POL/007", "Index", "CON"]);
        assert_eq!(made[0], "pol-007");
        let mut lower: Vec<String> = made.iter().map(|it| it.to_lowercase()).collect();
        lower.sort();
        lower.dedup();
        assert_eq!(lower.len(), 5, "{made:?}");
        assert!(made.iter().all(|it| it != "index" && it != "con" && !it.contains('/')), "{made:?}");
    }

    #[test]
    fn another_document_does_not_change_an_address() {
        assert_eq!(slugs(&["POL-007"])[0], slugs(&["POL-007", "pol-007"])[0]);
        assert_eq!(slugs(&["POL-007", "pol-007"])[1], slugs(&["pol-007", "POL/007", "POL-007"])[0]);
    }

    #[test]
    fn names_of_files_are_written_safely_in_links() {
        assert_eq!(encoded("files/a b#c?d%.png"), "files/a%20b%23c%3Fd%25.png");
        assert_eq!(encoded("files/x:y\"<.png"), "files/x%3Ay%22%3C.png");
    }
}
