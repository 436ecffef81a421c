//! The statement of applicability as a table: one row a control, grouped by theme.

use crate::model::{StatementLine, Target};
use crate::survey::themes;

use super::{columns, row};
use crate::render::Renderer;
use crate::render::pieces::capital;
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
            let figures: [(&str, &dyn std::fmt::Display); 2] =
                [("applicable", &tally.applicable), ("excluded", &tally.excluded)];
            let note = self.words.with("statement.theme_note", &figures);
            groups.push(Group {
                title: Some(self.theme_words("controls_of", theme.name)),
                note: Some(note),
                anchor: Some(format!("theme-{}", crate::text::slug(theme.name))),
                rows,
            });
        }
        let columns = columns(
            &self.words,
            &[
                ("control", "words"),
                ("applies", "narrow"),
                ("why", "words"),
                ("status", "narrow"),
                ("how", "long"),
                ("owner", "words"),
                ("documents", "narrow"),
                ("evidence", "narrow"),
                ("checked", "narrow"),
            ],
        );
        Table {
            caption: self.words.get("page.applicability").to_owned(),
            columns,
            groups,
            empty: self.words.get("empty.statement").to_owned(),
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
            let missing = vec![Piece::badge("draft", self.words.get("statement.no_line"))];
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
            vec![self.applies_badge(line)],
            self.reason_pieces(line),
            self.status_pieces(line),
            line.how.as_ref().map(|it| Piece::text(&it.value)).into_iter().collect(),
            self.short_option(line.owner.as_ref()),
            documents,
            self.id_references(&line.evidence),
            line.checked_on.as_ref().map(|it| self.day(it.value)).into_iter().collect(),
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
            let words =
                line.justification.as_ref().map_or(self.words.get("statement.no_reason"), |it| it.value.as_str());
            return vec![Piece::text(words)];
        }
        let mut pieces = Vec::new();
        for reason in &line.reasons {
            pieces.push(Piece::note(self.words.of_section("reason", reason.kind.name())).on_new_line());
            pieces.extend(self.id_references(&reason.references));
            pieces.extend(reason.words.as_ref().map(|it| Piece::text(&it.value)));
        }
        pieces
    }

    /// The ids of the documents that carry a control.
    pub(in crate::render) fn carriers(&self, control: u32) -> Vec<Piece> {
        self.first_documents(self.coverage.of_control(control))
    }

    /// The ids of the first documents and the number of the others, for a cell that must not grow with the handbook.
    pub(in crate::render) fn first_documents(&self, documents: &[u32]) -> Vec<Piece> {
        const SHOWN: usize = 12;
        let mut shown = documents.iter().filter(|it| self.addresses.visible.shows(Target::Document(**it)));
        let mut pieces: Vec<Piece> =
            shown.by_ref().take(SHOWN).filter_map(|it| self.id_piece(Target::Document(*it))).collect();
        let more = shown.count();
        if more > 0 {
            pieces.push(Piece::note(self.words.count(more, "more.documents")));
        }
        pieces
    }

    pub(in crate::render) fn applies_badge(&self, line: &StatementLine) -> Piece {
        let (tone, key) =
            if line.is_applicable() { ("yes", "statement.applies") } else { ("no", "statement.excluded") };
        Piece::badge(tone, self.words.get(key))
    }

    /// A title with the name of a theme, such as `Organizational controls`.
    pub(in crate::render) fn theme_words(&self, section: &str, theme: &str) -> String {
        let own = self.words.find(&format!("{section}.{theme}"));
        own.map_or_else(|| self.words.with(&format!("{section}.other"), &[("theme", &capital(theme))]), str::to_owned)
    }

    /// How far an applicable control is, with the day by which it is to be there.
    pub(in crate::render) fn status_pieces(&self, line: &StatementLine) -> Vec<Piece> {
        if line.is_excluded() {
            return Vec::new();
        }
        let mut pieces: Vec<Piece> = line
            .status
            .as_ref()
            .map(|it| Piece::badge(it.value.name(), self.words.value(it.value.name())))
            .into_iter()
            .collect();
        if let Some(due) = &line.due {
            pieces.push(Piece::note(self.words.get("statement.due")));
            pieces.push(self.day(due.value));
        }
        pieces
    }
}
