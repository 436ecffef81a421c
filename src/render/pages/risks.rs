//! Risks: the register with its heat maps, and each risk on its own page.

use crate::error::Error;
use crate::model::{Acceptance, Method, Rating, RegisterKind, Risk, Target, Treatment};
use crate::render::Renderer;
use crate::render::chart::{Map, band_step, cell_anchor, heat_map};
use crate::render::part::{LINKS, Part, ROWS};
use crate::render::pieces::{day_fact, fact, targets, words_fact};
use crate::render::proof;
use crate::render::tables::{as_it_is, as_written, columns, plain_table, row};
use crate::render::view::{Fact, Piece, Relations, Table};
use crate::render::views::{EntrySection, EntryView, HeatCell, HeatView, RisksView};
use crate::survey::{Moment, heat};

pub(super) fn all(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let risks = renderer.all_entries(RegisterKind::Risks);
    let mut table = renderer.risks_table(part.rows(&risks, ROWS));
    let filters = [
        renderer.filter(&table, "band", ("level_today", as_it_is)),
        renderer.filter(&table, "treatment", ("treatment", as_it_is)),
        renderer.filter(&table, "owner", ("owner", as_written)),
    ];
    table.total = risks.len();
    let method = &renderer.handbook.risk_method;
    let view = RisksView {
        lead: renderer.words.count(risks.len(), "lead.risks"),
        maps: if part.index == 0 { Moment::BOTH.map(|moment| renderer.heat_view(moment)).to_vec() } else { Vec::new() },
        method: renderer.words.with("risk.method", &[("acceptance", &method.acceptance)]),
        bands: renderer.band_pieces(),
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links("risks/index.html", risks.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "risks", "risks", renderer.words.get("page.risks"));
    frame.is_wide = true;
    renderer.fill("risks.html", &frame, &view, None)
}

pub(super) fn one(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let risk = &renderer.handbook.registers.risks[index as usize];
    let properties = risk.properties.iter().map(|it| Piece::text(renderer.words.value(&it.value))).collect();
    let facts = [
        renderer.reference_fact("owner", risk.owner.as_ref()),
        risk.treatment.as_ref().and_then(|it| {
            fact(&renderer.words, "treatment", vec![Piece::text(renderer.words.get(treatment_key(it.value)))])
        }),
        words_fact(&renderer.words, "threat", risk.threat.as_ref()),
        words_fact(&renderer.words, "weakness", risk.vulnerability.as_ref()),
        fact(&renderer.words, "concerns", properties),
        day_fact(&renderer.words, "found", risk.identified_on.as_ref()),
        day_fact(&renderer.words, "last_assessed", risk.assessed_on.as_ref()),
        day_fact(&renderer.words, "next_review", risk.next_review.as_ref()),
    ];
    let mut sections = vec![renderer.score_section(risk), renderer.action_section(risk)];
    sections.extend(risk.acceptance.as_ref().map(|it| renderer.acceptance_section(index, it)));
    let this = Target::Entry(RegisterKind::Risks, index);
    let length = renderer.handbook.registers.risks.len();
    let beside = |place: Option<u32>| place.and_then(|it| renderer.piece(Target::Entry(RegisterKind::Risks, it)));
    let view = EntryView {
        id: risk.record.id.as_ref().map(|it| it.value.as_str().to_owned()),
        title: risk.record.title().to_owned(),
        kind: renderer.words.get("singular.risk").to_owned(),
        badges: renderer.score(risk.residual.as_ref().or(risk.inherent.as_ref())).into_iter().collect(),
        lead: risk.scenario.as_ref().map(|it| it.value.clone()),
        lead_language: None,
        facts: facts.into_iter().flatten().collect(),
        sections,
        relations: renderer.risk_relations(this, risk),
        appendix: Vec::new(),
        previous: beside(index.checked_sub(1)),
        next: beside(Some(index + 1).filter(|it| (*it as usize) < length)),
    };
    let frame = renderer.frame(path, "entry", "risks", &format!("{} {}", risk.record.name(), risk.record.title()));
    renderer.fill("entry.html", &frame, &view, None)
}

impl Renderer<'_> {
    fn band_pieces(&self) -> Vec<Piece> {
        let method = &self.handbook.risk_method;
        let mut from = 1;
        let mut pieces = Vec::new();
        for band in &method.bands {
            let step = band_step(method, band.up_to);
            pieces.push(Piece::badge(
                format!("step-{step}"),
                self.words.with(
                    "risk.band",
                    &[("band", &self.words.value(&band.name)), ("from", &from), ("to", &band.up_to)],
                ),
            ));
            from = band.up_to + 1;
        }
        pieces
    }

    fn heat_view(&self, moment: Moment) -> HeatView {
        let method = &self.handbook.risk_method;
        let heat = heat(self.handbook, moment);
        let title = match moment {
            Moment::Inherent => self.words.get("label.before_treatment"),
            Moment::Residual => self.words.get("label.after_treatment"),
        };
        let mut cells = Vec::new();
        for (likelihood, row) in heat.cells.iter().enumerate().rev() {
            for (impact, risks) in row.iter().enumerate().rev().filter(|(_, risks)| !risks.is_empty()) {
                let score = method.score(likelihood as u32 + 1, impact as u32 + 1).unwrap_or_default();
                cells.push(HeatCell {
                    anchor: cell_anchor(moment, likelihood + 1, impact + 1),
                    words: self.words.with(
                        "risk.cell",
                        &[
                            ("likelihood", &method.likelihood[likelihood]),
                            ("impact", &method.impact[impact]),
                            ("score", &score),
                        ],
                    ),
                    band: method.band_name(score).to_owned(),
                    risks: risks
                        .iter()
                        .take(LINKS)
                        .filter_map(|it| self.piece(Target::Entry(RegisterKind::Risks, *it)))
                        .collect(),
                    more: risks.len().saturating_sub(LINKS),
                });
            }
        }
        let drawing = heat_map(&Map { method, heat: &heat, moment, title, words: &self.words, page: "" });
        HeatView { title: title.to_owned(), drawing, cells, unrated: heat.unrated.len() }
    }

    fn score_section(&self, risk: &Risk) -> EntrySection {
        let rating = |label: &str, rating: Option<&Rating>| {
            let rating = rating?;
            let mut pieces: Vec<Piece> = self.score(Some(rating)).into_iter().collect();
            pieces.extend(self.arithmetic(rating).map(Piece::text));
            fact(&self.words, label, pieces)
        };
        let facts =
            [rating("before_treatment", risk.inherent.as_ref()), rating("after_treatment", risk.residual.as_ref())];
        let facts: Vec<Fact> = facts.into_iter().flatten().collect();
        let words = if facts.is_empty() { Some(self.words.get("risk.unrated").to_owned()) } else { None };
        EntrySection {
            title: self.words.get("risk.scores").to_owned(),
            anchor: "scores".to_owned(),
            words,
            facts,
            table: None,
        }
    }

    /// `likelihood 3 (possible) × impact 4 (severe) = 12`
    fn arithmetic(&self, rating: &Rating) -> Option<String> {
        let method = &self.handbook.risk_method;
        let (likelihood, impact) = rating.levels?;
        let name = |steps: &[String], level: u32| steps.get((level as usize).checked_sub(1)?).cloned();
        let key = match method.method {
            Method::Product => "risk.product",
            Method::Matrix(_) => "risk.matrix",
        };
        let values: [(&str, &dyn std::fmt::Display); 5] = [
            ("likelihood", &likelihood),
            ("likelihood_name", &name(&method.likelihood, likelihood)?),
            ("impact", &impact),
            ("impact_name", &name(&method.impact, impact)?),
            ("score", &rating.computed?),
        ];
        Some(self.words.with(key, &values))
    }

    fn action_section(&self, risk: &Risk) -> EntrySection {
        let rows = risk.actions.iter().map(|action| {
            let status = action.status.as_ref().map(|it| self.status_badge(&it.value));
            let late = !action.is_done() && action.due.as_ref().is_some_and(|it| it.value < self.cx.today);
            let overdue = if late { Some(Piece::badge("overdue", self.words.get("value.overdue"))) } else { None };
            row(vec![
                vec![Piece {
                    id: action.id.as_ref().map(|it| it.value.clone()),
                    ..Piece::text(action.title.as_ref().map_or("", |it| it.value.as_str()))
                }],
                self.option(action.owner.as_ref()),
                action.due.as_ref().map(|it| self.day(it.value)).into_iter().collect(),
                status.into_iter().chain(overdue).collect(),
            ])
        });
        let columns =
            columns(&self.words, &[("action", "words"), ("owner", "words"), ("due", "narrow"), ("status", "narrow")]);
        let table: Table =
            plain_table(self.words.get("risk.actions"), columns, rows.collect(), self.words.get("empty.actions"));
        EntrySection {
            title: self.words.get("risk.actions").to_owned(),
            anchor: "actions".to_owned(),
            table: Some(table),
            ..EntrySection::default()
        }
    }

    fn acceptance_section(&self, risk: u32, acceptance: &Acceptance) -> EntrySection {
        let accepted = self.cx.judged.accepted.get(risk as usize).and_then(Option::as_ref);
        let has_ended = acceptance.until.as_ref().is_some_and(|it| it.value < self.cx.today);
        let mut until: Vec<Piece> = acceptance.until.as_ref().map(|it| self.day(it.value)).into_iter().collect();
        if has_ended {
            until.push(Piece::badge("overdue", self.words.get("value.ended")));
        }
        let facts = [
            self.reference_fact("by", acceptance.by.as_ref()),
            self.reference_fact("person", acceptance.person.as_ref()),
            day_fact(&self.words, "on", acceptance.on.as_ref()),
            fact(&self.words, "until", until),
            words_fact(&self.words, "score_accepted", acceptance.score.as_ref()),
            accepted.and_then(|it| fact(&self.words, "proof_of_acceptance", proof::acceptance(&self.words, it))),
        ];
        EntrySection {
            title: self.words.get("risk.acceptance").to_owned(),
            anchor: "acceptance".to_owned(),
            facts: facts.into_iter().flatten().collect(),
            ..EntrySection::default()
        }
    }

    fn risk_relations(&self, this: Target, risk: &Risk) -> Vec<Relations> {
        let cited = self.handbook.cited_by(this);
        let from = |wanted: &dyn Fn(Target) -> bool| {
            cited.iter().map(|it| it.from).filter(|it| wanted(*it)).collect::<Vec<_>>()
        };
        [
            self.relations("controls_chosen", targets(&risk.controls)),
            self.relations("assets", targets(&risk.assets)),
            self.relations("named_by_documents", from(&|it| matches!(it, Target::Document(_)))),
            self.relations("exceptions", from(&|it| matches!(it, Target::Entry(RegisterKind::Exceptions, _)))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn treatment_key(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Modify => "treatment.modify",
        Treatment::Retain => "treatment.retain",
        Treatment::Avoid => "treatment.avoid",
        Treatment::Share => "treatment.share",
    }
}
