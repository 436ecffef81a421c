//! What the standard lists: controls, clauses, and related points of other frameworks.

use std::collections::BTreeMap;

use super::id::{ControlId, Id};

/// One control of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// As written: `A.5.15`, or the id of an own control such as `OWN.1`.
    pub id: Id,
    pub title: String,
    pub theme: String,
    /// Named groups of attribute values, in the order of the catalogue, such as `control_type` → `preventive`.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Numbers of the 2013 edition that went into this control.
    pub former: Vec<ControlId>,
    pub is_new: bool,
    pub summary: String,
    /// Whether the control is one of the reference controls that the statement must list.
    pub is_reference: bool,
}

/// Documented information that a clause asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidenced {
    pub name: String,
    /// `document`, `record`, `plan` or `register`.
    pub kind: String,
    /// Whether the clause itself asks for it; otherwise it is usual evidence.
    pub is_explicit: bool,
}

/// A clause of ISO/IEC 27001:2022.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub id: Id,
    pub title: String,
    pub parent: Option<Id>,
    pub summary: String,
    pub documented_information: Vec<Evidenced>,
    /// What the amendment of 2024 changed.
    pub amended: Option<String>,
}

/// Another framework with its points that are related to controls. Related is never equivalent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    pub key: String,
    pub name: String,
    /// From control id to ids in the framework.
    pub pairs: BTreeMap<Id, Vec<String>>,
}

/// A text that may not be repeated, as digests of runs of its words. The text itself is not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    pub title: String,
    /// Sorted, each once.
    pub runs: Vec<u64>,
}

/// All catalogues of a handbook, each list in natural order of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    pub controls: Vec<Control>,
    pub clauses: Vec<Clause>,
    pub frameworks: Vec<Framework>,
    /// In the order of the files.
    pub wordings: Vec<Wording>,
}

impl Catalogue {
    /// The controls that took over a number of the 2013 edition, in natural order.
    pub fn successors(&self, former: ControlId) -> Vec<&Control> {
        self.controls.iter().filter(|control| control.former.contains(&former)).collect()
    }
}
