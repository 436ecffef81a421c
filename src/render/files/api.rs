//! `api/*.json`: what programs may build on. Each file says its version; `docs/api.md` describes the fields. The structs
//! here are the form on the wire and nothing else.

use rayon::prelude::*;
use serde::Serialize;

use crate::link::filled;
use crate::model::{Rating, Reference, RegisterKind, Target};
use crate::render::Renderer;
use crate::render::plan::duty_givers;
use crate::survey::{RoleNames, duties, themes};

/// What stands around every list.
#[derive(Serialize)]
struct Envelope<T: Serialize> {
    version: u32,
    today: String,
    #[serde(flatten)]
    data: T,
}

#[derive(Serialize)]
struct Document<'d> {
    id: Option<&'d str>,
    title: &'d str,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    version: Option<&'d str>,
    state: &'static str,
    since: Option<String>,
    owner: Option<String>,
    approver: Option<String>,
    classification: Option<&'d str>,
    audience: Vec<&'d str>,
    summary: Option<String>,
    next_review: Option<String>,
    controls: Vec<String>,
    clauses: Vec<String>,
    risks: Vec<String>,
    page: String,
}

#[derive(Serialize)]
struct Control<'c> {
    id: &'c str,
    title: &'c str,
    theme: &'c str,
    applies: Option<bool>,
    status: Option<&'static str>,
    owner: Option<String>,
    documents: Vec<String>,
    page: String,
}

#[derive(Serialize)]
struct Risk<'r> {
    id: &'r str,
    title: &'r str,
    owner: Option<String>,
    inherent: Option<Level>,
    residual: Option<Level>,
    treatment: Option<&'static str>,
    controls: Vec<String>,
    next_review: Option<String>,
    page: String,
}

#[derive(Serialize)]
struct Level {
    likelihood: u32,
    impact: u32,
    score: u32,
    band: String,
}

#[derive(Serialize)]
struct Theme<'t> {
    name: &'t str,
    controls: usize,
    applicable: usize,
    excluded: usize,
    covered: usize,
    by_status: std::collections::BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Clause<'c> {
    id: &'c str,
    title: &'c str,
    documents: Vec<String>,
}

#[derive(Serialize)]
struct Role<'r> {
    id: &'r str,
    title: &'r str,
    duties: Vec<Duty>,
    page: String,
}

#[derive(Serialize)]
struct Duty {
    document: String,
    sentence: String,
    page: String,
}

/// What people are to confirm having read: exactly these words.
#[derive(Serialize)]
struct Confirmation<'d> {
    id: &'d str,
    title: &'d str,
    version: Option<&'d str>,
    digest: Option<String>,
    audience: Vec<&'d str>,
    roles: Vec<String>,
    interval: Option<String>,
    due_days: Option<u32>,
    url: Option<String>,
    page: String,
}

/// One of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Api {
    Documents,
    Controls,
    Risks,
    Coverage,
    Duties,
    Acknowledgements,
}

impl Api {
    pub(super) const ALL: [Api; 6] =
        [Api::Documents, Api::Controls, Api::Risks, Api::Coverage, Api::Duties, Api::Acknowledgements];

    pub(super) fn path(self) -> &'static str {
        match self {
            Api::Documents => "api/documents.json",
            Api::Controls => "api/controls.json",
            Api::Risks => "api/risks.json",
            Api::Coverage => "api/coverage.json",
            Api::Duties => "api/duties.json",
            Api::Acknowledgements => "api/acknowledgements.json",
        }
    }

    /// The register that a site must show for the file to be there.
    pub(super) fn needs(self) -> Option<RegisterKind> {
        match self {
            Api::Documents | Api::Controls | Api::Acknowledgements => None,
            Api::Risks => Some(RegisterKind::Risks),
            Api::Coverage => Some(RegisterKind::Applicability),
            Api::Duties => Some(RegisterKind::Roles),
        }
    }
}

pub(super) fn write(renderer: &Renderer<'_>, api: Api) -> Vec<u8> {
    match api {
        Api::Documents => wrapped(renderer, List { documents: documents(renderer) }),
        Api::Controls => wrapped(renderer, Controls { controls: controls(renderer) }),
        Api::Risks => wrapped(renderer, Risks { risks: risks(renderer) }),
        Api::Coverage => wrapped(renderer, Coverage { themes: theme_list(renderer), clauses: clauses(renderer) }),
        Api::Duties => wrapped(renderer, Roles { roles: roles(renderer) }),
        Api::Acknowledgements => wrapped(renderer, Confirmations { documents: confirmations(renderer) }),
    }
}

#[derive(Serialize)]
struct List<'d> {
    documents: Vec<Document<'d>>,
}

