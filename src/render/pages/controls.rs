//! Controls: all of them by theme, and each on its own page.

use crate::error::Error;
use crate::model::{Citation, Control, RegisterKind, StatementLine, Target};
use crate::render::Renderer;
use crate::render::part::LINKS;
use crate::render::pieces::{day_fact, fact};
use crate::render::tables::{as_it_is, columns, row};
use crate::render::view::{Fact, Filter, Group, Piece, PieceKind, Relations, Row, Table};
use crate::render::views::{EntrySection, EntryView, ListView};
use crate::render::words::Words;
use crate::survey::themes;

pub(super) fn all(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let handbook = renderer.handbook;
    let shows_statement = renderer.addresses.visible.shows_register(RegisterKind::Applicability);
    let mut groups = Vec::new();
    for theme in themes(handbook) {
        let rows: Vec<Row> = theme.controls.iter().filter_map(|it| renderer.control_row(*it)).collect();
        if !rows.is_empty() {
            let title = Some(renderer.theme_words("controls_of", theme.name));
            groups.push(Group { title, note: Some(rows.len().to_string()), anchor: None, rows });
        }
    }
    let total = groups.iter().map(|group| group.rows.len()).sum();
    let table = Table {
        caption: renderer.words.get("page.controls").to_owned(),
        columns: columns(
            &renderer.words,
            &[("control", "words"), ("applies", "narrow"), ("status", "narrow"), ("documents", "words")],
        ),
        groups,
        empty: renderer.words.get("empty.controls").to_owned(),
        total,
        is_wide: false,
    };
    let filters: Vec<Filter> = [
        renderer.filter(&table, "theme", ("theme", as_it_is)),
        renderer.filter(&table, "status", ("status", as_it_is)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let lead = if shows_statement { "lead.controls_stated" } else { "lead.controls" };
    let view = ListView {
        lead: renderer.words.get(lead).to_owned(),
        figures: Vec::new(),
        bar: None,
        filters,
        table,
        parts: None,
    };
    renderer.fill(
        "list.html",
        &renderer.frame(path, "list", "controls", renderer.words.get("page.controls")),
        &view,
        None,
    )
}

pub(super) fn one(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let control = &renderer.handbook.catalogue.controls[index as usize];
    let line = renderer.line(index);
    let mut sections = Vec::new();
    if let Some(line) = line {
        let facts = [
            fact(&renderer.words, "why", renderer.reason_pieces(line)),
            fact(&renderer.words, "how", line.how.as_ref().map(|it| Piece::text(&it.value)).into_iter().collect()),
            renderer.reference_fact("owner", line.owner.as_ref()),
            renderer.references_fact("evidence", &line.evidence),
            day_fact(&renderer.words, "due", line.due.as_ref()),
            day_fact(&renderer.words, "last_checked", line.checked_on.as_ref()),
        ];
        sections.push(EntrySection {
            title: renderer.words.get("control.statement").to_owned(),
            anchor: "statement".to_owned(),
            facts: facts.into_iter().flatten().collect(),
            ..EntrySection::default()
        });
    }
    let mut appendix = Vec::new();
    let attributes = attribute_facts(&renderer.words, control);
    if !attributes.is_empty() {
        appendix.push(EntrySection {
            title: renderer.words.get("control.attributes").to_owned(),
            anchor: "attributes".to_owned(),
            facts: attributes,
            ..EntrySection::default()
        });
    }
    let frameworks = renderer.framework_facts(control);
    if !frameworks.is_empty() {
        appendix.push(EntrySection {
            title: renderer.words.get("control.frameworks").to_owned(),
            anchor: "frameworks".to_owned(),
            words: Some(renderer.words.get("control.related").to_owned()),
            facts: frameworks,
            ..EntrySection::default()
        });
    }
    let view = EntryView {
        id: Some(control.id.as_str().to_owned()),
        title: control.title.clone(),
        kind: renderer.theme_words("control_of", &control.theme),
        badges: renderer.control_badges(index),
        lead: if control.summary.is_empty() { None } else { Some(control.summary.clone()) },
        lead_language: renderer.english(&control.summary),
        facts: Vec::new(),
        sections,
        relations: renderer.control_relations(index),
        appendix,
        previous: index.checked_sub(1).and_then(|it| renderer.piece(Target::Control(it))),
        next: if (index as usize) + 1 < renderer.handbook.catalogue.controls.len() {
            renderer.piece(Target::Control(index + 1))
        } else {
            None
        },
    };
    let mut frame = renderer.frame(path, "entry", "controls", &format!("{} {}", control.id, control.title));
    frame.description.clone_from(&control.summary);
    renderer.fill("entry.html", &frame, &view, None)
}

impl Renderer<'_> {
    fn control_badges(&self, control: u32) -> Vec<Piece> {
        self.line(control).map_or_else(Vec::new, |line| {
            let mut badges = vec![self.applies_badge(line)];
            badges.extend(self.status_pieces(line).into_iter().filter(|it| matches!(it.kind, PieceKind::Badge(_))));
            badges
        })
    }

    fn control_row(&self, index: u32) -> Option<Row> {
        let control = &self.handbook.catalogue.controls[index as usize];
        let name = self.piece(Target::Control(index))?;
        let mut badges = self.control_badges(index).into_iter();
        let made = row(vec![vec![name], badges.next().into_iter().collect(), badges.collect(), self.carriers(index)]);
        let line = self.line(index);
        let status =
            line.filter(|it| it.is_applicable()).and_then(|it| it.status.as_ref()).map_or("", |it| it.value.name());
        let made = made.with("theme", &control.theme).with("status", status);
        Some(if line.is_some_and(StatementLine::is_excluded) { Row { class: "excluded", ..made } } else { made })
    }

    fn framework_facts(&self, control: &Control) -> Vec<Fact> {
        let frameworks = self.handbook.catalogue.frameworks.iter();
        frameworks
            .filter_map(|framework| {
                let points = framework.pairs.get(&control.id)?;
                let pieces = points.iter().map(|it| Piece { id: Some(it.clone()), ..Piece::text("") }).collect();
                fact(&self.words, &framework.name, pieces)
            })
            .collect()
    }

    fn control_relations(&self, index: u32) -> Vec<Relations> {
        let cited = self.handbook.cited_by(Target::Control(index));
        let from = |wanted: &dyn Fn(&Citation) -> bool| {
            cited.iter().filter(|it| wanted(it)).map(|it| it.from).collect::<Vec<_>>()
        };
        let carriers: Vec<Target> =
            self.coverage.of_control(index).iter().take(LINKS * 4).map(|it| Target::Document(*it)).collect();
        let others = from(&|it| matches!(it.from, Target::Document(_)) && !carriers.contains(&it.from));
        let kind = |wanted: RegisterKind| from(&|it| matches!(it.from, Target::Entry(kind, _) if kind == wanted));
        [
            self.relations("documents_that_carry_it_out", carriers.iter().copied()),
            self.relations("risks_that_it_treats", kind(RegisterKind::Risks)),
            self.relations("obligations", kind(RegisterKind::Obligations)),
            self.relations("evidence", kind(RegisterKind::Evidence)),
            self.relations("suppliers", kind(RegisterKind::Suppliers)),
            self.relations("audit_findings", kind(RegisterKind::Findings)),
            self.relations("also_named_by", others),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn attribute_facts(words: &Words, control: &Control) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (name, values) in &control.attributes {
        let pieces = values.iter().map(|it| Piece::text(words.value(it))).collect();
        facts.extend(fact(words, &words.value(name), pieces));
    }
    let former = control.former.iter().map(|it| Piece { id: Some(it.to_string()), ..Piece::text("") }).collect();
    facts.extend(fact(words, "in_the_2013_edition", former));
    if control.is_new {
        facts.extend(fact(words, "in_the_2013_edition", vec![Piece::text(words.get("control.new"))]));
    }
    facts
}
