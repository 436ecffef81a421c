//! What there is to be offered: the forms of the model, and the names of the handbook.

use std::collections::BTreeSet;

use super::yaml::Asked;
use crate::check::RULES;
use crate::lsp::look::Look;
use crate::model::form::{self, Form, REGISTERS, Shape};
use crate::model::{Field, RegisterKind, Target, Tongue};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Field,
    Value,
    Name,
    Variable,
}

/// One thing that may be written.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) text: String,
    /// What is written behind it.
    pub(super) after: &'static str,
    pub(super) title: String,
    pub(super) kind: Kind,
}

impl Offer {
    pub(super) fn new(kind: Kind, text: impl Into<String>, title: impl Into<String>) -> Self {
        Offer { text: text.into(), after: "", title: title.into(), kind }
    }
}

/// Of a document's front matter.
pub(super) fn of_front(look: &Look<'_>, asked: &Asked) -> Vec<Offer> {
    let aliases = &look.project().config.fields;
    let canonical = |key: &String| aliases.get(key).unwrap_or(key).clone();
    let forms: Vec<Form> = Field::ALL.map(|it| Form { key: it.name(), shape: form::of_field(it) }).to_vec();
    let path: Vec<String> = asked.path.iter().map(canonical).collect();
    offers(look, asked, (&forms, &path))
}

/// Of a file of registers, or the statement.
pub(super) fn of_register(look: &Look<'_>, asked: &Asked) -> Vec<Offer> {
    let Some((register, path)) = asked.path.split_first() else {
        return REGISTERS
            .iter()
            .map(|(name, _)| Offer { after: ":", ..Offer::new(Kind::Field, *name, "register") })
            .collect();
    };
    let forms = REGISTERS.iter().find(|(name, _)| name == register).map_or(&[][..], |(_, forms)| forms);
    offers(look, asked, (forms, path))
}

fn offers(look: &Look<'_>, asked: &Asked, (forms, path): (&[Form], &[String])) -> Vec<Offer> {
    let inner = inside(forms, path);
    if asked.is_value && !(asked.begins_entry && inner.is_some()) {
        let Some((key, holders)) = path.split_last() else { return Vec::new() };
        let shape = inside(forms, holders).and_then(|it| it.iter().find(|it| it.key == key).map(|it| it.shape));
        return values(look, key, shape);
    }
    if path.last().is_some_and(|it| it == "reasons") {
        return form::reasons()
            .into_iter()
            .map(|it| Offer { after: ": ", ..Offer::new(Kind::Field, it, "") })
            .collect();
    }
    let wanted = inner.unwrap_or_default();
    let wanted = wanted.iter().filter(|it| !asked.present.iter().any(|key| key == it.key));
    wanted.map(|it| Offer { after: ": ", ..Offer::new(Kind::Field, it.key, words(it.shape)) }).collect()
}

/// The fields inside the maps that these keys lead to.
fn inside<'f>(forms: &'f [Form], path: &[String]) -> Option<&'f [Form]> {
    let Some((first, rest)) = path.split_first() else { return Some(forms) };
    match forms.iter().find(|it| it.key == first)?.shape {
        Shape::Map(inner) | Shape::Maps(inner) | Shape::YesOrMap(inner) | Shape::TextOrMap(inner) => {
            inside(inner, rest)
        }
        _ => None,
    }
}

/// What a field takes, in a word or two.
fn words(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Texts => "list".to_owned(),
        Shape::Date => "day, YYYY-MM-DD".to_owned(),
        Shape::Interval => "length of time".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::YesOrNo => "yes or no".to_owned(),
        Shape::OneOf(names) | Shape::Suggested(names, _) | Shape::SomeOf(names) => names().join(", "),
        Shape::Map(_) | Shape::TextMap(_) | Shape::Grid => "map".to_owned(),
        Shape::Maps(_) | Shape::Reasons => "list of maps".to_owned(),
        Shape::YesOrMap(_) => "yes, no or a map".to_owned(),
        Shape::TextOrMap(_) => "text or a map".to_owned(),
    }
}