#[derive(Serialize)]
struct Controls<'c> {
    controls: Vec<Control<'c>>,
}

#[derive(Serialize)]
struct Risks<'r> {
    risks: Vec<Risk<'r>>,
}

#[derive(Serialize)]
struct Coverage<'c> {
    themes: Vec<Theme<'c>>,
    clauses: Vec<Clause<'c>>,
}

#[derive(Serialize)]
struct Roles<'r> {
    roles: Vec<Role<'r>>,
}

#[derive(Serialize)]
struct Confirmations<'d> {
    documents: Vec<Confirmation<'d>>,
}

fn wrapped(renderer: &Renderer<'_>, data: impl Serialize) -> Vec<u8> {
    crate::render::json(&Envelope { version: 1, today: renderer.cx.today.to_string(), data })
}

fn name(renderer: &Renderer<'_>, reference: Option<&Reference>) -> Option<String> {
    Some(renderer.plain_name(reference)).filter(|it| !it.is_empty())
}

/// The ids of what references name and the site shows.
fn ids(renderer: &Renderer<'_>, references: &[Reference]) -> Vec<String> {
    let shown = references.iter().filter_map(|it| it.target).filter(|it| renderer.addresses.visible.shows(*it));
    shown.map(|it| renderer.handbook.name_and_title(it).0.to_owned()).collect()
}

fn names(renderer: &Renderer<'_>, documents: &[u32]) -> Vec<String> {
    documents.iter().map(|it| renderer.handbook.document(*it).name().to_owned()).collect()
}

fn documents<'d>(renderer: &Renderer<'d>) -> Vec<Document<'d>> {
    let one = |(index, document): (u32, &'d crate::model::Document)| {
        let front = &document.front;
        let standing = renderer.scope.standing(index);
        Document {
            id: document.id().map(crate::model::Id::as_str),
            title: document.title(),
            kind: document.document_type().map(crate::model::DocumentType::name),
            version: front.version.as_ref().map(|it| it.value.as_str()),
            state: standing.state.name(),
            since: standing.since.map(|it| it.to_string()),
            owner: name(renderer, front.owner.as_ref()),
            approver: name(renderer, front.approver.as_ref()),
            classification: front.classification.as_ref().map(|it| it.value.as_str()),
            audience: front.audience.iter().map(|it| it.value.as_str()).collect(),
            summary: front.summary.as_ref().map(|it| filled(renderer.handbook, &it.value)),
            next_review: standing.review_due.map(|it| it.to_string()),
            controls: ids(renderer, &front.controls),
            clauses: ids(renderer, &front.clauses),
            risks: ids(renderer, &front.risks),
            page: renderer.addresses.document(index),
        }
    };
    renderer.scope.documents().map(one).collect()
}

fn controls<'c>(renderer: &Renderer<'c>) -> Vec<Control<'c>> {
    let all = (0..).zip(&renderer.handbook.catalogue.controls);
    let shown = all.filter(|(index, _)| renderer.addresses.visible.shows(Target::Control(*index)));
    let one = |(index, control): (u32, &'c crate::model::Control)| {
        let line = renderer.line(index);
        Control {
            id: control.id.as_str(),
            title: &control.title,
            theme: &control.theme,
            applies: line.map(crate::model::StatementLine::is_applicable),
            status: line.and_then(|it| it.status.as_ref()).map(|it| it.value.name()),
            owner: name(renderer, line.and_then(|it| it.owner.as_ref())),
            documents: names(renderer, renderer.coverage.of_control(index)),
            page: renderer.addresses.control(index),
        }
    };
    shown.map(one).collect()
}

fn risks<'r>(renderer: &Renderer<'r>) -> Vec<Risk<'r>> {
    let all = (0..).zip(&renderer.handbook.registers.risks);
    let one = |(index, risk): (u32, &'r crate::model::Risk)| Risk {
        id: risk.record.name(),
        title: risk.record.title(),
        owner: name(renderer, risk.owner.as_ref()),
        inherent: level(renderer, risk.inherent.as_ref()),
        residual: level(renderer, risk.residual.as_ref()),
        treatment: risk.treatment.as_ref().map(|it| it.value.name()),
        controls: ids(renderer, &risk.controls),
        next_review: risk.next_review.as_ref().map(|it| it.value.to_string()),
        page: renderer.addresses.page_of(RegisterKind::Risks, index).unwrap_or_default(),
    };
    all.map(one).collect()
}

fn level(renderer: &Renderer<'_>, rating: Option<&Rating>) -> Option<Level> {
    let rating = rating?;
    let (likelihood, impact) = rating.levels?;
    let score = rating.computed?;
    Some(Level { likelihood, impact, score, band: renderer.handbook.risk_method.band_name(score).to_owned() })
}

