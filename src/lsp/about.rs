//! What is said of a thing when somebody points at it, as Markdown.

use std::fmt::Write as _;

use super::look::Look;
use crate::approval::{Review, Standing};
use crate::model::{Control, Document, Reference, RegisterKind, Relation, Risk, Role, StatementLine, Target, Term};
use crate::text::{Spanned, counted};

/// Documents that are named before the rest is counted.
const NAMED: usize = 8;

/// What is said of a thing.
pub(super) fn about(look: &Look<'_>, target: Target) -> String {
    let handbook = look.handbook();
    let (name, title) = handbook.name_and_title(target);
    let head = if name == title || name.is_empty() { format!("**{title}**") } else { format!("**{name}** {title}") };
    let rest = match target {
        Target::Document(index) | Target::Heading(index, _) => document(look, handbook.document(index)),
        Target::Control(index) => control(look, index, &handbook.catalogue.controls[index as usize]),
        Target::Clause(index) => {
            let summary = handbook.catalogue.clauses[index as usize].summary.clone();
            format!("{summary}\n\n{}", serving(look, target, Relation::Serves, "Served by"))
        }
        Target::Entry(RegisterKind::Risks, index) => risk(look, &handbook.registers.risks[index as usize]),
        Target::Entry(RegisterKind::Roles, index) => role(look, target, &handbook.registers.roles[index as usize]),
        Target::Entry(RegisterKind::Terms, index) => term(&handbook.registers.terms[index as usize]),
        Target::Entry(kind, _) => {
            let named = handbook.cited_by(target).len();
            format!("{} in {}", sentence_head(kind.singular()), counted(named, "place"))
        }
        Target::Section(_) | Target::Register(_) | Target::Statement | Target::Attachment(_) => String::new(),
    };
    format!("{head}\n\n{}", rest.trim()).trim_end().to_owned()
}

fn sentence_head(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| format!("{}{}, named", first.to_uppercase(), letters.as_str()))
}

/// The state of a document in one line: where it stands, since when, who approved it, when it is looked at again.
pub(super) fn state(document: &Document, standing: &Standing) -> String {
    let mut words = standing.state.words().to_owned();
    if let Some(since) = standing.since {
        let _ = write!(words, " since {since}");
    }
    if let Some(version) = &document.front.version {
        let _ = write!(words, ", version {}", version.value);
    }
    if standing.flags.is_changed {
        words.push_str(", changed since its approval");
    }
    let people: Vec<String> = standing.approvals.iter().map(|it| format!("{} ({})", it.person, it.role)).collect();
    if !people.is_empty() {
        let _ = write!(words, ", approved by {}, {}", people.join(" and "), standing.assurance.name());
    }
    if standing.missing > 0 && standing.state.is_alive() {
        let roles = standing.requirement.roles.join(" or ");
        let _ = write!(words, ", {} missing", counted(standing.missing as usize, "approval"));
        if !roles.is_empty() {
            let _ = write!(words, " ({roles})");
        }
    }
    match (standing.review, standing.review_due) {
        (Review::Overdue(days), _) => {
            let _ = write!(words, ", review overdue by {}", counted(usize::try_from(days).unwrap_or(0), "day"));
        }
        (Review::In(_), Some(due)) => {
            let _ = write!(words, ", next review {due}");
        }
        (Review::In(_) | Review::None, _) => {}
    }
    words
}

fn document(look: &Look<'_>, document: &Document) -> String {
    let mut words = String::new();
    if let Some(kind) = document.document_type() {
        let _ = write!(words, "{}", kind.name());
    }
    if let Some(standing) = look.standing(document) {
        let lead = if words.is_empty() { "" } else { ", " };
        let _ = write!(words, "{lead}{}", state(document, standing));
    }
    words.push_str("\n\n");
    facts(&mut words, &[("Owner", document.front.owner.as_ref().map(|it| named(look, it)))]);
    if let Some(summary) = &document.front.summary {
        let _ = write!(words, "\n{}", summary.value);
    }
    words
}

fn control(look: &Look<'_>, index: u32, control: &Control) -> String {
    let target = Target::Control(index);
    let mut words = format!("{}\n\n", control.summary);
    let stands = look.handbook().statement_line(index).map(|line| statement(look, line));
    words.push_str(&stands.unwrap_or_else(|| "Not in the statement of applicability.\n".to_owned()));
    format!("{words}\n{}", serving(look, target, Relation::Implements, "Documents"))
}

