//! The statement of applicability in full.

use std::fmt::Write as _;

use crate::error::Error;
use crate::model::{Implementation, RegisterKind};
use crate::render::Renderer;
use crate::render::chart::{Share, bar};
use crate::render::tables::{as_it_is, as_written};
use crate::render::view::Figure;
use crate::render::views::ListView;
use crate::render::words::Words;
use crate::survey::Tally;

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let table = renderer.statement_table();
    let filters = [
        renderer.filter(&table, "theme", ("theme", as_it_is)),
        renderer.filter(&table, "applies", ("applies", applies_words)),
        renderer.filter(&table, "status", ("status", as_it_is)),
        renderer.filter(&table, "reason", ("reason", as_it_is)),
        renderer.filter(&table, "owner", ("owner", as_written)),
    ];
    let all: Vec<u32> = (0..).take(renderer.handbook.catalogue.controls.len()).collect();
    let tally = renderer.coverage.tally(renderer.handbook, &all);
    let view = ListView {
        lead: renderer.statement_lead(),
        figures: figures(&renderer.words, &tally),
        bar: Some(shares(&renderer.words, &tally)),
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: None,
    };
    let mut frame = renderer.frame(path, "applicability", "applicability", renderer.words.get("page.applicability"));
    frame.is_wide = true;
    renderer.fill("applicability.html", &frame, &view, None)
}

impl Renderer<'_> {
    /// Which document carries the statement, with its version and approval.
    fn statement_lead(&self) -> String {
        let carrier = self.scope.documents().find(|(_, document)| {
            document.front.register.as_ref().is_some_and(|it| it.value == RegisterKind::Applicability)
        });
        let Some((_, document)) = carrier else {
            return self.words.get("lead.applicability").to_owned();
        };
        let mut words = self.words.with("lead.applicability_of", &[("document", &document.name())]);
        if let Some(version) = &document.front.version {
            let _ = write!(words, ", {}", self.words.with("document.version", &[("version", &version.value)]));
        }
        if let Some(day) = &document.front.approved_on {
            let day = self.words.day(day.value);
            let _ = write!(words, ", {}", self.words.with("document.approved_on", &[("day", &day)]));
        }
        words.push('.');
        words
    }
}

fn applies_words(words: &Words, value: &str) -> String {
    if value == "missing" { words.get("statement.no_line").to_owned() } else { words.value(value) }
}

fn figures(words: &Words, tally: &Tally) -> Vec<Figure> {
    let of = |status: Implementation| tally.by_status[status as usize];
    let done = of(Implementation::Implemented);
    let under_way = of(Implementation::InProgress) + of(Implementation::Partial);
    let ahead = of(Implementation::Planned) + of(Implementation::NotStarted);
    let figure = |number: usize, key: &str, tone: &'static str, href: &str| Figure {
        number,
        words: words.get(key).to_owned(),
        note: String::new(),
        href: Some(format!("applicability.html{href}")),
        tone,
        bar: None,
    };
    vec![
        figure(tally.applicable, "figure.apply", "", "?applies=yes"),
        figure(done, "figure.implemented", "in-force", "?status=implemented"),
        figure(under_way, "figure.under_way", if under_way == 0 { "" } else { "in-review" }, ""),
        figure(ahead, "figure.ahead", if ahead == 0 { "" } else { "overdue" }, ""),
        figure(tally.excluded, "figure.excluded", "no", "?applies=no"),
    ]
}

/// All controls as one bar, by how far they are.
fn shares(words: &Words, tally: &Tally) -> String {
    let of = |status: Implementation| tally.by_status[status as usize];
    bar(
        words,
        &[
            Share { class: "in-force", words: words.get("share.implemented"), amount: of(Implementation::Implemented) },
            Share {
                class: "in-review",
                words: words.get("share.under_way"),
                amount: of(Implementation::InProgress) + of(Implementation::Partial),
            },
            Share {
                class: "overdue",
                words: words.get("share.ahead"),
                amount: of(Implementation::Planned) + of(Implementation::NotStarted),
            },
            Share { class: "rest", words: words.get("statement.excluded"), amount: tally.excluded },
        ],
    )
}
