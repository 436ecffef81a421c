//! The statement of applicability in full.

use std::fmt::Write as _;

use crate::error::Error;
use crate::model::{Implementation, RegisterKind};
use crate::render::Renderer;
use crate::render::chart::{Share, bar};
use crate::render::pieces::capital;
use crate::render::tables::{as_it_is, filter};
use crate::render::view::Figure;
use crate::render::views::ListView;
use crate::survey::Tally;

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let table = renderer.statement_table();
    let filters = [
        filter(&table, "theme", "Theme", as_it_is),
        filter(&table, "applies", "Applies", |it| if it == "missing" { "No line yet".to_owned() } else { capital(it) }),
        filter(&table, "status", "Status", as_it_is),
        filter(&table, "reason", "Reason", as_it_is),
        filter(&table, "owner", "Owner", str::to_owned),
    ];
    let all: Vec<u32> = (0..).take(renderer.handbook.catalogue.controls.len()).collect();
    let tally = renderer.coverage.tally(renderer.handbook, &all);
    let view = ListView {
        lead: renderer.statement_lead(),
        figures: figures(&tally),
        bar: Some(shares(&tally)),
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: None,
    };
    let mut frame = renderer.frame(path, "applicability", "applicability", "Statement of applicability");
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
            return "Which controls we need, why, and how far each of them is.".to_owned();
        };
        let mut words = format!("Which controls we need, why, and how far each of them is: {}", document.name());
        if let Some(version) = &document.front.version {
            let _ = write!(words, ", version {}", version.value);
        }
        if let Some(day) = &document.front.approved_on {
            let _ = write!(words, ", approved on {}", day.value.in_words());
        }
        words.push('.');
        words
    }
}

fn figures(tally: &Tally) -> Vec<Figure> {
    let of = |status: Implementation| tally.by_status[status as usize];
    let done = of(Implementation::Implemented);
    let under_way = of(Implementation::InProgress) + of(Implementation::Partial);
    let ahead = of(Implementation::Planned) + of(Implementation::NotStarted);
    let figure = |number: usize, words: &str, tone: &'static str, href: &str| Figure {
        number,
        words: words.to_owned(),
        note: String::new(),
        href: Some(format!("applicability.html{href}")),
        tone,
        bar: None,
    };
    vec![
        figure(tally.applicable, "controls apply", "", "?applies=yes"),
        figure(done, "implemented", "in-force", "?status=implemented"),
        figure(under_way, "partly or under way", if under_way == 0 { "" } else { "in-review" }, ""),
        figure(ahead, "planned or not started", if ahead == 0 { "" } else { "overdue" }, ""),
        figure(tally.excluded, "excluded", "no", "?applies=no"),
    ]
}

/// All controls as one bar, by how far they are.
fn shares(tally: &Tally) -> String {
    let of = |status: Implementation| tally.by_status[status as usize];
    bar(&[
        Share { class: "in-force", words: "Implemented", amount: of(Implementation::Implemented) },
        Share {
            class: "in-review",
            words: "Partly or under way",
            amount: of(Implementation::InProgress) + of(Implementation::Partial),
        },
        Share {
            class: "overdue",
            words: "Planned or not started",
            amount: of(Implementation::Planned) + of(Implementation::NotStarted),
        },
        Share { class: "rest", words: "Excluded", amount: tally.excluded },
    ])
}
