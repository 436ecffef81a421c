//! Controls: all of them by theme, and each on its own page.

use crate::error::Error;
use crate::model::{Citation, Control, RegisterKind, StatementLine, Target};
use crate::render::Renderer;
use crate::render::part::LINKS;
use crate::render::pieces::{capital, day_fact, fact};
use crate::render::tables::{applies_badge, as_it_is, columns, filter, row, status_pieces};
use crate::render::view::{Fact, Filter, Group, Piece, Relations, Row, Table};
use crate::render::views::{EntrySection, EntryView, ListView};
use crate::survey::themes;

pub(super) fn all(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let handbook = renderer.handbook;
    let shows_statement = renderer.addresses.visible.shows_register(RegisterKind::Applicability);
    let mut groups = Vec::new();
    for theme in themes(handbook) {
        let rows: Vec<Row> = theme.controls.iter().filter_map(|it| renderer.control_row(*it)).collect();
        if !rows.is_empty() {
            let title = Some(format!("{} controls", capital(theme.name)));
            groups.push(Group { title, note: Some(rows.len().to_string()), anchor: None, rows });
        }
    }
    let total = groups.iter().map(|group| group.rows.len()).sum();
    let table = Table {
        caption: "Controls".to_owned(),
        columns: columns(&[("Control", "words"), ("Applies", "narrow"), ("Status", "narrow"), ("Documents", "words")]),
        groups,
        empty: "No control yet. A catalogue stands in controls/.".to_owned(),
        total,
        is_wide: false,
    };
    let filters: Vec<Filter> =
        [filter(&table, "theme", "Theme", as_it_is), filter(&table, "status", "Status", as_it_is)]
            .into_iter()
            .flatten()
            .collect();
    let lead = if shows_statement {
        "What protects information here, whether it applies, how far it is, and which documents say so."
    } else {
        "What protects information here, and which documents say so."
    };
    let view = ListView { lead: lead.to_owned(), figures: Vec::new(), bar: None, filters, table, parts: None };
    renderer.fill("list.html", &renderer.frame(path, "list", "controls", "Controls"), &view, None)
}

pub(super) fn one(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let control = &renderer.handbook.catalogue.controls[index as usize];
    let line = renderer.line(index);
    let mut sections = Vec::new();
    if let Some(line) = line {
        let facts = [
            fact("Why", renderer.reason_pieces(line)),
            fact("How", line.how.as_ref().map(|it| Piece::text(&it.value)).into_iter().collect()),
            renderer.reference_fact("Owner", line.owner.as_ref()),
            renderer.references_fact("Evidence", &line.evidence),
            day_fact("Due", line.due.as_ref()),
            day_fact("Last checked", line.checked_on.as_ref()),
        ];
        sections.push(EntrySection {
            title: "In our statement of applicability".to_owned(),
            anchor: "statement".to_owned(),
            facts: facts.into_iter().flatten().collect(),
            ..EntrySection::default()
        });
    }
    let mut appendix = Vec::new();
    let attributes = attribute_facts(control);
    if !attributes.is_empty() {
        appendix.push(EntrySection {
            title: "Attributes".to_owned(),
            anchor: "attributes".to_owned(),
            facts: attributes,
            ..EntrySection::default()
        });
    }
    let frameworks = renderer.framework_facts(control);
    if !frameworks.is_empty() {
        appendix.push(EntrySection {
            title: "Related points of other frameworks".to_owned(),
            anchor: "frameworks".to_owned(),
            words: Some(
                "Related means that work on one helps the other. It never means that one equals the other.".to_owned(),
            ),
            facts: frameworks,
            ..EntrySection::default()
        });
    }
    let view = EntryView {
        id: Some(control.id.as_str().to_owned()),
        title: control.title.clone(),
        kind: format!("{} control", capital(&control.theme)),
        badges: renderer.control_badges(index),
        lead: if control.summary.is_empty() { None } else { Some(control.summary.clone()) },
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
            let mut badges = vec![applies_badge(line)];
            badges.extend(status_pieces(line).into_iter().filter(|it| it.kind == "badge"));
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
                fact(&framework.name, pieces)
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
            self.relations("Documents that carry it out", carriers.iter().copied()),
            self.relations("Risks that it treats", kind(RegisterKind::Risks)),
            self.relations("Obligations", kind(RegisterKind::Obligations)),
            self.relations("Evidence", kind(RegisterKind::Evidence)),
            self.relations("Suppliers", kind(RegisterKind::Suppliers)),
            self.relations("Audit findings", kind(RegisterKind::Findings)),
            self.relations("Also named by", others),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn attribute_facts(control: &Control) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (name, values) in &control.attributes {
        let pieces = values.iter().map(|it| Piece::text(capital(it))).collect();
        facts.extend(fact(&capital(name), pieces));
    }
    let former = control.former.iter().map(|it| Piece { id: Some(it.to_string()), ..Piece::text("") }).collect();
    facts.extend(fact("In the 2013 edition", former));
    if control.is_new {
        facts.extend(fact("In the 2013 edition", vec![Piece::text("New in 2022")]));
    }
    facts
}
