//! What is allowed although a rule says otherwise: the register of exceptions with its state on the day, and the findings
//! that somebody answers for.

use crate::error::Error;
use crate::model::{Document, Exception, RegisterKind, Target, bare_name};
use crate::render::chart::{Share, bar};
use crate::render::excused::Excused;
use crate::render::part::{Part, ROWS};
use crate::render::pieces::targets;
use crate::render::tables::{as_capital, columns, plain_table, row};
use crate::render::view::{Column, Day, Figure, Filter, Link, Piece, Row, Table};
use crate::render::views::{ExceptionView, ExceptionsView};
use crate::render::words::Words;
use crate::render::{Renderer, address};
use crate::text::Date;

/// Where the list begins.
pub(in crate::render) const PATH: &str = "exceptions.html";

/// An exception that ends within these days is told before it does.
const SOON: i32 = 60;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let shows_register = renderer.addresses.visible.shows_register(RegisterKind::Exceptions);
    let entries = if shows_register { renderer.all_entries(RegisterKind::Exceptions) } else { Vec::new() };
    let excused = Excused::shown(renderer.cx.excused, renderer.handbook, &renderer.addresses.visible);
    let mut granted = renderer.granted_table(part.rows(&entries, ROWS));
    granted.total = entries.len();
    let mut silenced = renderer.silenced_table(part.rows(&excused, ROWS));
    silenced.total = excused.len();
    let register_page = Link {
        href: address::register(RegisterKind::Exceptions),
        words: renderer.words.get("exceptions.register").to_owned(),
    };
    let view = ExceptionsView {
        figures: renderer.exception_figures(&entries, excused.len()),
        granted_filters: filters(renderer, &granted, &[("state", "state"), ("owner", "owner")]),
        granted: Some(granted).filter(|_| shows_register),
        register: Some(register_page).filter(|_| shows_register),
        silenced_filters: filters(renderer, &silenced, &[("rule", "rule"), ("answers", "answers_for_it")]),
        silenced,
        parts: part.links(PATH, entries.len().max(excused.len()), ROWS),
    };
    let mut frame = renderer.frame(path, "exceptions", "exceptions", renderer.words.get("page.exceptions"));
    frame.is_wide = true;
    renderer.fill("exceptions.html", &frame, &view, None)
}

fn filters(renderer: &Renderer<'_>, table: &Table, names: &[(&'static str, &str)]) -> Vec<Filter> {
    names.iter().filter_map(|(name, label)| renderer.filter(table, name, (label, as_capital))).collect()
}

/// How an exception stands on a day.
fn state(words: &Words, expires: Option<Date>, today: Date) -> Piece {
    let (tone, key) = match expires.map(|it| it.days_since(today)) {
        None => ("overdue", "exceptions.without_end"),
        Some(days) if days < 0 => ("overdue", "value.expired"),
        Some(days) if days <= SOON => ("in-review", "exceptions.ends_soon"),
        Some(_) => ("approved", "value.running"),
    };
    Piece::badge(tone, words.get(key))
}

