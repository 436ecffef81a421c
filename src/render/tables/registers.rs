//! Registers as tables: risks, the treatment plan, and every other kind by its first facts.

use crate::model::{Action, Rating, RegisterKind, Risk, Target};

use super::{columns, plain_table, row};
use crate::render::Renderer;
use crate::render::chart::band_step;
use crate::render::view::{Column, Piece, Row, Table};

impl Renderer<'_> {
    pub(in crate::render) fn risks_table(&self, risks: &[u32]) -> Table {
        let columns = columns(
            &self.words,
            &[
                ("risk", "words"),
                ("owner", "words"),
                ("before", "narrow"),
                ("after", "narrow"),
                ("choice", "narrow"),
                ("controls", "ids"),
                ("next_review", "narrow"),
            ],
        );
        let rows = risks.iter().filter_map(|index| self.risk_row(*index)).collect();
        plain_table(self.words.get("page.risks"), columns, rows, self.words.get("empty.risks"))
    }

    fn risk_row(&self, index: u32) -> Option<Row> {
        let risk = self.handbook.registers.risks.get(index as usize)?;
        let treatment = risk.treatment.as_ref().map(|it| Piece::text(self.words.value(it.value.name())));
        let band = risk.current_score().map_or("", |score| self.handbook.risk_method.band_name(score));
        let made = row(vec![
            self.piece(Target::Entry(RegisterKind::Risks, index)).into_iter().collect(),
            self.short_option(risk.owner.as_ref()),
            self.score(risk.inherent.as_ref()).into_iter().collect(),
            self.score(risk.residual.as_ref()).into_iter().collect(),
            treatment.into_iter().collect(),
            self.id_references(&risk.controls),
            risk.next_review.as_ref().map(|it| self.day(it.value)).into_iter().collect(),
        ]);
        let treatment = risk.treatment.as_ref().map_or("", |it| it.value.name());
        Some(made.with("band", band).with("treatment", treatment).with("owner", self.plain_name(risk.owner.as_ref())))
    }

    /// A score with the name of its band.
    pub(in crate::render) fn score(&self, rating: Option<&Rating>) -> Option<Piece> {
        let method = &self.handbook.risk_method;
        let score = rating?.computed?;
        Some(Piece::badge(format!("step-{}", band_step(method, score)), format!("{score} {}", method.band_name(score))))
    }

    /// The actions of all risks, those still open first, by day.
    pub(in crate::render) fn treatment_table(&self) -> Table {
        let mut actions: Vec<(u32, &Risk, &Action)> = Vec::new();
        for (index, risk) in (0..).zip(&self.handbook.registers.risks) {
            actions.extend(risk.actions.iter().map(|action| (index, risk, action)));
        }
        actions.sort_by_key(|(risk, _, action)| {
            let due = action.due.as_ref().map(|it| it.value);
            (action.is_done(), due.is_none(), due, *risk, action.span)
        });
        let columns = columns(
            &self.words,
            &[
                ("action", "words"),
                ("risk", "words"),
                ("decision", "narrow"),
                ("owner", "words"),
                ("due", "narrow"),
                ("status", "narrow"),
            ],
        );
        let rows = actions.into_iter().map(|(index, risk, action)| self.action_row(index, risk, action)).collect();
        plain_table(self.words.get("page.treatment"), columns, rows, self.words.get("empty.treatment"))
    }

    fn action_row(&self, index: u32, risk: &Risk, action: &Action) -> Row {
        let title = action.title.as_ref().map_or("", |it| it.value.as_str());
        let id = action.id.as_ref().map(|it| it.value.clone());
        let treatment = risk.treatment.as_ref().map(|it| Piece::text(self.words.value(it.value.name())));
        let late = !action.is_done() && action.due.as_ref().is_some_and(|it| it.value < self.cx.today);
        let status = action.status.as_ref().map_or("", |it| it.value.as_str());
        let mut state: Vec<Piece> = if status.is_empty() { Vec::new() } else { vec![self.status_badge(status)] };
        if late {
            state.push(Piece::badge("overdue", self.words.get("value.overdue")));
        }
        let mut made = row(vec![
            vec![Piece { id, ..Piece::text(title) }],
            self.piece(Target::Entry(RegisterKind::Risks, index)).into_iter().collect(),
            treatment.into_iter().collect(),
            self.short_option(action.owner.as_ref()),
            action.due.as_ref().map(|it| self.day(it.value)).into_iter().collect(),
            state,
        ])
        .with("status", status)
        .with("owner", self.plain_name(action.owner.as_ref()));
        if late {
            made.class = "overdue";
        }
        made
    }

    /// Entries of any other kind: the name, and the facts that tell entries apart at a glance.
    pub(in crate::render) fn entries_table(&self, kind: RegisterKind, entries: &[u32]) -> Table {
        let labels = telling_facts(kind);
        let mut columns = columns(&self.words, &[(&self.words.of_section("singular", kind.singular()), "words")]);
        columns
            .extend(labels.iter().map(|(label, kind)| Column { label: self.words.of_section("label", label), kind }));
        let rows = entries.iter().map(|index| {
            let facts = self.entry_facts(kind, *index as usize);
            let mut cells = vec![self.piece(Target::Entry(kind, *index)).into_iter().collect()];
            for (label, _) in labels {
                let found = facts.iter().find(|fact| fact.label == self.words.of_section("label", label));
                cells.push(found.map_or_else(Vec::new, |fact| fact.pieces.all.clone()));
            }
            row(cells)
        });
        let rows: Vec<Row> = rows.collect();
        let empty = self.words.with("empty.entries", &[("kind", &kind.name())]);
        plain_table(&self.register_words(kind), columns, rows, &empty)
    }
}

/// The facts that stand in the columns of a register's table.
fn telling_facts(kind: RegisterKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        RegisterKind::Assets => {
            &[("kind", "narrow"), ("classification", "narrow"), ("owner", "words"), ("location", "words")]
        }
        RegisterKind::Roles => &[("held_by", "words"), ("deputy", "words"), ("unit", "words")],
        RegisterKind::People => &[("job", "words"), ("unit", "words"), ("roles", "words")],
        RegisterKind::Objectives => {
            &[("status", "narrow"), ("measures", "long"), ("owner", "words"), ("due", "narrow")]
        }
        RegisterKind::Obligations => &[("kind", "narrow"), ("what_it_asks", "long"), ("owner", "words")],
        RegisterKind::Suppliers => &[
            ("service", "words"),
            ("tier", "narrow"),
            ("data", "narrow"),
            ("owner", "words"),
            ("next_review", "narrow"),
        ],
        RegisterKind::Exceptions => &[("document", "words"), ("owner", "words"), ("expires", "narrow")],
        RegisterKind::Audits => &[("kind", "narrow"), ("date", "narrow"), ("auditor", "words"), ("result", "long")],
        RegisterKind::Findings => &[("status", "narrow"), ("kind", "narrow"), ("owner", "words"), ("due", "narrow")],
        RegisterKind::Evidence => &[("kept_at", "words"), ("controls", "words"), ("collected", "narrow")],
        RegisterKind::Risks
        | RegisterKind::Treatment
        | RegisterKind::Applicability
        | RegisterKind::Documents
        | RegisterKind::Terms => &[],
    }
}