/// What may stand as the value of a field.
fn values(look: &Look<'_>, key: &str, shape: Option<Shape>) -> Vec<Offer> {
    let plain = |names: &[&str]| names.iter().map(|it| Offer::new(Kind::Value, *it, "")).collect::<Vec<_>>();
    match shape {
        Some(Shape::OneOf(names) | Shape::Suggested(names, _) | Shape::SomeOf(names)) => return plain(&names()),
        Some(Shape::YesOrNo | Shape::YesOrMap(_)) => return plain(&["yes", "no"]),
        Some(Shape::Interval) => return plain(&["3 months", "6 months", "12 months", "24 months"]),
        Some(Shape::Date) => return vec![Offer::new(Kind::Value, look.today.to_string(), "today")],
        _ => {}
    }
    let isms = &look.project().config.isms;
    let listed = |names: &[String]| names.iter().map(|it| Offer::new(Kind::Value, it, "")).collect();
    let steps = |names: &[String]| {
        let numbered =
            (1..).zip(names).map(|(step, name): (u32, &String)| Offer::new(Kind::Value, step.to_string(), name));
        numbered.collect()
    };
    match key {
        "owner" | "approver" | "authors" | "reviewers" | "author" | "roles" | "by" | "deputy" => roles(look),
        "approved_by" | "person" | "held_by" => prefixed(look, RegisterKind::People, "person:"),
        "parent" | "related" | "supersedes" | "superseded_by" | "translation_of" | "document" | "documents" => {
            documents(look)
        }
        "clause" | "clauses" => clauses(look),
        "control" | "controls" => controls(look),
        "risk" | "risks" => entries(look, RegisterKind::Risks),
        "obligations" | "legal" | "contract" | "business" => entries(look, RegisterKind::Obligations),
        "exceptions" => entries(look, RegisterKind::Exceptions),
        "assets" => entries(look, RegisterKind::Assets),
        "supplier" => entries(look, RegisterKind::Suppliers),
        "audit" => entries(look, RegisterKind::Audits),
        "evidence" => entries(look, RegisterKind::Evidence).into_iter().chain(documents(look)).collect(),
        "see" => anything(look),
        "classification" | "data" => listed(&isms.classifications),
        "audience" => listed(&isms.audiences),
        "language" => languages(look),
        "likelihood" => steps(&isms.risk.likelihood),
        "impact" => steps(&isms.risk.impact),
        _ => Vec::new(),
    }
}

/// The languages that documents are in, then those that are known here.
fn languages(look: &Look<'_>) -> Vec<Offer> {
    let handbook = look.handbook();
    let used = handbook.documents.iter().filter_map(|it| it.front.language.as_ref()).map(|it| it.value.as_str());
    let used: BTreeSet<&str> = used.chain([handbook.identity.language.as_str()]).filter(|it| !it.is_empty()).collect();
    let known = Tongue::ALL.iter().map(|it| it.code).filter(|it| !used.contains(it));
    used.iter().copied().chain(known).map(|it| Offer::new(Kind::Value, it, "")).collect()
}

fn named(look: &Look<'_>, target: Target) -> Offer {
    let (name, title) = look.handbook().name_and_title(target);
    Offer::new(Kind::Name, name, if name == title { "" } else { title })
}

pub(super) fn documents(look: &Look<'_>) -> Vec<Offer> {
    let documents = look.handbook().indexed_documents().filter(|(_, it)| it.id().is_some());
    documents.map(|(index, _)| named(look, Target::Document(index))).collect()
}

fn controls(look: &Look<'_>) -> Vec<Offer> {
    let count = u32::try_from(look.handbook().catalogue.controls.len()).unwrap_or(0);
    (0..count).map(|index| named(look, Target::Control(index))).collect()
}

pub(super) fn clauses(look: &Look<'_>) -> Vec<Offer> {
    let count = u32::try_from(look.handbook().catalogue.clauses.len()).unwrap_or(0);
    (0..count).map(|index| named(look, Target::Clause(index))).collect()
}

fn entries(look: &Look<'_>, kind: RegisterKind) -> Vec<Offer> {
    let records = look.handbook().registers.records(kind);
    let with_id = (0..).zip(records).filter(|(_, it)| it.id.is_some());
    with_id.map(|(index, _)| named(look, Target::Entry(kind, index))).collect()
}

fn prefixed(look: &Look<'_>, kind: RegisterKind, prefix: &str) -> Vec<Offer> {
    let offers = entries(look, kind).into_iter();
    offers.map(|it| Offer { text: format!("{prefix}{}", it.text), ..it }).collect()
}

pub(super) fn roles(look: &Look<'_>) -> Vec<Offer> {
    prefixed(look, RegisterKind::Roles, "role:")
}

/// Everything that a wiki link may lead to.
pub(super) fn anything(look: &Look<'_>) -> Vec<Offer> {
    let mut offers = documents(look);
    offers.extend(controls(look));
    for kind in RegisterKind::WITH_ENTRIES {
        offers.extend(match kind {
            RegisterKind::Roles => prefixed(look, kind, "role:"),
            RegisterKind::People => prefixed(look, kind, "person:"),
            RegisterKind::Terms => prefixed(look, kind, "term:"),
            _ => entries(look, kind),
        });
    }
    offers
}

pub(super) fn variables(look: &Look<'_>) -> Vec<Offer> {
    let variables = look.handbook().variables.iter();
    variables.map(|(name, variable)| Offer::new(Kind::Variable, name, &variable.value)).collect()
}

pub(super) fn rules() -> Vec<Offer> {
    RULES
        .iter()
        .map(|it| Offer::new(Kind::Value, it.info.name, format!("{} {}", it.info.code, it.info.summary)))
        .collect()
}
