//! Clauses: what each asks for in writing, and which documents answer.

use crate::error::Error;
use crate::model::{Clause, RegisterKind, Target};
use crate::render::Renderer;
use crate::render::pieces::{capital, list_fact};
use crate::render::tables::{columns, plain_table, row};
use crate::render::view::{Piece, Row, Table};
use crate::render::views::{EntrySection, EntryView, ListView};
use crate::render::words::Words;

pub(super) fn all(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let view = ListView {
        lead: renderer.words.get("lead.clauses").to_owned(),
        figures: Vec::new(),
        bar: None,
        filters: Vec::new(),
        table: renderer.clauses_table(),
        parts: None,
    };
    renderer.fill(
        "list.html",
        &renderer.frame(path, "list", "clauses", renderer.words.get("page.clauses")),
        &view,
        None,
    )
}

pub(super) fn one(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let clauses = &renderer.handbook.catalogue.clauses;
    let clause = &clauses[index as usize];
    let mut sections = Vec::new();
    if let Some(amended) = &clause.amended {
        sections.push(EntrySection {
            title: renderer.words.get("clause.amended").to_owned(),
            anchor: "amendment".to_owned(),
            words: Some(amended.clone()),
            ..EntrySection::default()
        });
    }
    let children = (0..).zip(clauses).filter(|(_, it)| it.parent.as_ref() == Some(&clause.id));
    let children: Vec<Target> = children.map(|(index, _)| Target::Clause(index)).collect();
    let parent = clauses.iter().position(|it| Some(&it.id) == clause.parent.as_ref());
    let carriers: Vec<Target> = renderer.coverage.of_clause(index).iter().map(|it| Target::Document(*it)).collect();
    let cited = renderer.handbook.cited_by(Target::Clause(index));
    let others =
        cited.iter().map(|it| it.from).filter(|it| matches!(it, Target::Document(_)) && !carriers.contains(it));
    let findings = cited.iter().map(|it| it.from).filter(|it| matches!(it, Target::Entry(RegisterKind::Findings, _)));
    let relations = [
        renderer.relations("documents_that_answer", carriers.iter().copied()),
        renderer.relations("parts", children),
        renderer.relations("part_of", parent.map(|it| Target::Clause(it as u32))),
        renderer.relations("audit_findings", findings),
        renderer.relations("also_named_by", others),
    ];
    let view = EntryView {
        id: Some(clause.id.as_str().to_owned()),
        title: clause.title.clone(),
        kind: renderer.words.get("clause.kind").to_owned(),
        badges: renderer.clause_badge(index).into_iter().collect(),
        lead: if clause.summary.is_empty() { None } else { Some(clause.summary.clone()) },
        lead_language: renderer.english(&clause.summary),
        facts: list_fact(&renderer.words, "documented_information", evidenced(&renderer.words, clause))
            .into_iter()
            .collect(),
        sections,
        relations: relations.into_iter().flatten().collect(),
        appendix: Vec::new(),
        previous: index.checked_sub(1).and_then(|it| renderer.piece(Target::Clause(it))),
        next: if (index as usize) + 1 < clauses.len() { renderer.piece(Target::Clause(index + 1)) } else { None },
    };
    let mut frame = renderer.frame(
        path,
        "entry",
        "clauses",
        &renderer.words.with("clause.title", &[("id", &clause.id), ("title", &clause.title)]),
    );
    frame.description.clone_from(&clause.summary);
    renderer.fill("entry.html", &frame, &view, None)
}

fn evidenced(words: &Words, clause: &Clause) -> Vec<Piece> {
    let piece = |it: &crate::model::Evidenced| {
        let key = if it.is_explicit { "clause.asked" } else { "clause.usual" };
        let asked = words.get(key);
        Piece::text(format!("{} ({}, {asked})", it.name, it.kind))
    };
    clause.documented_information.iter().map(piece).collect()
}

impl Renderer<'_> {
    /// Whether a clause that asks for something in writing has it.
    fn clause_badge(&self, index: u32) -> Option<Piece> {
        let clause = self.handbook.catalogue.clauses.get(index as usize)?;
        let is_asked = clause.documented_information.iter().any(|it| it.is_explicit);
        match (self.coverage.of_clause(index).is_empty(), is_asked) {
            (false, _) => Some(Piece::badge("in-force", self.words.get("coverage.documented"))),
            (true, true) => Some(Piece::badge("overdue", self.words.get("coverage.open"))),
            (true, false) => None,
        }
    }

    /// Clauses with what they ask for in writing and which documents answer.
    pub(in crate::render) fn clauses_table(&self) -> Table {
        let rows = (0..).zip(&self.handbook.catalogue.clauses).filter_map(|(index, clause)| {
            let name = self.piece(Target::Clause(index))?;
            let asked: Vec<Piece> = clause
                .documented_information
                .iter()
                .filter(|it| it.is_explicit)
                .map(|it| Piece::text(capital(&it.name)).on_new_line())
                .collect();
            let documents =
                self.coverage.of_clause(index).iter().take(12).filter_map(|it| self.id_piece(Target::Document(*it)));
            let made =
                row(vec![vec![name], asked, documents.collect(), self.clause_badge(index).into_iter().collect()]);
            let is_chapter = clause.parent.is_none();
            Some(if is_chapter { Row { class: "chapter", ..made } } else { made })
        });
        let rows = rows.collect();
        let columns = columns(
            &self.words,
            &[("clause", "words"), ("asked_for_in_writing", "words"), ("documents", "words"), ("state", "narrow")],
        );
        plain_table(self.words.get("clause.all"), columns, rows, self.words.get("empty.clauses"))
    }
}
