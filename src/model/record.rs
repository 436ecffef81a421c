//! Entries of registers: what each kind of register holds.

use super::id::Id;
use super::observation::Observations;
use super::risk::Risk;
use super::target::Reference;
use crate::text::{Date, Place, Spanned};

/// The kinds of registers; the name is the top-level key in a register's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisterKind {
    Applicability,
    Risks,
    Treatment,
    Assets,
    Roles,
    People,
    Objectives,
    Obligations,
    Suppliers,
    Exceptions,
    Audits,
    Findings,
    Evidence,
    Terms,
    Documents,
}

impl RegisterKind {
    pub const ALL: [RegisterKind; 15] = [
        RegisterKind::Applicability,
        RegisterKind::Risks,
        RegisterKind::Treatment,
        RegisterKind::Assets,
        RegisterKind::Roles,
        RegisterKind::People,
        RegisterKind::Objectives,
        RegisterKind::Obligations,
        RegisterKind::Suppliers,
        RegisterKind::Exceptions,
        RegisterKind::Audits,
        RegisterKind::Findings,
        RegisterKind::Evidence,
        RegisterKind::Terms,
        RegisterKind::Documents,
    ];

    /// Kinds that have entries of their own in register files, in the order of their names here.
    pub const WITH_ENTRIES: [RegisterKind; 12] = [
        RegisterKind::Risks,
        RegisterKind::Assets,
        RegisterKind::Roles,
        RegisterKind::People,
        RegisterKind::Objectives,
        RegisterKind::Obligations,
        RegisterKind::Suppliers,
        RegisterKind::Exceptions,
        RegisterKind::Audits,
        RegisterKind::Findings,
        RegisterKind::Evidence,
        RegisterKind::Terms,
    ];

    pub fn name(self) -> &'static str {
        match self {
            RegisterKind::Applicability => "applicability",
            RegisterKind::Risks => "risks",
            RegisterKind::Treatment => "treatment",
            RegisterKind::Assets => "assets",
            RegisterKind::Roles => "roles",
            RegisterKind::People => "people",
            RegisterKind::Objectives => "objectives",
            RegisterKind::Obligations => "obligations",
            RegisterKind::Suppliers => "suppliers",
            RegisterKind::Exceptions => "exceptions",
            RegisterKind::Audits => "audits",
            RegisterKind::Findings => "findings",
            RegisterKind::Evidence => "evidence",
            RegisterKind::Terms => "terms",
            RegisterKind::Documents => "documents",
        }
    }

    /// What one entry is called.
    pub fn singular(self) -> &'static str {
        match self {
            RegisterKind::Applicability => "control",
            RegisterKind::Risks => "risk",
            RegisterKind::Treatment => "action",
            RegisterKind::Assets => "asset",
            RegisterKind::Roles => "role",
            RegisterKind::People => "person",
            RegisterKind::Objectives => "objective",
            RegisterKind::Obligations => "obligation",
            RegisterKind::Suppliers => "supplier",
            RegisterKind::Exceptions => "exception",
            RegisterKind::Audits => "audit",
            RegisterKind::Findings => "finding",
            RegisterKind::Evidence => "evidence",
            RegisterKind::Terms => "term",
            RegisterKind::Documents => "document",
        }
    }

    pub fn named(name: &str) -> Option<RegisterKind> {
        RegisterKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The name of a role or a person without the `role:` or `person:` before it.
pub fn bare_name(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, bare)| bare).trim()
}

/// What every entry of a register has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: Option<Spanned<Id>>,
    pub title: Option<Spanned<String>>,
    /// The whole entry.
    pub place: Place,
}

impl Record {
    /// What people call the entry: its id, else its title.
    pub fn name(&self) -> &str {
        let title = || self.title.as_ref().map_or("(unnamed)", |it| it.value.as_str());
        self.id.as_ref().map_or_else(title, |it| it.value.as_str())
    }

