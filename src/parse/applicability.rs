//! Lines of the statement of applicability (clause 6.1.3 d).

use super::faults;
use super::fields::{Fields, Reading};
use super::values::{self, Choice, Synonyms};
use super::yaml::{Entry, Node, Value};
use crate::model::{Implementation, Reason, ReasonKind, Reference, StatementLine};
use crate::text::{Span, Spanned};

/// One line; none where it names no control, which is reported.
pub(super) fn line(cx: &mut Reading, mut fields: Fields<'_>) -> Option<StatementLine> {
    let statuses = Choice {
        allowed: &Implementation::ALL.map(|it| (it.name(), it)),
        synonyms: &[
            ("done", "implemented"),
            ("complete", "implemented"),
            ("completed", "implemented"),
            ("open", "not-started"),
            ("notimplemented", "not-started"),
            ("partiallyimplemented", "partial"),
            ("ongoing", "in-progress"),
        ],
        with_synonyms: Synonyms::Reported,
        rule: faults::BAD_VALUE,
    };
    let place = cx.place(fields.span);
    let has_control = fields.find("control").is_some();
    let control = fields.reference(cx, "control");
    let reasons = fields.find("reasons");
    let made = StatementLine {
        place,
        control: control.unwrap_or_else(|| Reference::unresolved(Spanned::new(String::new(), fields.span))),
        applicable: fields.find("applicable").and_then(|entry| values::yes_or_no(cx, entry)),
        reasons: reasons.map(|entry| all_reasons(cx, entry)).unwrap_or_default(),
        reasons_span: reasons.map(|entry| entry.key.span),
        justification: fields.text(cx, "justification"),
        status: fields.choice(cx, "status", &statuses),
        how: fields.text(cx, "how"),
        owner: fields.reference(cx, "owner"),
        evidence: fields.references(cx, "evidence"),
        due: fields.date(cx, "due"),
        checked_on: fields.date(cx, "checked_on"),
    };
    if !has_control {
        cx.report(faults::EMPTY_VALUE, fields.first_key(), "a line of the statement names no control").hint =
            Some("write `control:` with the number of the control, such as `A.5.1`".to_owned());
    }
    fields.finish(cx, "a line of the statement of applicability");
    Some(made).filter(|line| !line.control.raw.value.is_empty())
}

/// A list of kinds and of maps from kinds to ids or words; one alone needs no list.
fn all_reasons(cx: &mut Reading, entry: &Entry) -> Vec<Reason> {
    match &entry.value.value {
        Value::List(nodes) => nodes.iter().flat_map(|node| reasons_in(cx, node)).collect(),
        Value::Text(_) | Value::Map(_) => reasons_in(cx, &entry.value),
        Value::Empty => {
            values::report_empty(cx, entry);
            Vec::new()
        }
        Value::Broken => Vec::new(),
    }
}

fn reasons_in(cx: &mut Reading, node: &Node) -> Vec<Reason> {
    match &node.value {
        Value::Text(text) => {
            let kind = kind_of(cx, &Spanned::new(text.trim().to_owned(), node.span));
            let bare = |kind| Reason { kind, references: Vec::new(), words: None, span: node.span };
            kind.map(bare).into_iter().collect()
        }
        Value::Map(entries) => entries.iter().filter_map(|entry| reason(cx, entry)).collect(),
        Value::Empty => {
            cx.report(faults::EMPTY_VALUE, node.span, "an entry of `reasons` is empty").hint =
                Some("fill it in, or take it away".to_owned());
            Vec::new()
        }
        Value::List(_) => {
            cx.report(faults::BAD_VALUE, values::head(node), "an entry of `reasons` is a list").hint =
                Some("name the kind first, such as `risk: [RISK-001]`".to_owned());
            Vec::new()
        }
        Value::Broken => Vec::new(),
    }
}

/// A kind with what it rests on: texts without a space are ids, the others are words.
fn reason(cx: &mut Reading, entry: &Entry) -> Option<Reason> {
    let kind = kind_of(cx, &entry.key)?;
    let (mut references, mut words): (Vec<Reference>, Option<Spanned<String>>) = (Vec::new(), None);
    for text in values::texts(cx, entry) {
        if kind != ReasonKind::Business && !text.value.contains(char::is_whitespace) {
            references.push(Reference::unresolved(text));
            continue;
        }
        words = Some(match words {
            None => text,
            Some(before) => Spanned::new(
                format!("{} {}", before.value, text.value),
                Span { start: before.span.start, end: text.span.end },
            ),
        });
    }
    let span = Span { start: entry.key.span.start, end: entry.value.span.end.max(entry.key.span.end) };
    Some(Reason { kind, references, words, span })
}

fn kind_of(cx: &mut Reading, written: &Spanned<String>) -> Option<ReasonKind> {
    let choice = Choice {
        allowed: &ReasonKind::ALL.map(|it| (it.name(), it)),
        synonyms: ReasonKind::SYNONYMS,
        with_synonyms: Synonyms::Accepted,
        rule: faults::BAD_VALUE,
    };
    values::choice_of(cx, "reasons", written, &choice).map(|kind| kind.value)
}
