//! Entries of all registers but the risks: what each kind is made of.

use super::fields::{Fields, Reading};
use super::registers::record;
use super::values;
use crate::model::{
    Asset, Audit, AuditFinding, DocumentType, Evidence, Exception, Id, Measure, Objective, Obligation, Person, Record,
    Role, Supplier, Term,
};
use crate::text::{Spanned, slug};

pub(super) fn asset(cx: &mut Reading, mut fields: Fields<'_>) -> Asset {
    let kinds = ["service", "information", "software", "hardware", "facility", "people"];
    let made = Asset {
        record: record(cx, &mut fields, "title"),
        kind: fields.word(cx, "kind", &kinds),
        description: fields.text(cx, "description"),
        owner: fields.reference(cx, "owner"),
        classification: fields.text(cx, "classification"),
        location: fields.text(cx, "location"),
        supplier: fields.reference(cx, "supplier"),
    };
    fields.finish(cx, "an asset");
    made
}

pub(super) fn role(cx: &mut Reading, mut fields: Fields<'_>) -> Role {
    let made = Role {
        record: record(cx, &mut fields, "title"),
        description: fields.text(cx, "description"),
        held_by: fields.references(cx, "held_by"),
        held_by_group: fields.text(cx, "held_by_group"),
        deputy: fields.reference(cx, "deputy"),
        unit: fields.text(cx, "unit"),
        approves: approves(cx, &mut fields),
    };
    fields.finish(cx, "a role");
    made
}

fn approves(cx: &mut Reading, fields: &mut Fields<'_>) -> Vec<Spanned<String>> {
    let Some(entry) = fields.find("approves") else { return Vec::new() };
    let types = DocumentType::ALL.map(DocumentType::name);
    let words = values::texts(cx, entry);
    words.into_iter().map(|word| values::word(cx, entry, word, &types)).collect()
}

pub(super) fn person(cx: &mut Reading, mut fields: Fields<'_>) -> Person {
    let made = Person {
        record: record(cx, &mut fields, "name"),
        job: fields.text(cx, "title"),
        email: fields.text(cx, "email"),
        unit: fields.text(cx, "unit"),
    };
    fields.finish(cx, "a person");
    made
}

pub(super) fn objective(cx: &mut Reading, mut fields: Fields<'_>) -> Objective {
    let made = Objective {
        record: record(cx, &mut fields, "title"),
        owner: fields.reference(cx, "owner"),
        due: fields.date(cx, "due"),
        status: fields.word(cx, "status", &["on-track", "at-risk", "achieved", "missed"]),
        documents: fields.references(cx, "documents"),
        measures: fields.maps(cx, "measures").into_iter().map(|map| measure(cx, map)).collect(),
    };
    fields.finish(cx, "an objective");
    made
}

fn measure(cx: &mut Reading, mut fields: Fields<'_>) -> Measure {
    let made = Measure {
        name: fields.text(cx, "name"),
        target: fields.text(cx, "target"),
        current: fields.text(cx, "current"),
        measured_on: fields.date(cx, "measured_on"),
    };
    fields.finish(cx, "a measure");
    made
}

pub(super) fn obligation(cx: &mut Reading, mut fields: Fields<'_>) -> Obligation {
    let made = Obligation {
        record: record(cx, &mut fields, "title"),
        kind: fields.word(cx, "kind", &["law", "regulation", "contract", "standard"]),
        source: fields.text(cx, "source"),
        summary: fields.text(cx, "summary"),
        owner: fields.reference(cx, "owner"),
        documents: fields.references(cx, "documents"),
        controls: fields.references(cx, "controls"),
        reviewed_on: fields.date(cx, "reviewed_on"),
    };
    fields.finish(cx, "an obligation");
    made
}

pub(super) fn supplier(cx: &mut Reading, mut fields: Fields<'_>) -> Supplier {
    let made = Supplier {
        record: record(cx, &mut fields, "title"),
        service: fields.text(cx, "service"),
        tier: fields.word(cx, "tier", &["critical", "important", "standard"]),
        owner: fields.reference(cx, "owner"),
        data: fields.text(cx, "data"),
        location: fields.text(cx, "location"),
        contract: fields.text(cx, "contract"),
        assessed_on: fields.date(cx, "assessed_on"),
        next_review: fields.date(cx, "next_review"),
        controls: fields.references(cx, "controls"),
    };
    fields.finish(cx, "a supplier");
    made
}

pub(super) fn exception(cx: &mut Reading, mut fields: Fields<'_>) -> Exception {
    let made = Exception {
        record: record(cx, &mut fields, "title"),
        document: fields.reference(cx, "document"),
        reason: fields.text(cx, "reason"),
        owner: fields.reference(cx, "owner"),
        approver: fields.reference(cx, "approver"),
        granted_on: fields.date(cx, "granted_on"),
        expires: fields.date(cx, "expires"),
        compensating: fields.text(cx, "compensating"),
        risks: fields.references(cx, "risks"),
    };
    fields.finish(cx, "an exception");
    made
}

pub(super) fn audit(cx: &mut Reading, mut fields: Fields<'_>) -> Audit {
    let made = Audit {
        record: record(cx, &mut fields, "title"),
        kind: fields.word(cx, "kind", &["internal", "external"]),
        date: fields.date(cx, "date"),
        auditor: fields.text(cx, "auditor"),
        scope: fields.text(cx, "scope"),
        result: fields.text(cx, "result"),
    };
    fields.finish(cx, "an audit");
    made
}

pub(super) fn finding(cx: &mut Reading, mut fields: Fields<'_>) -> AuditFinding {
    let made = AuditFinding {
        record: record(cx, &mut fields, "title"),
        audit: fields.reference(cx, "audit"),
        kind: fields.word(cx, "kind", &["major", "minor", "observation"]),
        clause: fields.reference(cx, "clause"),
        control: fields.reference(cx, "control"),
        owner: fields.reference(cx, "owner"),
        raised_on: fields.date(cx, "raised_on"),
        due: fields.date(cx, "due"),
        closed_on: fields.date(cx, "closed_on"),
        status: fields.word(cx, "status", &["open", "closed"]),
        cause: fields.text(cx, "cause"),
        action: fields.text(cx, "action"),
        document: fields.reference(cx, "document"),
    };
    fields.finish(cx, "a finding");
    made
}

pub(super) fn evidence(cx: &mut Reading, mut fields: Fields<'_>) -> Evidence {
    let made = Evidence {
        record: record(cx, &mut fields, "title"),
        link: fields.text(cx, "link"),
        sha256: fields.text(cx, "sha256"),
        controls: fields.references(cx, "controls"),
        collected_on: fields.date(cx, "collected_on"),
        owner: fields.reference(cx, "owner"),
    };
    fields.finish(cx, "a piece of evidence");
    made
}

/// A term is known by its words: the record's title is the term, the id its anchor.
pub(super) fn term(cx: &mut Reading, mut fields: Fields<'_>) -> Term {
    let title = fields.text(cx, "term");
    let id = title.as_ref().map(|title| Spanned::new(Id::new(slug(&title.value)), title.span));
    let made = Term {
        record: Record { id, title, place: cx.place(fields.span) },
        definition: fields.text(cx, "definition"),
        abbreviation: fields.text(cx, "abbreviation"),
        aliases: fields.texts(cx, "aliases"),
        see: fields.references(cx, "see"),
        is_linked: fields.find("link").and_then(|entry| values::yes_or_no(cx, entry)).is_none_or(|it| it.value),
    };
    fields.finish(cx, "a term");
    made
}