    pub fn title(&self) -> &str {
        self.title.as_ref().map_or_else(|| self.name(), |it| it.value.as_str())
    }

    /// The order of entries in their register: by id, those without one last, then by place.
    pub fn order(&self, other: &Record) -> std::cmp::Ordering {
        let key = |it: &Record| (it.id.is_none(), it.id.as_ref().map(|id| id.value.clone()), it.place);
        key(self).cmp(&key(other))
    }

    /// Where a finding about the entry as a whole points: its id, else the whole entry.
    pub fn name_place(&self) -> Place {
        let span = self.id.as_ref().map(|it| it.span).or(self.title.as_ref().map(|it| it.span));
        span.map_or(self.place, |span| span.in_file(self.place.file))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    pub record: Record,
    pub kind: Option<Spanned<String>>,
    pub description: Option<Spanned<String>>,
    pub owner: Option<Reference>,
    pub classification: Option<Spanned<String>>,
    pub location: Option<Spanned<String>>,
    pub supplier: Option<Reference>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub record: Record,
    pub description: Option<Spanned<String>>,
    pub held_by: Vec<Reference>,
    /// In words, where a group holds the role.
    pub held_by_group: Option<Spanned<String>>,
    pub deputy: Option<Reference>,
    pub unit: Option<Spanned<String>>,
    /// Types of documents that the role may approve.
    pub approves: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The title of the record is the person's name.
    pub record: Record,
    pub job: Option<Spanned<String>>,
    pub email: Option<Spanned<String>>,
    pub unit: Option<Spanned<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub name: Option<Spanned<String>>,
    pub target: Option<Spanned<String>>,
    pub current: Option<Spanned<String>>,
    pub measured_on: Option<Spanned<Date>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    pub record: Record,
    pub owner: Option<Reference>,
    pub due: Option<Spanned<Date>>,
    pub status: Option<Spanned<String>>,
    pub documents: Vec<Reference>,
    pub measures: Vec<Measure>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    pub record: Record,
    pub kind: Option<Spanned<String>>,
    pub source: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub owner: Option<Reference>,
    pub documents: Vec<Reference>,
    pub controls: Vec<Reference>,
    pub reviewed_on: Option<Spanned<Date>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    pub record: Record,
    pub service: Option<Spanned<String>>,
    pub tier: Option<Spanned<String>>,
    pub owner: Option<Reference>,
    /// Highest classification of what the supplier sees.
    pub data: Option<Spanned<String>>,
    pub location: Option<Spanned<String>>,
    pub contract: Option<Spanned<String>>,
    pub assessed_on: Option<Spanned<Date>>,
    pub next_review: Option<Spanned<Date>>,
    pub controls: Vec<Reference>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    pub record: Record,
    pub document: Option<Reference>,
    pub reason: Option<Spanned<String>>,
    pub owner: Option<Reference>,
    pub approver: Option<Reference>,
    pub granted_on: Option<Spanned<Date>>,
    pub expires: Option<Spanned<Date>>,
    pub compensating: Option<Spanned<String>>,
    pub risks: Vec<Reference>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    pub record: Record,
    pub kind: Option<Spanned<String>>,
    pub date: Option<Spanned<Date>>,
    pub auditor: Option<Spanned<String>>,
    pub scope: Option<Spanned<String>>,
    pub result: Option<Spanned<String>>,
}

/// A nonconformity or observation of an audit, with its corrective action (clause 10.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFinding {
    pub record: Record,
    pub audit: Option<Reference>,
    pub kind: Option<Spanned<String>>,
    pub clause: Option<Reference>,
    pub control: Option<Reference>,
    pub owner: Option<Reference>,
    pub raised_on: Option<Spanned<Date>>,
    pub due: Option<Spanned<Date>>,
    pub closed_on: Option<Spanned<Date>>,
    pub status: Option<Spanned<String>>,
    pub cause: Option<Spanned<String>>,
    pub action: Option<Spanned<String>>,
    pub document: Option<Reference>,
}

