//! What the rules that look at one text find in it, for somebody who is writing it and cannot wait for all the others.

use super::rule::{Context, Scope};
use super::{Levels, WritingRules, look_at_document, naming, silence};
use crate::diag::{Diagnostic, Finding};
use crate::model::Document;

/// Whether a finding of this rule in a document is known from its text and the names of the handbook alone.
pub fn is_of_one_text(rule: &str) -> bool {
    let is_told_by_records = || super::is_on_records(rule) || rule == silence::IDLE;
    super::rule(rule).is_some_and(|it| match it.scope {
        Scope::Document(_) | Scope::Passage(_) | Scope::Sentences(_) | Scope::Names(_) => true,
        Scope::Reading => !is_told_by_records(),
        Scope::Line(_) | Scope::Risk(_) | Scope::Handbook(_) | Scope::Change(_) => false,
    })
}

/// Runs the rules that look at one text over a document. What comes out is what [`super::check`] finds of them in its file,
/// in the same order. `reading` is what was raised while the file was read.
pub fn glance(cx: &Context<'_>, document: &Document, reading: Vec<Finding>) -> Vec<Diagnostic> {
    let levels = Levels::of_context(cx);
    let active = levels.active();
    let (permissions, malformed) = silence::silences_of(cx, document);
    let mut findings = reading;
    findings.extend(malformed);
    findings.extend(look_at_document(cx, document, (&active, &WritingRules::of(cx, &active))));
    let namings = naming::namings_of(cx.handbook, document);
    for rule in &active {
        if let Scope::Names(look) = rule.scope {
            look(cx, &namings, &mut findings);
        }
    }
    findings.retain(|it| it.place.file == document.file);
    let mut found: Vec<Diagnostic> = findings.into_iter().filter_map(|it| levels.judge(it)).collect();
    found.sort_by(Diagnostic::order);
    found.dedup();
    silence::apply(cx, &permissions, found).kept
}
