//! What leads to what: controls with their risks, obligations and documents; risks and obligations with their controls and
//! documents; and for each what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Handbook, Reference, RegisterKind, StatementLine, Target};
use crate::survey::{Lack, documents_of, gaps};

use super::{columns, plain_table, row};
use crate::render::Renderer;
use crate::render::pieces::targets;
use crate::render::view::{Column, Piece, Row, Table};
use crate::render::visible::Visibility;

/// From where the thread is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    Controls,
    Risks,
    Obligations,
}

/// The name of the facet by which rows are filtered.
const GAP: [&str; 3] = ["control-gap", "risk-gap", "obligation-gap"];

impl Trace {
    pub(in crate::render) const ALL: [Trace; 3] = [Trace::Controls, Trace::Risks, Trace::Obligations];

    pub(in crate::render) fn name(self) -> &'static str {
        match self {
            Trace::Controls => "controls",
            Trace::Risks => "risks",
            Trace::Obligations => "obligations",
        }
    }

    pub(in crate::render) fn csv_path(self) -> &'static str {
        match self {
            Trace::Controls => "data/traceability-controls.csv",
            Trace::Risks => "data/traceability-risks.csv",
            Trace::Obligations => "data/traceability-obligations.csv",
        }
    }

    /// The facet of what a row lacks.
    pub(in crate::render) fn gap(self) -> &'static str {
        GAP[self as usize]
    }

    pub(in crate::render) fn is_shown(self, visible: &Visibility) -> bool {
        match self {
            Trace::Controls => true,
            Trace::Risks => visible.shows_register(RegisterKind::Risks),
            Trace::Obligations => visible.shows_register(RegisterKind::Obligations),
        }
    }

    pub(in crate::render) fn length(self, handbook: &Handbook, visible: &Visibility) -> usize {
        match self {
            _ if !self.is_shown(visible) => 0,
            Trace::Controls => handbook.catalogue.controls.len(),
            Trace::Risks => handbook.registers.risks.len(),
            Trace::Obligations => handbook.registers.obligations.len(),
        }
    }

    pub(in crate::render) fn target(self, index: u32) -> Target {
        match self {
            Trace::Controls => Target::Control(index),
            Trace::Risks => Target::Entry(RegisterKind::Risks, index),
            Trace::Obligations => Target::Entry(RegisterKind::Obligations, index),
        }
    }
}

/// What is missing, in words for a narrow place: their key in the catalogue.
pub(in crate::render) fn lack_key(lack: Lack) -> &'static str {
    match lack {
        Lack::Line => "lack.line",
        Lack::Document => "lack.document",
        Lack::Reason => "lack.reason",
        Lack::Exclusion => "lack.exclusion",
        Lack::Control => "lack.control",
        Lack::Answer => "lack.answer",
    }
}

