//! What covers what: controls by documents, clauses, and related points of other frameworks.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::model::{Framework, RegisterKind, StatementLine, Target};
use crate::render::Renderer;
use crate::render::chart::{Share, bar};
use crate::render::tables::{columns, lack_key, plain_table, row};
use crate::render::view::{Figure, Link, Piece, Relations, Row, Table};
use crate::render::views::{CoverageBar, CoverageView, ThemeView};
use crate::survey::{Lack, ThemeFigures};

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let themes = renderer.coverage.by_theme(renderer.handbook);
    let (applicable, covered) =
        themes.iter().fold((0, 0), |sum, it| (sum.0 + it.tally.applicable, sum.1 + it.tally.covered));
    let figures = if applicable == 0 {
        Vec::new()
    } else {
        vec![
            figure(covered, renderer.words.count(applicable, "figure.covered"), "in-force"),
            figure(
                applicable - covered,
                renderer.words.get("figure.without_document").to_owned(),
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
    let mut frame = renderer.frame(path, "coverage", "coverage", renderer.words.get("page.coverage"));
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
            let title = self.words.get(lack_key(lack));
            self.relations(title, lacking)
        };
        Lack::ALL.into_iter().filter_map(group).collect()
    }

    fn theme_view(&self, figures: &ThemeFigures<'_>) -> ThemeView {
        let tally = &figures.tally;
        let shows_statement = self.addresses.visible.shows_register(RegisterKind::Applicability);
        let rows: Vec<Row> = figures.theme.controls.iter().filter_map(|it| self.coverage_row(*it)).collect();
        let shares = [
            Share { class: "in-force", words: self.words.get("share.with_document"), amount: tally.covered },
            Share {
                class: "overdue",
                words: self.words.get("share.without_document"),
                amount: tally.applicable - tally.covered,
            },
            Share { class: "rest", words: self.words.get("statement.excluded"), amount: tally.excluded },
        ];
        let title = self.theme_words("controls_of", figures.theme.name);
        ThemeView {
            note: if shows_statement {
                let figures: [(&str, &dyn std::fmt::Display); 3] =
                    [("applicable", &tally.applicable), ("covered", &tally.covered), ("excluded", &tally.excluded)];
                // What a bar shows besides is said beside it.
                let key = if tally.excluded == 0 { "coverage.theme_note" } else { "coverage.theme_note_excluded" };
                self.words.with(key, &figures)
            } else {
                String::new()
            },
            bar: if shows_statement { bar(&self.words, &shares) } else { String::new() },
            table: plain_table(
                &title,
                columns(&self.words, &[("control", "words"), ("documents", "words"), ("", "narrow")]),
                rows,
                self.words.get("empty.theme"),
            ),
            title,
        }
    }

    fn coverage_row(&self, control: u32) -> Option<Row> {
        let name = self.piece(Target::Control(control))?;
        let carriers = self.carriers(control);
        let is_excluded = self.line(control).is_some_and(StatementLine::is_excluded);
        let state = match (carriers.is_empty(), is_excluded) {
            (_, true) => Piece::badge("no", self.words.get("statement.excluded")),
            (false, false) => Piece::badge("in-force", self.words.get("coverage.covered")),
            (true, false) => Piece::badge("overdue", self.words.get("coverage.open")),
        };
        let made = row(vec![vec![name], carriers, vec![state]]);
        Some(if is_excluded { Row { class: "excluded", ..made } } else { made })
    }

    /// How many points of each framework are related to a control that a document carries.
    fn frameworks_table(&self) -> Table {
        let rows = self.handbook.catalogue.frameworks.iter().map(|framework| {
            let (reached, all) = self.framework_reach(framework);
            row(vec![vec![Piece::text(&framework.name)], vec![Piece::number(reached)], vec![Piece::number(all)]])
        });
        let columns = columns(
            &self.words,
            &[
                ("framework", "words"),
                ("points_related_to_a_control_with_a_document", "number"),
                ("points_related_to_any_control", "number"),
            ],
        );
        plain_table(self.words.get("coverage.frameworks"), columns, rows.collect(), self.words.get("empty.frameworks"))
    }

    /// How many points of a framework are related to a control with a document, and how many to any control.
    fn framework_reach(&self, framework: &Framework) -> (usize, usize) {
        let (mut reached, mut all) = (BTreeSet::new(), BTreeSet::new());
        for (index, control) in (0..).zip(&self.handbook.catalogue.controls) {
            let Some(points) = framework.pairs.get(&control.id) else { continue };
            all.extend(points);
            if !self.coverage.of_control(index).is_empty() {
                reached.extend(points);
            }
        }
        (reached.len(), all.len())
    }

    /// The same figures in short, for the first page: themes, clauses that ask for something in writing, frameworks.
    pub(in crate::render) fn coverage_bars(&self) -> Vec<CoverageBar> {
        if !self.addresses.visible.shows_register(RegisterKind::Applicability) {
            return Vec::new();
        }
        let made = |(words, anchor): (String, &str), (covered, total): (usize, usize)| CoverageBar {
            link: Link { href: format!("coverage.html#{anchor}"), words },
            note: self.words.with("coverage.of", &[("covered", &covered), ("total", &total)]),
            bar: bar(
                &self.words,
                &[
                    Share { class: "in-force", words: self.words.get("share.with_document"), amount: covered },
                    Share {
                        class: "overdue",
                        words: self.words.get("share.without_document"),
                        amount: total.saturating_sub(covered),
                    },
                ],
            ),
        };
        let themes = self.coverage.by_theme(self.handbook).into_iter().map(|it| {
            let words = self.theme_words("controls_of", it.theme.name);
            made((words, "_themes"), (it.tally.covered, it.tally.applicable))
        });
        let asking = (0..).zip(&self.handbook.catalogue.clauses).filter(|(_, clause)| {
            let wanted = &clause.documented_information;
            wanted.iter().any(|it| it.is_explicit)
        });
        let asking: Vec<u32> = asking.map(|(index, _)| index).collect();
        let answered = asking.iter().filter(|it| !self.coverage.of_clause(**it).is_empty()).count();
        let clauses = made((self.words.get("coverage.asking").to_owned(), "_clauses"), (answered, asking.len()));
        let frameworks = self.handbook.catalogue.frameworks.iter().map(|it| {
            let words = self.words.with("coverage.points", &[("framework", &it.name)]);
            made((words, "_frameworks"), self.framework_reach(it))
        });
        themes.chain(std::iter::once(clauses)).chain(frameworks).collect()
    }
}
