//! Risks: the register with its heat maps, and each risk on its own page.

use crate::error::Error;
use crate::model::{Acceptance, Method, Rating, RegisterKind, Risk, Target, Treatment};
use crate::render::Renderer;
use crate::render::chart::{Map, band_step, cell_anchor, heat_map};
use crate::render::entries::status_badge;
use crate::render::part::{LINKS, Part, ROWS};
use crate::render::pieces::{capital, count, day_fact, fact, targets, words_fact};
use crate::render::proof;
use crate::render::tables::{as_it_is, columns, filter, plain_table, row};
use crate::render::view::{Fact, Piece, Relations, Table};
use crate::render::views::{EntrySection, EntryView, HeatCell, HeatView, RisksView};
use crate::survey::{Moment, heat};

pub(super) fn all(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let risks = renderer.all_entries(RegisterKind::Risks);
    let mut table = renderer.risks_table(part.rows(&risks, ROWS));
    let filters = [
        filter(&table, "band", "Level today", as_it_is),
        filter(&table, "treatment", "Treatment", as_it_is),
        filter(&table, "owner", "Owner", str::to_owned),
    ];
    table.total = risks.len();
    let method = &renderer.handbook.risk_method;
    let view = RisksView {
        lead: format!(
            "{}, each with an owner, a score before and after treatment, and a decision.",
            count(risks.len(), "risk")
        ),
        maps: if part.index == 0 { Moment::BOTH.map(|moment| renderer.heat_view(moment)).to_vec() } else { Vec::new() },
        method: format!(
            "A score is read from likelihood and impact. A score of up to {} needs no action and no acceptance.",
            method.acceptance
        ),
        bands: renderer.band_pieces(),
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links("risks/index.html", risks.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "risks", "risks", "Risk register");
    frame.is_wide = true;
    renderer.fill("risks.html", &frame, &view, None)
}

pub(super) fn one(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let risk = &renderer.handbook.registers.risks[index as usize];
    let properties = risk.properties.iter().map(|it| Piece::text(capital(&it.value))).collect();
    let facts = [
        renderer.reference_fact("Owner", risk.owner.as_ref()),
        risk.treatment.as_ref().and_then(|it| fact("Treatment", vec![Piece::text(treatment_words(it.value))])),
        words_fact("Threat", risk.threat.as_ref()),
        words_fact("Weakness", risk.vulnerability.as_ref()),
        fact("Concerns", properties),
        day_fact("Found", risk.identified_on.as_ref()),
        day_fact("Last assessed", risk.assessed_on.as_ref()),
        day_fact("Next review", risk.next_review.as_ref()),
    ];
    let mut sections = vec![renderer.score_section(risk), renderer.action_section(risk)];
    sections.extend(risk.acceptance.as_ref().map(|it| renderer.acceptance_section(index, it)));
    let this = Target::Entry(RegisterKind::Risks, index);
    let length = renderer.handbook.registers.risks.len();
    let beside = |place: Option<u32>| place.and_then(|it| renderer.piece(Target::Entry(RegisterKind::Risks, it)));
    let view = EntryView {
        id: risk.record.id.as_ref().map(|it| it.value.as_str().to_owned()),
        title: risk.record.title().to_owned(),
        kind: "Risk".to_owned(),
        badges: renderer.score(risk.residual.as_ref().or(risk.inherent.as_ref())).into_iter().collect(),
        lead: risk.scenario.as_ref().map(|it| it.value.clone()),
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
                format!("{} {from} to {}", capital(&band.name), band.up_to),
            ));
            from = band.up_to + 1;
        }
        pieces
    }

    fn heat_view(&self, moment: Moment) -> HeatView {
        let method = &self.handbook.risk_method;
        let heat = heat(self.handbook, moment);
        let title = match moment {
            Moment::Inherent => "Before treatment",
            Moment::Residual => "After treatment",
        };
        let mut cells = Vec::new();
        for (likelihood, row) in heat.cells.iter().enumerate().rev() {
            for (impact, risks) in row.iter().enumerate().rev().filter(|(_, risks)| !risks.is_empty()) {
                let score = method.score(likelihood as u32 + 1, impact as u32 + 1).unwrap_or_default();
                cells.push(HeatCell {
                    anchor: cell_anchor(moment, likelihood + 1, impact + 1),
                    words: format!(
                        "Likelihood {}, impact {}: score {score}",
                        method.likelihood[likelihood], method.impact[impact]
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
        let drawing = heat_map(&Map { method, heat: &heat, moment, title });
        HeatView { title: title.to_owned(), drawing, cells, unrated: heat.unrated.len() }
    }

    fn score_section(&self, risk: &Risk) -> EntrySection {
        let rating = |label: &str, rating: Option<&Rating>| {
            let rating = rating?;
            let mut pieces: Vec<Piece> = self.score(Some(rating)).into_iter().collect();
            pieces.extend(self.arithmetic(rating).map(Piece::text));
            fact(label, pieces)
        };
        let facts =
            [rating("Before treatment", risk.inherent.as_ref()), rating("After treatment", risk.residual.as_ref())];
        let facts: Vec<Fact> = facts.into_iter().flatten().collect();
        let words = if facts.is_empty() { Some("Not rated yet.".to_owned()) } else { None };
        EntrySection { title: "Scores".to_owned(), anchor: "scores".to_owned(), words, facts, table: None }
    }

    /// `likelihood 3 (possible) × impact 4 (severe) = 12`
    fn arithmetic(&self, rating: &Rating) -> Option<String> {
        let method = &self.handbook.risk_method;
        let (likelihood, impact) = rating.levels?;
        let name = |steps: &[String], level: u32| steps.get((level as usize).checked_sub(1)?).cloned();
        let sign = match method.method {
            Method::Product => "×",
            Method::Matrix(_) => "and",
        };
        Some(format!(
            "likelihood {likelihood} ({}) {sign} impact {impact} ({}) = {}",
            name(&method.likelihood, likelihood)?,
            name(&method.impact, impact)?,
            rating.computed?
        ))
    }

    fn action_section(&self, risk: &Risk) -> EntrySection {
        let rows = risk.actions.iter().map(|action| {
            let status = action.status.as_ref().map(|it| status_badge(&it.value));
            let late = !action.is_done() && action.due.as_ref().is_some_and(|it| it.value < self.cx.today);
            let overdue = if late { Some(Piece::badge("overdue", "Overdue")) } else { None };
            row(vec![
                vec![Piece {
                    id: action.id.as_ref().map(|it| it.value.clone()),
                    ..Piece::text(action.title.as_ref().map_or("", |it| it.value.as_str()))
                }],
                self.option(action.owner.as_ref()),
                action.due.as_ref().map(|it| Piece::day(it.value)).into_iter().collect(),
                status.into_iter().chain(overdue).collect(),
            ])
        });
        let columns = columns(&[("Action", "words"), ("Owner", "words"), ("Due", "narrow"), ("Status", "narrow")]);
        let table: Table = plain_table(
            "Actions",
            columns,
            rows.collect(),
            "No action: the treatment asks for none, or it is still to be decided.",
        );
        EntrySection {
            title: "Actions".to_owned(),
            anchor: "actions".to_owned(),
            table: Some(table),
            ..EntrySection::default()
        }
    }

    fn acceptance_section(&self, risk: u32, acceptance: &Acceptance) -> EntrySection {
        let accepted = self.cx.judged.accepted.get(risk as usize).and_then(Option::as_ref);
        let has_ended = acceptance.until.as_ref().is_some_and(|it| it.value < self.cx.today);
        let mut until: Vec<Piece> = acceptance.until.as_ref().map(|it| Piece::day(it.value)).into_iter().collect();
        if has_ended {
            until.push(Piece::badge("overdue", "Ended"));
        }
        let facts = [
            self.reference_fact("By", acceptance.by.as_ref()),
            self.reference_fact("Person", acceptance.person.as_ref()),
            day_fact("On", acceptance.on.as_ref()),
            fact("Until", until),
            words_fact("Score accepted", acceptance.score.as_ref()),
            accepted.and_then(|it| fact("Proof of acceptance", proof::acceptance(it))),
        ];
        EntrySection {
            title: "Acceptance".to_owned(),
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
            self.relations("Controls chosen", targets(&risk.controls)),
            self.relations("Assets", targets(&risk.assets)),
            self.relations("Named by documents", from(&|it| matches!(it, Target::Document(_)))),
            self.relations("Exceptions", from(&|it| matches!(it, Target::Entry(RegisterKind::Exceptions, _)))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn treatment_words(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Modify => "Modify: controls make it smaller",
        Treatment::Retain => "Retain: accepted knowingly",
        Treatment::Avoid => "Avoid: what brings it is not done",
        Treatment::Share => "Share: others carry a part of it",
    }
}