impl Renderer<'_> {
    /// What lacks what.
    pub(in crate::render) fn gaps(&self) -> &BTreeMap<Target, Vec<Lack>> {
        self.gaps.get_or_init(|| {
            let is_shown = self.addresses.visible.shows_register(RegisterKind::Applicability);
            let found = if is_shown { gaps(&self.scope, &self.coverage) } else { BTreeMap::new() };
            found.into_iter().filter(|(target, _)| self.addresses.visible.shows(*target)).collect()
        })
    }

    /// All that a thread begins from.
    pub(in crate::render) fn trace_rows(&self, trace: Trace) -> Vec<u32> {
        (0..).take(trace.length(self.handbook, &self.addresses.visible)).collect()
    }

    pub(in crate::render) fn trace_table(&self, trace: Trace, rows: &[u32]) -> Table {
        let (caption, heads): (&str, &[(&str, &'static str)]) = match trace {
            Trace::Controls => (
                "trace.from_controls",
                &[
                    ("control", "words"),
                    ("applies", "narrow"),
                    ("risks", "ids"),
                    ("obligations", "ids"),
                    ("documents", "ids"),
                    ("evidence", "ids"),
                    ("gap", "words"),
                ],
            ),
            Trace::Risks => (
                "trace.from_risks",
                &[
                    ("risk", "words"),
                    ("before", "narrow"),
                    ("after", "narrow"),
                    ("controls", "ids"),
                    ("documents", "ids"),
                    ("gap", "words"),
                ],
            ),
            Trace::Obligations => (
                "trace.from_obligations",
                &[("obligation", "words"), ("controls", "ids"), ("documents", "ids"), ("gap", "words")],
            ),
        };
        let heads: Vec<Column> = columns(&self.words, heads);
        let made = rows.iter().filter_map(|index| {
            let cells = match trace {
                Trace::Controls => self.control_trace(*index),
                Trace::Risks => self.risk_trace(*index)?,
                Trace::Obligations => self.obligation_trace(*index)?,
            };
            Some(self.with_gaps(trace, *index, cells))
        });
        let table = plain_table(self.words.get(caption), heads, made.collect(), self.words.get("empty.plain"));
        Table { is_wide: trace == Trace::Controls, ..table }
    }

    fn with_gaps(&self, trace: Trace, index: u32, mut cells: Vec<Vec<Piece>>) -> Row {
        let target = trace.target(index);
        let lacks = self.gaps().get(&target).map_or(&[] as &[Lack], Vec::as_slice);
        let told = lacks.iter().map(|it| Piece::badge("overdue", self.words.get(lack_key(*it))).on_new_line());
        cells[0] = self.piece(target).into_iter().collect();
        cells.push(told.collect());
        let words: Vec<&str> = lacks.iter().map(|it| self.words.get(lack_key(*it))).collect();
        let is_excluded =
            matches!(target, Target::Control(it) if self.line(it).is_some_and(StatementLine::is_excluded));
        Row { class: if is_excluded { "excluded" } else { "" }, ..row(cells).with(trace.gap(), words.join("|")) }
    }

    /// The cells between the name and the gap; the first is left for the name.
    fn control_trace(&self, control: u32) -> Vec<Vec<Piece>> {
        let line = self.line(control);
        let reasons = line.map_or(&[] as &[_], |it| &it.reasons);
        let rests_on = reasons.iter().flat_map(|it| targets(&it.references));
        let names = self.handbook.cited_by(Target::Control(control)).iter().map(|it| it.from);
        let tied: Vec<Target> = rests_on.chain(names).collect();
        let of = |kind: RegisterKind| {
            let mut found: Vec<Target> =
                tied.iter().copied().filter(|it| matches!(it, Target::Entry(own, _) if *own == kind)).collect();
            found.sort_unstable();
            found.dedup();
            found.into_iter().filter_map(|it| self.id_piece(it)).collect::<Vec<_>>()
        };
        vec![
            Vec::new(),
            line.map_or_else(Vec::new, |it| vec![self.applies_badge(it)]),
            of(RegisterKind::Risks),
            of(RegisterKind::Obligations),
            self.carriers(control),
            line.map_or_else(Vec::new, |it| self.id_references(&it.evidence)),
        ]
    }

    fn risk_trace(&self, index: u32) -> Option<Vec<Vec<Piece>>> {
        let risk = self.handbook.registers.risks.get(index as usize)?;
        Some(vec![
            Vec::new(),
            self.score(risk.inherent.as_ref()).into_iter().collect(),
            self.score(risk.residual.as_ref()).into_iter().collect(),
            self.id_references(&risk.controls),
            self.documents_behind(Trace::Risks.target(index), &risk.controls),
        ])
    }

    fn obligation_trace(&self, index: u32) -> Option<Vec<Vec<Piece>>> {
        let obligation = self.handbook.registers.obligations.get(index as usize)?;
        Some(vec![
            Vec::new(),
            self.id_references(&obligation.controls),
            self.documents_behind(Trace::Obligations.target(index), &obligation.controls),
        ])
    }

    /// The documents that say that they answer, then those that carry one of the controls. With many documents each control
    /// has many, and its own line tells them all.
    fn documents_behind(&self, target: Target, controls: &[Reference]) -> Vec<Piece> {
        let named = documents_of(&self.scope, target);
        let carriers = targets(controls).filter_map(|it| match it {
            Target::Control(control) => Some(self.coverage.of_control(control)),
            _ => None,
        });
        let behind: BTreeSet<u32> = carriers.flatten().copied().filter(|it| named.binary_search(it).is_err()).collect();
        let documents: Vec<u32> = named.iter().copied().chain(behind).collect();
        self.first_documents(&documents)
    }
}
