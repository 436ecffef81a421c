//! From the tree of the front matter to its typed fields (clause 7.5.2 a: identification and description).

use std::collections::BTreeMap;

use super::faults;
use super::fields::{self, Fields, Reading};
use super::values::{self, Choice, Synonyms};
use super::yaml::{Entry, Node, Value};
use crate::diag::{Label, nearest};
use crate::model::{
    Acknowledgement, ChangeKind, DocumentType, ExternalSource, Field, Front, HistoryEntry, Id, Reference, RegisterKind,
    Status,
};
use crate::text::{Span, Spanned};

/// Other words for the states of a document. What is in force or superseded is derived, so no status says it.
const STATUS_SYNONYMS: &[(&str, &str)] = &[
    ("wip", "draft"),
    ("new", "draft"),
    ("drafted", "draft"),
    ("review", "in-review"),
    ("reviewing", "in-review"),
    ("underreview", "in-review"),
    ("forreview", "in-review"),
    ("proposed", "in-review"),
    ("pending", "in-review"),
    ("published", "approved"),
    ("inforce", "approved"),
    ("effective", "approved"),
    ("active", "approved"),
    ("final", "approved"),
    ("released", "approved"),
    ("valid", "approved"),
    ("current", "approved"),
    ("superseded", "retired"),
    ("withdrawn", "retired"),
    ("archived", "retired"),
    ("obsolete", "retired"),
    ("deprecated", "retired"),
    ("replaced", "retired"),
];

const TYPE_SYNONYMS: &[(&str, &str)] = &[
    ("process", "procedure"),
    ("sop", "procedure"),
    ("workinstruction", "procedure"),
    ("guide", "guideline"),
    ("guidance", "guideline"),
    ("handbook", "manual"),
    ("form", "template"),
    ("log", "record"),
    ("baseline", "standard"),
];

/// Reads the fields of the front matter. Keys that are no field are looked up in the aliases (foreign key to canonical
/// key); what is neither is reported.
pub(super) fn front(cx: &mut Reading, block: Span, roots: &[Node], aliases: &BTreeMap<String, String>) -> Front {
    let mut front = Front { block: Some(block), ..Front::default() };
    let Some(root) = roots.first() else { return front };
    let Value::Map(entries) = &root.value else {
        if !matches!(root.value, Value::Broken | Value::Empty) {
            let words = format!("the front matter is {}, but a map of fields is read here", values::shape(&root.value));
            cx.report(faults::BAD_VALUE, values::head(root), words).hint =
                Some("write `key: value` pairs, one a line".to_owned());
        }
        return front;
    };
    for entry in entries {
        let Some(field) = field_of(&entry.key.value, aliases) else {
            unknown_field(cx, (entry, entries), aliases);
            continue;
        };
        if let Some(first) = front.keys.get(&field) {
            let words = format!("the field `{}` is given twice, under two names", field.name());
            let place = cx.place(*first);
            let finding = cx.report(faults::DUPLICATE_KEY, entry.key.span, words);
            finding.hint = Some("keep one of the two; the first one was read".to_owned());
            finding.related.push(Label { place, words: "first given here".to_owned() });
            continue;
        }
        front.keys.insert(field, entry.key.span);
        read(cx, &mut front, field, entry);
    }
    front
}

fn field_of(key: &str, aliases: &BTreeMap<String, String>) -> Option<Field> {
    Field::named(key).or_else(|| Field::named(aliases.get(key)?))
}

fn unknown_field(cx: &mut Reading, (entry, all): (&Entry, &[Entry]), aliases: &BTreeMap<String, String>) {
    let names: Vec<&'static str> = Field::ALL.iter().map(|field| field.name()).collect();
    let foreign = nearest(&entry.key.value, aliases.keys().map(String::as_str));
    let is_given =
        |name: &str| all.iter().any(|it| field_of(&it.key.value, aliases).is_some_and(|it| it.name() == name));
    let near = fields::unknown_field(cx, entry, (&names, is_given), "a document");
    if let (None, Some(finding)) = (near, cx.findings.last_mut()) {
        finding.hint = Some(match (foreign, Field::called(&entry.key.value)) {
            (Some(foreign), _) => format!("did you mean `{foreign}`?"),
            (None, Some(field)) => format!(
                "write `{own}`, or map the name for all documents: `{key} = \"{own}\"` under `[fields]` of `book.toml`",
                own = field.name(),
                key = entry.key.value,
            ),
            (None, None) => "take it away, or say in `[fields]` of `book.toml` which field it stands for".to_owned(),
        });
    }
}