/// How a control stands in the statement of applicability.
fn statement(look: &Look<'_>, line: &StatementLine) -> String {
    let mut words = String::new();
    let applies = if line.is_applicable() { "applies" } else { "does not apply" };
    let status = line.status.as_ref().map(|it| it.value.name().to_owned());
    let reasons: Vec<&str> = line.reasons.iter().map(|it| it.kind.name()).collect();
    facts(
        &mut words,
        &[
            ("Statement", Some(status.map_or(applies.to_owned(), |status| format!("{applies}, {status}")))),
            ("Reasons", (!reasons.is_empty()).then(|| reasons.join(", "))),
            ("Justification", line.justification.as_ref().map(|it| it.value.clone())),
            ("Answers for it", line.owner.as_ref().map(|it| named(look, it))),
            ("How", line.how.as_ref().map(|it| it.value.clone())),
        ],
    );
    words
}

fn risk(look: &Look<'_>, risk: &Risk) -> String {
    let method = &look.handbook().risk_method;
    let score = |rating: &Option<crate::model::Rating>| {
        let computed = rating.as_ref()?.computed?;
        Some(format!("{computed} ({})", method.band_name(computed)))
    };
    let mut words = String::new();
    if let Some(scenario) = &risk.scenario {
        let _ = write!(words, "{}\n\n", scenario.value);
    }
    let acceptance = risk.acceptance.as_ref().map(|it| {
        let until = it.until.as_ref().map(|until| format!(" until {}", until.value)).unwrap_or_default();
        let by = it.by.as_ref().map(|by| format!(" by {}", named(look, by))).unwrap_or_default();
        format!("accepted{by}{until}")
    });
    let open = risk.actions.iter().filter(|it| !it.is_done()).count();
    facts(
        &mut words,
        &[
            ("Inherent", score(&risk.inherent)),
            ("Residual", score(&risk.residual)),
            ("Treatment", risk.treatment.as_ref().map(|it| it.value.name().to_owned())),
            ("Owner", risk.owner.as_ref().map(|it| named(look, it))),
            ("Acceptance", acceptance),
            ("Open actions", (open > 0).then(|| open.to_string())),
        ],
    );
    words
}

fn role(look: &Look<'_>, target: Target, role: &Role) -> String {
    let mut words = String::new();
    if let Some(description) = &role.description {
        let _ = write!(words, "{}\n\n", description.value);
    }
    let held: Vec<String> = role.held_by.iter().map(|it| named(look, it)).collect();
    let group = role.held_by_group.as_ref().map(|it| it.value.clone());
    facts(
        &mut words,
        &[
            ("Held by", if held.is_empty() { group } else { Some(held.join(", ")) }),
            ("Deputy", role.deputy.as_ref().map(|it| named(look, it))),
            ("Approves", list(&role.approves)),
        ],
    );
    format!("{words}\n{}", serving(look, target, Relation::Owns, "Owns"))
}

fn term(term: &Term) -> String {
    let mut words = String::new();
    if let Some(definition) = &term.definition {
        let _ = write!(words, "{}\n\n", definition.value);
    }
    let short = term.abbreviation.as_ref().map(|it| it.value.clone());
    facts(&mut words, &[("Short", short), ("Also", list(&term.aliases))]);
    words
}

fn list(words: &[Spanned<String>]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(|it| it.value.as_str()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn facts(words: &mut String, facts: &[(&str, Option<String>)]) {
    for (name, value) in facts {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = writeln!(words, "- {name}: {value}");
        }
    }
}

/// What a reference names, in the words of what it leads to.
fn named(look: &Look<'_>, reference: &Reference) -> String {
    let Some(target) = reference.target else { return reference.raw.value.clone() };
    let (name, title) = look.handbook().name_and_title(target);
    if name == title { name.to_owned() } else { format!("{title} (`{}`)", reference.raw.value) }
}

/// The documents that point at a thing in this way.
fn serving(look: &Look<'_>, target: Target, relation: Relation, head: &str) -> String {
    let handbook = look.handbook();
    let cited = handbook.cited_by(target).iter().filter(|it| it.relation == relation);
    let mut documents: Vec<u32> = cited
        .filter_map(|it| match it.from {
            Target::Document(index) => Some(index),
            _ => None,
        })
        .collect();
    documents.dedup();
    let names: Vec<String> = documents
        .iter()
        .take(NAMED)
        .map(|index| format!("{} {}", handbook.document(*index).name(), handbook.document(*index).title()))
        .collect();
    match documents.len() {
        0 => String::new(),
        all if all > NAMED => format!("{head}: {}, and {} more", names.join(", "), all - NAMED),
        _ => format!("{head}: {}", names.join(", ")),
    }
}
