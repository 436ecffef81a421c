//! What covers what: controls by documents, clauses, and related points of other frameworks.

use crate::error::Error;
use crate::model::{RegisterKind, StatementLine, Target};
use crate::render::Renderer;
use crate::render::chart::{Share, bar};
use crate::render::pieces::{capital, count};
use crate::render::tables::{columns, lack_words, plain_table, row};
use crate::render::view::{Figure, Piece, Relations, Row, Table};
use crate::render::views::{CoverageView, ThemeView};
use crate::survey::{Lack, ThemeFigures};

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let themes = renderer.coverage.by_theme(renderer.handbook);
    let (applicable, covered) =
        themes.iter().fold((0, 0), |sum, it| (sum.0 + it.tally.applicable, sum.1 + it.tally.covered));
    let figures = if applicable == 0 {
        Vec::new()
    } else {
        vec![
            figure(covered, format!("of {} have a document", count(applicable, "control")), "in-force"),
            figure(
                applicable - covered,
                "without a document".to_owned(),
                if applicable == covered { "in-force" } else { "overdue" },
            ),
        ]
    };
    let view = CoverageView {
        figures,
        themes: themes.iter().map(|it| renderer.theme_view(it)).filter(|it| it.table.total > 0).collect(),
        clauses: renderer.clauses_table(),
        frameworks: renderer.frameworks_table(),
        gaps: renderer.gap_groups(),
    };
    let mut frame = renderer.frame(path, "coverage", "coverage", "Coverage");
    frame.is_wide = true;
    renderer.fill("coverage.html", &frame, &view, None)
}

fn figure(number: usize, words: String, tone: &'static str) -> Figure {
    Figure { number, words, note: String::new(), href: None, tone, bar: None }
}

impl Renderer<'_> {
    /// What is missing, by kind.
    fn gap_groups(&self) -> Vec<Relations> {
        let group = |lack: Lack| {
            let lacking = self.gaps().iter().filter(|(_, lacks)| lacks.contains(&lack)).map(|(target, _)| *target);
            self.relations(lack_words(lack), lacking)
        };
        Lack::ALL.into_iter().filter_map(group).collect()
    }

    fn theme_view(&self, figures: &ThemeFigures<'_>) -> ThemeView {
        let tally = &figures.tally;
        let shows_statement = self.addresses.visible.shows_register(RegisterKind::Applicability);
        let rows: Vec<Row> = figures.theme.controls.iter().filter_map(|it| self.coverage_row(*it)).collect();
        let shares = [
            Share { class: "in-force", words: "With a document", amount: tally.covered },
            Share { class: "overdue", words: "Without a document", amount: tally.applicable - tally.covered },
            Share { class: "rest", words: "Excluded", amount: tally.excluded },
        ];
        let title = format!("{} controls", capital(figures.theme.name));
        ThemeView {
            note: if shows_statement {
                format!("{} apply, {} of them with a document", tally.applicable, tally.covered)
            } else {
                String::new()
            },
            bar: if shows_statement { bar(&shares) } else { String::new() },
            table: plain_table(
                &title,
                columns(&[("Control", "words"), ("Documents", "words"), ("", "narrow")]),
                rows,
                "No control.",
            ),
            title,
        }
    }

    fn coverage_row(&self, control: u32) -> Option<Row> {
        let name = self.piece(Target::Control(control))?;
        let carriers = self.carriers(control);
        let is_excluded = self.line(control).is_some_and(StatementLine::is_excluded);
        let state = match (carriers.is_empty(), is_excluded) {
            (_, true) => Piece::badge("no", "Excluded"),
            (false, false) => Piece::badge("in-force", "Covered"),
            (true, false) => Piece::badge("overdue", "No document yet"),
        };
        let made = row(vec![vec![name], carriers, vec![state]]);
        Some(if is_excluded { Row { class: "excluded", ..made } } else { made })
    }

    /// How many points of each framework are related to a control that a document carries.
    fn frameworks_table(&self) -> Table {
        let controls = &self.handbook.catalogue.controls;
        let rows = self.handbook.catalogue.frameworks.iter().map(|framework| {
            let mut all: Vec<&String> = Vec::new();
            let mut reached: Vec<&String> = Vec::new();
            for (index, control) in (0..).zip(controls) {
                let Some(points) = framework.pairs.get(&control.id) else { continue };
                all.extend(points);
                if !self.coverage.of_control(index).is_empty() {
                    reached.extend(points);
                }
            }
            for points in [&mut all, &mut reached] {
                points.sort();
                points.dedup();
            }
            row(vec![
                vec![Piece::text(&framework.name)],
                vec![Piece::number(reached.len())],
                vec![Piece::number(all.len())],
            ])
        });
        let columns = columns(&[
            ("Framework", "words"),
            ("Points related to a control with a document", "number"),
            ("Points related to any control", "number"),
        ]);
        plain_table(
            "Other frameworks",
            columns,
            rows.collect(),
            "No crosswalk is known. Crosswalks stand in controls/crosswalks.yaml.",
        )
    }
}