fn read(cx: &mut Reading, front: &mut Front, field: Field, entry: &Entry) {
    match field {
        Field::Id => front.id = values::text(cx, entry).map(|text| text.map(Id::new)),
        Field::Title => front.title = values::text(cx, entry),
        Field::Type => front.document_type = document_type(cx, entry),
        Field::Version => front.version = values::text(cx, entry),
        Field::Status => front.status = status(cx, entry),
        Field::Language => front.language = values::text(cx, entry),
        Field::Summary => front.summary = values::text(cx, entry),
        Field::Owner => front.owner = reference(cx, entry),
        Field::Authors => front.authors = references(cx, entry),
        Field::Reviewers => front.reviewers = references(cx, entry),
        Field::Contact => front.contact = values::text(cx, entry),
        Field::Approver => front.approver = reference(cx, entry),
        Field::ApprovedBy => front.approved_by = reference(cx, entry),
        Field::ApprovedOn => front.approved_on = values::date(cx, entry),
        Field::ApprovalRef => front.approval_ref = values::text(cx, entry),
        Field::EffectiveFrom => front.effective_from = values::date(cx, entry),
        Field::EffectiveUntil => front.effective_until = values::date(cx, entry),
        Field::ReviewInterval => front.review_interval = values::interval(cx, entry),
        Field::LastReviewed => front.last_reviewed = values::date(cx, entry),
        Field::NextReview => front.next_review = values::date(cx, entry),
        Field::Classification => front.classification = values::text(cx, entry),
        Field::Audience => front.audience = values::names(cx, entry),
        Field::Scope => front.scope = values::text(cx, entry),
        Field::Acknowledgement => front.acknowledgement = acknowledgement(cx, entry),
        Field::Parent => front.parent = reference(cx, entry),
        Field::Related => front.related = references(cx, entry),
        Field::Clauses => front.clauses = references(cx, entry),
        Field::Controls => front.controls = references(cx, entry),
        Field::Risks => front.risks = references(cx, entry),
        Field::Obligations => front.obligations = references(cx, entry),
        Field::Exceptions => front.exceptions = references(cx, entry),
        Field::Roles => front.roles = references(cx, entry),
        Field::Register => front.register = register(cx, entry),
        Field::Supersedes => front.supersedes = references(cx, entry),
        Field::SupersededBy => front.superseded_by = reference(cx, entry),
        Field::TranslationOf => front.translation_of = reference(cx, entry),
        Field::Retention => front.retention = values::text(cx, entry),
        Field::ExternalSource => front.external_source = external_source(cx, entry),
        Field::History => front.history = history(cx, entry),
    }
}

fn reference(cx: &mut Reading, entry: &Entry) -> Option<Reference> {
    values::text(cx, entry).map(Reference::unresolved)
}

fn references(cx: &mut Reading, entry: &Entry) -> Vec<Reference> {
    values::names(cx, entry).into_iter().map(Reference::unresolved).collect()
}

fn document_type(cx: &mut Reading, entry: &Entry) -> Option<Spanned<DocumentType>> {
    let choice = Choice {
        allowed: &DocumentType::ALL.map(|it| (it.name(), it)),
        synonyms: TYPE_SYNONYMS,
        with_synonyms: Synonyms::Reported,
        rule: faults::UNKNOWN_TYPE,
    };
    values::choice(cx, entry, &choice)
}

fn status(cx: &mut Reading, entry: &Entry) -> Option<Spanned<Status>> {
    let choice = Choice {
        allowed: &Status::ALL.map(|it| (it.name(), it)),
        synonyms: STATUS_SYNONYMS,
        with_synonyms: Synonyms::Reported,
        rule: faults::BAD_VALUE,
    };
    values::choice(cx, entry, &choice)
}

fn register(cx: &mut Reading, entry: &Entry) -> Option<Spanned<RegisterKind>> {
    let choice = Choice {
        allowed: &RegisterKind::ALL.map(|it| (it.name(), it)),
        synonyms: &[("soa", "applicability"), ("statement", "applicability"), ("glossary", "terms")],
        with_synonyms: Synonyms::Reported,
        rule: faults::BAD_VALUE,
    };
    values::choice(cx, entry, &choice)
}

/// A map, or only `yes` or `no`.
fn acknowledgement(cx: &mut Reading, entry: &Entry) -> Option<Acknowledgement> {
    if matches!(entry.value.value, Value::Text(_) | Value::Empty) {
        let is_required = values::yes_or_no(cx, entry)?.value;
        return Some(Acknowledgement { is_required, ..Acknowledgement::default() });
    }
    let mut map = Fields::of(cx, &entry.value, "`acknowledgement`")?;
    let required = map.find("required").and_then(|it| values::yes_or_no(cx, it));
    let made = Acknowledgement {
        is_required: required.is_none_or(|it| it.value),
        interval: map.find("interval").and_then(|it| values::interval(cx, it)),
        due_days: map.find("due_days").and_then(|it| values::number(cx, it)),
        audience: map.texts(cx, "audience"),
    };
    map.finish(cx, "`acknowledgement`");
    Some(made)
}

/// A map, or only the title.
fn external_source(cx: &mut Reading, entry: &Entry) -> Option<ExternalSource> {
    if matches!(entry.value.value, Value::Text(_) | Value::Empty) {
        let title = values::text(cx, entry)?;
        return Some(ExternalSource { title: Some(title), ..ExternalSource::default() });
    }
    let mut map = Fields::of(cx, &entry.value, "`external_source`")?;
    let made = ExternalSource {
        title: map.text(cx, "title"),
        publisher: map.text(cx, "publisher"),
        edition: map.text(cx, "edition"),
        date: map.text(cx, "date"),
        licence: map.text(cx, "licence"),
    };
    map.finish(cx, "`external_source`");
    Some(made)
}

fn history(cx: &mut Reading, entry: &Entry) -> Vec<HistoryEntry> {
    fields::maps(cx, entry).into_iter().map(|map| history_entry(cx, map)).collect()
}

fn history_entry(cx: &mut Reading, mut map: Fields<'_>) -> HistoryEntry {
    let kinds = Choice {
        allowed: &ChangeKind::ALL.map(|it| (it.name(), it)),
        synonyms: &[("patch", "editorial"), ("typo", "editorial"), ("reviewed", "review"), ("initial", "major")],
        with_synonyms: Synonyms::Reported,
        rule: faults::BAD_VALUE,
    };
    let made = HistoryEntry {
        version: map.text(cx, "version"),
        date: map.date(cx, "date"),
        author: map.reference(cx, "author"),
        kind: map.choice(cx, "kind", &kinds),
        summary: map.text(cx, "summary"),
        span: map.span,
    };
    map.finish(cx, "a history entry");
    made
}
