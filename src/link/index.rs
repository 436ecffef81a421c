//! What exists in a handbook, by the names under which people refer to it.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::Parts;
use crate::model::{Catalogue, ControlId, RegisterKind, Target};

/// What kind of thing a field refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Document,
    Role,
    Person,
    /// A role or, where people write one, a person.
    RoleOrPerson,
    Control,
    Clause,
    Entry(RegisterKind),
    /// A risk or an obligation.
    Ground,
    /// A piece of evidence, or a document that is one.
    Proof,
    Anything,
}

/// Names of everything that can be referred to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    documents: BTreeMap<String, u32>,
    /// File names of documents without their ending.
    stems: BTreeMap<String, u32>,
    files: BTreeMap<String, Target>,
    controls: BTreeMap<String, u32>,
    clauses: BTreeMap<String, u32>,
    entries: BTreeMap<RegisterKind, BTreeMap<String, u32>>,
    /// What stands before the first hyphen of known ids, such as `RISK`.
    families: BTreeSet<String>,
}

impl Index {
    pub(super) fn new(parts: &Parts, catalogue: &Catalogue) -> Self {
        let mut index = Index::default();
        for (number, document) in (0..).zip(&parts.documents) {
            if let Some(id) = document.id() {
                index.note_family(id.as_str());
                // The first of two documents with one id keeps it; the second is a finding.
                index.documents.entry(id.as_str().to_owned()).or_insert(number);
            }
            index.stems.entry(document.stem.clone()).or_insert(number);
        }
        index.files.clone_from(&parts.files);
        for (number, control) in (0..).zip(&catalogue.controls) {
            index.controls.insert(control.id.as_str().to_owned(), number);
        }
        for (number, clause) in (0..).zip(&catalogue.clauses) {
            index.clauses.insert(clause.id.as_str().to_owned(), number);
        }
        for kind in RegisterKind::WITH_ENTRIES {
            let mut names = BTreeMap::new();
            for (number, record) in (0..).zip(parts.registers.records(kind)) {
                if let Some(id) = &record.id {
                    index.note_family(id.value.as_str());
                    names.entry(id.value.as_str().to_owned()).or_insert(number);
                }
            }
            index.entries.insert(kind, names);
        }
        index
    }

    fn note_family(&mut self, id: &str) {
        if let Some((family, rest)) = id.split_once('-')
            && rest.bytes().any(|byte| byte.is_ascii_digit())
            && family.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            self.families.insert(family.to_owned());
        }
    }

    /// The thing that a reference names, if it is of the wanted kind.
    pub(super) fn find(&self, raw: &str, wanted: Wanted) -> Option<Target> {
        let raw = raw.trim();
        match wanted {
            Wanted::Document => self.document(raw),
            Wanted::Role => self.entry(RegisterKind::Roles, raw),
            Wanted::Person => self.entry(RegisterKind::People, raw),
            Wanted::RoleOrPerson => {
                self.entry(RegisterKind::Roles, raw).or_else(|| self.entry(RegisterKind::People, raw))
            }
            Wanted::Control => self.control(raw),
            Wanted::Clause => self.clause(raw),
            Wanted::Entry(kind) => self.entry(kind, raw),
            Wanted::Ground => {
                self.entry(RegisterKind::Risks, raw).or_else(|| self.entry(RegisterKind::Obligations, raw))
            }
            Wanted::Proof => self.entry(RegisterKind::Evidence, raw).or_else(|| self.document(raw)),
            Wanted::Anything => self.anything(raw),
        }
    }

    /// The thing that a bare id in running text names. Looser spellings of controls count only where the control exists.
    pub(super) fn mentioned(&self, text: &str) -> Option<Target> {
        let is_number = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        if is_number { self.clause(text) } else { self.exact(text).or_else(|| self.control(text)) }
    }

    /// Whether a bare id that names nothing was surely meant to name something: a control number in its canonical form,
    /// or an id of a family that the handbook uses.
    pub(super) fn is_of_known_family(&self, text: &str) -> bool {
        let is_control =
            text.starts_with("A.") && ControlId::parse_loosely(text).is_some_and(|it| it.to_string() == text);
        let family = text.split_once('-').map(|(family, _)| family);
        is_control || family.is_some_and(|family| self.families.contains(family))
    }

    /// The file with this name below the root: a document, a section's introduction, a register or an attachment.
    pub(super) fn file(&self, name: &str) -> Option<Target> {
        self.files.get(name).copied()
    }

    fn anything(&self, raw: &str) -> Option<Target> {
        let exact = self.exact(raw).or_else(|| self.document(raw)).or_else(|| self.control(raw));
        exact.or_else(|| self.clause(raw)).or_else(|| self.page(raw))
    }

    /// A document by the name of its file. Wikis name a page with blanks where its file has hyphens.
    fn page(&self, raw: &str) -> Option<Target> {
        let found = self.stems.get(raw).or_else(|| self.stems.get(&raw.replace(' ', "-")));
        found.map(|it| Target::Document(*it))
    }

    fn exact(&self, raw: &str) -> Option<Target> {
        let prefixed =
            [("role:", RegisterKind::Roles), ("person:", RegisterKind::People), ("term:", RegisterKind::Terms)];
        for (prefix, kind) in prefixed {
            if raw.starts_with(prefix) {
                return self.entry(kind, raw);
            }
        }
        let document = self.documents.get(raw).map(|it| Target::Document(*it));
        let entry = || {
            let named_by_id =
                |kind: &RegisterKind| !matches!(kind, RegisterKind::Roles | RegisterKind::People | RegisterKind::Terms);
            RegisterKind::WITH_ENTRIES.into_iter().filter(named_by_id).find_map(|kind| self.entry(kind, raw))
        };
        document.or_else(|| self.controls.get(raw).map(|it| Target::Control(*it))).or_else(entry)
    }

    /// A document by id, with or without the version behind `@`.
    fn document(&self, raw: &str) -> Option<Target> {
        let id = raw.split_once('@').map_or(raw, |(id, _)| id);
        self.documents.get(id).map(|it| Target::Document(*it))
    }

    fn control(&self, raw: &str) -> Option<Target> {
        let canonical = || ControlId::parse_loosely(raw).map(|it| it.to_string());
        let found = self.controls.get(raw).copied().or_else(|| self.controls.get(&canonical()?).copied());
        found.map(Target::Control)
    }

    fn clause(&self, raw: &str) -> Option<Target> {
        let number = raw.trim_start_matches("clause ").trim_start_matches("Clause ");
        // A letter of an item, as in `6.1.3 d`, belongs to its clause.
        let number = number.split([' ', ')']).next().unwrap_or(number);
        self.clauses.get(number).map(|it| Target::Clause(*it))
    }

    fn entry(&self, kind: RegisterKind, raw: &str) -> Option<Target> {
        let names = self.entries.get(&kind)?;
        let bare = raw.split_once(':').map_or(raw, |(_, bare)| bare);
        let found = names.get(raw).or_else(|| names.get(bare.trim()));
        found.map(|it| Target::Entry(kind, *it))
    }
}
