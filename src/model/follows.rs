//! What knows places in a text, and follows where a change of the text moves them.

use super::observation::{Acknowledgements, LinkCheck};
use super::record::{
    Asset, Audit, AuditFinding, Evidence, Exception, Measure, Objective, Obligation, Person, Record, Role, Supplier,
    Term,
};
use super::risk::{Acceptance, Action, Rating, Risk};
use super::target::Reference;
use crate::text::{Change, Place, Span, Spanned};

/// Something with places in one text.
pub trait Follows {
    /// Moves every place as the change moved it; a place that the change reaches into stays.
    fn follow(&mut self, change: &Change);
}

/// An entry of a register's file.
pub trait Placed: Follows {
    /// The whole entry.
    fn place(&self) -> Place;
}

impl Follows for Span {
    fn follow(&mut self, change: &Change) {
        *self = change.moved(*self).unwrap_or(*self);
    }
}

impl Follows for Place {
    fn follow(&mut self, change: &Change) {
        self.span.follow(change);
    }
}

impl<T> Follows for Spanned<T> {
    fn follow(&mut self, change: &Change) {
        self.span.follow(change);
    }
}

impl<T: Follows> Follows for Option<T> {
    fn follow(&mut self, change: &Change) {
        if let Some(it) = self {
            it.follow(change);
        }
    }
}

impl<T: Follows> Follows for Vec<T> {
    fn follow(&mut self, change: &Change) {
        for it in self {
            it.follow(change);
        }
    }
}

/// Lists the fields that follow, and behind a semicolon those that have no place. A field that is in neither does not compile.
macro_rules! follows {
    ($($name:ident { $($field:ident),* $(; $($other:ident),*)? })*) => {$(
        impl Follows for $name {
            fn follow(&mut self, change: &Change) {
                let $name { $($field),* $(, $($other: _),*)? } = self;
                $($field.follow(change);)*
            }
        }
    )*};
}

follows! {
    Reference { raw; target }
    Record { id, title, place }
    Rating { likelihood, impact, score, span; levels, computed }
    Action { id, title, owner, due, status, span }
    Acceptance { by, person, on, until, score, span }
    Risk {
        record, scenario, assets, threat, vulnerability, properties, owner, inherent, residual, treatment, controls,
        actions, acceptance, identified_on, assessed_on, next_review
    }
    Asset { record, kind, description, owner, classification, location, supplier }
    Role { record, description, held_by, held_by_group, deputy, unit, approves }
    Person { record, job, email, unit }
    Measure { name, target, current, measured_on }
    Objective { record, owner, due, status, documents, measures }
    Obligation { record, kind, source, summary, owner, documents, controls, reviewed_on }
    Supplier { record, service, tier, owner, data, location, contract, assessed_on, next_review, controls }
    Exception { record, document, reason, owner, approver, granted_on, expires, compensating, risks }
    Audit { record, kind, date, auditor, scope, result }
    AuditFinding {
        record, audit, kind, clause, control, owner, raised_on, due, closed_on, status, cause, action, document
    }
    Evidence { record, link, sha256, controls, collected_on, owner }
    Term { record, definition, abbreviation, aliases, see; is_linked }
    Acknowledgements { document, version, counted_on, people, acknowledged, place }
    LinkCheck { url, checked_on, answers, place }
}

macro_rules! placed {
    ($($name:ident: $($field:ident).+,)*) => {$(
        impl Placed for $name {
            fn place(&self) -> Place {
                self.$($field).+
            }
        }
    )*};
}

placed! {
    Risk: record.place,
    Asset: record.place,
    Role: record.place,
    Person: record.place,
    Objective: record.place,
    Obligation: record.place,
    Supplier: record.place,
    Exception: record.place,
    Audit: record.place,
    AuditFinding: record.place,
    Evidence: record.place,
    Term: record.place,
    Acknowledgements: place,
    LinkCheck: place,
}