/// Where proof is kept and by which digest it is known; never the thing itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub record: Record,
    pub link: Option<Spanned<String>>,
    pub sha256: Option<Spanned<String>>,
    pub controls: Vec<Reference>,
    pub collected_on: Option<Spanned<Date>>,
    pub owner: Option<Reference>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The title of the record is the term; its id is the term's anchor.
    pub record: Record,
    pub definition: Option<Spanned<String>>,
    pub abbreviation: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    pub see: Vec<Reference>,
    /// Whether the term is linked where a document uses it; everyday words are better left alone.
    pub is_linked: bool,
}

/// All registers, each in natural order of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registers {
    pub risks: Vec<Risk>,
    pub assets: Vec<Asset>,
    pub roles: Vec<Role>,
    pub people: Vec<Person>,
    pub objectives: Vec<Objective>,
    pub obligations: Vec<Obligation>,
    pub suppliers: Vec<Supplier>,
    pub exceptions: Vec<Exception>,
    pub audits: Vec<Audit>,
    pub findings: Vec<AuditFinding>,
    pub evidence: Vec<Evidence>,
    pub terms: Vec<Term>,
    pub observations: Observations,
}

impl Registers {
    /// The common part of every entry of a kind, in the register's order; empty for kinds without entries of their own.
    pub fn records(&self, kind: RegisterKind) -> Vec<&Record> {
        match kind {
            RegisterKind::Risks => self.risks.iter().map(|it| &it.record).collect(),
            RegisterKind::Assets => self.assets.iter().map(|it| &it.record).collect(),
            RegisterKind::Roles => self.roles.iter().map(|it| &it.record).collect(),
            RegisterKind::People => self.people.iter().map(|it| &it.record).collect(),
            RegisterKind::Objectives => self.objectives.iter().map(|it| &it.record).collect(),
            RegisterKind::Obligations => self.obligations.iter().map(|it| &it.record).collect(),
            RegisterKind::Suppliers => self.suppliers.iter().map(|it| &it.record).collect(),
            RegisterKind::Exceptions => self.exceptions.iter().map(|it| &it.record).collect(),
            RegisterKind::Audits => self.audits.iter().map(|it| &it.record).collect(),
            RegisterKind::Findings => self.findings.iter().map(|it| &it.record).collect(),
            RegisterKind::Evidence => self.evidence.iter().map(|it| &it.record).collect(),
            RegisterKind::Terms => self.terms.iter().map(|it| &it.record).collect(),
            RegisterKind::Applicability | RegisterKind::Treatment | RegisterKind::Documents => Vec::new(),
        }
    }

    /// The common part of one entry.
    pub fn record(&self, kind: RegisterKind, index: u32) -> Option<&Record> {
        let index = index as usize;
        match kind {
            RegisterKind::Risks => self.risks.get(index).map(|it| &it.record),
            RegisterKind::Assets => self.assets.get(index).map(|it| &it.record),
            RegisterKind::Roles => self.roles.get(index).map(|it| &it.record),
            RegisterKind::People => self.people.get(index).map(|it| &it.record),
            RegisterKind::Objectives => self.objectives.get(index).map(|it| &it.record),
            RegisterKind::Obligations => self.obligations.get(index).map(|it| &it.record),
            RegisterKind::Suppliers => self.suppliers.get(index).map(|it| &it.record),
            RegisterKind::Exceptions => self.exceptions.get(index).map(|it| &it.record),
            RegisterKind::Audits => self.audits.get(index).map(|it| &it.record),
            RegisterKind::Findings => self.findings.get(index).map(|it| &it.record),
            RegisterKind::Evidence => self.evidence.get(index).map(|it| &it.record),
            RegisterKind::Terms => self.terms.get(index).map(|it| &it.record),
            RegisterKind::Applicability | RegisterKind::Treatment | RegisterKind::Documents => None,
        }
    }
}
