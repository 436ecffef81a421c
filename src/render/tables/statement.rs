//! The statement of applicability as a table: one row a control, grouped by theme.

use crate::model::{ReasonKind, StatementLine, Target};
use crate::survey::themes;

use super::{columns, row};
use crate::render::Renderer;
use crate::render::pieces::{capital, count};
use crate::render::view::{Group, Piece, Row, Table};

impl Renderer<'_> {
    pub(in crate::render) fn statement_table(&self) -> Table {
        let handbook = self.handbook;
        let mut groups = Vec::new();
        let mut total = 0;
        for theme in themes(handbook) {
            let tally = self.coverage.tally(handbook, &theme.controls);
            let rows: Vec<Row> = theme.controls.iter().map(|control| self.statement_row(*control)).collect();
            total += rows.len();
            let note = format!("{} apply, {} excluded", tally.applicable, tally.excluded);
            groups.push(Group {
                title: Some(format!("{} controls", capital(theme.name))),
                note: Some(note),
                anchor: Some(format!("theme-{}", crate::text::slug(theme.name))),
                rows,
            });
        }
        let columns = columns(&[
            ("Control", "words"),
            ("Applies", "narrow"),
            ("Why", "words"),
            ("Status", "narrow"),
            ("How", "long"),
            ("Owner", "words"),
            ("Documents", "narrow"),
            ("Evidence", "narrow"),
            ("Checked", "narrow"),
        ]);
        Table {
            caption: "Statement of applicability".to_owned(),
            columns,
            groups,
            empty: "No control yet. The statement stands in controls/applicability.yaml.".to_owned(),
            total,
            is_wide: true,
        }
    }

    /// The line of a control, where the site shows the statement.
    pub(in crate::render) fn line(&self, control: u32) -> Option<&StatementLine> {
        let line = self.lines.get(control as usize).copied().flatten()?;
        self.handbook.statement.get(line)
    }

    fn statement_row(&self, control: u32) -> Row {
        let name: Vec<Piece> = self.piece(Target::Control(control)).into_iter().collect();
        let theme = &self.handbook.catalogue.controls[control as usize].theme;
        let documents = self.carriers(control);
        let Some(line) = self.line(control) else {
            let missing = vec![Piece::badge("draft", "No line yet")];
            let empty = Vec::new();
            let cells = vec![
                name,
                missing,
                empty.clone(),
                empty.clone(),
                empty.clone(),
                empty.clone(),
                documents,
                empty.clone(),
                empty,
            ];
            return row(cells).with("theme", theme).with("applies", "missing");
        };
        let reasons = line.reasons.iter().map(|it| it.kind.name()).collect::<Vec<_>>().join("|");
        let status = line.status.as_ref().map_or("", |it| it.value.name());
        let mut made = row(vec![
            name,
            vec![applies_badge(line)],
            self.reason_pieces(line),
            status_pieces(line),
            line.how.as_ref().map(|it| Piece::text(&it.value)).into_iter().collect(),
            self.short_option(line.owner.as_ref()),
            documents,
            self.id_references(&line.evidence),
            line.checked_on.as_ref().map(|it| Piece::day(it.value)).into_iter().collect(),
        ])
        .with("theme", theme)
        .with("applies", if line.is_applicable() { "yes" } else { "no" })
        .with("status", if line.is_applicable() { status } else { "" })
        .with("reason", reasons)
        .with("owner", self.plain_name(line.owner.as_ref()));
        if line.is_excluded() {
            made.class = "excluded";
        }
        made
    }

    /// Why a control is included, or why it is not.
    pub(in crate::render) fn reason_pieces(&self, line: &StatementLine) -> Vec<Piece> {
        if line.is_excluded() {
            let words = line.justification.as_ref().map_or("No reason is given yet", |it| it.value.as_str());
            return vec![Piece::text(words)];
        }
        let mut pieces = Vec::new();
        for reason in &line.reasons {
            pieces.push(
                Piece::note(match reason.kind {
                    ReasonKind::Risk => "Risk",
                    ReasonKind::Legal => "Law",
                    ReasonKind::Contract => "Contract",
                    ReasonKind::Business => "Business",
                })
                .on_new_line(),
            );
            pieces.extend(self.id_references(&reason.references));
            pieces.extend(reason.words.as_ref().map(|it| Piece::text(&it.value)));
        }
        pieces
    }

    /// The ids of the documents that carry a control.
    pub(in crate::render) fn carriers(&self, control: u32) -> Vec<Piece> {
        const SHOWN: usize = 12;
        let documents = self.coverage.of_control(control);
        let mut pieces: Vec<Piece> =
            documents.iter().take(SHOWN).filter_map(|it| self.id_piece(Target::Document(*it))).collect();
        if documents.len() > SHOWN {
            pieces.push(Piece::note(format!("and {}", count(documents.len() - SHOWN, "more document"))));
        }
        pieces
    }
}

pub(in crate::render) fn applies_badge(line: &StatementLine) -> Piece {
    if line.is_applicable() { Piece::badge("yes", "Applies") } else { Piece::badge("no", "Excluded") }
}

/// How far an applicable control is, with the day by which it is to be there.
pub(in crate::render) fn status_pieces(line: &StatementLine) -> Vec<Piece> {
    if line.is_excluded() {
        return Vec::new();
    }
    let mut pieces: Vec<Piece> =
        line.status.as_ref().map(|it| Piece::badge(it.value.name(), capital(it.value.name()))).into_iter().collect();
    if let Some(due) = &line.due {
        pieces.push(Piece::note("due"));
        pieces.push(Piece::day(due.value));
    }
    pieces
}
