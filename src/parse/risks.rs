//! Entries of the risk register (clauses 6.1.2 and 6.1.3).

use super::faults;
use super::fields::{Fields, Reading};
use super::registers::record;
use super::values::{self, Choice, Synonyms};
use crate::model::{Acceptance, Action, Rating, Risk, Treatment};
use crate::text::Spanned;

pub(super) fn risk(cx: &mut Reading, mut fields: Fields<'_>) -> Risk {
    let treatments = Choice {
        allowed: &Treatment::ALL.map(|it| (it.name(), it)),
        synonyms: Treatment::SYNONYMS,
        with_synonyms: Synonyms::Accepted,
        rule: faults::BAD_VALUE,
    };
    let made = Risk {
        record: record(cx, &mut fields, "title"),
        scenario: fields.text(cx, "scenario"),
        assets: fields.references(cx, "assets"),
        threat: fields.text(cx, "threat"),
        vulnerability: fields.text(cx, "vulnerability"),
        properties: properties(cx, &mut fields),
        owner: fields.reference(cx, "owner"),
        inherent: fields.map(cx, "inherent").map(|map| rating(cx, map)),
        residual: fields.map(cx, "residual").map(|map| rating(cx, map)),
        treatment: fields.choice(cx, "treatment", &treatments),
        controls: fields.references(cx, "controls"),
        actions: fields.maps(cx, "actions").into_iter().map(|map| action(cx, map)).collect(),
        acceptance: fields.map(cx, "acceptance").map(|map| acceptance(cx, map)),
        identified_on: fields.date(cx, "identified_on"),
        assessed_on: fields.date(cx, "assessed_on"),
        next_review: fields.date(cx, "next_review"),
    };
    fields.finish(cx, "a risk");
    made
}

/// Confidentiality, integrity and availability, in words or by their first letters.
fn properties(cx: &mut Reading, fields: &mut Fields<'_>) -> Vec<Spanned<String>> {
    let choice = Choice {
        allowed: &["confidentiality", "integrity", "availability"].map(|name| (name, name)),
        synonyms: &[("c", "confidentiality"), ("i", "integrity"), ("a", "availability")],
        with_synonyms: Synonyms::Accepted,
        rule: faults::BAD_VALUE,
    };
    let words = fields.texts(cx, "properties");
    let chosen = words.iter().filter_map(|word| values::choice_of(cx, "properties", word, &choice));
    chosen.map(|name| name.map(str::to_owned)).collect()
}

fn rating(cx: &mut Reading, mut fields: Fields<'_>) -> Rating {
    let made = Rating {
        likelihood: fields.text(cx, "likelihood"),
        impact: fields.text(cx, "impact"),
        score: fields.text(cx, "score"),
        span: fields.span,
        levels: None,
        computed: None,
    };
    fields.finish(cx, "a rating");
    made
}

fn action(cx: &mut Reading, mut fields: Fields<'_>) -> Action {
    let made = Action {
        id: fields.text(cx, "id"),
        title: fields.text(cx, "title"),
        owner: fields.reference(cx, "owner"),
        due: fields.date(cx, "due"),
        status: fields.word(cx, "status", &["open", "done"]),
        span: fields.span,
    };
    fields.finish(cx, "an action");
    made
}

fn acceptance(cx: &mut Reading, mut fields: Fields<'_>) -> Acceptance {
    let made = Acceptance {
        by: fields.reference(cx, "by"),
        person: fields.reference(cx, "person"),
        on: fields.date(cx, "on"),
        until: fields.date(cx, "until"),
        score: fields.text(cx, "score"),
        span: fields.span,
    };
    fields.finish(cx, "an acceptance");
    made
}