impl Renderer<'_> {
    fn exception_figures(&self, entries: &[u32], silenced: usize) -> Vec<Figure> {
        let exceptions = &self.handbook.registers.exceptions;
        let states = entries.iter().filter_map(|it| exceptions.get(*it as usize)).map(|it| self.exception_state(it));
        let pressing = states.filter(|it| it.kind.tone() != "approved").count();
        let figure = |number: usize, words: String, tone: &'static str| Figure {
            number,
            words,
            note: String::new(),
            href: None,
            tone,
            bar: None,
        };
        let mut figures = Vec::new();
        if !entries.is_empty() {
            figures.push(figure(entries.len(), self.words.get("figure.granted").to_owned(), ""));
            let tone = if pressing == 0 { "" } else { "overdue" };
            figures.push(figure(pressing, self.words.with("figure.ending", &[("n", &SOON)]), tone));
        }
        figures.push(figure(silenced, self.words.get("figure.silenced").to_owned(), ""));
        figures
    }

    /// The register in one figure, for the first page.
    pub(in crate::render) fn exceptions_figure(&self) -> Option<Figure> {
        let exceptions = &self.handbook.registers.exceptions;
        if exceptions.is_empty() || !self.addresses.visible.shows_register(RegisterKind::Exceptions) {
            return None;
        }
        let has = |it: &&Exception| it.expires.as_ref().is_some_and(|day| day.value < self.cx.today);
        let expired = exceptions.iter().filter(has).count();
        let running = exceptions.len() - expired;
        Some(Figure {
            number: running,
            words: self.words.count(running, "figure.exceptions"),
            note: if expired == 0 {
                self.words.get("figure.none_expired").to_owned()
            } else {
                self.words.with("figure.count_expired", &[("n", &expired)])
            },
            href: Some(PATH.to_owned()),
            tone: if expired == 0 { "" } else { "overdue" },
            bar: Some(bar(
                &self.words,
                &[
                    Share { class: "approved", words: self.words.get("value.running"), amount: running },
                    Share { class: "overdue", words: self.words.get("value.expired"), amount: expired },
                ],
            )),
        })
    }

    fn exception_state(&self, exception: &Exception) -> Piece {
        state(&self.words, exception.expires.as_ref().map(|it| it.value), self.cx.today)
    }

    /// The exceptions from a document, by their own word or by its, those that end first before the others.
    pub(super) fn exceptions_from(&self, index: u32, document: &Document) -> Vec<ExceptionView> {
        let named = self.handbook.cited_by(Target::Document(index)).iter().map(|it| it.from);
        let mut entries: Vec<u32> = targets(&document.front.exceptions)
            .chain(named)
            .filter_map(|it| if let Target::Entry(RegisterKind::Exceptions, entry) = it { Some(entry) } else { None })
            .collect();
        entries.sort_unstable();
        entries.dedup();
        let told = |entry: &u32| {
            let exception = self.handbook.registers.exceptions.get(*entry as usize)?;
            let piece = self.piece(Target::Entry(RegisterKind::Exceptions, *entry))?;
            let until = exception.expires.as_ref().map(|it| Day::of(&self.words, it.value));
            Some(ExceptionView { exception: piece, state: self.exception_state(exception), until })
        };
        let mut told: Vec<ExceptionView> = entries.iter().filter_map(told).collect();
        let end = |it: &ExceptionView| it.until.as_ref().map(|day| day.iso.clone());
        told.sort_by_key(end);
        told
    }

    fn granted_table(&self, entries: &[u32]) -> Table {
        let heads = columns(
            &self.words,
            &[
                ("exception", "words"),
                ("state", "narrow"),
                ("expires", "narrow"),
                ("document", "words"),
                ("controls_of_the_document", "ids"),
                ("reason", "long"),
                ("what_reduces_the_risk", "long"),
                ("owner", "words"),
                ("approved_by", "words"),
                ("risks", "ids"),
            ],
        );
        let rows = entries.iter().filter_map(|it| self.granted_row(*it)).collect();
        let empty = self.words.get("empty.exceptions");
        Table { is_wide: true, ..plain_table(self.words.get("exceptions.table"), heads, rows, empty) }
    }

    fn granted_row(&self, index: u32) -> Option<Row> {
        let it = self.handbook.registers.exceptions.get(index as usize)?;
        let state = self.exception_state(it);
        let words = state.text.clone();
        let document = it.document.as_ref().and_then(|reference| match reference.target {
            Some(Target::Document(document)) if self.addresses.visible.shows_document(document) => Some(document),
            _ => None,
        });
        let controls = document.map(|it| self.id_references(&self.handbook.document(it).front.controls));
        let text = |value: &Option<crate::text::Spanned<String>>| {
            value.as_ref().map(|it| Piece::text(&it.value)).into_iter().collect::<Vec<_>>()
        };
        let made = row(vec![
            self.piece(Target::Entry(RegisterKind::Exceptions, index)).into_iter().collect(),
            vec![state],
            it.expires.as_ref().map(|it| self.day(it.value)).into_iter().collect(),
            self.option(it.document.as_ref()),
            controls.unwrap_or_default(),
            text(&it.reason),
            text(&it.compensating),
            self.short_option(it.owner.as_ref()),
            self.short_option(it.approver.as_ref()),
            self.id_references(&it.risks),
        ]);
        let ends = it.expires.as_ref().map_or_else(String::new, |it| it.value.to_string());
        let owner = self.plain_name(it.owner.as_ref());
        Some(made.with("state", words).with("owner", owner).with("expires", ends))
    }

    fn silenced_table(&self, excused: &[(Option<u32>, &Excused)]) -> Table {
        // What a rule says of a document may name others, which a limited site must not.
        let tells_words = !self.addresses.visible.is_limited();
        let mut named = vec![("rule", "words"), ("where", "words")];
        if tells_words {
            named.push(("what_was_found", "long"));
        }
        named.extend([("reason", "long"), ("answers_for_it", "words"), ("until", "narrow")]);
        let heads: Vec<Column> = columns(&self.words, &named);
        let rows = excused.iter().map(|(document, it)| {
            let place = match document {
                Some(document) => self.document_piece(*document),
                None => Some(Piece { id: Some(self.cx.texts.name(it.place.file).to_owned()), ..Piece::text("") }),
            };
            let by = self.answering(&it.by);
            let answers = by.text.clone();
            let rule = Piece { id: Some(it.code.to_owned()), ..Piece::text(it.rule) };
            let mut cells = vec![vec![rule], place.into_iter().collect()];
            if tells_words {
                cells.push(vec![Piece::message(&it.message)]);
            }
            cells.extend([vec![Piece::text(&it.reason)], vec![by], vec![self.day(it.until)]]);
            row(cells).with("rule", it.rule).with("answers", answers).with("expires", it.until.to_string())
        });
        let empty = self.words.get("empty.silenced");
        plain_table(self.words.get("exceptions.silenced"), heads, rows.collect(), empty)
    }

    /// The role that answers for a silence; as it is written where the site shows no roles.
    fn answering(&self, by: &str) -> Piece {
        let role = self.names.role(bare_name(by)).map(|it| Target::Entry(RegisterKind::Roles, it));
        let shown = role.filter(|it| self.addresses.visible.shows(*it)).and_then(|it| self.piece(it));
        shown.unwrap_or_else(|| Piece::text(by))
    }
}
