//! Pages that are a register's table, and the pages of assets.

use crate::error::Error;
use crate::model::{RegisterKind, Target};
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::tables::{as_it_is, as_written};
use crate::render::view::{Group, Table};
use crate::render::views::{EntryView, ListView};

pub(super) fn assets(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let assets = renderer.all_entries(RegisterKind::Assets);
    let mut table = renderer.entries_table(RegisterKind::Assets, part.rows(&assets, ROWS));
    for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
        let texts: Vec<String> =
            (1..4).map(|cell| row.cells[cell].first().map_or_else(String::new, |it| it.text.clone())).collect();
        let [kind, classification, owner] = texts.try_into().unwrap_or_default();
        *row = std::mem::take(row).with("kind", kind).with("classification", classification).with("owner", owner);
    }
    let filters = [
        renderer.filter(&table, "kind", ("kind", as_it_is)),
        renderer.filter(&table, "classification", ("classification", as_it_is)),
        renderer.filter(&table, "owner", ("owner", as_written)),
    ];
    table.total = assets.len();
    let view = ListView {
        lead: renderer.words.count(assets.len(), "lead.assets"),
        figures: Vec::new(),
        bar: None,
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links("assets/index.html", assets.len(), ROWS),
    };
    renderer.fill("list.html", &renderer.frame(path, "list", "assets", renderer.words.get("page.assets")), &view, None)
}

pub(super) fn asset(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let assets = &renderer.handbook.registers.assets;
    let asset = &assets[index as usize];
    let this = Target::Entry(RegisterKind::Assets, index);
    let cited = renderer.handbook.cited_by(this);
    let from =
        |wanted: &dyn Fn(Target) -> bool| cited.iter().map(|it| it.from).filter(|it| wanted(*it)).collect::<Vec<_>>();
    let relations = [
        renderer.relations("risks", from(&|it| matches!(it, Target::Entry(RegisterKind::Risks, _)))),
        renderer.relations("named_by_documents", from(&|it| matches!(it, Target::Document(_)))),
    ];
    let beside = |place: Option<u32>| place.and_then(|it| renderer.piece(Target::Entry(RegisterKind::Assets, it)));
    let view = EntryView {
        id: asset.record.id.as_ref().map(|it| it.value.as_str().to_owned()),
        title: asset.record.title().to_owned(),
        kind: renderer.words.get("singular.asset").to_owned(),
        badges: Vec::new(),
        lead: asset.description.as_ref().map(|it| it.value.clone()),
        lead_language: None,
        facts: renderer.entry_facts(RegisterKind::Assets, index as usize),
        sections: Vec::new(),
        relations: relations.into_iter().flatten().collect(),
        appendix: Vec::new(),
        previous: beside(index.checked_sub(1)),
        next: beside(Some(index + 1).filter(|it| (*it as usize) < assets.len())),
    };
    let frame = renderer.frame(path, "entry", "assets", &format!("{} {}", asset.record.name(), asset.record.title()));
    renderer.fill("entry.html", &frame, &view, None)
}

pub(super) fn treatment(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let mut table = renderer.treatment_table();
    let open = table
        .groups
        .iter()
        .flat_map(|it| &it.rows)
        .filter(|row| row.facets.iter().all(|it| it.value != "done"))
        .count();
    let total = table.total;
    table = cut(table, part);
    let filters = [
        renderer.filter(&table, "status", ("status", as_it_is)),
        renderer.filter(&table, "owner", ("owner", as_written)),
    ];
    let view = ListView {
        lead: renderer.words.count_with(total, "lead.treatment", &[("open", &open)]),
        figures: Vec::new(),
        bar: None,
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links("treatment.html", total, ROWS),
    };
    let mut frame = renderer.frame(path, "list", "treatment", renderer.words.get("page.treatment"));
    frame.is_wide = true;
    renderer.fill("list.html", &frame, &view, None)
}

/// One part of a table without groups.
fn cut(mut table: Table, part: Part) -> Table {
    let rows: Vec<_> = table.groups.drain(..).flat_map(|group| group.rows).skip(part.index * ROWS).take(ROWS).collect();
    if !rows.is_empty() {
        table.groups = vec![Group { rows, ..Group::default() }];
    }
    table
}