fn theme_list<'t>(renderer: &Renderer<'t>) -> Vec<Theme<'t>> {
    let statuses = crate::model::Implementation::ALL.map(crate::model::Implementation::name);
    let mut list = Vec::new();
    for theme in themes(renderer.handbook) {
        let tally = renderer.coverage.tally(renderer.handbook, &theme.controls);
        list.push(Theme {
            name: theme.name,
            controls: tally.controls,
            applicable: tally.applicable,
            excluded: tally.excluded,
            covered: tally.covered,
            by_status: statuses.into_iter().zip(tally.by_status).collect(),
        });
    }
    list
}

fn clauses<'c>(renderer: &Renderer<'c>) -> Vec<Clause<'c>> {
    let all = (0..).zip(&renderer.handbook.catalogue.clauses);
    let shown = all.filter(|(index, _)| renderer.addresses.visible.shows(Target::Clause(*index)));
    let one = |(index, clause): (u32, &'c crate::model::Clause)| Clause {
        id: clause.id.as_str(),
        title: &clause.title,
        documents: names(renderer, renderer.coverage.of_clause(index)),
    };
    shown.map(one).collect()
}

fn roles<'r>(renderer: &Renderer<'r>) -> Vec<Role<'r>> {
    let all = (0..).zip(&renderer.handbook.registers.roles);
    let one = |(index, role): (u32, &'r crate::model::Role)| {
        let names = RoleNames::of(&role.record);
        let givers = duty_givers(&renderer.cx, &renderer.addresses, index);
        let alive = givers.into_par_iter().filter(|it| renderer.scope.standing(*it).state.is_alive());
        Role {
            id: role.record.name(),
            title: role.record.title(),
            duties: alive.flat_map_iter(|document| given(renderer, document, &names)).collect(),
            page: renderer.addresses.page_of(RegisterKind::Roles, index).unwrap_or_default(),
        }
    };
    all.map(one).collect()
}

/// The duties that one document gives.
fn given(renderer: &Renderer<'_>, index: u32, names: &RoleNames) -> Vec<Duty> {
    let document = renderer.handbook.document(index);
    let page = renderer.addresses.document(index);
    let one = |duty: crate::survey::Duty| {
        let heading = duty.heading.and_then(|it| document.body.headings.get(it as usize));
        let page = heading.map_or_else(|| page.clone(), |it| format!("{page}#{}", it.anchor));
        Duty { document: document.name().to_owned(), sentence: duty.sentence, page }
    };
    duties(renderer.handbook, document, names).into_iter().map(one).collect()
}

fn confirmations<'d>(renderer: &Renderer<'d>) -> Vec<Confirmation<'d>> {
    let asking = renderer.scope.documents().filter(|(index, _)| renderer.asks_to_confirm(*index));
    let one = |(index, document): (u32, &'d crate::model::Document)| {
        let front = &document.front;
        let wanted = front.acknowledgement.as_ref();
        let narrowed = wanted.map_or(&[] as &[_], |it| &it.audience);
        let audience = if narrowed.is_empty() { &front.audience } else { narrowed };
        Confirmation {
            id: document.name(),
            title: document.title(),
            version: front.version.as_ref().map(|it| it.value.as_str()),
            digest: renderer.scope.standing(index).digest.map(|it| it.to_string()),
            audience: audience.iter().map(|it| it.value.as_str()).collect(),
            roles: ids(renderer, &front.roles),
            interval: wanted.and_then(|it| it.interval.as_ref()).map(|it| it.value.to_string()),
            due_days: wanted.and_then(|it| it.due_days.as_ref()).map(|it| it.value),
            url: renderer.confirmation(index, None),
            page: renderer.addresses.document(index),
        }
    };
    asking.map(one).collect()
}

/// The duties of all roles as a table: who, what, and where it is written.
pub(super) fn duties_table(renderer: &Renderer<'_>) -> crate::render::view::Table {
    use crate::render::tables::{columns, plain_table, row};
    use crate::render::view::Piece;
    let rows = roles(renderer).into_iter().flat_map(|role| {
        let who = role.title;
        role.duties.into_iter().map(move |it| {
            row([who, &it.document, &it.sentence, &it.page].map(|words| vec![Piece::text(words)]).to_vec())
        })
    });
    let heads = [("role", "words"), ("document", "words"), ("duty", "long"), ("place", "words")];
    let words = &renderer.words;
    plain_table(words.get("listing.duties"), columns(words, &heads), rows.collect(), "")
}
